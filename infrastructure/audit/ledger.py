"""Reads the audit table and the anchors of a deployed stage with an operator's own rights; changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from chalicelib.domain.audit.entry import Entry
from chalicelib.gateways.anchor_bucket import PREFIX, hour_of
from infrastructure.deployment.account import missing


@dataclass(frozen=True)
class Row:
    """A row as it stands: the entry that it claims to be, and the keys under which it is listed."""

    entry: Entry
    sk: str
    hour_pk: str
    pk_seq: str


@dataclass(frozen=True)
class KeptAnchor:
    """The oldest version of an anchor; `hour` as its key says; `rewritten`: something was put or deleted over it."""

    hour: str
    data: bytes
    rewritten: bool


@dataclass(frozen=True)
class Ledger:
    """The audit table through a DynamoDB client. Memory is one page, whatever the table holds."""

    dynamodb: Any
    table: str

    def about(self) -> int:
        """How many entries there are; on AWS as of some hours ago."""
        return int(self.dynamodb.describe_table(TableName=self.table)["Table"]["ItemCount"])

    def everything(self) -> Iterator[Row]:
        """Every row. A chain's rows come together and in order on every engine, but nobody promises it: a reader who
        is surprised asks `chain`.
        """
        return self._rows("scan", TableName=self.table)

    def chain(self, name: str) -> Iterator[Row]:
        """The rows of a chain in order, as of now."""
        return self._rows(
            "query",
            TableName=self.table,
            KeyConditionExpression="pk = :chain",
            ExpressionAttributeValues={":chain": {"S": name}},
            ConsistentRead=True,
        )

    def hour(self, hour: str) -> Iterator[Row]:
        """The rows that the index lists under an hour, chain after chain."""
        return self._rows(
            "query",
            TableName=self.table,
            IndexName="by_hour",
            KeyConditionExpression="hour_pk = :hour",
            ExpressionAttributeValues={":hour": {"S": hour}},
        )

    def hash_at(self, chain: str, seq: int) -> str | None:
        """The hash of one entry as of now; None when there is no such entry."""
        key = {"pk": {"S": chain}, "sk": {"S": f"{seq:012d}"}}
        item = self.dynamodb.get_item(TableName=self.table, Key=key, ConsistentRead=True).get("Item")
        return _row(item).entry.hash if item else None

    def _rows(self, operation: str, **asked: Any) -> Iterator[Row]:
        for page in self.dynamodb.get_paginator(operation).paginate(**asked):
            for item in page["Items"]:
                yield _row(item)


@dataclass(frozen=True)
class AnchorBucket:
    """The anchors through an S3 client."""

    s3: Any
    name: str

    def kept(self) -> Iterator[KeptAnchor]:
        """Every anchor, oldest hour first. The first version counts: a later one cannot take it away."""
        versions: dict[str, list[dict[str, Any]]] = {}
        for page in self.s3.get_paginator("list_object_versions").paginate(Bucket=self.name, Prefix=PREFIX):
            for version in [*page.get("Versions", []), *page.get("DeleteMarkers", [])]:
                versions.setdefault(version["Key"], []).append(version)
        for key in sorted(versions):
            real = [version for version in versions[key] if "ETag" in version]
            # S3 lists the newest version first.
            oldest = real[-1] if real else None
            data = self._data(key, oldest["VersionId"]) if oldest else b""
            yield KeptAnchor(hour_of(key), data, rewritten=len(versions[key]) > 1)

    def _data(self, key: str, version: str) -> bytes:
        try:
            body: bytes = self.s3.get_object(Bucket=self.name, Key=key, VersionId=version)["Body"].read()
        except ClientError as error:
            if missing(error):
                return b""
            raise
        return body


def _row(item: dict[str, dict[str, str]]) -> Row:
    """A row whose members may have been taken away: what is missing is empty, and then no hash fits."""

    def text(name: str) -> str:
        return item.get(name, {}).get("S", "")

    sk = text("sk")
    entry = Entry(
        seq=int(sk) if sk.isascii() and sk.isdigit() else 0,
        chain=text("pk"),
        actor=text("actor"),
        action=text("action"),
        at=text("at"),
        item=text("item"),
        digest=text("digest"),
        prev=text("prev"),
        hash=text("hash"),
        role=text("role"),
    )
    return Row(entry, sk, text("hour_pk"), text("pk_seq"))
