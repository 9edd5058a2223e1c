"""Strategies of hypothesis: facts of every shape the rules know, and of shapes they do not."""

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
