"""The words of a report as the rules read them: language, cues that count, cues denied, and how to quote them."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.diagnosis.ages import minor_age
from chalicelib.domain.diagnosis.cues import VIEWS, Hit, view_of
from chalicelib.domain.diagnosis.denial import NEGATION, without_denied
from chalicelib.domain.diagnosis.language import MIN_WORDS, Language, language_of
from chalicelib.domain.diagnosis.observables import collect
from chalicelib.domain.diagnosis.reasons import Quotation
from chalicelib.domain.diagnosis.rules import DiagnosisRules
from chalicelib.domain.diagnosis.standing import without_courtesy
from chalicelib.domain.diagnosis.words import Words, words_of

_ANY_LANGUAGE = frozenset(("fr", "ary", "zgh"))
"""One language for each way of reading words."""
_DARIJA_NOT = "ma"
"""The negation of Darija in Latin letters, which in French is "my"."""
NOT_NOW = "ctx.notnow"
HTML_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,500}>")


@dataclass(frozen=True)
class Reading:
    """What the text of a report says, before any conclusion: the hits in order, and by family.

    `when` holds the families of the field `occurred`.
    """

    words: Words
    language: Language
    hits: Sequence[Hit]
    denied: Sequence[Hit]
    by_family: Mapping[str, Sequence[Hit]]
    families: frozenset[str]
    when: frozenset[str]
    quote: Quotation

    def said(self, *families: str) -> str:
        """The words of the first cue of one of the families, or an empty string."""
        if self.families.isdisjoint(families):
            return ""
        hit = min([self.by_family[name][0] for name in families if name in self.by_family])
        return self.quote(self.words.start[hit.first], self.words.end[hit.last])

    def said_as_present(self, *families: str) -> str:
        """As `said`, without cues that are told as long ago or as a mistake."""
        if self.families.isdisjoint(families):
            return ""
        told = self._told_clauses()
        for hit in self.hits:
            if hit.family in families and self.words.clause[hit.first] not in told:
                return self.quote(self.words.start[hit.first], self.words.end[hit.last])
        return ""

    def _told_clauses(self) -> set[int]:
        """Clauses that tell of the past: with the words that say so, or after them when these stand alone."""
        told: set[int] = set()
        clause = self.words.clause
        for hit in self.hits:
            if hit.family == NOT_NOW:
                told.add(clause[hit.first])
                alone = hit.first == 0 or clause[hit.first - 1] != clause[hit.first]
                if alone and hit.last + 1 < len(clause) and clause[hit.last + 1] != clause[hit.last]:
                    told.add(clause[hit.last + 1])
        return told


def read(report: Mapping[str, Any], found: collect.Collection, rules: DiagnosisRules) -> Reading:
    """Read the text that the search for observables left, in its language and in the second one of a mixed text."""
    text = HTML_TAG.sub(lambda tag: " " * len(tag.group()), found.rest) if "<" in found.rest else found.rest
    words = words_of(text)
    language = language_of(text, words, rules.marks, str(report.get("lang") or ""))
    known = {language.language, language.second or language.language}
    hits = without_courtesy(_hits(words, _ANY_LANGUAGE if len(words) < MIN_WORDS else known, rules))
    if "ary-Latn" not in known:
        hits = [hit for hit in hits if hit.family != NEGATION or words.normal[hit.first] != _DARIJA_NOT]
    kept, denied = without_denied(hits, words, rules.families)
    age = minor_age(words, rules.ages)
    if age:
        kept = sorted([*kept, age])
    when = _when(report.get("occurred"), rules)
    by_family: dict[str, list[Hit]] = {}
    for hit in kept:
        by_family.setdefault(hit.family, []).append(hit)
    return Reading(words, language, kept, denied, by_family, frozenset(by_family), when, Quotation(found.quote))


def _hits(words: Words, languages: Collection[str], rules: DiagnosisRules) -> list[Hit]:
    views = {view_of(language) for language in languages}
    # Every other view reads the whole words of the first one too.
    found = [rules.matcher.hits(words, view) for view in sorted(views - {VIEWS[0]} or views)]
    return found[0] if len(found) == 1 else sorted({hit for hits in found for hit in hits})


def _when(occurred: Any, rules: DiagnosisRules) -> frozenset[str]:
    """Families in the free note of the moment, in whatever language it is written."""
    if not isinstance(occurred, str) or not occurred:
        return frozenset()
    words = words_of(occurred[:200])
    return frozenset(hit.family for hit in _hits(words, _ANY_LANGUAGE, rules))
