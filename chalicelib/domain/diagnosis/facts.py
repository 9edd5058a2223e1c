"""Facts beside the category: ages, payments, deadlines, danger; from words, fields and answers of the form."""

import re
from collections.abc import Mapping
from typing import Any

from chalicelib.domain.diagnosis.ages import MINOR_AGE
from chalicelib.domain.diagnosis.reading import NOT_NOW, Reading
from chalicelib.domain.diagnosis.standing import threat_after
from chalicelib.domain.diagnosis.urgency import BASE, Facts

MINOR_BANDS = ("minor", "under_13", "from_13", "from_16", "under_12")
SEXUAL_WITH_MINOR = frozenset(("CSAM", "GROOM", "SEXT", "INTIMATE"))
DANGER_FAMILIES = ("danger.suicide", "danger.held", "danger.beaten")
_DANGERS = (*DANGER_FAMILIES, "danger.act", "danger.imminent", "danger.cries", "danger.gone")
_CHILD_NAMED = {
    **dict.fromkeys(("GROOM", "TRAFF"), ("ctx.victims_child", "ctx.minor_age")),
    **dict.fromkeys(("SEXT", "INTIMATE", "HARASS"), ("ctx.minor_victim",)),
}
_NO_ONE_AT_RISK = frozenset(("FALSE", "HACK", "TRADE", "EXAM", "NOT_ACTIONABLE"))
_CHILD_MEETS = frozenset(("SEXT", "CSAM", "TRAFF", "INTIMATE", "DANGER", "HARASS", "EXTORT", "IMPERS", "THREAT"))
_LONG_AGO = re.compile(r"\b(?:[4-9]|[1-9][0-9]+) days? ago|\b(?:weeks?|months?|years?) ago")


def facts_of(report: Mapping[str, Any], category: str, reading: Reading, unreal: str, second_reading: str) -> Facts:
    """The facts that raise or lower urgency, each with the words, the field or the answer that says so."""
    said, occurred = reading.said, _text(report, "occurred")
    soon = said("ctx.soon") or (occurred if "ctx.soon" in reading.when else "")
    return Facts(
        minor=_minor(report, category, reading),
        date_announced=said("n.event") or answer(report, "event_at", "event_date", "event_announced"),
        exam_soon=soon,
        deadline=said("ctx.deadline") or answer(report, "deadline_at", "deadline_when", "deadline_given", "deadline"),
        known_address=said("ctx.address") or answer(report, "address_known"),
        recent_payment=_recent_payment(report, reading, occurred),
        harm_threat=said("threat.kill", "threat.harm") or answer(report, "threat_of_harm", "threat_inside"),
        public_panic=said("n.panic") or answer(report, "panic_now", "panic_seen"),
        danger_now=_danger_now(report, category, reading),
        over=_over(category, reading),
        no_danger=unreal or ("spam" if category == "NOT_ACTIONABLE" else ""),
        distress=said("ctx.distress"),
        danger_chosen="DANGER" if report.get("citizen_choice") == "DANGER" else "",
        second_reading=second_reading,
    )


def _recent_payment(report: Mapping[str, Any], reading: Reading, occurred: str) -> str:
    """What says that money was paid in the last 72 hours: the answer of the form decides, then text and moment."""
    paid = answer(report, "paid_when")
    if paid:
        return paid if paid in ("under_24h", "under_72h") else ""
    if not reading.families & {"n.paid", "m.gave"}:
        return ""
    if "ctx.recent" in reading.when and not _LONG_AGO.search(occurred.lower()):
        return occurred
    return "" if "ctx.longago" in reading.families | reading.when else reading.said("ctx.recent")


def _over(category: str, reading: Reading) -> str:
    """The words that say that all is over, unless someone is free again or a threat follows them."""
    if BASE[category] not in ("U0", "U1") or "ctx.again" in reading.families:
        return ""
    told = NOT_NOW in reading.families and not reading.families.isdisjoint(_DANGERS)
    if category == "DANGER" and told and not reading.said_as_present(*_DANGERS):
        return reading.said(NOT_NOW)
    return "" if threat_after(reading.hits, reading.words, "ctx.overclear") else reading.said("ctx.overclear")


def _danger_now(report: Mapping[str, Any], category: str, reading: Reading) -> str:
    """The words that put someone at risk now: said to be now, a person held, a child who meets the adult today."""
    families = reading.families
    if category not in _NO_ONE_AT_RISK:
        present = reading.said_as_present("danger.act", "danger.imminent")
        if present:
            return present
        if "n.armed" in families and families & {"n.now", "ctx.today", "n.panic"}:
            return reading.said_as_present("n.armed")
        if {"n.takenaway", "n.pricelife"} <= families:
            return reading.said("n.pricelife")
    if category in ("INCITE", "TERR") and "n.tonight" in families and families & {"n.weapon", "n.violence"}:
        return reading.said_as_present("n.tonight")
    child = category == "GROOM" or (category in _CHILD_MEETS and _minor(report, category, reading))
    if child and "n.meet" in families and "ctx.today" in families:
        return reading.said("ctx.today")
    if child and "n.wenttomeet" in families:
        return reading.said_as_present("n.wenttomeet")
    now = "n.now" in reading.families | reading.when
    if category == "FALSE" or not (now or category in ("DANGER", "TRAFF")):
        return ""
    return reading.said_as_present(*DANGER_FAMILIES)


def _minor(report: Mapping[str, Any], category: str, reading: Reading) -> str:
    """The evidence that a minor is harmed: an age band, an age in the text, an answer, a child that the text names."""
    found = _minor_band(report) or reading.said(MINOR_AGE) or answer(report, "minor_involved", "pictured_minor")
    return found or reading.said(*_CHILD_NAMED.get(category, ()))


def _minor_band(report: Mapping[str, Any]) -> str:
    """The age band of the victim when given, else of the reporter, when it is below 18; else nothing."""
    for person in ("victim", "reporter"):
        facts = report.get(person)
        band = facts.get("age_band") if isinstance(facts, Mapping) else None
        if isinstance(band, str) and band not in ("", "unknown"):
            return band if band.startswith(MINOR_BANDS) else ""
    return ""


def answer(report: Mapping[str, Any], *names: str) -> str:
    """The first given answer to one of the questions or facts, as text; nothing for "no" and "unknown"."""
    answers = report.get("answers")
    if isinstance(answers, Mapping):
        for name in names:
            value = answers.get(name)
            if value is True:
                return "yes"
            if isinstance(value, str) and value not in ("", "unknown", "no"):
                return value
    return ""


def _text(report: Mapping[str, Any], name: str) -> str:
    value = report.get(name)
    return value if isinstance(value, str) else ""
