"""Laws of the anchors: same hour, same bytes; no name in clear; any change is found."""

import json
from dataclasses import replace

import pytest

from chalicelib.domain.audit.anchor import AnchorFault, VeilKeys, anchor_of, as_bytes, read_anchor
from chalicelib.domain.audit.chain import actor_chain, case_chain
from chalicelib.domain.audit.entry import Deed, Entry, entry_after

HOUR = "2026-11-24T21"
KEYS = VeilKeys({1: b"first" * 8, 2: b"second" * 8})
CASE, ACTOR = case_chain("5" * 26), actor_chain("officer-1", "2026-11")


def hour() -> list[Entry]:
    one = entry_after(None, Deed(CASE, "reporter", "case.submitted", f"{HOUR}:00:01Z"))
    two = entry_after(one, Deed(CASE, "officer-1", "case.read", f"{HOUR}:00:02Z"))
    return [entry_after(None, Deed(ACTOR, "officer-1", "queue.listed", f"{HOUR}:00:02Z")), one, two]


def test_an_anchor_holds_the_last_entry_of_each_chain_of_its_hour() -> None:
    entries = hour()
    anchor = anchor_of(HOUR, entries, KEYS)
    assert anchor.entries == 3
    heads = {head.chain: (head.seq, head.hash) for head in anchor.heads}
    assert heads == {KEYS.veiled(ACTOR, 2): (1, entries[0].hash), KEYS.veiled(CASE, 2): (2, entries[2].hash)}


def test_the_same_hour_gives_the_same_bytes_and_reads_back() -> None:
    anchor = anchor_of(HOUR, hour(), KEYS)
    assert as_bytes(anchor) == as_bytes(anchor_of(HOUR, hour(), KEYS))
    assert read_anchor(as_bytes(anchor)) == anchor


def test_an_hour_in_which_nothing_happened_has_an_anchor_too() -> None:
    anchor = anchor_of(HOUR, [], KEYS)
    assert (anchor.entries, anchor.heads) == (0, ())
    assert read_anchor(as_bytes(anchor)) == anchor


def test_no_case_and_no_person_is_named() -> None:
    text = as_bytes(anchor_of(HOUR, hour(), KEYS)).decode()
    assert "officer-1" not in text
    assert "5" * 26 not in text


@pytest.mark.parametrize("member", ["hour", "entries", "key", "heads", "root", "number", "prev"])
def test_a_changed_anchor_is_found(member: str) -> None:
    anchor = anchor_of(HOUR, hour(), KEYS)
    changed = {
        "hour": "2026-11-24T22",
        "entries": 4,
        "key": 1,
        "heads": anchor.heads[1:],
        "root": "0" * 64,
        "number": 2,
        "prev": "f" * 64,
    }
    with pytest.raises(AnchorFault, match="root"):
        read_anchor(as_bytes(replace(anchor, **{member: changed[member]})))


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"\xff", b'{"v":1}', json.dumps({"v": 9}).encode()])
def test_what_is_no_anchor_is_refused(data: bytes) -> None:
    with pytest.raises(AnchorFault):
        read_anchor(data)


def test_a_key_that_was_never_in_force_is_told() -> None:
    with pytest.raises(AnchorFault, match="version 3"):
        KEYS.veiled(CASE, 3)
