"""Typographic habits of a language, applied to every text of the site when it is built."""

from __future__ import annotations

import re

_BEFORE = re.compile(r" ([?!:;»])")


def dressed(language: str, text: str) -> str:
    """`text` with the spaces that French never breaks at; other languages unchanged."""
    if language != "fr":
        return text
    return _BEFORE.sub("\u00a0\\1", text).replace("« ", "«\u00a0")
