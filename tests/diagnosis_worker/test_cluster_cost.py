"""One more report of a cluster costs what the first did, whatever the size of the cluster: counted calls and rows."""

from chalicelib.domain.diagnosis.link import TEXT
from chalicelib.stores.link_book import READ_AT_MOST, TEXTS_READ_AT_MOST, LinkBook
from chalicelib.stores.links import SHARDS, TEXT_SHARDS, shards_of
from tests.casework.world import World
from tests.diagnosis_worker.cluster import grow, links_of_case, one_more, recorded

CLUSTER = 200
"""Of 50,000 in `make bench`; the counts are the same."""


def test_one_more_report_of_a_cluster_asks_what_the_first_one_asked(world: World) -> None:
    first, asked = one_more(world)
    links = links_of_case(first)
    assert {link.kind for link in links} == {"content_key", "rib", "phone", "account", "text"}
    grow(links, CLUSTER)
    _, later = one_more(world)
    assert later.calls == asked.calls
    # AND no link is ever read, let alone counted, on the way of a report: one row is put for each
    assert later.reads_of_links == []
    written = [row for operation, rows in later.calls if operation == "TransactWriteItems" for row in rows]
    assert len([row for row in written if row[2].startswith("LINK")]) == len(links)


def test_a_reader_of_a_cluster_reads_to_a_limit(world: World) -> None:
    first, _ = one_more(world)
    links = [link for kind in ("rib", "text") for link in links_of_case(first) if link.kind == kind][:2]
    grow(links, 40)
    with recorded() as small:
        LinkBook(world.now).carriers(links)
    grow(links, 1500)
    with recorded() as large:
        found = LinkBook(world.now).carriers(links)
    assert len(large.calls) == len(small.calls) == SHARDS + TEXT_SHARDS
    for shared in found:
        limit = TEXTS_READ_AT_MOST if shared.link.kind == TEXT else READ_AT_MOST
        assert len(shared.carriers) == limit * shards_of(shared.link.kind)
