"""Link rows: which cases carry the same content key, telephone number, bank account …"""

import hashlib
from collections.abc import Iterable

from botocore.exceptions import BotoCoreError
from pynamodb.exceptions import PynamoDBException

from chalicelib.domain.casework.case import Case
from chalicelib.stores.cases import partition, shard
from chalicelib.stores.tables import LinkRow
from chalicelib.stores.write import Put
from chalicelib.usecases.errors import Unavailable

SHARDS = 10
# Never counted on the path of a report: a reader stops here and says "100+" (architecture, data).
READ_AT_MOST = 100


def link_partition(kind: str, value: str, number: int) -> str:
    """`LINK#<kind>#<value hash>#<0-9>`."""
    return f"LINK#{kind}#{hashlib.sha256(value.encode()).hexdigest()[:32]}#{number}"


def put_link(case: Case, kind: str, value: str) -> Put:
    """Tell that a case carries a value; telling it again changes nothing."""
    row = LinkRow(link_partition(kind, value, shard(case.id, SHARDS)), partition(case.id), created_at=case.created_at)
    return Put(row, "link")


class Links:
    """Reads who carries what. Raises Unavailable."""

    def cases_with(self, kind: str, value: str) -> list[str]:
        """Ids of cases that carry the value, at most 100, in the order of their shards."""
        found: list[str] = []
        for number in range(SHARDS):
            found += self._ids(link_partition(kind, value, number), READ_AT_MOST - len(found))
            if len(found) >= READ_AT_MOST:
                break
        return found

    @staticmethod
    def _ids(pk: str, limit: int) -> Iterable[str]:
        try:
            return [row.sk.removeprefix("CASE#") for row in LinkRow.query(pk, limit=limit)]
        except (PynamoDBException, BotoCoreError) as error:
            raise Unavailable from error
