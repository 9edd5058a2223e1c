"""Texts: complete in every published language, short where the tree says so, and each one used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from infrastructure.site import catalogues
from infrastructure.site.catalogues import MissingTextError, texts
from infrastructure.site.settings import SOURCES, published
from infrastructure.site.tree import tree

MOST_WORDS = 20
TEMPLATES = sorted([*(SOURCES / "components").rglob("*.html"), *(SOURCES / "pages").rglob("*.html")])


def _texts_of(node: Any, where: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(node, dict) and "fr" in node and all(isinstance(value, str) for value in node.values()):
        yield where, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _texts_of(value, f"{where}.{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _texts_of(value, f"{where}[{index}]")


def test_every_text_of_the_tree_is_in_every_published_language_and_short() -> None:
    found = list(_texts_of({key: value for key, value in tree().items() if key not in ("review", "languages")}))
    assert len(found) > 400
    for where, text in found:
        for language in published():
            assert 0 < len(text.get(language, "").split()) <= MOST_WORDS, (where, language)


def test_the_catalogues_have_the_same_texts() -> None:
    sets = [set(texts(language)) for language in published()]
    assert all(each == sets[0] for each in sets)


def test_every_text_that_a_template_asks_for_exists() -> None:
    known = texts("en")
    asked = {source for file in TEMPLATES for source in re.findall(r'_\("([^"]+)"\)', file.read_text(encoding="utf-8"))}
    assert asked <= set(known)
    families = {each for file in TEMPLATES for each in re.findall(r'_\("(\w+) " ~', file.read_text(encoding="utf-8"))}
    assert all(any(key.startswith(f"{family} ") for key in known) for family in families)


def test_a_missing_text_stops_the_build(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    folder = tmp_path / "texts" / "fr"
    folder.mkdir(parents=True)
    (folder / "site.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Start"\nmsgstr ""\n'
    )
    monkeypatch.setattr(catalogues, "SOURCES", tmp_path)
    with pytest.raises(MissingTextError, match="Start"):
        texts.__wrapped__("fr")  # type: ignore[attr-defined]


def test_no_text_promises_a_penalty_or_blames() -> None:
    for _, text in _texts_of(tree()["advice"]):
        assert "should not have" not in text["en"]


def test_months_are_those_that_moroccans_say() -> None:
    assert texts("ar")["month 8"] == "غشت"


def test_french_never_breaks_before_its_marks() -> None:
    assert not [text for text in texts("fr").values() if re.search(r"\w [?!;»]", text)]
