"""What an operator does to accounts stands on the audit, before it is done; ids alone, and the chain is whole."""

from collections.abc import Iterator
from datetime import UTC, datetime

import boto3
import pytest
from moto import mock_aws

from chalicelib.domain.audit.chain import first_fault
from chalicelib.domain.audit.entry import Entry
from chalicelib.domain.legal_calendar import civil_day
from chalicelib.stores.audit import AuditBook
from chalicelib.stores.tables import AuditRow, TableNames, bind_tables
from infrastructure.deployment import officers as deployed_officers
from infrastructure.deployment.officers import OfficerError, Officers
from infrastructure.deployment.user_book import UserBook
from infrastructure.stage import load_stage

RIGHT = "investigator:TPI-AGADIR"


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Iterator[Officers]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    stage = load_stage("local")
    with mock_aws():
        session = boto3.Session(region_name=stage.region)
        pool = session.client("cognito-idp").create_user_pool(
            PoolName="officers", Schema=[{"Name": "personnel", "AttributeDataType": "String"}]
        )["UserPool"]["Id"]
        bind_tables(TableNames(audit="audit"), region=stage.region)
        AuditRow.create_table(billing_mode="PAY_PER_REQUEST")
        outputs = {"UserPoolId": pool, "AuditTable": "audit"}
        monkeypatch.setattr(deployed_officers, "stack_outputs", lambda *_, **__: outputs)
        yield Officers(session, stage)
    bind_tables(TableNames())


def chain() -> list[Entry]:
    return list(AuditBook().read(f"SYSTEM#{civil_day(datetime.now(UTC)).isoformat()}#users#0"))


def test_grants_and_revokes_have_their_entries(people: Officers) -> None:
    people.create("amina", "P-17", [RIGHT], "Temporary-2026-x")
    people.revoke("amina", RIGHT)
    people.disable("amina")
    entries = chain()
    assert [entry.action for entry in entries] == [
        "account.created",
        "right.granted",
        "right.revoked",
        "account.disabled",
    ]
    assert first_fault(entries) is None
    # Whose it is stands there by subject alone; who did it by an id without a name of a session.
    assert entries[1].item.startswith("USER#")
    assert entries[1].item.endswith(f"#{RIGHT}")
    assert "amina" not in repr(entries)
    assert all(entry.actor.startswith("operator:") and entry.actor.count(":") == 1 for entry in entries)


def test_what_the_pool_refuses_has_an_entry_that_says_so(people: Officers, monkeypatch: pytest.MonkeyPatch) -> None:
    people.create("amina", "P-17", [], "Temporary-2026-x")

    def broken(**_: str) -> None:
        raise people._pool.exceptions.UserNotFoundException({"Error": {"Code": "x", "Message": "x"}}, "x")

    monkeypatch.setattr(people._pool, "admin_add_user_to_group", broken)
    with pytest.raises(OfficerError):
        people.grant("amina", RIGHT)
    assert [entry.action for entry in chain()][1:] == ["right.granted", "right.granted_failed"]


def test_without_an_entry_nothing_is_done(people: Officers, monkeypatch: pytest.MonkeyPatch) -> None:
    people.create("amina", "P-17", [], "Temporary-2026-x")

    def silent(self: UserBook, action: str, item: str) -> None:
        raise ConnectionError

    monkeypatch.setattr(UserBook, "note", silent)
    with pytest.raises(ConnectionError):
        people.grant("amina", RIGHT)
    assert people.rights("amina") == ()


def test_a_right_that_does_not_exist_leaves_no_entry(people: Officers) -> None:
    with pytest.raises(OfficerError):
        people.create("carim", "P-19", ["boss:TPI-AGADIR"], "Temporary-2026-x")
    assert (people.list(), chain()) == ([], [])
