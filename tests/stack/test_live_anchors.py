"""The anchors' bucket on the emulator: a lock that holds against the account's own root."""

import pytest
from botocore.exceptions import ClientError

from chalicelib.domain.audit.anchor import VeilKeys, anchor_of
from chalicelib.gateways.anchor_bucket import LockedAnchors, key_of
from chalicelib.gateways.veil_keys import veil_keys
from infrastructure.audit.ledger import AnchorBucket
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
