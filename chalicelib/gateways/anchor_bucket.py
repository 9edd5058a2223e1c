"""The anchors in their bucket, which locks every object in compliance mode: nobody deletes or changes one in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.usecases.audit.needs import Kept
from chalicelib.usecases.errors import Unavailable

PREFIX = "anchors/"
_HOUR, _FIRST, _LATELY = "%Y-%m-%dT%H", "2020-01-01T00", timedelta(days=3)
_EXISTS = {"PreconditionFailed", "ConditionalRequestConflict"}


def key_of(hour: str) -> str:
    """`2026-11-24T21` → `anchors/2026/11/24/21.json`."""
    return f"{PREFIX}{hour.replace('-', '/').replace('T', '/')}.json"


def hour_of(key: str) -> str:
    """`anchors/2026/11/24/21.json` → `2026-11-24T21`."""
    year, month, day, hour = key.removeprefix(PREFIX).removesuffix(".json").split("/")
    return f"{year}-{month}-{day}T{hour}"


@dataclass(frozen=True)
class LockedAnchors:
    """Raises Unavailable."""

    s3: Any
    bucket: str

    def missing(self, hours: Sequence[str]) -> list[str]:
        there = set(self._keys_from(min(hours)))
        return [hour for hour in hours if key_of(hour) not in there]

    def before(self, hour: str) -> bytes | None:
        # Nearly always the hour before has one; after an outage all keys are listed, a thousand at a time.
        lately = f"{datetime.strptime(hour, _HOUR) - _LATELY:{_HOUR}}"
        for start in (lately, _FIRST):
            earlier = [key for key in self._keys_from(start) if key < key_of(hour)]
            if earlier:
                return self._kept(earlier[-1])
        return None

    def _keys_from(self, hour: str) -> list[str]:
        """Keys from an hour on, in order: they sort by time."""
        after = key_of(hour).removesuffix(".json")
        try:
            pages = self.s3.get_paginator("list_objects_v2").paginate(
                Bucket=self.bucket, Prefix=PREFIX, StartAfter=after
            )
            return [entry["Key"] for page in pages for entry in page.get("Contents", [])]
        except (BotoCoreError, ClientError) as error:
            raise Unavailable from error

    def keep(self, hour: str, data: bytes) -> Kept:
        """Put unless there is one; the bucket's own default locks it."""
        key = key_of(hour)
        try:
            self.s3.put_object(Bucket=self.bucket, Key=key, Body=data, ContentType="application/json", IfNoneMatch="*")
            return "new"
        except ClientError as error:
            if error.response["Error"]["Code"] not in _EXISTS:
                raise Unavailable from error
        except BotoCoreError as error:
            raise Unavailable from error
        return "same" if self._kept(key) == data else "other"

    def _kept(self, key: str) -> bytes:
        try:
            body: bytes = self.s3.get_object(Bucket=self.bucket, Key=key)["Body"].read()
        except (BotoCoreError, ClientError) as error:
            raise Unavailable from error
        return body
