"""An identity that its reporter erased: no request lives on, nobody opens or sees it, and newest words count before."""

from dataclasses import replace

import pytest

from chalicelib.domain.casework.case import Case
from chalicelib.domain.identity.opening import Opening, Person, as_of
from chalicelib.stores.cases import partition
from chalicelib.stores.tables import IdentityRow
from tests.casework.fakes import a_case
from tests.casework.world import AGADIR, START, World, officer
from tests.identity.conftest import NAME, Asking

INVESTIGATOR = officer(f"investigator:{AGADIR}")
CUSTODIAN = officer(f"custodian:{AGADIR}")
WANTED = {"fields": ["full_name"], "motive": "Audition", "reference": "PV-2026-17", "legal_basis": "CPP 59"}


@pytest.fixture
def case(asking: Asking) -> Case:
    return asking.sealed_case(identity_mode="confidential", assignee=INVESTIGATOR.sub)


@pytest.fixture
def opening(asking: Asking, case: Case) -> str:
    status, answer = asking.post(INVESTIGATOR, f"cases/{case.id}/unseal-requests", WANTED)
    assert status == 201
    return str(answer["id"])


def test_an_approval_ends_with_the_identity(asking: Asking, world: World, case: Case, opening: str) -> None:
    # GIVEN an approval that was not used
    assert asking.post(CUSTODIAN, f"unseal-requests/{opening}/approve")[0] == 200
    # WHEN the reporter has the identity erased
    world.change(case, identity_erased=True)
    # THEN it opens nothing, and the chain says that it ended
    assert asking.post(INVESTIGATOR, f"unseal-requests/{opening}/open")[0] == 409
    assert "unseal.cancelled" in world.actions(case)
    assert "unseal.opened" not in world.actions(case)
    listed = asking.get(CUSTODIAN, "unseal-requests")[1]["items"]
    assert [line["state"] for line in listed] == ["cancelled"]


def test_a_request_that_waits_can_neither_be_approved_nor_made_again(
    asking: Asking, world: World, case: Case, opening: str
) -> None:
    world.change(case, identity_erased=True)
    assert asking.post(CUSTODIAN, f"unseal-requests/{opening}/approve")[0] == 409
    assert asking.post(INVESTIGATOR, f"cases/{case.id}/unseal-requests", WANTED)[0] == 409


def test_what_was_opened_before_stays_so() -> None:
    case = a_case(identity_erased=True)
    person = Person("a", "a", "1")
    done = Opening(
        "0" * 26, case.id, case.court, 0, "opened", ("phone",), "", "", "", person, "", "2026-12-01T00:00:00Z"
    )
    assert as_of(done, case, START) == done
    assert as_of(replace(done, state="approved"), case, START).state == "cancelled"


def test_a_value_that_was_said_again_replaces_the_first(asking: Asking, world: World, case: Case, opening: str) -> None:
    # GIVEN names declared later, whose rows do not stand in the order of time
    for act, name, at in (("Z", "Canari Deux", "2026-11-25T10:00:00Z"), ("A", "Canari Trois", "2026-11-26T10:00:00Z")):
        fields = {"full_name": asking.seal(case.id, "full_name", "identity", name)}
        IdentityRow(partition(case.id), f"SEALED#{act}", sealed_at=at, fields=fields).save()
    asking.post(CUSTODIAN, f"unseal-requests/{opening}/approve")
    status, answer = asking.post(INVESTIGATOR, f"unseal-requests/{opening}/open")
    assert (status, answer) == (200, {"fields": {"full_name": "Canari Trois"}})
    assert answer["fields"]["full_name"] != NAME
