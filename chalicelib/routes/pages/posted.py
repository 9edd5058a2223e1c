"""What the forms post, folded into the members that the API knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

CURRENCY = ".currency"
PARTS = ("year", "month", "day")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def gather(fields: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Fold the conveniences of the pages into members.

    Empty fields and lone currencies are dropped, three-part dates joined, the short form completed.
    `fields`: decoded form fields, name -> values. A date of three inputs (`x.day`, `x.month`, `x.year`) becomes `x`:
    `YYYY-MM-DD` or `YYYY-MM` when the parts are digits, else the parts as typed, so that the error keeps them.
    The short form asks for no identity: `named` when a telephone number is typed, else `anonymous` (tree, DANGER).
    """
    kept = {name: [value for value in values if value.strip()] for name, values in fields.items()}
    kept = {name: values for name, values in kept.items() if values}
    # A list of currencies always has one chosen: without a sum it says nothing.
    kept = {name: each for name, each in kept.items() if name.removesuffix(CURRENCY) in kept}
    for name in sorted({name.rsplit(".", 1)[0] for name in kept if name.rsplit(".", 1)[-1] in PARTS and "." in name}):
        parts = [kept.pop(f"{name}.{part}", [""])[0] for part in PARTS]
        kept.setdefault(name, [_date(parts)])
    if kept.get("citizen_choice") == ["DANGER"] and "reporter.identity" not in kept:
        kept["reporter.identity"] = ["named" if "identity.phone" in kept else "anonymous"]
    return kept


def date_parts(value: str) -> dict[str, str]:
    """The three parts of a written date, to fill the three inputs again."""
    pieces = value.split("-") if "-" in value else [value]
    return dict(zip(PARTS, [*pieces, "", ""], strict=False))


def _date(parts: list[str]) -> str:
    plain = [part.strip().translate(_DIGITS) for part in parts]
    if all(part.isdigit() or not part for part in plain):
        year, month, day = plain
        plain = [year, month.zfill(2) if month else "", day.zfill(2) if day else ""]
    while plain and not plain[-1]:
        plain.pop()
    return "-".join(plain)
