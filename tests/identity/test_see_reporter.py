"""The sight of a reporter: by the officer in charge alone, written down and told to the reporter before it happens."""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import boto3
import pytest
from chalice import Chalice
from chalice.test import Client

from chalicelib.domain.access import Officer
from chalicelib.gateways.open_seal import OpenSeal
from chalicelib.routes.caller import SignIn
from chalicelib.routes.unsealing import unsealing_routes
from chalicelib.routes.unsealing.api import UnsealingApi
from chalicelib.stores.cases import Cases, partition
from chalicelib.stores.openings import Sights
from chalicelib.stores.tables import AuditRow, IdentityRow
from chalicelib.usecases.errors import Unavailable
from chalicelib.usecases.identity.needs import SealedField
from chalicelib.usecases.identity.see_reporter import SeeReporter
from tests.casework.world import AGADIR, FES, World, officer, tables, token

INVESTIGATOR = officer(f"investigator:{AGADIR}")
SUPERVISOR = officer(f"supervisor:{AGADIR}")
NAME, PHONE, SUSPECT = "Canari Nom", "+212600000042", "Suspect Fictif"


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with tables():
        yield World()


class Asking:
    """The unsealing function over tables and a key in memory."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.kms = boto3.client("kms", region_name="eu-west-3")
        self.key = self.kms.create_key()["KeyMetadata"]["KeyId"]
        self.open_seal: Any = OpenSeal(self.kms, self.key)

    def sealed_case(self, **facts: Any) -> Any:
        case = self.world.case(**facts)
        values = [("full_name", "identity", NAME), ("phone", "identity", PHONE), ("suspect.name", "report", SUSPECT)]
        IdentityRow(
            partition(case.id),
            "SEALED",
            sealed_at=case.created_at,
            fields={name: self.seal(case.id, name, purpose, value) for name, purpose, value in values},
        ).save()
        return case

    def seal(self, case_id: str, field: str, purpose: str, value: str) -> dict[str, str]:
        context = {"case": case_id, "field": field, "purpose": purpose}
        answer = self.kms.encrypt(KeyId=self.key, Plaintext=value.encode(), EncryptionContext=context)
        return {"ciphertext": b64encode(answer["CiphertextBlob"]).decode(), "key_id": self.key, "purpose": purpose}

    def ask(self, person: Officer | None, case_id: str, body: Any = None) -> tuple[int, dict[str, Any]]:
        see = SeeReporter(Sights(Cases(), self.world.writer()), self.open_seal, self.world.now)
        api = UnsealingApi(SignIn("eu-west-3_pool", "portal-client"), self.world.now, see)
        app = Chalice("unsealing", configure_logs=False)
        app.register_blueprint(unsealing_routes(lambda: api))
        headers = {"Content-Type": "application/json"}
        if person:
            headers["Authorization"] = token(person, self.world.now())
        with Client(app) as client:
            path = f"/portal/cases/{case_id}/reporter"
            sent = json.dumps(body or {"purpose": "rappeler la victime"}).encode()
            answer = client.http.post(path, headers=headers, body=sent)
        return answer.status_code, json.loads(answer.body)


@pytest.fixture
def asking(world: World) -> Asking:
    return Asking(world)


def openings(world: World, case: Any) -> list[tuple[str, dict[str, Any]]]:
    return [(row.created_at, dict(row.body)) for sk, row in world.receipt(case).items() if sk.startswith("OPENING")]


def test_the_officer_in_charge_sees_and_the_reporter_is_told(asking: Asking, world: World) -> None:
    # GIVEN a named report and its assignee
    case = asking.sealed_case(assignee=INVESTIGATOR.sub)
    # WHEN seen twice a day, by two people in charge
    assert asking.ask(INVESTIGATOR, case.id) == (200, {"fields": {"full_name": NAME, "phone": PHONE}})
    world.pass_time(minutes=10)
    assert asking.ask(SUPERVISOR, case.id)[0] == 200
    # THEN the chain holds each sight without its purpose, the receipt one line of that day's first minute
    assert world.actions(case) == ["report.accepted", "reporter.seen", "reporter.seen"]
    assert openings(world, case) == [("2026-11-24T21:21:00Z", {"kind": "seen", "service": AGADIR})]
    # AND another day has its own line
    world.pass_time(days=1)
    asking.ask(INVESTIGATOR, case.id)
    assert len(openings(world, case)) == 2


@pytest.mark.parametrize(
    ("groups", "status"),
    [
        ((f"investigator:{AGADIR}",), 403),
        ((f"prosecutor:{AGADIR}",), 403),
        ((f"custodian:{AGADIR}",), 404),
        (("analyst:NATIONAL",), 403),
        (("auditor:NATIONAL",), 404),
        (("administrator:NATIONAL",), 404),
        ((f"supervisor:{FES}",), 404),
        ((), 404),
    ],
)
def test_nobody_but_the_officer_in_charge(asking: Asking, world: World, groups: tuple[str, ...], status: int) -> None:
    case = asking.sealed_case(assignee=INVESTIGATOR.sub)
    person = officer(*groups, sub="somebody else")
    answer = asking.ask(person, case.id)
    assert answer[0] == status
    assert NAME not in str(answer)
    assert openings(world, case) == []
    assert "reporter.denied" in [*world.actions(case), *world.own_actions(person)]


def test_another_courts_case_and_a_missing_one_are_told_alike(asking: Asking, world: World) -> None:
    case = asking.sealed_case(assignee=INVESTIGATOR.sub)
    stranger = officer(f"investigator:{FES}")
    assert asking.ask(stranger, case.id) == asking.ask(stranger, "01J00000000000000000000000")
    assert asking.ask(None, case.id)[0] == 401


@pytest.mark.parametrize(
    "facts", [{"identity_mode": "confidential"}, {"identity_mode": "anonymous"}, {"identity_erased": True}]
)
def test_only_a_named_identity_that_still_exists(asking: Asking, world: World, facts: dict[str, Any]) -> None:
    case = asking.sealed_case(**{"assignee": INVESTIGATOR.sub, **facts})
    for person in (INVESTIGATOR, SUPERVISOR):
        assert asking.ask(person, case.id)[0] == 403
    assert world.actions(case) == ["report.accepted", "reporter.denied", "reporter.denied"]
    # AND the sealed answers of the report are another matter, in any mode
    body = {"purpose": "identifier", "part": "report"}
    assert asking.ask(INVESTIGATOR, case.id, body) == (200, {"fields": {"suspect.name": SUSPECT}})
    assert world.actions(case)[-1] == "answers.seen"
    assert openings(world, case) == []


def test_a_referral_ends_the_sight_of_the_desk_and_of_the_old_court(asking: Asking, world: World) -> None:
    analyst = officer("analyst:NATIONAL")
    case = asking.sealed_case(assignee=analyst.sub)
    assert asking.ask(analyst, case.id)[0] == 200
    world.change(case, state="referred", version=3)
    assert asking.ask(analyst, case.id)[0] == 403
    world.change(case, court=FES, assignee=None, version=4)
    assert asking.ask(SUPERVISOR, case.id)[0] == 404


@pytest.mark.parametrize(
    "body", [{"purpose": " "}, {"purpose": "x" * 501}, {"part": "report"}, {"purpose": "x", "part": "all"}]
)
def test_a_purpose_is_said_and_nothing_else(asking: Asking, world: World, body: dict[str, Any]) -> None:
    case = asking.sealed_case(assignee=INVESTIGATOR.sub)
    assert asking.ask(INVESTIGATOR, case.id, body)[0] == 422
    assert world.actions(case) == ["report.accepted"]


def test_a_sight_that_cannot_be_recorded_does_not_happen(
    asking: Asking, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = asking.sealed_case(assignee=INVESTIGATOR.sub)
    opened: list[str] = []

    def spy(case_id: str, fields: Sequence[SealedField]) -> Mapping[str, str]:
        opened.append(case_id)
        return {}

    asking.open_seal = spy

    def down(*_: Any, **__: Any) -> Any:
        raise Unavailable

    monkeypatch.setattr("chalicelib.stores.write.Writer._send", down)
    assert asking.ask(INVESTIGATOR, case.id)[0] == 503
    assert opened == []


def test_a_value_moved_to_another_case_or_field_does_not_open(asking: Asking, world: World) -> None:
    case, other = asking.sealed_case(assignee=INVESTIGATOR.sub), asking.sealed_case()
    stolen = IdentityRow.get(partition(other.id), "SEALED").fields
    row = IdentityRow.get(partition(case.id), "SEALED")
    row.fields = {**row.fields, "phone": stolen["phone"]}
    row.save()
    status, body = asking.ask(INVESTIGATOR, case.id)
    assert (status, "fields" in body) == (503, False)
    assert AuditRow.count(f"CASE#{case.id}") == 2
