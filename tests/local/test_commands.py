"""`e-blagh local`: what it says when nothing runs, and when something does."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from infrastructure.commands.local import local
from infrastructure.local.addresses import Client, write_abuse, write_addresses
from infrastructure.local.emulator import Emulator
from infrastructure.local.folder import LocalFolder, read_json
from infrastructure.local.locks import ProcessLock
from infrastructure.local.officers import accounts, enrol, roster
from infrastructure.local.session import emulator_session
from infrastructure.local.token_command import NoTokenError, token


@pytest.fixture(autouse=True)
def _environment() -> Iterator[None]:
    """The commands make their process forget its AWS account; other tests of this process want theirs back."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def folder(tmp_path: Path) -> LocalFolder:
    place = LocalFolder(tmp_path / "system")
    place.make()
    return place


def run(folder: LocalFolder, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(local, [*arguments, "--folder", str(folder.root)])
    return result.exit_code, result.output


def test_nothing_runs(folder: LocalFolder) -> None:
    assert run(folder, "status") == (0, "not running\n")
    assert json.loads(run(folder, "status", "--json")[1]) == {"running": False}
    assert run(folder, "stop") == (0, "Nothing was running.\n")
    code, said = run(folder, "token", "investigator:TPI-AGADIR")
    assert code == 1
    assert "make run" in said


def test_a_second_start_says_where_the_first_is(folder: LocalFolder) -> None:
    lock = ProcessLock(folder.lock)
    lock.take(phase="ready", base_url="http://127.0.0.1:8080")
    try:
        code, said = run(folder, "up")
        assert code == 1
        assert "running in this folder already: http://127.0.0.1:8080" in said
        told = json.loads(run(folder, "status", "--json")[1])
        assert told["running"] is True
        assert told["base_url"] == "http://127.0.0.1:8080"
    finally:
        lock.release()


def test_stop_ends_an_emulator_that_was_left_behind(folder: LocalFolder) -> None:
    left = Emulator(folder, 0)
    left.start()
    try:
        assert run(folder, "stop") == (0, "Stopped.\n")
        assert not left.alive
    finally:
        left.stop()


def test_the_files_say_where_the_system_is_and_who_may_sign_in(folder: LocalFolder) -> None:
    people = accounts(roster(), folder.accounts)
    write_addresses(folder, "http://127.0.0.1:8080", "us-east-1_Pool", people)

    told = read_json(folder.addresses)

    assert set(told) == {"base_url", "site", "portal", "jwks_url", "accounts"}
    assert told["jwks_url"] == "http://127.0.0.1:8080/us-east-1_Pool/.well-known/jwks.json"
    assert {frozenset(account) for account in told["accounts"]} == {
        frozenset({"user", "password", "roles", "courts", "principal"})
    }
    by_principal = {account["principal"]: account for account in told["accounts"]}
    assert by_principal["double:TPI-FES"]["roles"] == ["investigator", "custodian"]
    assert by_principal["analyst:NATIONAL"]["courts"] == ["NATIONAL"]
    assert by_principal["nogroup"]["roles"] == []
    assert folder.addresses.stat().st_mode & 0o777 == 0o600


def test_tokens_of_each_kind_come_from_the_right_client(folder: LocalFolder) -> None:
    emulator = Emulator(folder, 0)
    emulator.start()
    try:
        pool = emulator_session("us-east-1").client("cognito-idp", endpoint_url=emulator.endpoint)
        people = [person for person in roster() if person.principal == "investigator:TPI-AGADIR"]
        known = accounts(people, folder.accounts)
        made = pool.create_user_pool(
            PoolName="officers", Schema=[{"Name": "personnel", "AttributeDataType": "String", "Mutable": False}]
        )["UserPool"]["Id"]
        enrol(pool, made, people, known)
        clients = {
            name: Client(
                made,
                pool.create_user_pool_client(
                    UserPoolId=made, ClientName=name, ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
                )["UserPoolClient"]["ClientId"],
            )
            for name in ("portal", "otherclient", "otherpool")
        }
        write_addresses(folder, "http://127.0.0.1:8080", made, known)
        expired = {"investigator:TPI-AGADIR": "an.expired.token"}
        write_abuse(folder, "http://127.0.0.1:8080", emulator.endpoint, "us-east-1", clients, expired)

        tokens = {kind: token(folder, "investigator:TPI-AGADIR", kind) for kind in ("id", "access")}
        assert len(set(tokens.values())) == 2
        assert token(folder, "investigator-tpi-agadir", "otherclient").count(".") == 2
        assert token(folder, "investigator:TPI-AGADIR", "expired") == "an.expired.token"
        code, said = run(folder, "token", "investigator:TPI-AGADIR", "--kind", "access")
        assert code == 0
        assert said.count(".") == 2
        for who, kind in (("nobody", "id"), ("investigator:TPI-AGADIR", "golden")):
            with pytest.raises(NoTokenError):
                token(folder, who, kind)
    finally:
        emulator.stop()
    with pytest.raises(NoTokenError):
        token(folder, "investigator:TPI-AGADIR", "id")
