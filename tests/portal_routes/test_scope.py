"""No list, count, search, link, figure or error shows a case outside the caller's courts, whoever the caller is."""

import pytest
from chalice import Chalice
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain.access import ROLES, Officer, Right, sees
from chalicelib.domain.casework.case import Case
from chalicelib.routes.portal import portal_routes
from tests.casework.world import AGADIR, FES, NATIONAL, REPORT, World
from tests.portal_routes.conftest import Portal

# Answers that name courts.
NAMING_COURTS = ("queue?limit=100", "statistics", "search", "deadlines", "contests", "export.csv")
officers = st.builds(
    lambda held: Officer("somebody", "P1", frozenset(held)),
    st.lists(st.builds(Right, st.sampled_from(ROLES), st.sampled_from([AGADIR, FES, NATIONAL])), max_size=3),
)


def filled(portal: Portal, world: World) -> list[Case]:
    """Cases of two courts and the desk, all found by one word, linked by the desk, one of each closed."""
    cases = []
    for court in (AGADIR, FES, NATIONAL):
        for state in ("triage", "referred", "closed"):
            mark = f"mark-{court}-{state}"
            case = world.case(
                court=court,
                state=state,
                report={**REPORT, "text": mark},
                first_read_at="2026-11-24T21:22:00Z",
                deadlines={"inform": "2026-12-09"},
                contested_at="2026-11-24T21:30:00Z" if state == "closed" else None,
            )
            world.index(case, "commun")
            cases.append(case)
    desk = Officer("desk", "P2", frozenset({Right("analyst", NATIONAL)}))
    for case in cases:
        other = next(other for other in cases if other.court != case.court)
        portal.post(desk, f"/portal/cases/{case.id}/links", {"case": other.id, "reason": "même"})
    return cases


def asked(portal: Portal, person: Officer, cases: list[Case]) -> list[tuple[str, str]]:
    """Every reading route and, with a version that cannot be, every writing one."""
    lists = [
        "queue?limit=100",
        "queue?desk=closed",
        f"queue?court={FES}",
        "queue?assignee=me",
        "statistics",
        "duty",
        "me",
        "deadlines",
        "deadlines?limit=1",
        "contests",
        "export.csv",
    ]
    answers = [(path, portal.get(person, f"/portal/{path}").text) for path in lists]
    answers.append(("search", portal.post(person, "/portal/search", {"q": "commun", "limit": 100}).text))
    for case in cases:
        path = f"/portal/cases/{case.id}"
        answers += [(case.id, portal.get(person, f"{path}{part}").text) for part in ("", "/timeline", "/notes")]
        answers.append((case.id, portal.get(person, f"/portal/audit?case={case.id}").text))
        answers.append((case.id, portal.post(person, f"{path}/take", {"version": 999}).text))
    return answers


def test_nothing_outside_the_callers_courts_is_ever_shown(portal: Portal, world: World) -> None:
    cases = filled(portal, world)

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(officers)
    def holds(person: Officer) -> None:
        outside = [case for case in cases if not sees(person, case)]
        courts = {right.court for right in person.rights}
        for path, text in asked(portal, person, cases):
            for case in outside:
                assert f"mark-{case.court}-{case.state}" not in text
                assert case.id not in text or path == case.id
            if NATIONAL not in courts and path in (
                "queue?limit=100",
                "statistics",
                "search",
                "deadlines",
                "contests",
                "export.csv",
            ):
                assert all(f'"{court}"' not in text for court in {AGADIR, FES} - courts)

    holds()


def routes_of_cases() -> list[tuple[str, str]]:
    """Every (method, path) of the portal that names a case: a new route is looked at on the day it is written."""
    app = Chalice("every-route", configure_logs=False)
    app.register_blueprint(portal_routes(lambda: None))  # type: ignore[arg-type,return-value]
    return [(method, path) for path, methods in app.routes.items() for method in methods if "{case_id}" in path]


ROUTES = routes_of_cases()


def answer_of(portal: Portal, person: Officer, method: str, path: str, case_id: str) -> tuple[int, str]:
    """Status and body, whatever the path asks for beside the case."""
    filled_in = path.replace("{case_id}", case_id).replace("{link_id}", "0" * 26)
    answer = portal.ask(method, person, filled_in, "{}" if method == "POST" else None)
    return answer.status, answer.text


@pytest.mark.parametrize(("method", "path"), ROUTES, ids=lambda part: part)
def test_every_route_of_a_case_answers_the_hidden_as_the_missing(
    portal: Portal, world: World, method: str, path: str
) -> None:
    # GIVEN a case of another court, in each half of its life, and people of one's own
    for state in ("triage", "closed"):
        hidden = world.case(court=FES, state=state)
        for role in ("supervisor", "prosecutor", "auditor"):
            person = Officer("somebody", "P1", frozenset({Right(role, AGADIR)}))
            told = answer_of(portal, person, method, path, hidden.id)
            # THEN its answer is that of a case that does not exist: 404, before the body is looked at
            assert told == answer_of(portal, person, method, path, "01J00000000000000000000000")
            assert (told[0], hidden.id in told[1]) == (404, False)
