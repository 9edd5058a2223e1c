"""`verify-audit` finds every kind of tampering and names the place; an audit as it was written has none."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import boto3
import pytest
from typer.testing import CliRunner

from chalicelib.domain.audit.anchor import anchor_of, as_bytes
from chalicelib.domain.audit.chain import actor_chain, case_chain
from chalicelib.domain.audit.entry import Deed, entry_after
from infrastructure.audit.findings import Finding
from infrastructure.audit.verification import verify_all
from infrastructure.cli import app
from infrastructure.commands import verify_audit
from infrastructure.stage import load_stage
from tests.audit.stage import BUCKET, KEYS, TABLE, AuditStage, audit_stage

EARLY, LATE = "2026-11-24T21", "2026-11-24T23"
CASES = [case_chain(str(number) * 26) for number in range(4)]
ACTOR = actor_chain("officer-1", "2026-11")
CASE = CASES[1]


@pytest.fixture
def stage() -> Iterator[AuditStage]:
    """Five chains of several hours; the early hour is anchored."""
    with audit_stage() as stage:
        for chain in (*CASES, ACTOR):
            stage.append(chain, EARLY, 3)
        stage.anchor(EARLY)
        for chain in (CASES[0], CASE):
            stage.append(chain, LATE, 2)
        yield stage


def reason(found: list[Finding], where: str, seq: int) -> str:
    """The one finding, which is about this entry."""
    assert [(one.where, one.seq) for one in found] == [(where, seq)], found
    return found[0].reason


def test_an_audit_as_it_was_written_is_whole(stage: AuditStage) -> None:
    result = stage.verified()
    assert result.findings == []
    assert (result.entries, result.chains, result.anchors) == (19, 5, 1)


def test_an_empty_audit_is_whole() -> None:
    with audit_stage() as stage:
        assert stage.verified().findings == []


@pytest.mark.parametrize("member", ["actor", "action", "item", "digest", "prev", "hash"])
def test_a_changed_entry_is_named(stage: AuditStage, member: str) -> None:
    entry = stage.entries(CASE)[3]
    stage.put(replace(entry, **{member: "x" * 64}))
    reason(stage.findings(), CASE, 4)


def test_an_entry_without_one_of_its_members_is_named(stage: AuditStage) -> None:
    stage.dynamodb.update_item(
        TableName=TABLE,
        Key={"pk": {"S": CASE}, "sk": {"S": "000000000002"}},
        UpdateExpression="REMOVE #hash",
        ExpressionAttributeNames={"#hash": "hash"},
    )
    reason(stage.findings(), CASE, 2)


def test_a_removed_entry_is_named_by_the_one_after_it(stage: AuditStage) -> None:
    stage.remove(CASE, 2)
    assert "where 2 was due" in reason(stage.findings(), CASE, 3)


def test_a_chain_without_its_first_entry_is_named(stage: AuditStage) -> None:
    stage.remove(CASE, 1)
    assert "where 1 was due" in reason(stage.findings(), CASE, 2)


def test_an_inserted_entry_is_named(stage: AuditStage) -> None:
    # GIVEN a forged entry in the middle, itself well made, and the old ones renumbered after it
    old = stage.entries(CASE)
    forged = entry_after(old[1], Deed(CASE, "officer-2", "case.read", f"{EARLY}:00:01Z", "META"))
    stage.put(forged)
    for entry in old[2:]:
        stage.put(replace(entry, seq=entry.seq + 1))
    # THEN the first entry that no longer follows is named
    assert "does not follow" in reason(stage.findings(), CASE, 4)


def test_an_entry_put_after_the_end_is_named(stage: AuditStage) -> None:
    last = stage.entries(CASE)[-1]
    stage.put(replace(last, seq=last.seq + 1))
    reason(stage.findings(), CASE, 6)


def test_reordered_entries_are_named(stage: AuditStage) -> None:
    second, third = stage.entries(CASE)[1:3]
    stage.put(replace(second, seq=3))
    stage.put(replace(third, seq=2))
    reason(stage.findings(), CASE, 2)


def test_an_entry_moved_to_another_chain_is_named(stage: AuditStage) -> None:
    entry = stage.entries(CASE)[2]
    stage.put(replace(entry, chain=CASES[2]))
    reason(stage.findings(), CASES[2], 3)


def test_an_entry_hidden_from_the_index_of_hours_is_named(stage: AuditStage) -> None:
    entry = stage.entries(CASE)[4]
    stage.put(entry, hour_pk="2020-01-01T00")
    assert "not listed" in reason(stage.findings(), CASE, 5)


def test_a_chain_cut_at_an_anchored_end_is_named(stage: AuditStage) -> None:
    for seq in (5, 4, 3):
        stage.remove(CASE, seq)
    assert f"anchored in {EARLY}: the chain ends before it" in reason(stage.findings(), CASE, 3)


def test_a_chain_written_anew_after_its_anchor_is_named(stage: AuditStage) -> None:
    # GIVEN a thief of rights who replaces an entry and hashes all that follow again: the chain itself holds
    old = stage.entries(CASE)
    previous = old[0]
    for entry in old[1:]:
        previous = entry_after(previous, Deed(CASE, "officer-2", entry.action, entry.at, entry.item))
        stage.put(previous)
    # THEN the anchored head is not in it
    assert "another entry" in reason(stage.findings(), CASE, 3)


def test_a_chain_that_is_gone_altogether_is_told(stage: AuditStage) -> None:
    for seq in (1, 2, 3):
        stage.remove(ACTOR, seq)
    found = stage.findings()
    assert len(found) == 1
    assert "whole chain is gone" in found[0].reason
    assert KEYS.veiled(ACTOR, 1)[:16] in found[0].where


def test_a_cut_end_that_no_anchor_covers_yet_is_not_found(stage: AuditStage) -> None:
    # The window of an hour is what anchoring hourly leaves (threat model, T-A1).
    stage.remove(CASE, 5)
    assert stage.findings() == []


def test_an_entry_that_came_after_its_hour_was_anchored_is_no_fault(stage: AuditStage) -> None:
    stage.append(CASES[3], EARLY, 1)
    assert stage.findings() == []


def test_an_anchor_that_was_written_over_counts_as_it_was_first(stage: AuditStage) -> None:
    # GIVEN a cut chain and a new anchor that fits it
    stage.remove(ACTOR, 3)
    stage.anchor(EARLY)
    # THEN both are told
    assert {(one.where, one.seq) for one in stage.findings()} == {(f"anchor of {EARLY}", 0), (ACTOR, 3)}


def test_an_anchor_hidden_by_a_delete_marker_still_counts(stage: AuditStage) -> None:
    stage.s3.delete_object(Bucket=BUCKET, Key="anchors/2026/11/24/21.json")
    stage.remove(ACTOR, 3)
    assert {(one.where, one.seq) for one in stage.findings()} == {(f"anchor of {EARLY}", 0), (ACTOR, 3)}


def test_a_changed_or_misplaced_anchor_is_told(stage: AuditStage) -> None:
    anchor = anchor_of(EARLY, (row.entry for row in stage.ledger.hour(EARLY)), KEYS)
    stage.put_anchor("2026-11-24T22", as_bytes(replace(anchor, entries=1)))
    stage.put_anchor("2026-11-24T23", as_bytes(anchor))
    found = {one.where: one.reason for one in stage.findings()}
    assert "root" in found["anchor of 2026-11-24T22"]
    assert f"the anchor of {EARLY}" in found["anchor of 2026-11-24T23"]


def test_an_hour_with_entries_and_no_anchor_is_told_once_its_anchor_is_due(stage: AuditStage) -> None:
    stage.append(CASES[2], "2026-11-24T22")
    stage.anchor(LATE)
    found = stage.findings()
    assert [(one.where, one.seq) for one in found] == [("anchor of 2026-11-24T22", 0)]


def test_several_faulty_chains_are_each_named_once(stage: AuditStage) -> None:
    for chain in CASES[:3]:
        stage.remove(chain, 1)
        stage.remove(chain, 3)
    assert {(one.where, one.seq) for one in stage.findings()} == {(chain, 2) for chain in CASES[:3]}


def test_one_chain_alone_is_checked_against_its_anchors(stage: AuditStage) -> None:
    assert stage.findings(CASE) == []
    stage.remove(CASES[0], 2)
    assert stage.findings(CASE) == []
    for seq in (5, 4, 3):
        stage.remove(CASE, seq)
    reason(stage.findings(CASE), CASE, 3)


def test_a_chain_still_verifies_after_an_erasure_and_says_when(stage: AuditStage) -> None:
    stage.append(CASE, LATE, 1, action="identity.erased")
    result = stage.verified(CASE)
    assert result.findings == []
    assert result.erased == [f"erased on {LATE}:00:00Z (entry 6, identity.erased)"]


@pytest.fixture
def command(stage: AuditStage, monkeypatch: pytest.MonkeyPatch) -> AuditStage:
    """The command finds the stage of the test where a deployed one would be."""
    # By now the late hour is anchored as well.
    stage.anchor(LATE)
    monkeypatch.setattr(verify_audit, "now", lambda: datetime(2026, 11, 25, 0, 30, tzinfo=UTC))
    secret = '{"v":1,"key":"' + "k" * 64 + '"}'
    made = boto3.Session("test", "test", region_name="us-east-1").client("secretsmanager")
    arn = made.create_secret(Name="anchor", SecretString=secret)["ARN"]
    outputs = {"AuditTable": TABLE, "AnchorBucket": BUCKET, "AnchorSecret": arn}
    monkeypatch.setattr(verify_audit, "stack_outputs", lambda *_, **__: outputs)
    monkeypatch.setattr(verify_audit, "stage_and_session", lambda name, endpoint: local_stage())
    return stage


def local_stage() -> tuple[object, object, None]:
    return load_stage("local"), boto3.Session("test", "test", region_name="us-east-1"), None


def test_the_command_says_that_all_is_whole(command: AuditStage) -> None:
    result = CliRunner().invoke(app, ["verify-audit", "--stage", "local"])
    assert result.exit_code == 0, result.output
    assert "19 entries in 5 chains, 2 anchors" in result.output
    assert "whole" in result.stdout
    # AND it gives the newest anchor's hash to note, and takes it back
    noted = next(line for line in result.stdout.splitlines() if len(line) == 64)
    again = CliRunner().invoke(app, ["verify-audit", "--stage", "local", "--noted", noted])
    assert again.exit_code == 0, again.output
    other = CliRunner().invoke(app, ["verify-audit", "--stage", "local", "--noted", "0" * 64])
    assert other.exit_code == 1
    assert "noted anchor 0000000000000000…: no anchor has this hash any more" in " ".join(other.stderr.split())


def test_the_command_tells_that_no_anchor_came_for_hours(command: AuditStage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_audit, "now", lambda: datetime(2026, 11, 25, 6, 0, tzinfo=UTC))
    result = CliRunner().invoke(app, ["verify-audit", "--stage", "local"])
    assert result.exit_code == 1
    assert f"anchors: there is none for 6 hours, the newest is of {LATE}" in " ".join(result.stderr.split())


def test_an_audit_whose_anchors_are_all_gone_is_told(stage: AuditStage) -> None:
    (version,) = stage.s3.list_object_versions(Bucket=BUCKET)["Versions"]
    stage.s3.delete_object(Bucket=BUCKET, Key=version["Key"], VersionId=version["VersionId"])
    later = verify_all(stage.ledger, [], KEYS, datetime(2026, 11, 25, 0, 30, tzinfo=UTC), lambda done: None)
    (one,) = later.findings
    assert (one.where, one.reason) == ("anchors", f"there is none, and the audit has entries since {EARLY}")


def test_the_command_names_the_first_bad_entry_and_fails(command: AuditStage) -> None:
    command.remove(CASE, 2)
    result = CliRunner().invoke(app, ["verify-audit", "--stage", "local"])
    assert result.exit_code == 1
    assert f"{CASE}, entry 3: sequence 3 where 2 was due" in result.stderr


def test_the_command_tells_that_a_chain_does_not_exist(command: AuditStage) -> None:
    result = CliRunner().invoke(app, ["verify-audit", "--stage", "local", "--chain", "CASE#none"])
    assert result.exit_code == 1
    assert "no chain CASE#none" in result.stderr
