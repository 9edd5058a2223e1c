"""Telephone numbers in E.164: Moroccan ones in all their spellings, foreign ones with `+` or `00`."""

import re
from collections.abc import Iterator
from itertools import islice

from chalicelib.domain.diagnosis.observables.found import MAX_CHECKS, Found, Search

_GAP = r"[ \u00a0\u202f.\-/()\u2010-\u2014]{0,3}+"
_ZERO = r"(?:0|[oO](?![A-NP-Za-np-z\u00c0-\u024f]))"
_DIGIT = r"(?:[0-9]|[oO](?![A-NP-Za-np-z\u00c0-\u024f]))"
_MOROCCAN = re.compile(
    rf"(?<![A-Za-z0-9_@])(?:\(?(?:\+|{_ZERO}{_GAP}{_ZERO}){_GAP}2{_GAP}1{_GAP}2{_GAP}(?:\(?{_ZERO}\)?{_GAP})?"
    rf"|\(?2{_GAP}1{_GAP}2{_GAP}(?:\(?{_ZERO}\)?{_GAP})?"
    rf"|\(?{_ZERO}{_GAP})(?P<rest>[5-8](?:{_GAP}{_DIGIT}){{8}})(?![0-9A-Za-z_])"
)
_FOREIGN = re.compile(
    rf"(?<![A-Za-z0-9_@])(?<![0-9][ .\-/])(?:\+|00){_GAP}(?!2{_GAP}1{_GAP}2)"
    rf"[1-9](?:{_GAP}[0-9]){{7,14}}(?![0-9A-Za-z_])"
)
_TRUNK_ZERO = re.compile(r"\( ?0 ?\)")
FEWEST_DIGITS = 5
"""Fewer digits make a number only when letters o stand for most of its zeros, two of them side by side."""
_LETTERS_FOR_ZERO = re.compile(rf"[oO]{_GAP}[oO]")
_DATE = re.compile(r"^\(?\d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)\d\d")
_LAST_GROUP = re.compile(r"[ \u00a0\u202f.\-/()\u2010-\u2014]+[0-9]+$")
_NATIONAL = re.compile(r"[5-8][0-9]{8}")
_NOT_DIGIT = re.compile(r"[^0-9]")


def find_phones(search: Search, digits: int = FEWEST_DIGITS) -> None:
    """Take the telephone numbers of a text; `digits`: how many it holds, when that is known."""
    if digits < FEWEST_DIGITS and not _LETTERS_FOR_ZERO.search(search.rest):
        return
    if "+" in search.rest or "00" in search.rest:
        search.take(_foreign(search.rest))
    search.take(_moroccan(search.rest))


def phone_of_field(text: str) -> str:
    """E.164 form of what was typed in a field for a telephone number, or an empty string."""
    search = Search(text)
    find_phones(search)
    if search.found:
        return search.found[0].value
    digits = _NOT_DIGIT.sub("", text)
    return f"+212{digits}" if _NATIONAL.fullmatch(digits) and len(text) < 20 else ""


def _moroccan(text: str) -> Iterator[Found]:
    for match in _MOROCCAN.finditer(text):
        if _DATE.match(match.group()):
            continue
        digits = _NOT_DIGIT.sub("", match.group("rest").replace("o", "0").replace("O", "0"))
        yield Found("phone", f"+212{digits}", match.start(), match.end())


def _foreign(text: str) -> Iterator[Found]:
    for match in islice(_FOREIGN.finditer(text), MAX_CHECKS):
        spelling = match.group()
        while spelling:
            digits = _NOT_DIGIT.sub("", _TRUNK_ZERO.sub("", spelling))
            digits = digits if spelling.lstrip("(").startswith("+") else digits[2:]
            if len(digits) < 8:
                break
            if len(digits) <= 15 and _possible(f"+{digits}"):
                yield Found("phone", f"+{digits}", match.start(), match.start() + len(spelling))
                break
            shorter = _LAST_GROUP.sub("", spelling)
            spelling = shorter if shorter != spelling else ""


def _possible(number: str) -> bool:
    """Whether a number of this length exists in the numbering plan of its country."""
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return False
    # A number that is possible only inside one town is none after a country code.
    reason: int = phonenumbers.is_possible_number_with_reason(parsed)
    return reason == phonenumbers.ValidationResult.IS_POSSIBLE
