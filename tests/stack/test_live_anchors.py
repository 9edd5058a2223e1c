"""The anchors' bucket on the emulator: a lock that holds against the account's own root."""

import pytest
from botocore.exceptions import ClientError
from typer.testing import CliRunner

from chalicelib.domain.audit.anchor import VeilKeys, anchor_of, as_bytes
from chalicelib.domain.audit.chain import case_chain
from chalicelib.domain.audit.entry import Deed, Entry, entry_after
from chalicelib.gateways.anchor_bucket import LockedAnchors, key_of
from chalicelib.gateways.veil_keys import veil_keys
from infrastructure.audit.ledger import AnchorBucket
from infrastructure.cli import app
from tests.stack.conftest import Deployed

HOUR = "2026-01-01T10"


def test_an_anchor_is_kept_once_and_nobody_takes_it_away(deployed: Deployed) -> None:
    s3, bucket = deployed.client("s3"), deployed.outputs["AnchorBucket"]
    anchors = LockedAnchors(s3, bucket)
    # GIVEN an anchor
    assert anchors.missing([HOUR]) == [HOUR]
    assert anchors.keep(HOUR, b"first") == "new"
    # THEN it is never put over another
    assert anchors.missing([HOUR]) == []
    assert anchors.keep(HOUR, b"first") == "same"
    assert anchors.keep(HOUR, b"second") == "other"
    # AND its version cannot be deleted, not by root and not by asking to bypass the lock
    version = s3.head_object(Bucket=bucket, Key=key_of(HOUR))
    assert version["ObjectLockMode"] == "COMPLIANCE"
    for bypass in ({}, {"BypassGovernanceRetention": True}):
        with pytest.raises(ClientError, match="AccessDenied"):
            s3.delete_object(Bucket=bucket, Key=key_of(HOUR), VersionId=version["VersionId"], **bypass)
    # AND what is put over it or hides it leaves the first version, which counts
    s3.put_object(Bucket=bucket, Key=key_of(HOUR), Body=b"second")
    s3.delete_object(Bucket=bucket, Key=key_of(HOUR))
    (kept,) = (one for one in AnchorBucket(s3, bucket).kept() if one.hour == HOUR)
    assert (kept.data, kept.rewritten) == (b"first", True)


def test_the_deployed_secret_veils_names(deployed: Deployed) -> None:
    keys = veil_keys(deployed.client("secretsmanager"), deployed.outputs["AnchorSecret"])
    assert isinstance(keys, VeilKeys)
    assert len(keys.versions[1]) == 64
    assert anchor_of(HOUR, [], keys).key == 1


def test_the_command_verifies_a_deployed_stage(deployed: Deployed) -> None:
    # GIVEN a chain in the deployed table, its end anchored, and the end cut off
    table, hour = deployed.outputs["AuditTable"], "2026-01-02T10"
    chain, entries = case_chain("5" * 26), []
    for number in range(3):
        previous = entries[-1] if entries else None
        entries.append(entry_after(previous, Deed(chain, "officer-1", "case.read", f"{hour}:00:0{number}Z")))
    for entry in entries[:2]:
        deployed.client("dynamodb").put_item(TableName=table, Item=item(entry))
    s3, bucket = deployed.client("s3"), deployed.outputs["AnchorBucket"]
    keys = veil_keys(deployed.client("secretsmanager"), deployed.outputs["AnchorSecret"])
    LockedAnchors(s3, bucket).keep(hour, as_bytes(anchor_of(hour, entries, keys)))
    # WHEN the operator verifies the stage
    told = CliRunner().invoke(app, ["verify-audit", "--stage", "local", "--endpoint", deployed.endpoint])
    # THEN the entry that is gone is named
    assert told.exit_code == 1
    assert f"{chain}, entry 3: anchored in {hour}: the chain ends before it" in told.stderr


def item(entry: Entry) -> dict[str, dict[str, str]]:
    keys = {
        "pk": entry.chain,
        "sk": f"{entry.seq:012d}",
        "hour_pk": entry.at[:13],
        "pk_seq": f"{entry.chain}#{entry.seq:012d}",
    }
    told = {name: getattr(entry, name) for name in ("actor", "action", "at", "item", "digest", "prev", "hash")}
    return {name: {"S": value} for name, value in {**keys, **told}.items()}
