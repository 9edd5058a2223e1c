"""`e-blagh keys`: what an operator is told, and what the manual says to type."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
import pytest
from typer.testing import CliRunner

from chalicelib.domain.intake.receipt_code import ReceiptKeys
from chalicelib.gateways.secrets import receipt_keys
from chalicelib.wiring import resealing
from chalicelib.wiring.resealing import ResealingWorker
from chalicelib.workers import reseal_identities
from infrastructure.change_set import StackError
from infrastructure.cli import app
from infrastructure.commands import keys as command
from infrastructure.keys.receipt_secret import ReceiptSecret, announced, in_force
from infrastructure.stage import load_stage
from tests.intake.world import KEY, REPORT, World
from tests.keys.stage import ALL, Handler, Keys, key_stage, moved

MANUAL = Path(__file__).parents[2] / "docs" / "operator-manual.md"


@dataclass
class Noted:
    """What was written on the chain of operators."""

    entries: list[tuple[str, str]] = field(default_factory=list)

    def note(self, action: str, item: str) -> None:
        self.entries.append((action, item))


@pytest.fixture
def keys() -> Iterator[Keys]:
    with key_stage() as stage:
        yield stage


@pytest.fixture
def noted(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> Noted:
    """The command finds the stage of the test where a deployed one would be."""
    book = Noted()
    monkeypatch.setattr(resealing, "resealing_worker", lambda: ResealingWorker(keys.job()))
    monkeypatch.setattr(reseal_identities, "resealing_worker", lambda: ResealingWorker(keys.job()))

    @dataclass
    class Found:
        book: Noted
        account: Any = None
        outputs: Any = None

        def function(self, name: str) -> str:
            return f"{load_stage('local').stack}-{name}"

    monkeypatch.setattr(command, "deployed", lambda *_: Found(book))
    monkeypatch.setattr(command, "patient_functions", lambda _: Handler(reseal_identities.handle))
    return book


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["keys", *arguments])


def test_the_operator_is_told_what_went_over(keys: Keys, noted: Noted) -> None:
    case = keys.reported()
    keys.world.pass_time(seconds=1)
    keys.reported()
    keys.change()
    dry = run("reseal", "--stage", "local", "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert "2 cases, 4 rows with 8 values to carry over, 0 left." in dry.output
    assert noted.entries == []
    done = run("reseal", "--stage", "local", "--piece", "1")
    assert "2 cases, 4 rows with 8 values carried over, 0 left." in done.output
    assert noted.entries == [("keys.reseal", "ResealIdentities")]
    again = run("reseal", "--stage", "local", "--dry-run")
    assert "Nothing is sealed by a former key." in again.output
    assert keys.opened(case) == ALL


def test_rows_that_stay_are_named_and_the_job_says_so(keys: Keys, noted: Noted) -> None:
    case = keys.reported()
    (row,) = [row for row in keys.job().rows.of_case(case.id) if row.key == "SEALED"]
    value = row.fields["phone"]
    damaged = {**row.fields, "phone": type(value)(moved(value.ciphertext), value.key_id, value.purpose)}
    keys.store(case, damaged)
    keys.change()
    told = run("reseal", "--stage", "local")
    assert told.exit_code == 1
    assert f"CASE#{case.id} SEALED: undecryptable" in told.output
    assert "1 rows with 1 values carried over, 1 left." in told.output


def test_a_broken_off_job_says_where_to_go_on(keys: Keys, noted: Noted) -> None:
    keys.reported()
    keys.world.pass_time(days=40)
    second = keys.reported()
    keys.change()
    keys.disabled.add(keys.contact[1])
    told = run("reseal", "--stage", "local", "--piece", "1")
    assert told.exit_code == 1
    assert "the key service refuses a key" in told.output
    keys.disabled.clear()
    # The place of the last case that was wholly done, here none.
    assert "Go on with the same command." in told.output
    assert run("reseal", "--stage", "local", "--piece", "1").exit_code == 0
    keys.drop()
    assert keys.opened(second) == ALL


def test_the_place_to_go_on_from_is_taken_again(keys: Keys, noted: Noted) -> None:
    keys.reported()
    keys.world.pass_time(days=40)
    keys.reported()
    keys.change()
    place = keys.job()("", 1, dry_run=True).after
    told = run("reseal", "--stage", "local", "--after", place)
    assert "1 cases, 2 rows with 4 values carried over" in told.output


@dataclass
class Functions:
    """Lambda, as far as a renewal asks it; a replaced function reads the secret anew at its next call."""

    manager: Any
    arn: str
    replaced: int = 0
    makes: list[int] = field(default_factory=list)

    def update_function_configuration(self, *, FunctionName: str, Description: str) -> None:  # noqa: N803
        assert FunctionName == "e-blagh-local-PublicAPI"
        assert Description.startswith("receipt secret read after ")
        self.replaced += 1
        self.makes.append(receipt_keys(self.manager, self.arn).current)

    def get_waiter(self, name: str) -> Any:
        assert name == "function_updated_v2"
        return self

    def wait(self, **_: Any) -> None:
        pass


@pytest.fixture
def renewal(keys: Keys) -> ReceiptSecret:
    manager = boto3.client("secretsmanager")
    arn = manager.create_secret(Name="receipts", SecretString=json.dumps({"v": 1, "key": "k" * 64}))["ARN"]
    return ReceiptSecret(manager, Functions(manager, arn), arn, "e-blagh-local-PublicAPI", lambda: None)


def read(renewal: ReceiptSecret) -> ReceiptKeys:
    return receipt_keys(renewal.manager, renewal.arn)


def test_a_version_is_announced_before_it_is_in_force(renewal: ReceiptSecret) -> None:
    told = list(renewal.renew())
    assert told[0] == "version 2 is announced"
    assert told[2] == "version 2 is in force"
    # The functions were replaced between the two, while receipts were still made with the former one.
    assert renewal.functions.makes == [1, 2]
    assert (read(renewal).current, sorted(read(renewal).secrets)) == (2, [1, 2])
    list(renewal.renew())
    assert (read(renewal).current, sorted(read(renewal).secrets)) == (3, [1, 2, 3])


@pytest.mark.parametrize("steps", range(4))
def test_a_broken_off_renewal_is_gone_on_with(renewal: ReceiptSecret, steps: int) -> None:
    begun = renewal.renew()
    for _ in range(steps):
        next(begun)
    begun.close()
    list(renewal.renew())
    # A renewal that was in force already is a whole one, and the next run makes another.
    assert read(renewal).current == (3 if steps > 2 else 2)
    assert 1 in read(renewal).secrets


def test_two_renewals_at_once_lose_no_version(renewal: ReceiptSecret, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens: list[str] = []
    put = renewal.manager.put_secret_value

    def once(**members: Any) -> Any:
        # What the service does and its double does not: one id, one content.
        if members["ClientRequestToken"] in tokens:
            answer: Any = {"Error": {"Code": "ResourceExistsException", "Message": ""}}
            raise renewal.manager.exceptions.ResourceExistsException(answer, "PutSecretValue")
        tokens.append(members["ClientRequestToken"])
        return put(**members)

    monkeypatch.setattr(renewal.manager, "put_secret_value", once)
    secret, version = renewal._read()
    renewal._put(announced(secret, "a"), version)
    with pytest.raises(StackError, match="somebody else"):
        renewal._put(announced(secret, "b"), version)
    assert renewal._read()[0]["next"] == {"2": "a"}


SECRETS = [{"v": 1, "key": "one"}]
for _step in range(2):
    SECRETS.append(announced(SECRETS[-1], f"key {_step}"))
    SECRETS.append(in_force(SECRETS[-1]))


def world_of(secret: dict[str, Any], receipts: Any) -> World:
    class Manager:
        def get_secret_value(self, **_: Any) -> dict[str, str]:
            return {"SecretString": json.dumps(secret)}

    return World(receipts, keys=receipt_keys(Manager(), "arn"))


@pytest.mark.parametrize("made", range(4))
def test_a_receipt_is_found_and_a_repeat_answered_whichever_function_is_asked(made: int) -> None:
    """Functions of two steps of a renewal run beside each other; either may answer what the other began."""
    for first, second in ((made, made + 1), (made + 1, made)):
        world = world_of(SECRETS[first], None)
        accepted = world.submit(REPORT, KEY)
        other = world_of(SECRETS[second], world.receipts)
        again = other.submit(REPORT, KEY)
        assert (again.receipt, again.replayed) == (accepted.receipt, True)
        assert len(world.receipts.submissions) == 1
        assert other.follow(accepted.receipt)["status"] == "received"
        added = other.add.message({"receipt": accepted.receipt, "text": "un fait de plus"}, "k" * 36)
        assert world.add.message({"receipt": accepted.receipt, "text": "un fait de plus"}, "k" * 36).id == added.id
        other.erase({"receipt": accepted.receipt}, None)
        assert world.follow(accepted.receipt)["messages"][0]["text"] == "un fait de plus"


def test_receipts_of_every_version_are_found_after_any_number_of_renewals() -> None:
    receipts, codes = None, []
    for secret in SECRETS:
        world = world_of(secret, receipts)
        receipts = world.receipts
        codes.append(world.submit(REPORT, f"{len(codes)}" * 36).receipt)
        assert all(world.follow(code)["status"] == "received" for code in codes)
    assert len(set(codes)) == len(SECRETS)


def test_a_review_ticket_outlives_a_renewal() -> None:
    for first, second in ((1, 2), (2, 1)):
        made, asked = world_of(SECRETS[first], None), world_of(SECRETS[second], None)
        asked.admit = type(asked.admit)(True, asked.work, asked.keys, asked.now)
        ticket = made.review(REPORT).ticket
        asked.later(seconds=30)
        assert asked.admit(ticket, None)


def test_the_manuals_commands_exist() -> None:
    lines = re.findall(r"^\s*(?:\.venv/bin/)?e-blagh (keys [^\n]+)", MANUAL.read_text(encoding="utf-8"), re.M)
    assert len(lines) >= 3
    for line in lines:
        words = line.split("#")[0].split()
        shown = CliRunner().invoke(app, [*words[:2], "--help"])
        assert shown.exit_code == 0, line
        for option in (word for word in words if word.startswith("--")):
            assert option in shown.output, line
