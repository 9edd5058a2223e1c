"""Diagnosis of one report (diagnostics specification, section 1): total, deterministic, in linear time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from chalicelib.domain.diagnosis.category import cue_points, ranked
from chalicelib.domain.diagnosis.content_keys import times_in_keys
from chalicelib.domain.diagnosis.context import unreal
from chalicelib.domain.diagnosis.facts import facts_of
from chalicelib.domain.diagnosis.flags import conclusion_flags, input_flags
from chalicelib.domain.diagnosis.learnt import TELLING, Likelihood, add_learnt
from chalicelib.domain.diagnosis.lookalikes import lookalikes_of
from chalicelib.domain.diagnosis.observables.collect import collect
from chalicelib.domain.diagnosis.own_span import OwnSpan
from chalicelib.domain.diagnosis.reading import Reading, read
from chalicelib.domain.diagnosis.reasons import MAX_EVIDENCE, Reason, ordered
from chalicelib.domain.diagnosis.rules import CATEGORIES, DiagnosisRules
from chalicelib.domain.diagnosis.segments import segments_of
from chalicelib.domain.diagnosis.signals import CHOICE_POINTS, add_signals
from chalicelib.domain.diagnosis.urgency import BASE, urgency_of

SECONDARY_LEAST, SECONDARY_SHARE = 2, 0.6
"""Points, and share of the points of the first category, from which another one is worth naming."""
READING_NEAR = 2
"""A second reading of the words counts for urgency when it is at most so far behind the first."""

URGENT_TOGETHER = 0.3
"""How likely a report must be urgent, by the learnt words, for a second reading: the mean of what they say of urgency
and of the categories of U0 and U1 together.
"""

CLEAR = 6
"""Points ahead of which a category leaves no doubt to a second reading by the learnt words."""


def diagnose(
    report: Mapping[str, Any],
    rules: DiagnosisRules,
    *,
    received_at: datetime | None = None,
    own_spans: Sequence[OwnSpan] = (),
) -> dict[str, Any]:
    """The output object of the specification for one report, plus `ruleset`; `id` only when the report has one.

    `times`, where content keys carry any: see `times_in_keys`, which wants `received_at`. `segments`, where the
    language is mixed: see `segments_of`; their places are those of the text of the report.
    """
    found = collect(report, rules, own_spans)
    reading = read(report, found, rules)
    lookalikes = lookalikes_of([link.host for link in found.links if link.host], rules.web)
    choice = _choice(report)
    points, reasons = cue_points(reading.hits, reading.words, reading.quote, rules)
    add_signals(points, reasons, found.observables, lookalikes, choice)
    likely = rules.learnt.likelihood(reading.words, reading.language.language, reading.by_family)
    add_learnt(points, reasons, likely, reading.words, reading.quote)
    order = ranked(points, choice)
    nothing_real = unreal(reading, bool(found.links), points[order[0]] if order else 0)
    category = "OTHER" if nothing_real else _category(order, reading, bool(lookalikes))
    second = _second_reading(points, order, category, choice) or _urgent_words(
        likely, points, category, len(reading.words)
    )
    second = second and _named_by(second, reasons, likely, reading)
    facts = facts_of(report, category, reading, nothing_real, second)
    level, steps, flags = urgency_of(category, facts)
    reasons += [Reason(f"urgency_{step.signal}", step.evidence[:MAX_EVIDENCE], step.level, 0) for step in steps]
    found.flag([*flags, *conclusion_flags(category, choice, reading, nothing_real, facts), *input_flags(report)])
    found.flag(["lookalike"] if lookalikes else [])
    least = max(SECONDARY_LEAST, SECONDARY_SHARE * points.get(category, 0))
    others = [] if nothing_real else [name for name in order if points[name] >= least]
    keys = sorted({link.content_key for link in found.links if link.content_key})
    mixed = reading.language.second
    segments = segments_of(found.rest, reading.words, rules.marks, found.places) if mixed else []
    times = times_in_keys(keys, rules.web.platforms, received_at)
    identifier = report.get("id")
    return ({"id": identifier} if isinstance(identifier, str) else {}) | {
        "language": reading.language.language,
        "script": reading.language.script,
        "observables": [found.observables[key] for key in sorted(found.observables)],
        "content_keys": keys,
        "lookalikes": [item.shown() for item in lookalikes],
        "category": category,
        "secondary": [name for name in others if name != category],
        "urgency": level,
        "reasons": ordered(reasons),
        "flags": sorted(found.flags),
        "ruleset": rules.version,
        **({"times": times} if times else {}),
        **({"segments": segments} if segments else {}),
    }


def _category(order: Sequence[str], reading: Reading, imitates: bool) -> str:
    """The strongest category; a frightened person and a look-alike site are never "not actionable"."""
    alive = imitates or bool(reading.families & {"n.fear", "ctx.distress"})
    allowed = [name for name in order if not (alive and name == "NOT_ACTIONABLE")]
    return allowed[0] if allowed else "OTHER"


def _second_reading(points: Mapping[str, int], order: Sequence[str], category: str, choice: str | None) -> str:
    """A category of U0 or U1 that the words make nearly as strong: of two readings the more urgent one counts."""
    least = points.get(category, 0) - READING_NEAR
    for name in order:
        by_words = points[name] - CHOICE_POINTS * (name == choice)
        clear = by_words > 1 or points.get(category, 0) <= CHOICE_POINTS
        if name != category and BASE[name] in ("U0", "U1") and by_words > 0 and clear and points[name] >= least:
            return name
    return ""


def _urgent_words(likely: Likelihood, points: Mapping[str, int], category: str, words: int) -> str:
    """The likeliest category of U0 or U1 when the learnt words speak of these together and nothing clear of another."""
    urgent = {name: share for name, share in likely.shares.items() if BASE[name] in ("U0", "U1")}
    together = (sum(urgent.values()) + likely.urgent) / 2
    if category == "NOT_ACTIONABLE" or words < TELLING or together < URGENT_TOGETHER:
        return ""
    likeliest = max(urgent, key=lambda name: urgent[name])
    return "" if points.get(category, 0) - points.get(likeliest, 0) >= CLEAR else likeliest


def _named_by(category: str, reasons: Sequence[Reason], likely: Likelihood, reading: Reading) -> str:
    """The words of the heaviest reason for a category, or the word that weighed most for it."""
    given = [reason for reason in reasons if reason.effect.startswith(f"{category} ")]
    if given:
        return max(given, key=lambda reason: reason.weight).evidence
    first, last = likely.heaviest(category, reading.words)
    return reading.quote(reading.words.start[first], reading.words.end[last])


def _choice(report: Mapping[str, Any]) -> str | None:
    """What the citizen chose, when it is a category that can be chosen."""
    choice = report.get("citizen_choice")
    return choice if choice in CATEGORIES and choice != "NOT_ACTIONABLE" else None
