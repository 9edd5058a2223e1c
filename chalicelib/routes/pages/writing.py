"""How values are written on a page: free text with its control characters visible, codes in groups, times."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from markupsafe import Markup, escape

from chalicelib.domain.casework.case import NATIONAL
from chalicelib.domain.legal_calendar import CASABLANCA
from chalicelib.reference_data.court_list import court_list

# Directional controls are evidence: kept in the file, drawn as marks so that they cannot reorder the page.
_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def shown(text: str) -> Markup:
    """Free text for a page: escaped, direction and control characters drawn as a mark with their code."""
    pieces: list[str] = []
    end = 0
    for found in _CONTROLS.finditer(text):
        pieces.append(str(escape(text[end : found.start()])))
        pieces.append(f'<span class="mark">U+{ord(found[0]):04X}</span>')
        end = found.end()
    pieces.append(str(escape(text[end:])))
    return Markup("".join(pieces))


def code(receipt: str) -> str:
    """A receipt code in groups of four, `XXXX-XXXX-XXXX-XXXX`, whatever its writing."""
    plain = "".join(sign for sign in receipt.upper() if sign.isalnum())
    return "-".join(plain[start : start + 4] for start in range(0, len(plain), 4))


def moment(at: str, texts: Mapping[str, str]) -> str:
    """A time of the API (UTC, `…Z`) in words, in Morocco's time: day, month in the reader's words, hour and minute."""
    local = datetime.fromisoformat(at).astimezone(CASABLANCA)
    month = texts[f"month {local.month}"]
    return f"{local.day} {month} {local.year}{texts[', ']}{local:%H:%M}"


def day(on: str, texts: Mapping[str, str]) -> str:
    """A day of the API, `YYYY-MM-DD`, in words."""
    year, month_number, number = map(int, on.split("-"))
    return f"{number} {texts[f'month {month_number}']} {year}"


def court(court_id: str, language: str, texts: Mapping[str, str]) -> str:
    """The name of a court or of the national desk: in Arabic on Arabic pages, in French on the others.

    A court that a newer map has no more keeps its id: a receipt outlives a map.
    """
    if court_id == NATIONAL:
        return texts["national desk"]
    named = next((one for one in court_list() if one.id == court_id), None)
    if named is None:
        return court_id
    return named.name_ar if language == "ar" else named.name_fr.replace("'", "’")
