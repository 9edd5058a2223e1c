"""Words and observables under which a case is found. A question and a case are read by the same rules."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from chalicelib.domain.diagnosis.invisible import visible_text
from chalicelib.domain.diagnosis.normal_form import WORD_PATTERN, normal_word
from chalicelib.domain.diagnosis.observables.collect import search_text
from chalicelib.domain.diagnosis.rules import DiagnosisRules
from chalicelib.domain.diagnosis.words import MAX_WORDS

MAX_TERMS = 32
MAX_TERM = 120
MIN_WORD = 3
_PLACE_TERMS = 6
_TAKEN_OUT = 200
_OF_ANY_LINK = frozenset({"http", "https", "www"})


def search_terms(diagnosis: Mapping[str, Any], report: Mapping[str, Any], place_names: Sequence[str]) -> list[str]:
    """At most 32 terms: observables, content keys, places, the longest words of the text, then those of its links;
    nothing of the reporter.
    """
    text = text_without_observables(diagnosis, report)
    said = report.get("text")
    # What the reporter's own values were cut out of is not read from a link either.
    written = [
        said if isinstance(said, str) else "",
        *(link for link in report.get("urls") or () if isinstance(link, str)),
    ]
    links = [item["raw"] for item in diagnosis["observables"] if item["type"] == "url"][:_TAKEN_OUT]
    in_links = [word for raw in links if any(raw in place for place in written) for word in _words(raw)]
    own = tuple(item["value"] for item in diagnosis["observables"] if item.get("own"))
    return _limited(
        observable_terms([item for item in diagnosis["observables"] if not item.get("own")]),
        [key for key in diagnosis["content_keys"] if not (own and key.endswith(own))],
        [term for name in place_names for term in _words(name)][:_PLACE_TERMS],
        _longest_first(_words(text)),
        _longest_first(word for word in in_links if word not in _OF_ANY_LINK),
    )


def text_without_observables(diagnosis: Mapping[str, Any], report: Mapping[str, Any]) -> str:
    """The words of the text alone; of a text full of observables the first 200 are taken out (time stays linear)."""
    text = report.get("text")
    text = text if isinstance(text, str) else ""
    raws = [item["raw"] for item in diagnosis["observables"] if item["where"] == "text"]
    # The longest first: an account may be written inside a link.
    for raw in sorted(raws, key=lambda raw: (-len(raw), raw))[:_TAKEN_OUT]:
        text = text.replace(raw, " ")
    return text


def observable_terms(observables: Sequence[Mapping[str, Any]]) -> list[str]:
    """The value of each observable in lower case; the host of a link, an account without its sign."""
    terms = []
    for item in observables:
        value = str(item["value"]).lower()
        host = value.partition("://")[2].partition("/")[0]
        terms.append(host if item["type"] == "url" else value.removeprefix("@"))
    return terms


def query_terms(q: str, rules: DiagnosisRules) -> list[str]:
    """The terms that must all be indexed on a case for the question to find it."""
    search, _ = search_text(visible_text(q)[0], rules)
    found = observable_terms([{"type": item.type, "value": item.value} for item in search.found])
    return list(dict.fromkeys([*found, *_words(search.rest)]))[:MAX_TERMS]


def _words(text: str) -> list[str]:
    found = (normal_word(match.group()) for match in islice(WORD_PATTERN.finditer(text), MAX_WORDS))
    return [word for word in found if len(word) >= MIN_WORD]


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(set(words), key=lambda word: (-len(word), word))


def _limited(*groups: Sequence[str]) -> list[str]:
    terms: dict[str, None] = {}
    for group in groups:
        for term in group:
            if 0 < len(term) <= MAX_TERM:
                terms.setdefault(term)
            if len(terms) == MAX_TERMS:
                return list(terms)
    return list(terms)
