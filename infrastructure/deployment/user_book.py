"""What operators do to accounts and keys, on chains of the audit: `SYSTEM#<day>#users#0`, `…#keys#0`; ids and rights
alone, never a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError

from chalicelib.domain.audit.chain import system_chain
from chalicelib.domain.audit.entry import Deed, entry_after
from chalicelib.domain.legal_calendar import civil_day
from chalicelib.domain.moments import written
from chalicelib.stores.audit import row_of
from infrastructure.audit.ledger import Ledger
from infrastructure.deployment.account import Account

FUNCTION = "users"
_TRIES = 5


class UserBook:
    """Appends with the operator's own rights, one entry after the other; nobody changes one."""

    def __init__(self, account: Account, table: str, function: str = FUNCTION) -> None:
        self._function = function
        self._dynamodb: Any = account.client("dynamodb")
        self._table = table
        # The part after the colon is the name of a session, which people choose: often their own.
        caller = str(account.client("sts").get_caller_identity()["UserId"]).partition(":")[0]
        self._actor = f"operator:{caller}"

    def note(self, action: str, item: str) -> None:
        """Write an entry at the end of today's chain (Casablanca). Raises ClientError: then nothing may be done."""
        now = datetime.now(UTC)
        chain = system_chain(civil_day(now).isoformat(), self._function, 0)
        deed = Deed(chain, self._actor, action, written(now), item)
        for attempt in range(_TRIES):
            last = None
            for row in Ledger(self._dynamodb, self._table).chain(deed.chain):
                last = row.entry
            new = {
                "TableName": self._table,
                "Item": row_of(entry_after(last, deed)).to_dynamodb_dict(),
                "ConditionExpression": "attribute_not_exists(pk)",
            }
            try:
                self._dynamodb.transact_write_items(TransactItems=[{"Put": new}])
                return
            except ClientError as error:
                if error.response["Error"]["Code"] != "TransactionCanceledException" or attempt == _TRIES - 1:
                    raise

    @contextmanager
    def recorded(self, action: str, item: str) -> Iterator[None]:
        """The entry comes before what is done, so that nothing is done without one; a refusal has its own entry."""
        self.note(action, item)
        try:
            yield
        except Exception:  # whatever it was: written down, then raised on
            self.note(f"{action}_failed", item)
            raise
