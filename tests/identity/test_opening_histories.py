"""Random histories of openings: never without two authorised people and a live approval, never twice on one."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.access import Officer, Right
from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.casework.case import Case, Item
from chalicelib.domain.identity.opening import Opening, Person
from chalicelib.domain.ids import id_from
from chalicelib.domain.moments import read
from chalicelib.usecases.errors import ConditionFailed, Forbidden, NotAllowedNow, NotFound, Unavailable
from chalicelib.usecases.identity.ask_opening import AskOpening
from chalicelib.usecases.identity.decide_opening import DecideOpening
from chalicelib.usecases.identity.errors import TooManyPending
from chalicelib.usecases.identity.needs import SealedField
from chalicelib.usecases.identity.open_identity import OpenIdentity
from chalicelib.usecases.identity.opening_desk import OpeningDesk
from tests.casework.fakes import a_case
from tests.casework.world import AGADIR, FES, START

WORDS = {"motive": "x", "reference": "x", "legal_basis": "x"}
REFUSALS = (Forbidden, NotFound, NotAllowedNow, TooManyPending, Unavailable)


def who(name: str, *groups: str, personnel: str = "") -> Officer:
    rights = frozenset(Right(*group.split(":")) for group in groups)
    return Officer(name, personnel or f"P-{name}", rights, name)


PEOPLE = [
    who("investigator", f"investigator:{AGADIR}"),
    who("custodian", f"custodian:{AGADIR}"),
    who("prosecutor", f"prosecutor:{AGADIR}"),
    who("double", f"investigator:{AGADIR}", f"custodian:{AGADIR}"),
    # The double's second account: another subject, the same personnel number.
    who("twin", f"custodian:{AGADIR}", personnel="P-double"),
    who("elsewhere", f"custodian:{FES}", f"investigator:{FES}"),
]
CASE_IDS = ("0" * 26, "1" * 26)


@dataclass
class FakeWorld:
    """Openings, sights, pool, key and clock of one history; everything that was shown is kept."""

    moment: datetime = START
    cases: dict[str, Case] = field(default_factory=dict)
    kept: dict[str, Opening] = field(default_factory=dict)
    deeds: list[Deed] = field(default_factory=list)
    told: list[Item] = field(default_factory=list)
    lost: set[tuple[str, Right]] = field(default_factory=set)
    shown: list[tuple[str, list[str]]] = field(default_factory=list)

    def now(self) -> datetime:
        return self.moment

    def get(self, case_id: str) -> Case | None:
        return self.cases.get(case_id)

    def note(self, deeds: Sequence[Deed]) -> None:
        self.deeds.extend(deeds)

    def record(self, case: Case, line: Item, deed: Deed) -> None:
        raise AssertionError("nobody looks at a named reporter here")

    def sealed(self, case_id: str) -> Sequence[SealedField]:
        return [SealedField(name, f"{case_id}/{name}", "identity") for name in ("full_name", "phone")]

    def find(self, opening_id: str) -> Opening | None:
        return self.kept.get(opening_id)

    def of_case(self, case_id: str) -> list[Opening]:
        return [opening for opening in self.kept.values() if opening.case_id == case_id]

    def of_court(self, court: str, limit: int) -> list[Opening]:
        return [opening for opening in self.kept.values() if opening.court == court][:limit]

    def add(self, opening: Opening, deed: Deed) -> None:
        self.kept[opening.id] = opening
        self.deeds.append(deed)

    def move(self, before: Opening, after: Opening, deeds: Sequence[Deed], echo: tuple[str, Item] | None) -> None:
        if self.kept[before.id].state != before.state:
            raise ConditionFailed(frozenset({"request"}))
        self.kept[before.id] = after
        self.deeds.extend(deeds)
        self.told += [echo[1]] if echo else []

    def rights(self, person: Person) -> frozenset[Right]:
        held = next(one.rights for one in PEOPLE if one.sub == person.sub)
        return frozenset(right for right in held if (person.sub, right) not in self.lost)

    def opened(self, case_id: str, fields: Sequence[SealedField]) -> Mapping[str, str]:
        self.shown.append((case_id, [sealed.ciphertext for sealed in fields]))
        return {sealed.name: sealed.ciphertext for sealed in fields}


events = st.one_of(
    st.tuples(st.sampled_from(["ask", "approve", "refuse", "open"]), st.sampled_from(PEOPLE), st.integers(0, 4)),
    # The way that could end in an opening, so that histories get there; the double and its twin try it too.
    *[
        st.tuples(st.just("next"), st.sampled_from(pair), st.just(0))
        for pair in ([PEOPLE[0], PEOPLE[1]], [PEOPLE[0], PEOPLE[2]], [PEOPLE[3]], [PEOPLE[3], PEOPLE[4]])
    ],
    st.tuples(st.sampled_from(["refer", "wait", "lose", "erase"]), st.sampled_from(PEOPLE), st.integers(0, 4)),
)


def next_step(world: FakeWorld, person: Officer) -> tuple[str, Officer]:
    """What the newest request waits for: its approval by this person, its opening by its requester, or a new one."""
    newest = next(reversed(world.kept.values()), None)
    if newest is None or newest.state not in ("requested", "approved"):
        asks = next((right for right in person.rights if right.role == "investigator"), None)
        return "ask", person if asks else PEOPLE[0]
    if newest.state == "requested":
        return "approve", person
    return "open", next(one for one in PEOPLE if one.sub == newest.requester.sub)


def happen(world: FakeWorld, event: tuple[str, Officer, int]) -> None:
    """One event; refusals of the service are part of life."""
    numbers = itertools.count(len(world.kept) + 2)
    desk = OpeningDesk(world, world, world.now, lambda: id_from(next(numbers).to_bytes(16, "big")))
    verb, person, number = event
    if verb == "next":
        verb, person = next_step(world, person)
    case_id = CASE_IDS[number % 2]
    # 0 is the newest request.
    opening_id = list(world.kept)[-1 - number % len(world.kept)] if world.kept else CASE_IDS[0]
    try:
        if verb == "ask":
            asked = AskOpening(desk)
            asked(person, asked.approach(person, case_id), ["full_name", "phone"][: 1 + number % 2], WORDS)
        elif verb in ("approve", "refuse"):
            decided = DecideOpening(desk)
            opening = decided.approach(person, opening_id)
            decided.approve(person, opening) if verb == "approve" else decided.refuse(person, opening, "x")
        elif verb == "open":
            opens = OpenIdentity(desk, world, world.opened)
            opens(person, *opens.approach(person, opening_id))
        elif verb == "refer":
            moved = world.cases[case_id]
            court = FES if moved.court == AGADIR else AGADIR
            world.cases[case_id] = replace(moved, court=court, court_changes=moved.court_changes + 1)
        elif verb == "wait":
            world.moment += timedelta(hours=(1, 23, 24, 25, 24 * 8)[number])
        elif verb == "lose":
            world.lost |= {(person.sub, right) for right in person.rights}
        elif verb == "erase" and number == 0:
            world.cases[case_id] = replace(world.cases[case_id], identity_erased=True)
    except REFUSALS:
        return


@settings(max_examples=1000, deadline=None)
@given(st.lists(events, max_size=30))
def test_no_history_opens_an_identity_unlawfully(history: list[Any]) -> None:
    world = FakeWorld()
    for case_id in CASE_IDS:
        world.cases[case_id] = a_case(id=case_id, identity_mode="confidential")
    granted_at: dict[str, datetime] = {}
    used: set[str] = set()
    for event in history:
        before = dict(world.kept)
        shown, told, entries = len(world.shown), len(world.told), len(world.deeds)
        happen(world, event)
        for opening_id, opening in world.kept.items():
            if opening.state == "approved" and (opening_id not in before or before[opening_id].state != "approved"):
                granted_at[opening_id] = world.moment
                assert opening.decider is not None
                assert opening.decider.sub != opening.requester.sub
                assert opening.decider.personnel != opening.requester.personnel
        if len(world.shown) == shown:
            continue
        # Something was shown: by whom, on which approval?
        (opening,) = [now for now in world.kept.values() if now != before.get(now.id)]
        decider, requester = opening.decider, opening.requester
        case = world.cases[opening.case_id]
        assert before[opening.id].state == "approved"
        assert decider is not None
        assert event[0] == "next" or event[1].sub == requester.sub
        assert requester.sub != decider.sub
        assert requester.personnel != decider.personnel
        assert world.moment < granted_at[opening.id] + timedelta(hours=24)
        assert world.moment < read(opening.expires_at)
        assert (
            (case.court, case.court_changes)
            == (opening.court, opening.court_changes)
            == (AGADIR, opening.court_changes)
        )
        assert not case.identity_erased
        assert any(right.role in ("investigator", "supervisor") for right in world.rights(requester))
        assert any(right.role in ("custodian", "prosecutor") for right in world.rights(decider))
        assert opening.id not in used
        used.add(opening.id)
        assert world.shown[-1] == (opening.case_id, [f"{opening.case_id}/{name}" for name in opening.fields])
        assert len(world.shown) == shown + 1
        # The chain and the receipt had it before the key was asked.
        assert len(world.told) == told + 1
        assert "unseal.opened" in [deed.action for deed in world.deeds[entries:]]
