"""Random histories of openings: never without two authorised people and a live approval, never twice on one."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hypothesis import find, given, settings
from hypothesis import strategies as st

from chalicelib.domain.access import Officer, Right
from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.casework.case import Case, Item
from chalicelib.domain.identity.opening import Opening, Person
from chalicelib.domain.ids import id_from
from chalicelib.stores.cursors import Cursors
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


@dataclass(frozen=True)
class Sight:
    """Values that left the seal, and what was on record at that instant: entries and lines of the receipt."""

    case_id: str
    values: tuple[str, ...]
    actions: tuple[str, ...]
    lines: int


@dataclass
class FakeWorld:
    """Openings, sights, pool, key and clock of one history; everything that was shown is kept."""

    moment: datetime = START
    cases: dict[str, Case] = field(default_factory=dict)
    kept: dict[str, Opening] = field(default_factory=dict)
    deeds: list[Deed] = field(default_factory=list)
    told: list[Item] = field(default_factory=list)
    lost: set[tuple[str, Right]] = field(default_factory=set)
    shown: list[Sight] = field(default_factory=list)

    def now(self) -> datetime:
        return self.moment

    def get(self, case_id: str) -> Case | None:
        return self.cases.get(case_id)

    def note(self, deeds: Sequence[Deed]) -> None:
        self.deeds.extend(deeds)

    def record(self, case: Case, line: Item | None, deed: Deed) -> None:
        raise AssertionError("nobody looks at a named reporter here")

    def sealed(self, case_id: str) -> Sequence[SealedField]:
        return [SealedField(name, f"{case_id}/{name}", "identity", "key") for name in ("full_name", "phone")]

    def find(self, opening_id: str) -> Opening | None:
        return self.kept.get(opening_id)

    def of_case(self, case_id: str) -> list[Opening]:
        return [opening for opening in self.kept.values() if opening.case_id == case_id]

    def of_court(self, court: str, before: str | None, limit: int) -> list[Opening]:
        raise AssertionError("nobody lists requests here")

    def add(self, opening: Opening, deed: Deed, after: int) -> None:
        if len(self.of_case(opening.case_id)) != after:
            raise ConditionFailed(frozenset({"ASKED"}))
        self.kept[opening.id] = opening
        self.deeds.append(deed)

    def move(self, before: Opening, after: Opening, deeds: Sequence[Deed], echo: tuple[Case, Item] | None) -> None:
        if self.kept[before.id].state != before.state:
            raise ConditionFailed(frozenset({"request"}))
        if echo is not None and place(self.cases[echo[0].id]) != place(echo[0]):
            raise ConditionFailed(frozenset({"case"}))
        self.kept[before.id] = after
        self.deeds.extend(deeds)
        self.told += [echo[1]] if echo else []

    def rights(self, person: Person) -> frozenset[Right]:
        held = next(one.rights for one in PEOPLE if one.sub == person.sub)
        return frozenset(right for right in held if (person.sub, right) not in self.lost)

    def opened(self, case_id: str, fields: Sequence[SealedField]) -> Mapping[str, str]:
        values = tuple(sealed.ciphertext for sealed in fields)
        self.shown.append(Sight(case_id, values, tuple(deed.action for deed in self.deeds), len(self.told)))
        return {sealed.name: sealed.ciphertext for sealed in fields}


def place(case: Case) -> tuple[str, int, bool]:
    """What a case must still have when an opening of it is written down."""
    return case.court, case.court_changes, case.identity_erased


@dataclass(frozen=True)
class Event:
    """One thing that happens; `meanwhile` comes in between what it reads and what it writes."""

    verb: str
    person: Officer
    number: int = 0
    meanwhile: "Event | None" = None


CHANGES = ["refer", "wait", "lose", "erase"]
alone = st.builds(
    Event,
    st.sampled_from(["ask", "ask", "approve", "refuse", "open", "open", *CHANGES]),
    st.one_of(st.just(PEOPLE[0]), st.sampled_from(PEOPLE)),
    st.integers(0, 4),
)
# The way that could end in an opening, so that histories get there; the double and its twin try it too.
onward = st.one_of(
    *[
        st.builds(Event, st.just("next"), st.sampled_from(pair), st.integers(0, 1))
        for pair in ([PEOPLE[0], PEOPLE[1]], [PEOPLE[0], PEOPLE[2]], [PEOPLE[3]], [PEOPLE[3], PEOPLE[4]])
    ]
)
interleaved = st.builds(lambda event, other: replace(event, meanwhile=other), st.one_of(alone, onward), alone)
# The whole way with one thing in between, and the approval tried on the newest request or on the one before it.
change = st.builds(Event, st.sampled_from([*CHANGES, "ask", "ask"]), st.just(PEOPLE[0]), st.integers(0, 4))
way = st.builds(
    lambda case, decider, between, late, number: [
        Event("ask", PEOPLE[0], case),
        *([] if late else [between]),
        Event("approve", decider, 0),
        *([between] if late else []),
        Event("open", PEOPLE[0], number),
    ],
    st.integers(0, 1),
    st.one_of(st.sampled_from(PEOPLE[1:3]), st.sampled_from(PEOPLE)),
    change,
    st.booleans(),
    st.integers(0, 1),
)
histories = st.lists(
    st.one_of(way, st.lists(st.one_of(onward, alone, interleaved), min_size=1, max_size=6)), max_size=6
).map(lambda parts: [event for part in parts for event in part])


def next_step(world: FakeWorld, event: Event) -> Event:
    """What the newest request waits for: its approval by this person, its opening by its requester, or a new one."""
    newest = next(reversed(world.kept.values()), None)
    if newest is None or newest.state not in ("requested", "approved"):
        asks = next((right for right in event.person.rights if right.role == "investigator"), None)
        return replace(event, verb="ask", person=event.person if asks else PEOPLE[0])
    if newest.state == "requested":
        return replace(event, verb="approve", number=0)
    return replace(event, verb="open", number=0, person=next(p for p in PEOPLE if p.sub == newest.requester.sub))


def happen(world: FakeWorld, event: Event) -> None:
    """One event; refusals of the service are part of life."""
    numbers = itertools.count(len(world.kept) + 2)
    desk = OpeningDesk(world, world, world.now, lambda: id_from(next(numbers).to_bytes(16, "big")))
    event = next_step(world, event) if event.verb == "next" else event
    person, number = event.person, event.number
    case_id = CASE_IDS[number % 2]
    # 0 is the newest request.
    opening_id = list(world.kept)[-1 - number % len(world.kept)] if world.kept else CASE_IDS[0]

    def meanwhile() -> None:
        if event.meanwhile:
            happen(world, event.meanwhile)

    try:
        if event.verb == "ask":
            asked = AskOpening(desk, Cursors(list))
            case = asked.approach(person, case_id)
            meanwhile()
            asked(person, case, ["full_name", "phone"][: 1 + number % 2], WORDS)
        elif event.verb in ("approve", "refuse"):
            decided = DecideOpening(desk)
            opening = decided.approach(person, opening_id)
            meanwhile()
            decided.approve(person, opening) if event.verb == "approve" else decided.refuse(person, opening, "x")
        elif event.verb == "open":
            opens = OpenIdentity(desk, world, world.opened, lambda: None)
            found = opens.approach(person, opening_id)
            meanwhile()
            opens(person, *found)
        elif event.verb == "refer":
            moved = world.cases[case_id]
            court = FES if moved.court == AGADIR else AGADIR
            world.cases[case_id] = replace(moved, court=court, court_changes=moved.court_changes + 1)
        elif event.verb == "wait":
            world.moment += timedelta(hours=(1, 23, 24, 25, 24 * 8)[number])
        elif event.verb == "lose":
            world.lost |= {(person.sub, right) for right in person.rights}
        elif event.verb == "erase" and number == 0:
            world.cases[case_id] = replace(world.cases[case_id], identity_erased=True)
    except REFUSALS:
        return


@dataclass
class Watch:
    """Looks at a world from outside, while it lives, and knows nothing of how the service decides."""

    world: FakeWorld
    granted: dict[str, datetime] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def look(self) -> None:
        """After each step of the record: who approved, and what was shown for what. Fails on what the law forbids."""
        for opening in self.world.kept.values():
            if opening.state == "approved" and opening.id not in self.granted:
                self.granted[opening.id] = self.world.moment
                self.two_people(opening)

    def two_people(self, opening: Opening) -> None:
        assert opening.decider is not None
        assert opening.decider.sub != opening.requester.sub
        assert opening.decider.personnel != opening.requester.personnel

    def shown(self, sight: Sight) -> None:
        """A sight is lawful: of one live request of that case, by two people with their roles, told before."""
        live = [one for one in self.world.kept.values() if one.state == "opening"]
        assert len(live) == 1, "the key is asked while exactly one request is on record as being opened"
        (opening,) = live
        decider, requester, case = opening.decider, opening.requester, self.world.cases[opening.case_id]
        self.two_people(opening)
        assert decider is not None
        assert self.world.moment < self.granted[opening.id] + timedelta(hours=24)
        assert place(case) == (opening.court, opening.court_changes, False)
        assert any(right.role in ("investigator", "supervisor") for right in self.world.rights(requester))
        assert any(right.role in ("custodian", "prosecutor") for right in self.world.rights(decider))
        assert opening.id not in self.used
        self.used.add(opening.id)
        assert (sight.case_id, sight.values) == (
            opening.case_id,
            tuple(f"{opening.case_id}/{name}" for name in opening.fields),
        )
        # The chain and the receipt had it before the key was asked.
        assert sight.actions.count("unseal.opened") == sight.lines == len(self.used)


@dataclass
class WatchedWorld(FakeWorld):
    """A world that is looked at after everything that is written, and each time that the key is asked."""

    def __post_init__(self) -> None:
        self.watch = Watch(self)

    def move(self, before: Opening, after: Opening, deeds: Sequence[Deed], echo: tuple[Case, Item] | None) -> None:
        super().move(before, after, deeds, echo)
        self.watch.look()

    def opened(self, case_id: str, fields: Sequence[SealedField]) -> Mapping[str, str]:
        values = super().opened(case_id, fields)
        self.watch.shown(self.shown[-1])
        return values


def lived(history: Sequence[Event]) -> WatchedWorld:
    """The world after a history over two confidential cases. Raises AssertionError where the law was broken."""
    world = WatchedWorld()
    for case_id in CASE_IDS:
        world.cases[case_id] = a_case(id=case_id, identity_mode="confidential")
    for event in history:
        happen(world, event)
    return world


@settings(max_examples=1000, deadline=None)
@given(histories)
def test_no_history_opens_an_identity_unlawfully(history: list[Event]) -> None:
    lived(history)


def test_histories_reach_openings() -> None:
    """The property above would hold for a service that never opens anything."""
    find(histories, lambda history: len(lived(history).shown) >= 2, settings=settings(database=None))
