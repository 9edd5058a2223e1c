"""Laws of the audit chains: a whole chain verifies, and any change of it is found."""

from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.audit.chain import case_chain, first_fault
from chalicelib.domain.audit.entry import Deed, Entry, canonical_json, digest_of, entry_after

CHAIN = case_chain("0" * 26)
words = st.text(st.characters(codec="ascii", min_codepoint=33), min_size=1, max_size=20)
deeds = st.lists(
    st.builds(Deed, chain=st.just(CHAIN), actor=words, action=words, at=words, item=words, digest=words), min_size=1
)


def chained(deeds: list[Deed]) -> list[Entry]:
    entries: list[Entry] = []
    for deed in deeds:
        entries.append(entry_after(entries[-1] if entries else None, deed))
    return entries


@given(deeds)
def test_a_chain_as_it_was_written_has_no_fault(deeds: list[Deed]) -> None:
    entries = chained(deeds)
    assert [entry.seq for entry in entries] == list(range(1, len(deeds) + 1))
    assert first_fault(entries) is None


@given(deeds, st.data())
def test_a_changed_entry_is_named(deeds: list[Deed], data: st.DataObject) -> None:
    entries = chained(deeds)
    index = data.draw(st.integers(0, len(entries) - 1))
    member = data.draw(st.sampled_from(["actor", "action", "at", "item", "digest", "hash", "prev"]))
    entries[index] = replace(entries[index], **{member: asdict(entries[index])[member] + "x"})
    fault = first_fault(entries)
    assert fault is not None
    # A changed hash shows in its own entry; so does everything that was hashed.
    assert fault.seq == index + 1


@given(deeds.filter(lambda d: len(d) > 1), st.data())
def test_a_removed_or_repeated_entry_is_found(deeds: list[Deed], data: st.DataObject) -> None:
    entries = chained(deeds)
    index = data.draw(st.integers(0, len(entries) - 2))
    assert first_fault(entries[:index] + entries[index + 1 :]) is not None
    assert first_fault([*entries[: index + 1], entries[index], *entries[index + 1 :]]) is not None


def test_equal_values_serialise_alike_whatever_the_order_of_members() -> None:
    assert canonical_json({"b": 1, "a": "é"}) == canonical_json({"a": "é", "b": 1}) == '{"a":"é","b":1}'.encode()


def test_a_digest_confirms_nothing_without_the_case_key() -> None:
    content = {"text": "x"}
    assert digest_of(b"one" * 11, content) != digest_of(b"two" * 11, content)


@pytest.mark.parametrize("length", [1, 2, 50])
def test_a_chain_cut_at_its_end_still_verifies(length: int) -> None:
    # The cut is found by the anchors, not by the chain itself.
    entries = chained([Deed(CHAIN, "a", "b", "c")] * length)
    assert first_fault(entries[:-1]) is None
