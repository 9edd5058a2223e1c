"""The retention, put together once a process; it needs none of the rules that the other workers carry."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from random import random

from chalicelib.settings import EnforceRetentionSettings
from chalicelib.stores.cases import Cases
from chalicelib.stores.retention import RetainedRows
from chalicelib.stores.tables import TableNames, bind_tables
from chalicelib.stores.write import Writer
from chalicelib.usecases.retention.enforce_retention import EnforceRetention


@dataclass(frozen=True)
class RetainingWorker:
    """Behind its schedule."""

    enforce: EnforceRetention


@cache
def retaining_worker() -> RetainingWorker:
    """Build it from the environment. Raises MissingSettingError."""
    settings = EnforceRetentionSettings.from_environment()
    bind_tables(
        TableNames(
            cases=settings.cases_table,
            receipts=settings.receipts_table,
            identities=settings.identities_table,
            audit=settings.audit_table,
        )
    )
    writer = Writer(token=lambda: secrets.token_hex(16), jitter=random)
    return RetainingWorker(EnforceRetention(RetainedRows(Cases(), writer), _now))


def _now() -> datetime:
    return datetime.now(UTC)
