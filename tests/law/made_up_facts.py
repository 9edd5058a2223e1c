"""Strategies of hypothesis: facts of every shape the rules know, and of shapes they do not."""

import random
from typing import Any

from hypothesis import strategies as st

from chalicelib.domain.jurisdiction import fact_values as facts
from chalicelib.reference_data.court_data import load_court_data

LAW = load_court_data()

COMMUNES = st.sampled_from(sorted(LAW.places.communes))
NAMES = st.sampled_from(
    sorted({name for commune in LAW.places.communes.values() for name in (commune.name_fr, commune.name_ar)})
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)


def among(values: frozenset[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(values))


def some_of(members: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=members)


PLACES = st.lists(
    st.fixed_dictionaries(
        {"role": among(facts.ROLES)},
        optional={
            "commune": st.none() | COMMUNES | NAMES | st.text(max_size=20),
            "province": st.none() | st.sampled_from(["Rabat", "Nador", "Souss-Massa", "x"]),
            "country": st.sampled_from(["MA", "MA", "MA", "FR", "ES"]),
        },
    ),
    max_size=5,
)
FACTS = some_of(
    {
        "id": st.text(max_size=8),
        "date": st.dates().map(lambda day: day.isoformat()),
        "category": among(facts.CATEGORIES),
        "offence_class": among(facts.OFFENCE_CLASSES),
        "marks": st.lists(among(facts.MARKS), max_size=3),
        "places": PLACES,
        "suspect": some_of(
            {
                "nationality": among(facts.NATIONALITIES),
                "age_band": among(facts.SUSPECT_AGES),
                "in_morocco": st.none() | st.booleans(),
                "legal_person": st.booleans(),
            }
        ),
        "victim": some_of(
            {
                "nationality": among(facts.NATIONALITIES),
                "age_band": among(facts.VICTIM_AGES),
                "complaint": st.booleans(),
            }
        ),
        "reporter": some_of(
            {
                "identity": among(facts.IDENTITIES),
                "role": among(facts.REPORTER_ROLES),
                "country": st.sampled_from(["MA", "FR"]),
                "language": st.sampled_from(["ar", "ary", "ary-Latn", "fr", "en", "zgh"]),
            }
        ),
    }
)


def with_added(facts: dict[str, Any], added: dict[str, Any]) -> dict[str, Any]:
    """Facts with everything of `added` that they do not say yet; lists grow, persons are filled in."""
    merged = dict(facts)
    for key, value in added.items():
        known = merged.get(key)
        if isinstance(known, list):
            merged[key] = [*known, *value]
        elif isinstance(known, dict):
            merged[key] = {**value, **known}
        else:
            merged.setdefault(key, value)
    return merged


def with_keys_shuffled(value: Any, chance: random.Random) -> Any:
    """The same JSON with the keys of every object in another order; lists keep theirs."""
    if isinstance(value, list):
        return [with_keys_shuffled(item, chance) for item in value]
    if not isinstance(value, dict):
        return value
    members = [(key, with_keys_shuffled(member, chance)) for key, member in value.items()]
    chance.shuffle(members)
    return dict(members)


def with_one_value_replaced(facts: Any, planted: Any, chance: random.Random) -> tuple[Any, str]:
    """The same JSON with one value, at any depth, replaced; with the JSON Pointer of that value."""
    keys = list(facts) if isinstance(facts, dict) else list(range(len(facts))) if isinstance(facts, list) else []
    if not keys or chance.random() < 0.2:
        return planted, ""
    key = chance.choice(keys)
    inner, pointer = with_one_value_replaced(facts[key], planted, chance)
    if isinstance(facts, list):
        return [*facts[:key], inner, *facts[key + 1 :]], f"/{key}{pointer}"
    return {**facts, key: inner}, f"/{key}{pointer}"
