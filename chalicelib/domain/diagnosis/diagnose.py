"""Diagnosis of one report (diagnostics specification, section 1): total, deterministic, in linear time."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from chalicelib.domain.diagnosis import context
from chalicelib.domain.diagnosis.category import cue_points, ranked
from chalicelib.domain.diagnosis.cues import Hit
from chalicelib.domain.diagnosis.denial import without_denied
from chalicelib.domain.diagnosis.facts import (
    MINOR_AGE,
    answer,
    band_is_minor,
    first_evidence,
    minor_age,
    occurred_recently,
)
from chalicelib.domain.diagnosis.language import Language, language_of
from chalicelib.domain.diagnosis.lookalikes import LookAlike, lookalikes_of
from chalicelib.domain.diagnosis.observables.collect import Collection, collect
from chalicelib.domain.diagnosis.own_span import OwnSpan
from chalicelib.domain.diagnosis.reasons import Quotation, Reason, ordered
from chalicelib.domain.diagnosis.rules import CATEGORIES, DiagnosisRules
from chalicelib.domain.diagnosis.urgency import BASE, Facts, Step, urgency_of
from chalicelib.domain.diagnosis.words import Words, words_of

SEXUAL_WITH_MINOR = frozenset(("CSAM", "GROOM", "SEXT", "INTIMATE"))
DENIED = ("threat.", "n.intimate", "n.myimages", "n.demand", "n.condition", "extort", "danger.", "intimate")
SECONDARY_LEAST = 4
READING_LEAST, READING_NEAR = 5, 1
_HTML = re.compile(r"<[a-zA-Z/!][^<>]{0,500}>")
_FORMULA = re.compile(r"^[ \t]*[=+\-@](?:[A-Z][A-Z.]+\(|cmd)|=HYPERLINK\(", re.MULTILINE | re.IGNORECASE)
_DOUBLE_EXTENSION = re.compile(
    r"\.[a-z0-9]{2,4}\.(?:exe|js|jse|vbs|vbe|bat|cmd|com|scr|pif|msi|jar|apk|lnk|hta|ps1|sh|html?|svg|dll|iso|wsf)$",
    re.IGNORECASE,
)


def diagnose(
    report: Mapping[str, Any],
    rules: DiagnosisRules,
    *,
    received_at: datetime | None = None,
    own_spans: Sequence[OwnSpan] = (),
) -> dict[str, Any]:
    """The output object of the specification for one report, plus `ruleset`. `id` only when the report has one."""
    found = collect(report, rules, own_spans)
    text = _HTML.sub(lambda tag: " " * len(tag.group()), found.rest) if "<" in found.rest else found.rest
    words = words_of(text)
    language = language_of(text, words, rules.marks, str(report.get("lang") or ""))
    quote = Quotation(found.quote)
    all_hits = rules.matcher.hits(words, language.language)
    if language.second and language.second != language.language:
        all_hits = _joined(all_hits, rules.matcher.hits(words, language.second))
    hits, denied = without_denied(all_hits, words, rules.families)
    age = minor_age(words, rules.ages)
    if age:
        hits = sorted([*hits, age])
    families = {hit.family for hit in hits}
    lookalikes = lookalikes_of([link.host for link in found.links if link.host], rules.web)
    choice = report.get("citizen_choice")
    choice = choice if isinstance(choice, str) and choice in CATEGORIES else None

    points, reasons = cue_points(hits, words, quote, rules)
    _add_signals(points, reasons, found, lookalikes, choice, families)
    order = ranked(points)
    category = order[0] if order else "OTHER"
    strongest = points[order[0]] if order else 0
    unreal = context.unreal(families, _role(report), bool(found.links), strongest)
    if unreal:
        category = "OTHER"
    if category == "NOT_ACTIONABLE" and (families & {"n.fear", "ctx.distress"} or "lookalike" in found.flags):
        category = next((name for name in order if name != "NOT_ACTIONABLE"), "OTHER")
    facts = _facts(report, category, hits, words, quote, unreal, _second_reading(points, category))
    level, steps, flags = urgency_of(category, facts)
    for flag in flags:
        found.flag([flag])
    for step in steps:
        reasons.append(_step_reason(step))
    _add_flags(report, found, category, choice, language, denied, unreal, facts, bool(lookalikes), families)
    result: dict[str, Any] = {
        "language": language.language,
        "script": language.script,
        "observables": [found.observables[key] for key in sorted(found.observables)],
        "content_keys": sorted({link.content_key for link in found.links if link.content_key}),
        "lookalikes": [
            {"domain": item.domain, "imitates": item.imitates, "reason": item.reason} for item in lookalikes
        ],
        "category": category,
        "secondary": [name for name in order if name != category and points[name] >= SECONDARY_LEAST and not unreal],
        "urgency": level,
        "reasons": ordered(reasons),
        "flags": sorted(found.flags),
        "ruleset": rules.version,
    }
    identifier = report.get("id")
    return {"id": identifier, **result} if isinstance(identifier, str) else result


def _joined(first: list[Hit], second: list[Hit]) -> list[Hit]:
    return sorted({*first, *second})


def _role(report: Mapping[str, Any]) -> str:
    reporter = report.get("reporter")
    role = reporter.get("role") if isinstance(reporter, Mapping) else None
    return role if isinstance(role, str) else ""


def _add_signals(
    points: dict[str, int],
    reasons: list[Reason],
    found: Collection,
    lookalikes: Sequence[LookAlike],
    choice: str | None,
    families: set[str],
) -> None:
    """Points for facts that are not words: look-alike domains, a sender name, the citizen's choice."""

    def add(category: str, weight: int, signal: str, evidence: str) -> None:
        points[category] = points.get(category, 0) + weight
        reasons.append(Reason(signal, evidence[:120], f"{category} +{weight}", weight))

    if lookalikes:
        add("PHISH", 3, "lookalike_domain", _spelling(found, lookalikes[0].domain))
    senders = [item["raw"] for (kind, _), item in sorted(found.observables.items()) if kind == "sender_id"]
    if senders:
        add("PHISH", 2, "sender_id", senders[0])
    if choice and choice not in ("NOT_ACTIONABLE",):
        add(choice, 1, "citizen_choice", choice)


def _spelling(found: Collection, host: str) -> str:
    for (kind, value), item in sorted(found.observables.items()):
        if kind == "url" and host in value:
            return str(item["raw"])
    return host


def _facts(
    report: Mapping[str, Any],
    category: str,
    hits: Sequence[Hit],
    words: Words,
    quote: Quotation,
    unreal: str,
    second_reading: str,
) -> Facts:
    """The facts that raise or lower urgency, each with the words, the field or the answer that says so."""

    def said(*names: str) -> str:
        return first_evidence(hits, names, words, quote)

    families = {hit.family for hit in hits}
    occurred = report.get("occurred")
    occurred = occurred if isinstance(occurred, str) else ""
    recent = said("ctx.recent") if "n.paid" in families else ""
    if not recent and "n.paid" in families and occurred_recently(occurred):
        recent = occurred
    paid = answer(report, "paid_when")
    if paid in ("under_24h", "under_72h"):
        recent = recent or paid
    elif paid == "over_72h":
        recent = ""
    choice = report.get("citizen_choice")
    return Facts(
        minor=_minor(report, category, hits, words, quote),
        date_announced=said("n.event") or answer(report, "event_at", "event_date", "event_announced"),
        exam_soon=said("ctx.soon"),
        deadline=said("ctx.deadline") or answer(report, "deadline_at", "deadline_when", "deadline_given", "deadline"),
        known_address=said("ctx.address") or answer(report, "address_known"),
        recent_payment=recent,
        harm_threat=said("threat.kill", "threat.harm") or answer(report, "threat_of_harm", "threat_inside"),
        public_panic=said("n.panic") or answer(report, "panic_now", "panic_seen"),
        danger_now=_danger_now(category, hits, words, quote),
        over=context.over(category, hits, words, quote),
        no_danger=unreal or ("spam" if category == "NOT_ACTIONABLE" else ""),
        distress=said("ctx.distress"),
        danger_chosen="DANGER" if choice == "DANGER" else "",
        second_reading=second_reading,
    )


def _danger_now(category: str, hits: Sequence[Hit], words: Words, quote: Quotation) -> str:
    """The words that put someone at risk now: said to be now, or a person held whatever the moment."""
    families = {hit.family for hit in hits}
    if category == "FALSE" or not ("n.now" in families or category in ("DANGER", "TRAFF")):
        return ""
    return first_evidence(hits, ("danger.suicide", "danger.held", "danger.beaten"), words, quote)


def _second_reading(points: Mapping[str, int], category: str) -> str:
    """A category of U0 or U1 that is nearly as strong as the chosen one: of two readings the more urgent one counts."""
    near = [name for name in ranked(points) if BASE[name] in ("U0", "U1") and points[name] >= READING_LEAST]
    near = [name for name in near if points[name] >= points.get(category, 0) - READING_NEAR]
    return near[0] if near and near[0] != category else ""


def _minor(report: Mapping[str, Any], category: str, hits: Sequence[Hit], words: Words, quote: Quotation) -> str:
    """The evidence that a minor is harmed: an age band, an age in the text, the reporter's child, a child named."""
    found = band_is_minor(report) or first_evidence(hits, (MINOR_AGE,), words, quote)
    found = found or answer(report, "minor_involved", "pictured_minor")
    if not found and category in SEXUAL_WITH_MINOR | {"HARASS", "TRAFF"}:
        named = ("ctx.victims_child", "ctx.minor_age") if category in ("GROOM", "TRAFF") else ("ctx.minor_victim",)
        found = first_evidence(hits, named, words, quote)
    return found


def _step_reason(step: Step) -> Reason:
    return Reason(f"urgency_{step.signal}", step.evidence[:120], step.level, 0)


def _add_flags(
    report: Mapping[str, Any],
    found: Collection,
    category: str,
    choice: str | None,
    language: Language,
    denied: Sequence[Hit],
    unreal: str,
    facts: Facts,
    lookalike: bool,
    families: set[str],
) -> None:
    """The flags that say what an officer must know beside category and urgency."""
    flags = []
    if choice and choice != category and category != "NOT_ACTIONABLE":
        flags.append("citizen_choice_differs")
    if language.second:
        flags.append("mixed_language")
    if any(hit.family.startswith(DENIED) for hit in denied):
        flags.append("denial")
    if unreal:
        flags.append(unreal)
    if facts.minor and "minor" not in found.flags and category in SEXUAL_WITH_MINOR:
        flags.append("minor")
    if category == "CSAM" or category == "GROOM" or (category in SEXUAL_WITH_MINOR and facts.minor):
        flags.append("no_image_upload")
    if lookalike:
        flags.append("lookalike")
    if category == "NOT_ACTIONABLE":
        flags.append("spam")
    text = report.get("text")
    if isinstance(text, str):
        if "<" in text and _HTML.search(text):
            flags.append("html_injection")
        if _FORMULA.search(text):
            flags.append("formula_injection")
    attachments = report.get("attachments")
    if isinstance(attachments, list | tuple) and any(
        isinstance(name, str) and _DOUBLE_EXTENSION.search(name) for name in attachments
    ):
        flags.append("double_extension")
    found.flag(flags)
