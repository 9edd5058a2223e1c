"""Demo officers: every principal of the abuse cases has a person, with its own rights, number and password."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from infrastructure.local.emulator import Emulator
from infrastructure.local.folder import LocalFolder
from infrastructure.local.foreign_tokens import expired_tokens, other_client, other_pool
from infrastructure.local.officers import accounts, enrol, password, roster
from infrastructure.local.tokens import sign_in

ROLES = ("analyst", "investigator", "supervisor", "prosecutor", "custodian", "auditor", "administrator")
COURTS = ("TPI-AGADIR", "TPI-FES", "NATIONAL")


def claims(token: str) -> dict[str, Any]:
    body = token.split(".")[1]
    return dict(json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))))


def test_everyone_that_an_abuse_case_may_speak_as_is_there() -> None:
    people = {person.principal: person for person in roster()}

    for court in COURTS:
        for role in ROLES:
            assert people[f"{role}:{court}"].groups == (f"{role}:{court}",)
        assert people[f"investigator2:{court}"].groups == (f"investigator:{court}",)
        assert people[f"double:{court}"].groups == (f"investigator:{court}", f"custodian:{court}")
    assert people["nogroup"].groups == ()


def test_no_two_people_share_an_account_or_a_personnel_number() -> None:
    people = roster()

    assert len({person.user for person in people}) == len(people)
    assert len({person.personnel for person in people}) == len(people)
    assert len({person.principal for person in people}) == len(people)


def test_passwords_are_random_typeable_and_of_every_class() -> None:
    made = {password() for _ in range(200)}

    assert len(made) == 200
    for one in made:
        assert len(one) == 17
        assert any(c.isupper() for c in one)
        assert any(c.islower() for c in one)
        assert any(c.isdigit() for c in one)


def test_passwords_of_an_installation_stay_and_are_private(tmp_path: Path) -> None:
    file = tmp_path / "accounts.json"

    first = accounts(roster(), file)
    again = accounts(roster(), file)

    assert first == again
    assert file.stat().st_mode & 0o777 == 0o600
    assert len({account.password for account in first}) == len(first)


@pytest.fixture(scope="module")
def cognito(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    emulator = Emulator(LocalFolder(tmp_path_factory.mktemp("officers")), 0)
    emulator.start()
    yield boto3.client(
        "cognito-idp",
        endpoint_url=emulator.endpoint,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    emulator.stop()


@pytest.fixture(scope="module")
def pool(cognito: Any) -> tuple[str, str]:
    """A pool and a client like the portal's."""
    pool_id = cognito.create_user_pool(
        PoolName="officers",
        Policies={"PasswordPolicy": {"MinimumLength": 14, "RequireNumbers": True, "RequireUppercase": True}},
        Schema=[{"Name": "personnel", "AttributeDataType": "String", "Mutable": False}],
    )["UserPool"]["Id"]
    client = cognito.create_user_pool_client(
        UserPoolId=pool_id,
        ClientName="portal",
        ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
        ReadAttributes=["custom:personnel"],
        CallbackURLs=["http://127.0.0.1:8080/portal/signed-in/"],
        IdTokenValidity=15,
        TokenValidityUnits={"IdToken": "minutes"},
    )["UserPoolClient"]["ClientId"]
    return pool_id, client


def test_officers_sign_in_with_their_rights_and_nothing_more(
    cognito: Any, pool: tuple[str, str], tmp_path: Path
) -> None:
    people = roster()
    known = accounts(people, tmp_path / "accounts.json")
    enrol(cognito, pool[0], people, known)
    enrol(cognito, pool[0], people, known)

    for person, account in zip(people, known, strict=True):
        if not person.principal.endswith((":TPI-FES", "nogroup")):
            continue
        told = claims(sign_in(cognito, *pool, account.user, account.password))
        assert tuple(told.get("cognito:groups", [])) == person.groups
        assert told["custom:personnel"] == person.personnel
        assert told["token_use"] == "id"
        assert told["aud"] == pool[1]
    access = claims(sign_in(cognito, *pool, known[0].user, known[0].password, "access"))
    assert access["token_use"] == "access"
    with pytest.raises(ClientError, match="NotAuthorized"):
        sign_in(cognito, *pool, known[0].user, "wrong-Password-2222")


def test_foreign_tokens_are_genuine_and_of_elsewhere(cognito: Any, pool: tuple[str, str], tmp_path: Path) -> None:
    people = roster()
    known = accounts(people, tmp_path / "accounts.json")
    enrol(cognito, pool[0], people, known)
    someone = known[1]

    client = other_client(cognito, pool[0])
    assert other_client(cognito, pool[0]) == client
    assert claims(sign_in(cognito, pool[0], client, someone.user, someone.password))["aud"] == client != pool[1]

    elsewhere = other_pool(cognito, people, known)
    assert other_pool(cognito, people, known) == elsewhere
    told = claims(sign_in(cognito, *elsewhere, someone.user, someone.password))
    assert told["iss"].endswith(elsewhere[0])
    assert told["cognito:groups"] == list(people[1].groups)


def test_an_expired_token_is_the_portal_clients_own_and_its_settings_come_back(
    cognito: Any, pool: tuple[str, str], tmp_path: Path
) -> None:
    people = roster()
    known = accounts(people, tmp_path / "accounts.json")
    enrol(cognito, pool[0], people, known)

    def settings() -> dict[str, Any]:
        found = cognito.describe_user_pool_client(UserPoolId=pool[0], ClientId=pool[1])["UserPoolClient"]
        return {name: value for name, value in found.items() if name != "LastModifiedDate"}

    before = settings()
    tokens = expired_tokens(cognito, *pool, known[:3])

    assert settings() == before
    assert set(tokens) == {account.principal for account in known[:3]}
    for token in tokens.values():
        told = claims(token)
        assert told["aud"] == pool[1]
        assert told["exp"] - told["iat"] == 1
    time.sleep(1.1)
    assert all(claims(token)["exp"] < time.time() for token in tokens.values())
    fresh = claims(sign_in(cognito, *pool, known[0].user, known[0].password))
    assert fresh["exp"] - fresh["iat"] == 900
