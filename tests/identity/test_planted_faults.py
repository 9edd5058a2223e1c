"""The random histories are worth something: each of these faults, planted, is found within 200 of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings

from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.casework.case import Case, Item
from chalicelib.domain.identity import opening as machine
from chalicelib.domain.identity.opening import Opening
from chalicelib.usecases.identity import ask_opening, decide_opening, open_identity, opening_desk
from chalicelib.usecases.identity.open_identity import OpenIdentity
from tests.identity.test_opening_histories import Event, FakeWorld, WatchedWorld, histories, lived

Fault = Callable[[pytest.MonkeyPatch], None]
TRIES = 200


def cached_role(patch: pytest.MonkeyPatch) -> None:
    """Roles are those of the sign-in, not those of this moment."""
    patch.setattr(OpenIdentity, "_two_people", lambda self, opening, decider: machine.other_person(decider, opening))


def second_group(patch: pytest.MonkeyPatch) -> None:
    """Whoever has a role that decides may approve, be it the requester."""
    for module in (decide_opening, open_identity):
        patch.setattr(module, "other_person", lambda decider, opening: True)


def second_account(patch: pytest.MonkeyPatch) -> None:
    """Another account is taken for another person."""
    for module in (decide_opening, open_identity):
        patch.setattr(module, "other_person", lambda decider, opening: decider.sub != opening.requester.sub)


def written_after(patch: pytest.MonkeyPatch) -> None:
    """The opening is written down once the values are out."""
    move = FakeWorld.move
    waiting: list[tuple[Opening, Opening, Sequence[Deed], tuple[Case, Item] | None]] = []

    def late(
        self: FakeWorld, before: Opening, after: Opening, deeds: Sequence[Deed], echo: tuple[Case, Item] | None
    ) -> None:
        if after.state == "opening":
            waiting.append((before, after, deeds, echo))
            return
        while waiting:
            move(self, *waiting.pop())
        move(self, before, after, deeds, echo)

    patch.setattr(WatchedWorld, "move", late)


def other_case(patch: pytest.MonkeyPatch) -> None:
    """Any approval that the requester holds is good enough."""
    approach = OpenIdentity.approach

    def any_approval(self: OpenIdentity, officer: object, opening_id: str) -> tuple[Opening, Case | None]:
        opening, case = approach(self, officer, opening_id)  # type: ignore[arg-type]
        book = self.desk.openings
        held = [
            one
            for case_id in ("0" * 26, "1" * 26)
            for one in book.of_case(case_id)
            if one.state == "approved" and one.requester == opening.requester
        ]
        return (held[0] if held else opening), case

    patch.setattr(OpenIdentity, "approach", any_approval)


def expiry_ignored(patch: pytest.MonkeyPatch) -> None:
    """Time ends nothing."""
    aged = machine.as_of

    def ageless(opening: Opening, case: Case | None, now: object) -> Opening:
        after = aged(opening, case, now)  # type: ignore[arg-type]
        return opening if after.state == "expired" else after

    as_of(patch, ageless)


def kept_on_referral(patch: pytest.MonkeyPatch) -> None:
    """What was approved stays so when the case goes to another court."""

    def anywhere(opening: Opening, case: Case | None, now: object) -> Opening:
        there = case and replace(case, court=opening.court, court_changes=opening.court_changes)
        return machine.as_of(opening, there, now)  # type: ignore[arg-type]

    as_of(patch, anywhere)


def twice(patch: pytest.MonkeyPatch) -> None:
    """An approval that was used counts as unused."""

    def again(self: FakeWorld, opening_id: str) -> Opening | None:
        kept = self.kept.get(opening_id)
        return replace(kept, state="approved") if kept and kept.state == "opened" else kept

    def unconditional(
        self: WatchedWorld, before: Opening, after: Opening, deeds: Sequence[Deed], echo: tuple[Case, Item] | None
    ) -> None:
        self.kept[before.id] = before
        FakeWorld.move(self, before, after, deeds, echo)
        self.watch.look()

    patch.setattr(FakeWorld, "find", again)
    patch.setattr(WatchedWorld, "move", unconditional)


def as_of(patch: pytest.MonkeyPatch, instead: Callable[..., Opening]) -> None:
    for module in (ask_opening, open_identity, opening_desk):
        patch.setattr(module, "as_of", instead)


FAULTS: Sequence[Fault] = (
    cached_role,
    second_group,
    second_account,
    written_after,
    other_case,
    expiry_ignored,
    kept_on_referral,
    twice,
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_planted_fault_is_found(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    fault(monkeypatch)
    tried = 0

    @settings(max_examples=TRIES, deadline=None, database=None, derandomize=True, phases=[Phase.generate])
    @given(histories)
    def history_is_lawful(history: list[Event]) -> None:
        nonlocal tried
        tried += 1
        lived(history)

    with pytest.raises((AssertionError, BaseExceptionGroup)):
        history_is_lawful()
    print(f"{fault.__name__}: found in history {tried} of {TRIES}")
