"""Characters that are not seen: zero-width, soft hyphen, direction controls."""

import re

ZERO_WIDTH = "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff"
BIDI_CONTROLS = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
INVISIBLE = re.compile(f"[{ZERO_WIDTH}{BIDI_CONTROLS}]+")


def visible_text(text: str) -> tuple[str, list[int] | None]:
    """The text without invisible characters, and the place of each kept one in the original (None: unchanged)."""
    if text.isascii() or not INVISIBLE.search(text):
        return text, None
    kept: list[str] = []
    places: list[int] = []
    position = 0
    for gap in INVISIBLE.finditer(text):
        kept.append(text[position : gap.start()])
        places.extend(range(position, gap.start()))
        position = gap.end()
    kept.append(text[position:])
    places.extend(range(position, len(text)))
    return "".join(kept), places


def invisible_flags(text: str) -> list[str]:
    """`zero_width` and `bidi_control` when the text holds such characters."""
    if text.isascii():
        return []
    flags = []
    found = "".join(INVISIBLE.findall(text))
    if any(character in ZERO_WIDTH for character in set(found)):
        flags.append("zero_width")
    if any(character in BIDI_CONTROLS for character in set(found)):
        flags.append("bidi_control")
    return flags
