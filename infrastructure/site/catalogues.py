"""Texts of the site from the gettext catalogues, with names of months, countries and currencies from CLDR."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from babel import Locale
from babel.dates import format_date, get_month_names
from babel.messages.pofile import read_po

from .settings import SOURCES, settings
from .typography import dressed


class MissingTextError(Exception):
    """A string has no translation in a published language, or is marked as uncertain."""


@cache
def texts(language: str) -> Mapping[str, str]:
    """Id -> string in `language`. Raises MissingTextError: nothing is published half translated."""
    with (SOURCES / "texts" / language / "site.po").open("rb") as opened:
        catalogue = read_po(opened, locale=language)
    found: dict[str, str] = {}
    for entry in catalogue:
        if not entry.id:
            continue
        if not entry.string or entry.fuzzy:
            raise MissingTextError(f"{language}: {entry.id!r}")
        found[str(entry.id)] = dressed(language, str(entry.string))
    months = get_month_names("wide", locale=_locale(language))
    return found | {f"month {number}": months[number] for number in range(1, 13)}


def countries(language: str) -> list[tuple[str, str]]:
    """Country code and name: the usual ones first, then all others by name."""
    names = {code: name for code, name in _locale(language).territories.items() if len(code) == 2 and code.isalpha()}
    first = [code for code in settings()["countries_first"] if code in names]
    # Codes of CLDR that name no country.
    skipped = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", *first}
    rest = sorted((code for code in names if code not in skipped), key=lambda code: names[code])
    return [(code, names[code]) for code in [*first, *rest]]


def currencies(language: str) -> list[tuple[str, str]]:
    """Currency code and name, the dirham first."""
    locale = _locale(language)
    return [(code, f"{code} · {locale.currencies.get(code, code)}") for code in settings()["currencies"]]


def written_day(day: date, language: str) -> str:
    """A day in the words of `language`, digits 0-9."""
    return format_date(day, "d MMMM y", locale=_locale(language))


def _locale(language: str) -> Locale:
    return Locale.parse(settings()["languages"][language]["locale"])
