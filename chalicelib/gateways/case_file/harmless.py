"""Words of strangers on a page that leaves: no address that a reader's program would open, no sign that hides."""

import re
import unicodedata

_SCHEME = re.compile(r"(?i)\b(h)tt(ps?)://")
# A dot between a label and what could be a top-level domain, in any script.
_HOST_DOT = re.compile(r"(?<=[^\W_])\.(?=[^\W\d_]{2,})")
_DOTTED_NUMBER = re.compile(r"\b(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\b")
_KEPT_CONTROLS = frozenset("\n\t")


def harmless(text: object) -> str:
    """`https://shop.example` → `hxxps://shop[.]example`; control and format characters as their numbers."""
    shown = _SCHEME.sub(lambda scheme: f"{scheme[1]}xx{scheme[2]}://", _without_hidden_signs(str(text)))
    shown = _DOTTED_NUMBER.sub(r"\1[.]\2[.]\3[.]\4", shown)
    return _HOST_DOT.sub("[.]", shown)


def _without_hidden_signs(text: str) -> str:
    return "".join(
        f"⟦U+{ord(sign):04X}⟧" if unicodedata.category(sign) in ("Cc", "Cf") and sign not in _KEPT_CONTROLS else sign
        for sign in text
    )
