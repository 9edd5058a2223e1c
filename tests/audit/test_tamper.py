"""Every kind of tampering with every entry of every kind of chain, and with an anchor: found, and the place named."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.domain.audit.anchor import Head, anchor_of, as_bytes, hash_of, root_of
from chalicelib.domain.audit.chain import actor_chain, case_chain, system_chain
from chalicelib.domain.audit.entry import Deed, Entry, entry_after
from infrastructure.audit.findings import Finding
from infrastructure.audit.ledger import KeptAnchor
from infrastructure.audit.verification import verify_all
from tests.audit.stage import KEYS, AuditStage, audit_stage

HOUR, NOW = "2026-11-24T21", datetime(2026, 11, 24, 22, 5, tzinfo=UTC)
LENGTH = 4
CHAINS = {
    "case": case_chain("0" * 26),
    "exhibit": f"EXHIBIT#{'1' * 26}",
    "actor": actor_chain("officer-1", "2026-11"),
    "users": system_chain("2026-11-24", "users", 0),
    "keys": system_chain("2026-11-24", "keys", 0),
    "shard": system_chain("2026-11-24", "EnforceRetention", 3),
}
MEMBERS = ("actor", "action", "at", "item", "digest", "role", "prev", "hash")

Tamper = Callable[[AuditStage, list[Entry], int], int]


def put(stage: AuditStage, entry: Entry, **members: str) -> None:
    stage.put(entry, role=entry.role, **members)


@pytest.fixture(scope="module")
def stage() -> Iterator[AuditStage]:
    """One chain of each kind, all of one anchored hour."""
    with audit_stage() as made:
        for chain in CHAINS.values():
            last = None
            for number in range(LENGTH):
                at = f"{HOUR}:00:{number:02d}Z"
                last = entry_after(last, Deed(chain, "officer-1", "case.read", at, "META", "d" * 64, "investigator"))
                put(made, last)
        made.anchor(HOUR)
        yield made


def change(member: str) -> Tamper:
    def tamper(stage: AuditStage, old: list[Entry], index: int) -> int:
        value = str(getattr(old[index], member))
        # Of a time the minute, or the day: another hour, under which the entry is listed as if it had always been.
        changed = value.replace("T21:00", "T20:59") if member == "at" else f"{value[:-1]}~"
        put(stage, replace(old[index], **{member: changed}))
        return index + 1

    return tamper


def take_out(stage: AuditStage, old: list[Entry], index: int) -> int:
    stage.remove(old[index].chain, index + 1)
    return index + 2 if index + 1 < LENGTH else LENGTH


def cut(stage: AuditStage, old: list[Entry], index: int) -> int:
    for seq in range(LENGTH, index + 1, -1):
        stage.remove(old[index].chain, seq)
    if index + 1 == LENGTH:
        stage.remove(old[index].chain, LENGTH)
    return LENGTH


def insert(stage: AuditStage, old: list[Entry], index: int) -> int:
    """A well-made entry after this one; those after it are numbered on."""
    put(stage, entry_after(old[index], Deed(old[index].chain, "officer-2", "case.read", f"{HOUR}:00:59Z", "META")))
    for entry in old[index + 1 :]:
        put(stage, replace(entry, seq=entry.seq + 1))
    # At the end it is a good entry more; then the anchored head still occurs, and nothing is wrong with the past.
    return index + 3


def repeat(stage: AuditStage, old: list[Entry], index: int) -> int:
    """The same entry once more, after itself."""
    for entry in [old[index], *old[index + 1 :]]:
        put(stage, replace(entry, seq=entry.seq + 1))
    return index + 2


def exchange(stage: AuditStage, old: list[Entry], index: int) -> int:
    """With the one after it; the last with the first."""
    other = (index + 1) % LENGTH
    put(stage, replace(old[index], seq=other + 1))
    put(stage, replace(old[other], seq=index + 1))
    return min(index, other) + 1


def write_anew(stage: AuditStage, old: list[Entry], index: int) -> int:
    """Another entry, and all that follow hashed again: the chain holds, its anchored head is another."""
    previous = old[index - 1] if index else None
    for number, entry in enumerate(old[index:]):
        actor = "officer-2" if number == 0 else entry.actor
        previous = entry_after(previous, Deed(entry.chain, actor, entry.action, entry.at, entry.item))
        put(stage, previous)
    return LENGTH


def hide(member: str, value: str) -> Tamper:
    def tamper(stage: AuditStage, old: list[Entry], index: int) -> int:
        put(stage, old[index], **{member: value})
        return index + 1

    return tamper


TAMPERS: dict[str, Tamper] = {
    **{f"change {member}": change(member) for member in MEMBERS},
    "delete": take_out,
    "truncate": cut,
    "insert": insert,
    "repeat": repeat,
    "reorder": exchange,
    "rewrite": write_anew,
    "hide from the hour": hide("hour_pk", "2020-01-01T00"),
    "hide under another name": hide("pk_seq", "CASE#x#000000000001"),
}


def restore(stage: AuditStage, old: list[Entry]) -> None:
    for entry in stage.entries(old[0].chain):
        stage.remove(entry.chain, entry.seq)
    for entry in old:
        put(stage, entry)


def found(stage: AuditStage, anchors: list[KeptAnchor]) -> list[Finding]:
    return verify_all(stage.ledger, anchors, KEYS, NOW, lambda done: None).findings


@pytest.fixture(scope="module")
def anchors(stage: AuditStage) -> list[KeptAnchor]:
    return [KeptAnchor(HOUR, as_bytes(anchor_of(HOUR, (row.entry for row in stage.ledger.hour(HOUR)), KEYS)), False)]


def test_every_tampering_with_every_entry_is_found_and_placed(
    stage: AuditStage, anchors: list[KeptAnchor], capsys: pytest.CaptureFixture[str]
) -> None:
    assert found(stage, anchors) == []
    tried, missed = 0, []
    for kind, chain in CHAINS.items():
        old = stage.entries(chain)
        for name, tamper in TAMPERS.items():
            for index in range(LENGTH):
                if name == "insert" and index + 1 == LENGTH:
                    continue
                seq = tamper(stage, old, index)
                tried += 1
                told = [(one.where, one.seq) for one in found(stage, anchors)]
                if told != [(chain, seq)]:
                    missed.append((kind, name, index + 1, told))
                restore(stage, old)
    assert found(stage, anchors) == []
    with capsys.disabled():
        print(
            f"\ntampers with entries: {tried} tried ({len(TAMPERS)} kinds, {len(CHAINS)} chains), {len(missed)} missed"
        )
    assert missed == []


def test_a_chain_of_any_kind_that_is_gone_is_told(stage: AuditStage, anchors: list[KeptAnchor]) -> None:
    for chain in CHAINS.values():
        old = stage.entries(chain)
        for entry in old:
            stage.remove(chain, entry.seq)
        (one,) = found(stage, anchors)
        assert KEYS.veiled(chain, 1)[:16] in one.where
        restore(stage, old)


def edited(edit: Callable[[dict[str, Any]], None]) -> Callable[[bytes], bytes]:
    def tamper(data: bytes) -> bytes:
        members = json.loads(data)
        edit(members)
        return json.dumps(members).encode()

    return tamper


def rooted(edit: Callable[[dict[str, Any]], None]) -> Callable[[bytes], bytes]:
    """With a root that fits what was made of it."""

    def both(members: dict[str, Any]) -> None:
        edit(members)
        heads = [Head(**head) for head in members["heads"]]
        told = (members["hour"], members["entries"], members["key"], heads, members["number"], members["prev"])
        members["root"] = root_of(*told)

    return edited(both)


# Each with whether the place is the anchor itself, or the chain whose head it no longer holds.
OF_AN_ANCHOR: dict[str, Callable[[bytes], bytes]] = {
    "change the hour": edited(lambda a: a.update(hour="2026-11-24T20")),
    "change the number": edited(lambda a: a.update(entries=1)),
    "change the key": edited(lambda a: a.update(key=2)),
    "change the version": edited(lambda a: a.update(v=9)),
    "make it one of before the line": edited(lambda a: a.update(v=1)),
    "change its number in the line": edited(lambda a: a.update(number=2)),
    "change what it follows": edited(lambda a: a.update(prev="f" * 64)),
    "another place in the line, well made": rooted(lambda a: a.update(number=2)),
    "after another, well made": rooted(lambda a: a.update(prev="f" * 64)),
    "change the root": edited(lambda a: a.update(root="0" * 64)),
    "delete a head": edited(lambda a: a["heads"].pop(1)),
    "insert a head": edited(lambda a: a["heads"].insert(1, {"chain": "0" * 64, "seq": 1, "hash": "0" * 64})),
    "repeat a head": edited(lambda a: a["heads"].insert(1, a["heads"][1])),
    "reorder heads": edited(lambda a: a["heads"].reverse()),
    "change a head's chain": edited(lambda a: a["heads"][0].update(chain="0" * 64)),
    "change a head's number": edited(lambda a: a["heads"][0].update(seq=LENGTH - 1)),
    "change a head's hash": edited(lambda a: a["heads"][0].update(hash="0" * 64)),
    "truncate": lambda data: data[: len(data) // 2],
    "empty": lambda data: b"",
    "another hour's, well made": rooted(lambda a: a.update(hour="2026-11-24T20")),
    "an unknown key, well made": rooted(lambda a: a.update(key=7)),
    "a forged head, well made": rooted(lambda a: a["heads"].append({"chain": "f" * 64, "seq": 1, "hash": "0" * 64})),
    "another hash, well made": rooted(lambda a: a["heads"][0].update(hash="0" * 64)),
    "a longer chain, well made": rooted(lambda a: a["heads"][0].update(seq=LENGTH + 1)),
}


def test_every_tampering_with_an_anchor_is_found(
    stage: AuditStage, anchors: list[KeptAnchor], capsys: pytest.CaptureFixture[str]
) -> None:
    (whole,) = anchors
    heads = {KEYS.veiled(chain, 1): chain for chain in CHAINS.values()}
    first = heads[json.loads(whole.data)["heads"][0]["chain"]]
    for name, tamper in OF_AN_ANCHOR.items():
        told = found(stage, [replace(whole, data=tamper(whole.data))])
        places = {one.where for one in told}
        of_a_chain = name in {"another hash, well made", "a longer chain, well made"}
        forged = name == "a forged head, well made"
        wanted = {first} if of_a_chain else {f"chain veiled as {'f' * 16}…"} if forged else {f"anchor of {HOUR}"}
        assert places == wanted, name
    # Something put over it, or deleted; and none at all, once a later hour has one.
    assert {one.where for one in found(stage, [replace(whole, rewritten=True)])} == {f"anchor of {HOUR}"}
    earlier = as_bytes(anchor_of("2026-11-24T19", [], KEYS))
    late = datetime(2026, 11, 25, 3, tzinfo=UTC)
    gone = verify_all(stage.ledger, [KeptAnchor("2026-11-24T19", earlier, False)], KEYS, late, lambda done: None)
    assert {one.where for one in gone.findings} == {f"anchor of {HOUR}", "anchors"}
    with capsys.disabled():
        print(f"\ntampers with an anchor: {len(OF_AN_ANCHOR) + 2} tried, 0 missed")


LINE = [f"2026-11-24T{hour}" for hour in (19, 20, 21, 22, 23)]
LINE_NOW = datetime(2026, 11, 25, 1, 5, tzinfo=UTC)


def of_line(stage: AuditStage, line: list[KeptAnchor], *noted: str) -> set[str]:
    """Places of what is found in a line of anchors, whose bucket's lock is thought of as broken."""
    told = verify_all(stage.ledger, line, KEYS, LINE_NOW, lambda done: None, noted)
    return {one.where for one in told.findings}


@pytest.fixture(scope="module")
def line(stage: AuditStage) -> list[KeptAnchor]:
    made: list[KeptAnchor] = []
    for hour in LINE:
        before = made[-1].data if made else None
        data = as_bytes(anchor_of(hour, [row.entry for row in stage.ledger.hour(hour)], KEYS, before))
        made.append(KeptAnchor(hour, data, False))
    return made


# What an anchor alone does not betray: its root fits, and what is left of it is true.
WELL_MADE = {
    "take a head out": rooted(lambda a: a.update(heads=a["heads"][1:], entries=max(0, a["entries"] - LENGTH))),
    "empty it": rooted(lambda a: a.update(heads=[], entries=0)),
    "another number of entries": rooted(lambda a: a.update(entries=a["entries"] + 1)),
}


def test_an_anchor_written_anew_with_a_fitting_root_is_found_by_the_next(
    stage: AuditStage, line: list[KeptAnchor], capsys: pytest.CaptureFixture[str]
) -> None:
    assert of_line(stage, line) == set()
    tried = 0
    for name, tamper in WELL_MADE.items():
        for at, kept in enumerate(line):
            changed = replace(kept, data=tamper(kept.data))
            if json.loads(changed.data) == json.loads(kept.data):
                continue
            forged = [*line[:at], changed, *line[at + 1 :]]
            tried += 1
            if at + 1 < len(line):
                assert of_line(stage, forged) == {f"anchor of {kept.hour}"}, (name, kept.hour)
            else:
                # The newest has no next one yet: the window of an hour, unless somebody noted its hash.
                assert of_line(stage, forged) == set()
                (place,) = of_line(stage, forged, hash_of(kept.data))
                assert place.startswith("noted anchor")
    with capsys.disabled():
        print(f"\ntampers with anchors of a line, roots fitting: {tried} tried, 0 missed")


def test_anchors_taken_out_of_the_line_are_found_wherever_they_stood(stage: AuditStage, line: list[KeptAnchor]) -> None:
    # The oldest, those in the middle: a number is left out, and the place is the one after them.
    for start in range(len(line) - 1):
        for end in range(start + 1, len(line)):
            left = line[:start] + line[end:]
            assert f"anchor of {line[end].hour}" in of_line(stage, left), (start, end)
    # The newest: the clock misses them; what was noted is missed at once.
    assert of_line(stage, line[:-1]) == {"anchors"}
    early = datetime(2026, 11, 25, 0, 5, tzinfo=UTC)
    assert verify_all(stage.ledger, line[:-1], KEYS, early, lambda done: None).findings == []
    (one,) = verify_all(stage.ledger, line[:-1], KEYS, early, lambda done: None, [hash_of(line[-1].data)]).findings
    assert one.where.startswith("noted anchor")
    # All of them.
    assert of_line(stage, []) == {"anchors"}


def test_a_line_forged_from_some_anchor_on_is_found_by_what_was_noted(
    stage: AuditStage, line: list[KeptAnchor]
) -> None:
    # GIVEN somebody who breaks the lock of three anchors and makes all of them anew, each after the other
    forged = line[:2]
    for kept in line[2:]:
        entries = [] if kept.hour == HOUR else [row.entry for row in stage.ledger.hour(kept.hour)]
        forged = [*forged, KeptAnchor(kept.hour, as_bytes(anchor_of(kept.hour, entries, KEYS, forged[-1].data)), False)]
    # THEN the line alone holds; a hash that an auditor noted does not
    assert of_line(stage, forged) == set()
    assert of_line(stage, forged, hash_of(line[3].data)) == {f"noted anchor {hash_of(line[3].data)[:16]}…"}


def test_anchors_of_before_the_line_still_count_and_are_tied_to_it(stage: AuditStage, line: list[KeptAnchor]) -> None:
    # GIVEN a stage whose first anchor was written before there was a line
    def alone(hour: str) -> KeptAnchor:
        root = root_of(hour, 0, 1, [], 0, "")
        members = {"v": 1, "hour": hour, "entries": 0, "key": 1, "heads": [], "root": root}
        return KeptAnchor(hour, json.dumps(members).encode(), False)

    whole = [alone(LINE[0])]
    for hour in LINE[1:]:
        entries = [row.entry for row in stage.ledger.hour(hour)]
        whole.append(KeptAnchor(hour, as_bytes(anchor_of(hour, entries, KEYS, whole[-1].data)), False))
    assert of_line(stage, whole) == set()
    # THEN taking it away is found, and so is one without a number after one that has one
    assert of_line(stage, whole[1:]) == {f"anchor of {LINE[1]}"}
    assert f"anchor of {LINE[3]}" in of_line(stage, [*whole[:3], alone(LINE[3]), *whole[4:]])
