"""The retention, put together once a process; it needs none of the rules that the other workers carry."""

from dataclasses import dataclass
from functools import cache

from chalicelib.settings import EnforceRetentionSettings
from chalicelib.stores.cases import Cases
from chalicelib.stores.retention import RetainedRows
from chalicelib.stores.tables import TableNames, bind_tables
from chalicelib.usecases.retention.enforce_retention import EnforceRetention
from chalicelib.wiring.process import now, writer


@dataclass(frozen=True)
class RetainingWorker:
    """Behind its schedule."""

    enforce: EnforceRetention


@cache
def retaining_worker() -> RetainingWorker:
    """Build it from the environment. Raises MissingSettingError."""
    settings = EnforceRetentionSettings.from_environment()
    bind_tables(TableNames(**settings.tables))
    return RetainingWorker(EnforceRetention(RetainedRows(Cases(), writer()), now))
