"""Where a reporter's own telephone, e-mail and id number occur in what they wrote.

Diagnosis, links and search skip these places; the portal masks them on confidential reports (api, sealed values).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
# What people put between the digits of a telephone number.
_BETWEEN = r"[\s.()/\-\u00a0\u200e\u200f]{0,3}"


def own_spans(report: Mapping[str, Any], identity: Mapping[str, str]) -> list[dict[str, Any]]:
    """`[{where, index, start, end, field}]`, `where` of text, urls, identifiers, in the order of the report."""
    patterns = list(_patterns(identity))
    found = []
    for where, index, field, text in _places(report):
        # Same length after translation, so that positions hold in the text as it was written.
        plain = text.translate(_DIGITS)
        spans = {
            match.span() for pattern in patterns for match in pattern.finditer(plain) if match.end() > match.start()
        }
        found += [
            {"where": where, "index": index, "start": start, "end": end, "field": field} for start, end in sorted(spans)
        ]
    return found


def without_spans(report: Mapping[str, Any], spans: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The report with blanks in the marked places, of the same length."""
    blanked = {**report, "identifiers": {k: list(v) for k, v in (report.get("identifiers") or {}).items()}}
    blanked["urls"] = list(report.get("urls") or [])
    for span in spans:
        if span["where"] == "text":
            blanked["text"] = _blanked(blanked["text"], span)
        else:
            values = blanked["urls"] if span["where"] == "urls" else blanked["identifiers"][span["field"]]
            values[span["index"]] = _blanked(values[span["index"]], span)
    return blanked


def _blanked(text: str, span: Mapping[str, Any]) -> str:
    start, end = int(span["start"]), int(span["end"])
    return text[:start] + " " * (end - start) + text[end:]


def _places(report: Mapping[str, Any]) -> Iterator[tuple[str, int, str, str]]:
    if report.get("text"):
        yield "text", 0, "", report["text"]
    for index, url in enumerate(report.get("urls") or []):
        yield "urls", index, "", url
    for field, values in sorted((report.get("identifiers") or {}).items()):
        for index, value in enumerate(values):
            yield "identifiers", index, field, value


def _patterns(identity: Mapping[str, str]) -> Iterator[re.Pattern[str]]:
    number = _subscriber(identity.get("phone", ""))
    if number:
        yield re.compile(rf"(?<!\d){_country(identity['phone'])}{_BETWEEN.join(number)}(?!\d)")
    email = identity.get("email", "").strip()
    if email:
        yield re.compile(re.escape(email), re.IGNORECASE)
    signs = [sign for sign in identity.get("national_id", "").translate(_DIGITS) if sign.isalnum()]
    if len(signs) >= 4:
        yield re.compile(r"(?<![^\W_])" + r"[\s\-]?".join(map(re.escape, signs)) + r"(?![^\W_])", re.IGNORECASE)


def _subscriber(phone: str) -> str:
    """The digits that every way of writing a number has in common: a Moroccan number without 0 or 212."""
    digits = "".join(sign for sign in phone.translate(_DIGITS) if sign.isdigit())
    for prefix in ("00212", "212", "0"):
        if digits.startswith(prefix) and len(digits) - len(prefix) in (9, 10):
            return digits[len(prefix) :].lstrip("0")
    return digits if len(digits) >= 6 else ""


def _country(phone: str) -> str:
    return rf"(?:(?:\+|00)?{_BETWEEN}212{_BETWEEN}\(?0?\)?{_BETWEEN}|0{_BETWEEN})?"
