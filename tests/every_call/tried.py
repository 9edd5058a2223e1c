"""Tries a step with each of its calls broken in each way, and then again as a client would."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from chalicelib.usecases.errors import NotAllowedNow, Unavailable, VersionConflict
from tests.every_call.broken import Calls, Crash, Kind
from tests.every_call.kept import kept, put_back, saved

DONE, UNKNOWN, CRASHED, REFUSED = "done", "unknown", "crashed", "refused"
Do = Callable[[], Any]


@dataclass(frozen=True)
class Try:
    """One run: which call was broken, how, what the client was told, and what was kept then."""

    number: int
    operation: str
    kind: Kind
    told: str
    answer: Any = None

    def __str__(self) -> str:
        return f"call {self.number} ({self.operation}), {self.kind.name}: told {self.told}"


@dataclass
class Undisturbed:
    """A step as it goes when nothing fails."""

    before: Any
    kept_before: Any
    kept_after: Any
    calls: Sequence[str]
    kinds: Sequence[Sequence[Kind]] = field(default_factory=list)


def told_by(do: Do) -> tuple[str, Any]:
    """What a client hears; anything that is no answer of the service is a defect, and fails here."""
    try:
        return DONE, do()
    except Unavailable:
        return UNKNOWN, None
    except (VersionConflict, NotAllowedNow):
        return REFUSED, None
    except Crash:
        return CRASHED, None


def undisturbed(calls: Calls, do: Do) -> Undisturbed:
    """Let it go through once, and put everything back."""
    before, kept_before = saved(), kept()
    calls.begin()
    told, _ = told_by(do)
    assert told == DONE, told
    asked = list(calls.asked)
    kinds = [calls.kinds(number) for number in range(len(asked))]
    calls.begin()
    after = kept()
    put_back(before)
    return Undisturbed(before, kept_before, after, asked, kinds)


def broken(calls: Calls, do: Do, whole: Undisturbed) -> Iterator[Try]:
    """Every call in every way, each from the same beginning; what the tables hold is then to be judged."""
    for number, operation in enumerate(whole.calls):
        for kind in whole.kinds[number]:
            put_back(whole.before)
            calls.begin(number, kind)
            told, answer = told_by(do)
            calls.begin()
            yield Try(number, operation, kind, told, answer)


def whole_or_nothing(calls: Calls, do: Do, *, repeats_add: bool = False) -> int:
    """A step is done or not, says so truly, and asked again is done once; returns how many ways it was broken.

    `repeats_add`: what carries no version is added again by a client that never heard that it had been.
    """
    whole = undisturbed(calls, do)
    tried = 0
    for attempt in broken(calls, do, whole):
        tried += 1
        now = kept()
        assert attempt.told != REFUSED, f"{attempt}: a fault is no refusal"
        assert now in (whole.kept_before, whole.kept_after), f"{attempt}: half done\n{_difference(now, whole)}"
        done = now == whole.kept_after
        assert attempt.told != DONE or done, f"{attempt}: not done"
        assert attempt.kind not in (Kind.LOST, Kind.TWICE) or attempt.told == DONE, f"{attempt}: done, and not known"
        again, _ = told_by(do)
        assert again == DONE or (done and again == REFUSED), f"{attempt}: then {again}"
        if not (done and repeats_add and again == DONE):
            assert kept() == whole.kept_after, f"{attempt}: asked again\n{_difference(kept(), whole)}"
    return tried


def _difference(now: Any, whole: Undisturbed) -> str:
    return "\n".join(
        [
            *(f"+ {row}" for row in (now - whole.kept_after)),
            *(f"- {row}" for row in (whole.kept_after - now)),
        ]
    )
