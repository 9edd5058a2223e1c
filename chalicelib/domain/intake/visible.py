"""What a person can see of a text (api, input)."""

import unicodedata

_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Mn", "Mc", "Me"})


def is_visible(text: str) -> bool:
    """At least one character that is no space, control, format or combining mark, and none of the blanks."""
    return any(sign not in _BLANKS and unicodedata.category(sign) not in _UNSEEN for sign in text)
