"""The 50,000th report of a cluster asks for the calls and rows of the first one."""

import pytest

from tests.casework.world import World, tables
from tests.diagnosis_worker.cluster import grow, links_of_case, one_more

CLUSTER = 50_000


def test_the_50_000th_report_of_a_cluster_costs_what_the_first_did(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with tables():
        world = World()
        first, asked = one_more(world)
        # Two of the links: the double copies its tables for each transaction.
        carried = [next(link for link in links_of_case(first) if link.kind == kind) for kind in ("rib", "text")]
        grow(carried, CLUSTER - 1)
        _, last = one_more(world)
    assert last.calls == asked.calls
    rows = [row for operation, written in last.calls if operation == "TransactWriteItems" for row in written]
    reads = [operation for operation, _ in last.calls if operation != "TransactWriteItems"]
    print(f"{CLUSTER} carriers: {len(reads)} reads, {len(rows)} rows written, as for the first one")
