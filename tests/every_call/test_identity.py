"""Every step of an opening and of a sight, each of its calls broken in each way: closed whenever in doubt."""

from collections.abc import Mapping
from typing import Any

import pytest

from chalicelib.domain.access import Officer
from chalicelib.domain.casework.case import Case
from chalicelib.domain.identity.opening import Opening
from chalicelib.stores.opening_requests import OpeningRequests
from tests.casework.world import AGADIR
from tests.every_call.broken import Calls, Kind
from tests.every_call.conftest import Service
from tests.every_call.kept import kept, put_back
from tests.every_call.tried import CRASHED, DONE, REFUSED, UNKNOWN, broken, told_by, undisturbed, whole_or_nothing
from tests.identity.conftest import NAME

WORDS = {"motive": "x", "reference": "x", "legal_basis": "x"}
FIELDS = ("full_name", "phone")


@pytest.fixture(scope="module")
def people(whole_service: Service) -> tuple[Officer, Officer]:
    """Who asks, and who decides."""
    return whole_service.enrolled(f"investigator:{AGADIR}"), whole_service.enrolled(f"custodian:{AGADIR}")


def asked(service: Service, asks: Officer, case: Case) -> Opening:
    ask = service.unsealing.ask_opening
    return ask(asks, ask.approach(asks, case.id), FIELDS, WORDS)


def approved(service: Service, people: tuple[Officer, Officer], **facts: Any) -> tuple[Case, Opening]:
    asks, decides = people
    case = service.asking.sealed_case(identity_mode="confidential", **facts)
    opening, decide = asked(service, asks, case), service.unsealing.decide_opening
    decide.approve(decides, decide.approach(decides, opening.id))
    return case, opening


def state_of(service: Service, opening: Opening) -> str:
    found = OpeningRequests(service.world.writer()).find(opening.id)
    assert found is not None
    return found.state


def test_asking(service: Service, people: tuple[Officer, Officer], calls: Calls) -> None:
    case = service.asking.sealed_case(identity_mode="confidential")
    assert whole_or_nothing(calls, lambda: asked(service, people[0], case), repeats_add=True) >= 9


@pytest.mark.parametrize("word", ["approve", "refuse"])
def test_deciding(word: str, service: Service, people: tuple[Officer, Officer], calls: Calls) -> None:
    asks, decides = people
    opening = asked(service, asks, service.asking.sealed_case(identity_mode="confidential"))
    decide = service.unsealing.decide_opening

    def do() -> Opening:
        found = decide.approach(decides, opening.id)
        return decide.approve(decides, found) if word == "approve" else decide.refuse(decides, found, "x")

    assert whole_or_nothing(calls, do) >= 13


def test_opening(service: Service, people: tuple[Officer, Officer], calls: Calls) -> None:
    """Clear text leaves at most once for an approval; the receipt and the chain know it whenever the key was asked."""
    asks = people[0]
    _, opening = approved(service, people)
    opens = service.unsealing.open_identity

    def do() -> Mapping[str, str]:
        return opens(asks, *opens.approach(asks, opening.id))

    whole = undisturbed(calls, do)
    states: set[tuple[str, str]] = set()
    for attempt in broken(calls, do, whole):
        state, now = state_of(service, opening), kept()
        told = sum("unseal.opened" in row for row in now)
        lines = sum('"OPENING"' in row for row in now)
        # One transaction: the state, the entry and the reporter's line.
        assert told == lines == (state != "approved"), f"{attempt}: {state}"
        assert attempt.told in (DONE, UNKNOWN, CRASHED), str(attempt)
        if attempt.told == DONE:
            assert (attempt.answer["full_name"], state) == (NAME, "opened"), str(attempt)
        first_call_of_key = whole.calls.index("Decrypt")
        reading = whole.calls.index("TransactWriteItems") + 1
        if reading <= attempt.number < len(whole.calls) - 1 and attempt.operation != "TransactWriteItems":
            assert state == "failed", f"{attempt}: nothing was shown, and that stands nowhere"
            assert attempt.number >= first_call_of_key or attempt.operation == "Query"
        again, answer = told_by(do)
        if state == "approved":
            assert again == DONE, f"{attempt}: the approval was not used, and is gone"
        else:
            assert (again, answer) == (REFUSED, None), f"{attempt}: an approval was used twice"
        states.add((attempt.told, state))
    assert {(UNKNOWN, "approved"), (UNKNOWN, "failed"), (CRASHED, "opening"), (DONE, "opened")} <= states


@pytest.mark.parametrize("change", ["moved", "erased", "expired"])
def test_what_time_or_a_referral_ended(
    change: str, service: Service, people: tuple[Officer, Officer], calls: Calls
) -> None:
    asks = people[0]
    case, opening = approved(service, people)
    if change == "moved":
        service.world.change(case, court="TPI-FES", court_changes=1)
    elif change == "erased":
        service.world.change(case, identity_erased=True)
    else:
        service.world.pass_time(hours=25)
    opens = service.unsealing.open_identity

    def look() -> str:
        return opens.approach(asks, opening.id)[0].state

    assert whole_or_nothing(calls, look) >= 13
    assert look() == ("expired" if change == "expired" else "cancelled")
    assert told_by(lambda: opens(asks, *opens.approach(asks, opening.id)))[0] == REFUSED


@pytest.mark.parametrize("part", ["identity", "report"])
def test_a_sight(part: Any, service: Service, people: tuple[Officer, Officer], calls: Calls) -> None:
    """No sight that is not written down first; one may be written down that nobody had."""
    asks = people[0]
    case = service.asking.sealed_case(identity_mode="named", assignee=asks.sub)
    see = service.unsealing.see_reporter

    def do() -> Mapping[str, str]:
        return see(asks, see.approach(asks, case.id), part, "x")

    whole = undisturbed(calls, do)
    for attempt in broken(calls, do, whole):
        now = kept()
        assert now in (whole.kept_before, whole.kept_after), str(attempt)
        assert attempt.told in (DONE, UNKNOWN, CRASHED), str(attempt)
        if attempt.told == DONE:
            assert now == whole.kept_after, str(attempt)
        if attempt.kind is Kind.BEFORE and attempt.operation == "TransactWriteItems":
            assert (attempt.told, now) == (UNKNOWN, whole.kept_before), str(attempt)
        assert told_by(do)[0] == DONE, str(attempt)
        lines = sum('"OPENING"' in row for row in kept())
        assert lines == (part == "identity"), f"{attempt}: the reporter reads one line a day"
        put_back(whole.before)
