"""The form of each kind: its questions under their headings, with their conditions and their own texts."""

from __future__ import annotations

from typing import Any

from .conditions import condition_class, conditions
from .settings import settings
from .tree import category, ordered
from .typography import dressed


def laid_out(kind: str, language: str) -> dict[str, list[dict[str, Any]]]:
    """Heading -> its questions, with the texts of one language that replace the question's own."""
    when = conditions(kind)
    section_of = {question: key for key, names in settings()["section_of"].items() for question in names}
    short = category(kind).get("short_form")
    headings: dict[str, list[dict[str, Any]]] = {key: [] for key in settings()["sections"]}
    for ask in ordered(kind):
        entry: dict[str, Any] = {"q": ask["q"]}
        if ask.get("required"):
            entry["required"] = True
        for part in ("label", "help"):
            if part in ask:
                entry[part] = dressed(language, ask[part][language])
        if when[ask["q"]]:
            entry |= {"when": when[ask["q"]], "condition": condition_class(when[ask["q"]])}
        headings["what" if short else section_of.get(ask["q"], "what")].append(entry)
    return {key: entries for key, entries in headings.items() if entries}
