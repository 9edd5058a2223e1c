"""The territory of a case: the proposal and all that a page needs to show it as an argument.

One function for the worker and for `e-blagh explain route`, so that a case says what the command says.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from chalicelib.domain.jurisdiction.court_map import CourtData
from chalicelib.domain.jurisdiction.explanation import explain, question_for
from chalicelib.domain.jurisdiction.fact_values import HOME
from chalicelib.domain.jurisdiction.propose import propose

OFFICERS_LANGUAGES = ("ar", "fr")
REPORTERS_LANGUAGES = ("ar", "fr", "en", "es")


def territory_of(facts: Mapping[str, Any], law: CourtData) -> dict[str, Any]:
    """What `propose` returns, and beside it:

    `explanation`: what `explain` returns (paragraph, sentences, flags, missing answers with their effect, police), in
    `ar` and `fr`. `questions`: missing answer → language → question to the reporter, for those a reporter can answer.
    `to_settle`: `[{role, said, candidates, courts}]`, places whose words name several communes, in the order of the
    facts; `courts` are the first-instance courts of the candidates, one by one: which answer leads where.
    Raises FactsError as `propose` does.
    """
    proposal = propose(facts, law)
    return {
        **proposal,
        "explanation": {language: explain(proposal, law, language) for language in OFFICERS_LANGUAGES},
        "questions": _questions(proposal["missing"], law),
        "to_settle": _to_settle(facts, law),
    }


def _questions(missing: Sequence[str], law: CourtData) -> dict[str, dict[str, str]]:
    asked = {key: {language: question_for(key, law, language) for language in REPORTERS_LANGUAGES} for key in missing}
    return {
        key: {language: question for language, question in words.items() if question is not None}
        for key, words in asked.items()
        if any(words.values())
    }


def _to_settle(facts: Mapping[str, Any], law: CourtData) -> list[dict[str, Any]]:
    """Read from the words that were said, which may be more than the rules could read."""
    found = []
    for place in facts.get("places") or ():
        said = place.get("said") if isinstance(place.get("said"), str) else place.get("commune")
        if said is None or (place.get("country") or HOME) != HOME or _is_settled(place, law):
            continue
        candidates = law.places.find(said, place.get("province")).candidates
        if len(candidates) > 1:
            courts = courts_of(candidates, facts, law)
            found.append({"role": place["role"], "said": said, "candidates": list(candidates), "courts": courts})
    return found


def courts_of(candidates: Sequence[str], facts: Mapping[str, Any], law: CourtData) -> list[str]:
    """The first-instance court of each commune, for the day of the facts."""
    day = date.fromisoformat(facts["date"]) if facts.get("date") else None
    return [law.area_court(code, day).id for code in candidates]


def _is_settled(place: Mapping[str, Any], law: CourtData) -> bool:
    """An officer may have settled the words: then they stay beside the commune that was meant."""
    commune = place.get("commune")
    return isinstance(commune, str) and len(law.places.settle(commune, place.get("province"))) == 1
