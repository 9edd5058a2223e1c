"""How fast courts are decided and places looked up, on one core; and how soon the index of places is ready.

The time of this process is counted, so that what else runs on the machine says nothing; the best of some rounds.
"""

import itertools
import time
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from chalicelib.domain.jurisdiction.places import PlaceIndex
from chalicelib.domain.jurisdiction.propose import propose
from chalicelib.reference_data.court_data import load_court_data
from chalicelib.reference_data.place_files import read_communes, read_foreign_names, read_tables
from tests.law.worked_cases import EXAMPLES

DECISIONS_A_SECOND = 20_000
LOOK_UPS_A_SECOND = 200_000
LOADED_IN_SECONDS = 0.02
ROUNDS = 5
LAW = load_court_data()


def rate(work: Callable[[Any], object], items: Iterable[Any], at_least: int) -> float:
    """How many of `items`, again and again, are done in a second; the best round."""
    listed = list(items)
    rounds = []
    for _ in range(ROUNDS):
        todo = list(itertools.islice(itertools.cycle(listed), at_least))
        started = time.process_time()
        for item in todo:
            work(item)
        rounds.append(at_least / (time.process_time() - started))
    return max(rounds)


def with_codes(facts: dict[str, Any]) -> dict[str, Any] | None:
    """The facts with each place as a code, as the form's picker gives it; None where one names no single commune."""
    places = []
    for place in facts.get("places", []):
        if isinstance(place.get("commune"), str) and place.get("country", "MA") == "MA":
            codes = LAW.places.settle(place["commune"], place.get("province"))
            if len(codes) != 1:
                return None
            place = {**place, "commune": codes[0]}
        places.append(place)
    return {**facts, "places": places}


def test_decisions_from_codes(capsys: pytest.CaptureFixture[str]) -> None:
    facts = [coded for example in EXAMPLES if (coded := with_codes(example["facts"])) is not None]
    assert len(facts) > len(EXAMPLES) * 3 / 4
    found = rate(lambda one: propose(one, LAW), facts, 10_000)
    with capsys.disabled():
        print(f"\ncourts: {found:,.0f} decisions a second from codes, over {len(facts)} worked cases")
    assert found >= DECISIONS_A_SECOND


def test_exact_places(capsys: pytest.CaptureFixture[str]) -> None:
    names = [name for commune in LAW.places.communes.values() for name in (commune.name_fr, commune.name_ar)]
    found = {
        "names (J1)": rate(lambda name: LAW.places.settle(name, None), names, 50_000),
        "codes": rate(lambda code: LAW.places.settle(code, None), LAW.places.communes, 50_000),
    }
    with capsys.disabled():
        print("\nplaces: " + ", ".join(f"{speed:,.0f} {kind} a second" for kind, speed in found.items()))
    assert min(found.values()) >= LOOK_UPS_A_SECOND


def test_the_index_is_ready_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    took = []
    for _ in range(ROUNDS):
        started = time.process_time()
        PlaceIndex(read_communes(), read_tables(), read_foreign_names())
        took.append(time.process_time() - started)
    with capsys.disabled():
        print(f"\nindex of places: loaded in {min(took) * 1000:.1f} ms")
    assert min(took) < LOADED_IN_SECONDS
