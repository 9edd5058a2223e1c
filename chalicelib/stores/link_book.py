"""Who carries the same values as a case: all shards of all values are asked at the same time."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from botocore.exceptions import BotoCoreError
from pynamodb.exceptions import PynamoDBException

from chalicelib.stores.links import READ_AT_MOST, SHARDS, link_partition
from chalicelib.stores.tables import LinkRow
from chalicelib.usecases.casework.needs import Shared
from chalicelib.usecases.errors import Unavailable

_AT_ONCE = 16


class LinkBook:
    """What `usecases.casework.needs.LinkBook` asks for, on DynamoDB."""

    def carriers(self, values: Sequence[tuple[str, str]]) -> list[Shared]:
        partitions = [link_partition(kind, value, number) for kind, value in values for number in range(SHARDS)]
        if not partitions:
            return []
        with ThreadPoolExecutor(min(_AT_ONCE, len(partitions))) as pool:
            found = list(pool.map(_carriers, partitions))
        return [
            Shared(kind, value, tuple(case for part in found[at * SHARDS : (at + 1) * SHARDS] for case in part))
            for at, (kind, value) in enumerate(values)
        ]


def _carriers(partition: str) -> list[str]:
    try:
        rows = LinkRow._get_connection().query(partition, limit=READ_AT_MOST)["Items"]
    except (PynamoDBException, BotoCoreError) as error:
        raise Unavailable from error
    return [str(row["sk"]["S"]).removeprefix("CASE#") for row in rows]
