"""From the fields of a form to the members of a report: dotted names, lists, money as people type it (api, input)."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.domain.intake.forms import Forms

_LISTS = frozenset(
    {"urls"}
    | {f"identifiers.{name}" for name in ("rib", "phones", "emails", "handles", "crypto", "sender_id", "hashes")}
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")
_AMOUNT = re.compile(r"\d[\d .,'’\u00a0\u202f]*")
_LIMIT = 10**15
HOME_CURRENCY = "MAD"


class AmbiguousFields(Exception):
    """A single-valued name given twice, or a name that is both a value and a group."""


def members_from_fields(fields: Mapping[str, Sequence[str]], forms: Forms) -> dict[str, Any]:
    """The members that the fields spell; empty fields are absent. Raises AmbiguousFields.

    Unknown names become members too, so that the schema refuses them as it refuses unknown JSON members.
    """
    kinds = {name: question for form in forms.versions for name, question in form.questions.items()}
    many = {f"answers.{name}" for name, question in kinds.items() if question.many} | _LISTS
    money = {f"answers.{name}" for name, question in kinds.items() if question.type == "money"}
    members: dict[str, Any] = {}
    for name, values in fields.items():
        given = [value for value in values if value.strip()]
        if not given or name in {f"{each}.currency" for each in money}:
            continue
        if name in many:
            lines = [line.strip() for value in given for line in value.splitlines()]
            _place(members, name, [line for line in lines if line])
        elif len(given) > 1:
            raise AmbiguousFields
        elif name in money:
            _place(members, name, _money(given[0], fields.get(f"{name}.currency", ())))
        else:
            _place(members, name, _integer(given[0]) if name == "form.version" else given[0])
    return members


def _place(members: dict[str, Any], name: str, value: Any) -> None:
    *groups, last = name.split(".")
    if len(groups) > 2:
        raise AmbiguousFields
    at = members
    for group in groups:
        at = at.setdefault(group, {})
        if not isinstance(at, dict):
            raise AmbiguousFields
    if last in at:
        raise AmbiguousFields
    at[last] = value


def _integer(text: str) -> Any:
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 9 else text


def _money(text: str, currencies: Sequence[str]) -> Any:
    """Centimes of an amount typed any way, the text itself (which the schema refuses) when it is none."""
    given = [currency.strip() for currency in currencies if currency.strip()]
    if len(given) > 1:
        raise AmbiguousFields
    centimes = centimes_of(text)
    return text if centimes is None else {"amount": centimes, "currency": given[0] if given else HOME_CURRENCY}


def centimes_of(text: str) -> int | None:
    """`1 500,50`, `1.500`, `1500 DH`, `١٥٠٠` → centimes. One or two digits after the last sign are the centimes."""
    written = _AMOUNT.search(text.translate(_DIGITS))
    if written is None:
        return None
    pieces = re.split(r"[^\d]+", written[0].rstrip(" .,'’\u00a0\u202f"))
    cents = pieces.pop() if len(pieces) > 1 and len(pieces[-1]) <= 2 else ""
    amount = int("".join(pieces)) * 100 + int(cents.ljust(2, "0") or 0) if len("".join(pieces)) <= 15 else _LIMIT + 1
    return amount if amount <= _LIMIT else None
