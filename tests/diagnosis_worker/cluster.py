"""A cluster of any size, laid into the tables without its reports, and what one more report of it asks of them."""

import base64
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import botocore.client
import pytest
from moto.core import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from chalicelib.domain.casework.found_by import found_by
from chalicelib.domain.diagnosis.link import Link
from chalicelib.stores.cases import Cases, shard
from chalicelib.stores.diagnosed_cases import DiagnosedCases
from chalicelib.stores.links import link_partition, shards_of
from chalicelib.stores.terms import TermIndex
from chalicelib.usecases.diagnosis.diagnose_report import DiagnoseReport
from chalicelib.wiring.workers import rules_in_force
from tests.casework.world import SEARCH_KEY, World

REPORT = {
    "text": (
        "Bonjour cher client votre colis est bloqué au centre de tri il faut régler les frais de douane avant ce soir "
        "au 0600000021 sinon il sera retourné à son expéditeur et votre compte sera fermé sans autre avis"
    ),
    "urls": ["https://t.me/colis_exemple/245"],
    "identifiers": {"rib": ["999120941544442979328079"], "handles": ["colis_exemple"]},
    "own_spans": [],
}


@dataclass
class Asked:
    """Every call to DynamoDB: its operation, and of each row that it names the table and the kind of its key."""

    calls: list[tuple[str, tuple[tuple[str, str, str], ...]]] = field(default_factory=list)

    @property
    def reads_of_links(self) -> list[Any]:
        return [call for call in self.calls if call[0] != "TransactWriteItems" and "LINK" in repr(call)]


@contextmanager
def recorded() -> Iterator[Asked]:
    asked, original = Asked(), botocore.client.BaseClient._make_api_call

    def call(client: Any, operation: str, arguments: dict[str, Any]) -> Any:
        steps = [next(iter(item.items())) for item in arguments.get("TransactItems", ())] or [("", arguments)]
        rows = tuple(sorted((step["TableName"], kind, _kind(step)) for kind, step in steps))
        asked.calls.append((operation, rows))
        return original(client, operation, arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(botocore.client.BaseClient, "_make_api_call", call)
        yield asked


def _kind(step: dict[str, Any]) -> str:
    """The kind of a row's partition and sort key, without the ids in them."""
    row = step.get("Item") or step.get("Key")
    if row is None:
        keys = [value["S"] for value in step["ExpressionAttributeValues"].values() if "#" in value["S"]]
        return ",".join(key.split("#")[0] for key in keys)
    return "/".join(row[name]["S"].split("#")[0] for name in ("pk", "sk"))


def one_more(world: World) -> tuple[str, Asked]:
    """Diagnose one more report of the cluster, as the worker does."""
    case = world.case(report=REPORT, state="received", owed={"diagnose": "2026-11-24T21:22:47Z"}, court="NATIONAL")
    records = DiagnosedCases(Cases(), world.writer(), TermIndex(lambda: [SEARCH_KEY]))
    with recorded() as asked:
        assert DiagnoseReport(records, rules_in_force(), world.now)(case.id)
    return case.id, asked


def links_of_case(case_id: str) -> tuple[Link, ...]:
    """What a diagnosed case is told under."""
    file = Cases().file(case_id)
    assert file is not None
    return found_by(file).links


def grow(links: Sequence[Link], size: int) -> None:
    """Lay `size` carriers of each link into the table."""
    table = dynamodb_backends[DEFAULT_ACCOUNT_ID]["eu-west-3"].tables["cases"]
    for link in links:
        for number in range(size):
            table.put_item(_row(link, f"9{number:025d}"))


def _row(link: Link, case_id: str) -> dict[str, Any]:
    pk = link_partition(link.kind, link.value, shard(case_id, shards_of(link.kind)))
    row: dict[str, Any] = {
        "pk": {"S": pk},
        "sk": {"S": f"CASE#{case_id}"},
        "row": {"S": "LINK"},
        "v": {"N": "1"},
        "created_at": {"S": "2026-11-24T21:21:47Z"},
    }
    # The double holds bytes as they travel.
    return row | ({"sketch": {"B": base64.b64encode(link.sketch).decode()}} if link.sketch else {})
