"""The measure of the diagnosis on labelled reports (diagnostics specification, section 11), for tests and operators.

A labelled report is `{"report": {…}, "expected": {…}}`; `expected` has `category` and `urgency`, and of `language`,
`observables` and `content_keys` what somebody labelled. A label of `category_ok` or `language_ok` counts as expected.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

TARGETS = {
    "language": 0.95,
    "category_macro_f1": 0.85,
    "urgency_exact": 0.80,
    "urgent_recall": 0.97,
    "observable_precision": 0.98,
    "observable_recall": 0.98,
    "content_keys": 0.98,
}
URGENT = ("U0", "U1")

Example = Mapping[str, Any]
Pair = tuple[Mapping[str, Any], Mapping[str, Any]]
"""What was expected of a report, and what the diagnosis said."""


def answered(examples: Sequence[Example], answer: Callable[[Any], Mapping[str, Any]]) -> list[Pair]:
    """What was expected of each example beside what `answer` says of its report."""
    return [(example["expected"], answer(example["report"])) for example in examples]


def measure(examples: Sequence[Example], answer: Callable[[Any], Mapping[str, Any]]) -> dict[str, float]:
    """Each figure of the targets."""
    return figures_of(answered(examples, answer))


def figures_of(pairs: Sequence[Pair]) -> dict[str, float]:
    """Each figure of the targets, over the reports that have its label; 1 when none has."""
    urgent = [got["urgency"] in URGENT for want, got in pairs if want["urgency"] in URGENT]
    right = found = real = 0
    for want, got in pairs:
        if "observables" in want:
            expected = {(item["type"], item["value"]) for item in want["observables"]}
            seen = {(item["type"], item["value"]) for item in got["observables"]}
            right, found, real = right + len(expected & seen), found + len(seen), real + len(expected)
    return {
        "language": _share([language_right(want, got) for want, got in pairs if "language" in want]),
        "category_macro_f1": macro_f1([want["category"] for want, _ in pairs], [said_category(pair) for pair in pairs]),
        "urgency_exact": _share([got["urgency"] == want["urgency"] for want, got in pairs]),
        "urgent_recall": _share(urgent),
        "observable_precision": right / found if found else 1.0,
        "observable_recall": right / real if real else 1.0,
        "content_keys": _share(
            [set(got["content_keys"]) == set(want["content_keys"]) for want, got in pairs if "content_keys" in want]
        ),
    }


def said_category(pair: Pair) -> str:
    """The category that the diagnosis said; the expected one when it said one that is as good."""
    want, got = pair
    return str(want["category"] if got["category"] in want.get("category_ok", ()) else got["category"])


def language_right(want: Mapping[str, Any], got: Mapping[str, Any]) -> bool:
    """Whether the language is the labelled one, or one that is as good."""
    return got["language"] in {want["language"], *want.get("language_ok", ())}


def confusion(pairs: Sequence[Pair]) -> list[tuple[str, str, int]]:
    """Expected category, said category and how often, for every pair that differs; the most frequent first."""
    counted = Counter((str(pair[0]["category"]), said_category(pair)) for pair in pairs)
    wrong = [(want, said, count) for (want, said), count in counted.items() if want != said]
    return sorted(wrong, key=lambda row: (-row[2], row[0], row[1]))


def by_language(pairs: Sequence[Pair]) -> dict[str, list[Pair]]:
    """The reports of each language: the labelled one, else the one that the diagnosis said."""
    groups: dict[str, list[Pair]] = {}
    for want, got in pairs:
        groups.setdefault(str(want.get("language") or got["language"]), []).append((want, got))
    return dict(sorted(groups.items()))


def macro_f1(wanted: Sequence[str], said: Sequence[str]) -> float:
    """Mean F1 over the wanted classes."""
    wants, says = Counter(wanted), Counter(said)
    hits = Counter(want for want, got in zip(wanted, said, strict=True) if want == got)
    scores = [2 * hits[label] / (wants[label] + says[label]) for label in wants]
    return sum(scores) / len(scores) if scores else 1.0


def _share(truths: Sequence[bool]) -> float:
    return sum(truths) / len(truths) if truths else 1.0
