"""An audit table and an anchor bucket on moto, with the means to tamper with them that no role has."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import boto3
from moto import mock_aws

from chalicelib.domain.audit.anchor import VeilKeys, anchor_of, as_bytes
from chalicelib.domain.audit.entry import Deed, Entry, entry_after
from chalicelib.gateways.anchor_bucket import LockedAnchors
from infrastructure.audit.findings import Finding, Verified
from infrastructure.audit.ledger import AnchorBucket, Ledger
from infrastructure.audit.verification import verify_all, verify_one

TABLE, BUCKET = "audit-of-a-test", "anchors-of-a-test"
REGION = "us-east-1"
KEYS = VeilKeys({1: b"k" * 64})
NOW = datetime(2026, 11, 24, 23, 50, tzinfo=UTC)


@dataclass(frozen=True)
class AuditStage:
    """Writes as the service does, and then as nobody may."""

    dynamodb: Any
    s3: Any

    def append(self, chain: str, hour: str, deeds: int = 1, action: str = "case.read") -> list[Entry]:
        """Well-made entries at the end of a chain."""
        last = self.entries(chain)[-1:] or [None]
        entries = []
        previous = last[0]
        for number in range(deeds):
            previous = entry_after(previous, Deed(chain, "officer-1", action, f"{hour}:00:{number:02d}Z", "META"))
            entries.append(previous)
            self.put(previous)
        return entries

    def put(self, entry: Entry, **members: str) -> None:
        """A row, over whatever is there."""
        item = {
            "pk": entry.chain,
            "sk": f"{entry.seq:012d}",
            "hour_pk": entry.at[:13],
            "pk_seq": f"{entry.chain}#{entry.seq:012d}",
            **{name: getattr(entry, name) for name in ("actor", "action", "at", "item", "digest", "prev", "hash")},
            **members,
        }
        self.dynamodb.put_item(TableName=TABLE, Item={name: {"S": value} for name, value in item.items()})

    def remove(self, chain: str, seq: int) -> None:
        self.dynamodb.delete_item(TableName=TABLE, Key={"pk": {"S": chain}, "sk": {"S": f"{seq:012d}"}})

    def entries(self, chain: str) -> list[Entry]:
        return [row.entry for row in self.ledger.chain(chain)]

    def anchor(self, hour: str) -> str:
        """Anchor an hour as it is now, after the one before it; the object's key."""
        before = LockedAnchors(self.s3, BUCKET).before(hour)
        anchor = anchor_of(hour, (row.entry for row in self.ledger.hour(hour)), KEYS, before)
        return self.put_anchor(hour, as_bytes(anchor))

    def put_anchor(self, hour: str, data: bytes) -> str:
        key = f"anchors/{hour.replace('-', '/').replace('T', '/')}.json"
        self.s3.put_object(Bucket=BUCKET, Key=key, Body=data)
        return key

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.dynamodb, TABLE)

    def verified(self, chain: str | None = None) -> Verified:
        kept = AnchorBucket(self.s3, BUCKET).kept()
        if chain:
            return verify_one(self.ledger, chain, kept, KEYS, lambda done: None)
        return verify_all(self.ledger, kept, KEYS, NOW, lambda done: None)

    def findings(self, chain: str | None = None) -> list[Finding]:
        return self.verified(chain).findings


@contextmanager
def audit_stage() -> Iterator[AuditStage]:
    """Empty table and bucket."""
    with mock_aws():
        session = boto3.Session("test", "test", region_name=REGION)
        dynamodb, s3 = session.client("dynamodb"), session.client("s3")
        dynamodb.create_table(
            TableName=TABLE,
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[
                {"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk", "hour_pk", "pk_seq")
            ],
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
            GlobalSecondaryIndexes=[
                {
                    "IndexName": "by_hour",
                    "KeySchema": [
                        {"AttributeName": "hour_pk", "KeyType": "HASH"},
                        {"AttributeName": "pk_seq", "KeyType": "RANGE"},
                    ],
                    "Projection": {"ProjectionType": "ALL"},
                }
            ],
        )
        s3.create_bucket(Bucket=BUCKET, ObjectLockEnabledForBucket=True)
        yield AuditStage(dynamodb, s3)
