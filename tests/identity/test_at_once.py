"""Two at the same moment: one opening of an approval, ten requests of a case, a sight by whoever is in charge now."""

from collections.abc import Callable
from typing import Any

import boto3
import pytest

from chalicelib.domain.access import Right
from chalicelib.domain.casework.case import Case
from chalicelib.domain.identity.opening import PENDING_AT_MOST, Person
from chalicelib.gateways.directory import Directory
from chalicelib.stores.cases import partition
from chalicelib.stores.tables import IdentityRow
from chalicelib.stores.write import Writer
from chalicelib.usecases.errors import OutcomeUnknown
from chalicelib.usecases.identity import opening_desk
from tests.casework.world import AGADIR, FES, officer
from tests.identity.conftest import NAME, Asking

ASKS = officer(f"investigator:{AGADIR}")
DECIDES = officer(f"custodian:{AGADIR}")
REQUEST = {"fields": ["full_name"], "motive": "x", "reference": "x", "legal_basis": "x"}


def approved(asking: Asking) -> tuple[Case, str]:
    case = asking.sealed_case(identity_mode="confidential")
    _, made = asking.post(ASKS, f"cases/{case.id}/unseal-requests", REQUEST)
    asking.post(DECIDES, f"unseal-requests/{made['id']}/approve")
    return case, str(made["id"])


def before_next_write(monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[[], None], *, lost: bool = False) -> None:
    """Let something happen just ahead of the next transaction; `lost`: which is never sent."""
    send = Writer._send

    def late(self: Writer, steps: Any) -> None:
        monkeypatch.setattr(Writer, "_send", send)
        meanwhile()
        if lost:
            raise OutcomeUnknown
        send(self, steps)

    monkeypatch.setattr(Writer, "_send", late)


def opened_twice_at_once(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any]:
    """The same person opens twice within a second; of the first call the write is lost."""
    _, request = approved(asking)
    twin: list[Any] = []
    before_next_write(monkeypatch, lambda: twin.append(asking.post(ASKS, f"unseal-requests/{request}/open")), lost=True)
    return asking.post(ASKS, f"unseal-requests/{request}/open"), twin[0]


def test_a_lost_opening_does_not_take_its_twin_s_entry_for_its_own(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost, twin = opened_twice_at_once(asking, monkeypatch)
    assert (twin[0], twin[1]["fields"]) == (200, {"full_name": NAME})
    assert lost[0] == 503
    assert NAME not in str(lost[1])


def test_the_twins_are_told_apart_by_their_digests_alone(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    """GIVEN entries without a digest of their own THEN the test above would find two openings of one approval."""
    monkeypatch.setattr(opening_desk, "own_digest", lambda call: "")
    lost, twin = opened_twice_at_once(asking, monkeypatch)
    assert lost[0] == twin[0] == 200


@pytest.mark.parametrize("end", ["moved", "expired"])
def test_whoever_finds_a_request_ended_second_is_told_so(
    end: str, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, request = approved(asking)
    if end == "expired":
        asking.world.pass_time(hours=25)
    else:
        asking.world.change(case, court=FES, court_changes=1)
    before_next_write(monkeypatch, lambda: asking.post(DECIDES, f"unseal-requests/{request}/approve") and None)
    status, answer = asking.post(ASKS, f"unseal-requests/{request}/open")
    assert (status, answer["type"].rpartition(":")[2]) == (409, "not-allowed-now")


def test_ten_requests_of_a_case_wait_however_many_ask_at_once(asking: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    case = asking.sealed_case(identity_mode="confidential")

    def ask() -> int:
        return asking.post(ASKS, f"cases/{case.id}/unseal-requests", REQUEST)[0]

    assert [ask() for _ in range(PENDING_AT_MOST - 1)] == [201] * (PENDING_AT_MOST - 1)
    twin: list[int] = []
    before_next_write(monkeypatch, lambda: twin.append(ask()))
    assert (ask(), twin) == (409, [201])


@pytest.mark.parametrize("part", ["identity", "report"])
@pytest.mark.parametrize(
    ("facts", "status"),
    [({"court": FES, "court_changes": 1}, 404), ({"assignee": "somebody"}, 403), ({"version": 9}, 200)],
)
def test_a_sight_is_judged_by_the_case_at_its_moment(
    part: str, facts: dict[str, Any], status: int, asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = asking.sealed_case(assignee=ASKS.sub)
    before_next_write(monkeypatch, lambda: asking.world.change(case, **facts) and None)
    told, answer = asking.ask(ASKS, case.id, {"purpose": "x", "part": part})
    assert told == status
    assert ("fields" in answer) == (status == 200)
    seen = {"reporter.seen", "answers.seen"} & set(asking.world.actions(case))
    assert bool(seen) == (status == 200)
    shown = any(key.startswith("OPENING#") for key in asking.world.receipt(case))
    assert shown == ((status, part) == (200, "identity"))


@pytest.mark.parametrize("stored", ["no base64", "/w=="])
def test_a_ruined_value_is_an_unavailable_one(stored: str, asking: Asking) -> None:
    case, request = approved(asking)
    row = IdentityRow.get(partition(case.id), "SEALED")
    row.fields = {name: {**value, "ciphertext": stored} for name, value in row.fields.items()}
    row.save()
    status, _ = asking.post(ASKS, f"unseal-requests/{request}/open")
    assert status == 503
    assert asking.get(ASKS, "unseal-requests")[1]["items"][0]["state"] == "failed"


class TestThePool:
    """Rights at this moment: of the same account, and only while it is enabled."""

    @pytest.fixture
    def pool(self, world: object) -> Any:
        return boto3.client("cognito-idp", region_name="eu-west-3")

    def enrolled(self, pool: Any, pool_id: str) -> Person:
        made = pool.admin_create_user(UserPoolId=pool_id, Username="a-custodian")
        pool.admin_add_user_to_group(UserPoolId=pool_id, Username="a-custodian", GroupName=f"custodian:{AGADIR}")
        sub = next(part["Value"] for part in made["User"]["Attributes"] if part["Name"] == "sub")
        return Person(sub, "a-custodian", "P-1")

    def test_only_the_enabled_account_that_was_meant_has_rights(self, pool: Any) -> None:
        pool_id = pool.create_user_pool(PoolName="officers")["UserPool"]["Id"]
        pool.create_group(UserPoolId=pool_id, GroupName=f"custodian:{AGADIR}")
        first, directory = self.enrolled(pool, pool_id), Directory(pool, pool_id)
        assert directory.rights(first) == {Right("custodian", AGADIR)}
        # WHEN the account is disabled, its groups stay
        pool.admin_disable_user(UserPoolId=pool_id, Username="a-custodian")
        assert directory.rights(first) == frozenset()
        # WHEN somebody else is given the name
        pool.admin_delete_user(UserPoolId=pool_id, Username="a-custodian")
        assert directory.rights(first) == frozenset()
        second = self.enrolled(pool, pool_id)
        assert directory.rights(first) == frozenset()
        assert directory.rights(second) == {Right("custodian", AGADIR)}
