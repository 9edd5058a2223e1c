"""The commands of operators: what they print, and how they say no."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from infrastructure.change_set import Change
from infrastructure.cli import app
from infrastructure.commands.asked import console
from infrastructure.commands.shown import changes_table
from infrastructure.commands.users import SIGNS, temporary_password
from tests.stack.conftest import Deployed, live_stack


@pytest.fixture(autouse=True)
def no_emulator_by_accident(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's own settings take no part."""
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)


def run(*words: str, answer: str = "") -> Result:
    return CliRunner().invoke(app, list(words), input=answer)


def test_the_command_names_all_that_it_can_do() -> None:
    told = run("--help").output
    for verb in ("build", "package", "check", "plan", "deploy", "outputs", "users", "destroy", "local", "explain"):
        assert verb in told


def test_an_unknown_stage_is_told_in_one_line() -> None:
    result = run("outputs", "--stage", "production")
    assert result.exit_code == 1
    assert "no stage is called 'production'" in result.stderr
    assert "Traceback" not in result.stderr


def test_the_local_stage_needs_an_emulator() -> None:
    result = run("outputs", "--stage", "local")
    assert result.exit_code == 1
    assert "AWS_ENDPOINT_URL" in result.stderr


def test_outputs_are_for_people_and_for_programs(deployed: Deployed) -> None:
    words = ("outputs", "--stage", "local", "--endpoint", deployed.endpoint)
    assert json.loads(run(*words, "--json").stdout) == deployed.outputs
    assert "UserPoolId" in run(*words).stdout


def test_an_account_is_made_listed_and_kept_out(deployed: Deployed) -> None:
    where = ("--stage", "local", "--endpoint", deployed.endpoint)
    made = run("users", "create", "dounia", "--personnel", "P-20", "--right", "auditor:NATIONAL", *where)
    assert "temporary password" in made.stdout
    assert "auditor:NATIONAL" in run("users", "list", *where).stdout
    assert run("users", "revoke", "dounia", "auditor:NATIONAL", *where).exit_code == 0
    assert run("users", "disable", "dounia", *where).exit_code == 0
    assert "disabled" in run("users", "list", *where).stdout
    deployed.client("cognito-idp").admin_delete_user(UserPoolId=deployed.outputs["UserPoolId"], Username="dounia")


def test_a_right_that_does_not_exist_is_refused_in_words(deployed: Deployed) -> None:
    result = run("users", "grant", "dounia", "boss:TPI-FES", "--stage", "local", "--endpoint", deployed.endpoint)
    assert result.exit_code == 1
    assert "role one of analyst" in result.stderr


def test_a_temporary_password_meets_the_rules_of_the_pool() -> None:
    passwords = {temporary_password() for _ in range(50)}
    assert len(passwords) == 50
    for password in passwords:
        assert len(password) >= 14
        assert all(any(sign in kind for sign in password) for kind in SIGNS)


def test_what_loses_data_comes_first_in_the_table_of_changes() -> None:
    changes = [
        Change("Add", "Alpha", "AWS::SQS::Queue", False),
        Change("Modify", "CasesTable", "AWS::DynamoDB::Table", True, ("KeySchema",)),
        Change("Remove", "OldTopic", "AWS::SNS::Topic", False),
    ]
    with console.capture() as captured:
        console.print(changes_table(changes))
    told = captured.get()
    assert told.index("REPLACE") < told.index("remove") < told.index("new")


@pytest.fixture(scope="module")
def doomed(tmp_path_factory: pytest.TempPathFactory, sample: Path) -> Iterator[Deployed]:
    """A stack of its own, to be taken away."""
    with live_stack(tmp_path_factory.mktemp("doomed"), sample) as stack:
        yield stack


def test_a_stage_is_taken_away_only_by_its_name_and_then_wholly(doomed: Deployed) -> None:
    words = ("destroy", "--stage", "local", "--endpoint", doomed.endpoint)
    # GIVEN a name that is not the stage's
    refused = run(*words, answer="lokal\n")
    # THEN nothing is deleted
    assert refused.exit_code == 1
    assert "nothing was deleted" in refused.stderr
    assert doomed.client("dynamodb").list_tables()["TableNames"]
    # WHEN its name is typed
    gone = run(*words, answer="local\n")
    # THEN nothing of it is left
    assert gone.exit_code == 0, gone.output
    assert doomed.client("dynamodb").list_tables()["TableNames"] == []
    assert doomed.client("s3").list_buckets()["Buckets"] == []
    assert "not deployed" in run("outputs", "--stage", "local", "--endpoint", doomed.endpoint).stderr
