"""No list, count, search, link, figure or error shows a case outside the caller's courts, whoever the caller is."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain.access import ROLES, Officer, Right, sees
from chalicelib.domain.casework.case import Case
from tests.casework.world import AGADIR, FES, NATIONAL, REPORT, World
from tests.portal_routes.conftest import Portal

READERS = {"analyst", "investigator", "supervisor", "prosecutor"}
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
                court=court, state=state, report={**REPORT, "text": mark}, first_read_at="2026-11-24T21:22:00Z"
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
    ]
    answers = [(path, portal.get(person, f"/portal/{path}").text) for path in lists]
    answers.append(("search", portal.post(person, "/portal/search", {"q": "commun", "limit": 100}).text))
    for case in cases:
        path = f"/portal/cases/{case.id}"
        answers += [(case.id, portal.get(person, f"{path}{part}").text) for part in ("", "/timeline")]
        answers.append((case.id, portal.post(person, f"{path}/take", {"version": 999}).text))
    return answers


def test_nothing_outside_the_callers_courts_is_ever_shown(portal: Portal, world: World) -> None:
    cases = filled(portal, world)
    missing = "01J00000000000000000000000"

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(officers)
    def holds(person: Officer) -> None:
        outside = [case for case in cases if not sees(person, case)]
        courts = {right.court for right in person.rights}
        for path, text in asked(portal, person, cases):
            for case in outside:
                assert f"mark-{case.court}-{case.state}" not in text
                assert case.id not in text or path == case.id
            if NATIONAL not in courts and path in ("queue?limit=100", "statistics", "search"):
                assert all(f'"{court}"' not in text for court in {AGADIR, FES} - courts)
        # AND a case out of sight is answered exactly as one that does not exist
        for case in outside:
            assert same(portal, person, case.id, missing)

    holds()


def same(portal: Portal, person: Officer, hidden: str, missing: str) -> bool:
    def both(case_id: str) -> list[Any]:
        path = f"/portal/cases/{case_id}"
        answers = [portal.get(person, path), portal.post(person, f"{path}/notes", {"text": "x"})]
        return [(answer.status, json.dumps(answer.json)) for answer in answers]

    return both(hidden) == both(missing)
