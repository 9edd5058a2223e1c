"""How fast `verify-audit` reads a million entries, and that its memory does not grow with them.

The entries come as pages of a scan, made as they are asked for: what is measured is this code, not an engine.
"""

import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.domain.audit.entry import Deed, Entry, entry_after
from infrastructure.audit.ledger import Ledger
from infrastructure.audit.verification import verify_all

A_CHAIN, A_PAGE = 20, 1000
NOW = datetime(2026, 11, 25, tzinfo=UTC)
FLAT_MB = 8


def entries(count: int) -> Iterator[Entry]:
    for number in range(count // A_CHAIN):
        previous = None
        for second in range(A_CHAIN):
            at = f"2026-11-24T21:00:{second:02d}Z"
            deed = Deed(f"CASE#{number:026d}", "officer-1", "case.read", at, "META", "d" * 64)
            previous = entry_after(previous, deed)
            yield previous


class MadePages:
    """A DynamoDB client that only scans."""

    def __init__(self, count: int) -> None:
        self.count = count

    def get_paginator(self, operation: str) -> "MadePages":
        assert operation == "scan"
        return self

    def paginate(self, **asked: Any) -> Iterator[dict[str, Any]]:
        page = []
        for entry in entries(self.count):
            page.append(item(entry))
            if len(page) == A_PAGE:
                yield {"Items": page}
                page = []
        yield {"Items": page}


def item(entry: Entry) -> dict[str, Any]:
    sk = f"{entry.seq:012d}"
    keys = {"pk": entry.chain, "sk": sk, "hour_pk": entry.at[:13], "pk_seq": f"{entry.chain}#{sk}"}
    told = {name: getattr(entry, name) for name in ("actor", "action", "at", "item", "digest", "prev", "hash")}
    return {name: {"S": value} for name, value in {**keys, **told}.items()}


def made_in(count: int) -> float:
    """Seconds that making the entries takes by itself."""
    started = time.perf_counter()
    for page in MadePages(count).paginate():
        assert page is not None
    return time.perf_counter() - started


def peak(count: int) -> float:
    """Megabytes at most while `count` entries are verified."""
    tracemalloc.start()
    verify_all(Ledger(MadePages(count), "audit"), [], None, NOW, lambda done: None)
    high = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return high / 1e6


def test_a_million_entries_are_verified_with_flat_memory(capsys: pytest.CaptureFixture[str]) -> None:
    count = 1_000_000
    alone = made_in(count // 10) * 10
    started = time.perf_counter()
    result = verify_all(Ledger(MadePages(count), "audit"), [], None, NOW, lambda done: None)
    took = time.perf_counter() - started - alone
    few, many = peak(5_000), peak(50_000)
    with capsys.disabled():
        rate = f"{count / took:,.0f} entries a second"
        print(f"\nverify-audit: {count:,} entries, {rate}; peak {few:.1f} MB at 5,000 and {many:.1f} MB at 50,000")
    assert result.findings == []
    assert (result.entries, result.chains) == (count, count // A_CHAIN)
    assert many < few + 1 < FLAT_MB
