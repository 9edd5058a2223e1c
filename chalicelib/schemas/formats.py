"""Formats that our schemas name; every check is ours, none depends on what a library happens to know."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from chalicelib.domain.intake.visible import is_visible

# KMS encrypts at most 4,096 bytes in one call.
SEALABLE_BYTES = 4096
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_EMAIL = re.compile(
    r"[^\s@<>()\[\]\\,;:\"%\x00-\x1f\x7f-\x9f]{1,64}@(?:[^\s@<>()\[\]\\,;:\"%./]{1,63}\.){1,8}[^\W\d_]{2,63}"
)
_PHONE = re.compile(r"\+?[\d .()/-]{6,30}")
_DAY_OR_MONTH = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)


def _is_email(text: str) -> bool:
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None


def _is_phone(text: str) -> bool:
    digits = sum(sign.isdigit() for sign in text)
    return _PHONE.fullmatch(text.strip()) is not None and 6 <= digits <= 15


def _is_day_or_month(text: str) -> bool:
    written = _DAY_OR_MONTH.fullmatch(text)
    if not written:
        return False
    try:
        date(int(written[1]), int(written[2]), int(written[3] or 1))
    except ValueError:
        return False
    return True


FORMATS: Mapping[str, Callable[[str], bool]] = {
    "visible": is_visible,
    "one-line": lambda text: _CONTROL.search(text) is None,
    "sealable": lambda text: len(text.encode()) <= SEALABLE_BYTES,
    "email": _is_email,
    "phone": _is_phone,
    "day-or-month": _is_day_or_month,
}
