"""The measure of the diagnostics specification (section 11) on labelled reports, in the words of this project."""

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


def measure(
    examples: Sequence[Mapping[str, Any]], answer: Callable[[Mapping[str, Any]], Mapping[str, Any]]
) -> dict[str, float]:
    """Each figure of the targets. A label of `category_ok` or `language_ok` counts as the expected one."""
    pairs = [(example["expected"], answer(example["report"])) for example in examples]
    said = [
        want["category"] if got["category"] in want.get("category_ok", ()) else got["category"] for want, got in pairs
    ]
    urgent = [got["urgency"] in ("U0", "U1") for want, got in pairs if want["urgency"] in ("U0", "U1")]
    right = found = real = 0
    for want, got in pairs:
        expected = {(item["type"], item["value"]) for item in want["observables"]}
        seen = {(item["type"], item["value"]) for item in got["observables"]}
        right, found, real = right + len(expected & seen), found + len(seen), real + len(expected)
    return {
        "language": _share(
            [got["language"] in {want["language"], *want.get("language_ok", ())} for want, got in pairs]
        ),
        "category_macro_f1": macro_f1([want["category"] for want, _ in pairs], said),
        "urgency_exact": _share([got["urgency"] == want["urgency"] for want, got in pairs]),
        "urgent_recall": _share(urgent),
        "observable_precision": right / found if found else 1.0,
        "observable_recall": right / real if real else 1.0,
        "content_keys": _share([set(got["content_keys"]) == set(want["content_keys"]) for want, got in pairs]),
    }


def macro_f1(wanted: Sequence[str], said: Sequence[str]) -> float:
    """Mean F1 over the wanted classes."""
    scores = []
    for label in sorted(set(wanted)):
        hits = sum(want == got == label for want, got in zip(wanted, said, strict=True))
        scores.append(2 * hits / (list(wanted).count(label) + list(said).count(label)))
    return sum(scores) / len(scores) if scores else 1.0


def _share(truths: Sequence[bool]) -> float:
    return sum(truths) / len(truths) if truths else 1.0
