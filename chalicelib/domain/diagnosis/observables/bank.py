"""IBAN, Moroccan RIB and payment cards."""

import re
from collections.abc import Iterator
from itertools import islice

from chalicelib.domain.diagnosis.observables.checksums import iban_valid, luhn_valid, rib_valid
from chalicelib.domain.diagnosis.observables.found import MAX_CHECKS, Found, Search

IBAN_LENGTHS = {
    **dict.fromkeys(("NO",), 15),
    **dict.fromkeys(("BE",), 16),
    **dict.fromkeys(("DK", "FI", "NL", "FO", "GL"), 18),
    **dict.fromkeys(("SI", "MK"), 19),
    **dict.fromkeys(("AT", "EE", "KZ", "LT", "LU", "XK", "BA"), 20),
    **dict.fromkeys(("CH", "HR", "LI", "LV"), 21),
    **dict.fromkeys(("BG", "DE", "GB", "IE", "ME", "RS", "GE", "BH", "CR", "VA"), 22),
    **dict.fromkeys(("AE", "GI", "IL", "IQ", "TL"), 23),
    **dict.fromkeys(("AD", "CZ", "ES", "MD", "PK", "RO", "SA", "SE", "SK", "TN", "VG"), 24),
    **dict.fromkeys(("PT", "LY", "ST"), 25),
    **dict.fromkeys(("IS", "TR"), 26),
    **dict.fromkeys(
        ("FR", "GR", "IT", "MC", "MR", "SM", "BF", "BJ", "CI", "CM", "SN", "ML", "NE", "TG", "GA", "CG"), 27
    ),
    **dict.fromkeys(("AL", "AZ", "BY", "CY", "DO", "GT", "HU", "LB", "MA", "PL", "SV"), 28),
    **dict.fromkeys(("BR", "PS", "QA", "UA", "EG"), 29),
    **dict.fromkeys(("JO", "KW", "MU"), 30),
    **dict.fromkeys(("MT", "SC"), 31),
    **dict.fromkeys(("LC",), 32),
}
RIB_DIGITS, CARD_DIGITS, IBAN_DIGITS = 24, 13, 8
"""Digits that a text needs at least, to hold one."""
_SEPARATORS = " \u00a0\u202f.-"
_IBAN_START = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2}(?=[ \u00a0\u202f.\-]?[A-Za-z0-9])")
_LONG_RUN = re.compile(r"(?<![0-9A-Za-z])[0-9](?:[ \u00a0\u202f.\-]?[0-9]){23,200}+(?![A-Za-z])")
_NO_SEPARATORS = str.maketrans("", "", _SEPARATORS)
_GROUP = re.compile(r"[0-9]+")
_CARD = re.compile(
    r"(?<![0-9A-Za-z+])(?<![0-9][.,])(?:[1-9][0-9]{12,18}|[1-9][0-9]{3}(?P<s>[ \u00a0\-.])[0-9]{4}(?P=s)[0-9]{4}(?P=s)"
    r"[0-9]{1,4}(?:(?P=s)[0-9]{1,3})?|3[0-9]{3}(?P<t>[ \u00a0\-.])[0-9]{6}(?P=t)[0-9]{4,5})(?![0-9A-Za-z])"
)


def find_ibans(search: Search) -> None:
    """Take the IBAN of any country, and the RIB that a Moroccan one holds."""
    search.take(_ibans(search))


def _ibans(search: Search) -> Iterator[Found]:
    end = 0
    for match in islice(_IBAN_START.finditer(search.rest), MAX_CHECKS):
        country = match.group()[:2].upper()
        length = IBAN_LENGTHS.get(country)
        if match.start() < end or length is None:
            continue
        iban, stop = _read(search.rest, match.start(), length)
        if len(iban) != length or (country == "MA" and not iban[2:].isdigit()):
            continue
        if iban_valid(iban):
            end = stop
            yield Found("iban", iban, match.start(), stop)
            if country == "MA" and rib_valid(iban[4:]):
                search.found.append(Found("rib", iban[4:], match.start(), stop))
        elif sum(character.isdigit() for character in iban) >= 12:
            search.flag("iban_invalid")
            end = stop
            search.blank([(match.start(), stop)])


def _read(text: str, start: int, length: int) -> tuple[str, int]:
    """`length` letters and digits from `start`, single separators skipped; empty when they do not end there."""
    characters: list[str] = []
    position = start
    while position < len(text) and len(characters) < length:
        character = text[position]
        if character.isascii() and character.isalnum():
            characters.append(character.upper())
        elif character not in _SEPARATORS or text[position - 1] in _SEPARATORS:
            break
        position += 1
    if position < len(text) and text[position].isascii() and text[position].isalnum():
        return "", position
    return "".join(characters), position


def find_ribs(search: Search) -> None:
    """Take the RIBs; a run of 24 digits with a wrong key is flagged and never read as a card or a telephone number."""
    found: list[Found] = []
    wrong: list[tuple[int, int]] = []
    for match in islice(_LONG_RUN.finditer(search.rest), MAX_CHECKS):
        groups = [group.span() for group in _GROUP.finditer(search.rest, match.start(), match.end())]
        valid = list(islice(_ribs_in(search.rest, groups), MAX_CHECKS))
        found += valid
        if valid:
            continue
        if sum(end - start for start, end in groups) == RIB_DIGITS:
            wrong.append(match.span())
        else:
            wrong += [(start, end) for start, end in groups if end - start == RIB_DIGITS]
    search.take(found)
    if wrong:
        search.flag("rib_invalid")
        search.blank(wrong)


def _ribs_in(text: str, groups: list[tuple[int, int]]) -> Iterator[Found]:
    """The RIBs in a run of figures that is written in groups: each begins and ends with a group."""
    digits = "".join(text[start:end] for start, end in groups)
    starts: dict[int, int] = {}
    stops: dict[int, int] = {}
    total = 0
    for start, end in groups:
        starts[total] = start
        total += end - start
        stops[total] = end
    position = 0
    for first, place in starts.items():
        stop = stops.get(first + RIB_DIGITS)
        if first >= position and stop is not None and rib_valid(digits[first : first + RIB_DIGITS]):
            position = first + RIB_DIGITS
            yield Found("rib", digits[first:position], place, stop)


def find_cards(search: Search) -> None:
    """Take payment cards; only their last four digits leave this function, and the flag `card_masked`."""
    found = []
    for match in _CARD.finditer(search.rest):
        digits = match.group().translate(_NO_SEPARATORS)
        if 13 <= len(digits) <= 19 and luhn_valid(digits):
            found.append(Found("card", f"****{digits[-4:]}", match.start(), match.end()))
            search.flag("card_masked")
    # Every card is masked, whatever their number.
    for start in range(0, len(found), MAX_CHECKS):
        search.take(found[start : start + MAX_CHECKS])
