"""The folder of pages that goes into the Lambda package: templates, texts, forms, addresses of assets."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from .assets import addresses
from .catalogues import countries, currencies, texts
from .conditions import cards
from .forms import laid_out
from .settings import SOURCES, published, settings
from .tree import CURRENT, in_language, numbers, tree

#: Parts of the tree that pages show; facts and rules stay out.
_SHOWN = ("numbers", "phrases", "options", "advice", "walls", "cards")
_OF_QUESTION = ("type", "label", "help", "why", "options", "many", "max")
_OF_CATEGORY = ("code", "urgency", "label", "summary", "examples", "signs", "do_now", "walls", "upload", "short_form")


def manifest() -> dict[str, Any]:
    """What every page needs: languages, addresses of assets, numbers of kinds, icons."""
    languages = {
        code: {"name": language["name"], "direction": language["direction"]} for code, language in published().items()
    }
    icons = yaml.safe_load((SOURCES / "components/icon/icons.yaml").read_text(encoding="utf-8"))
    return {
        "languages": languages,
        "assets": dict(addresses()),
        "numbers": dict(numbers()),
        "icons": icons,
        "links": settings()["links"],
    }


def form(language: str) -> dict[str, Any]:
    """The tree of one language as pages read it, with the layout of each kind's form."""
    source = tree()
    made: dict[str, Any] = {key: in_language(source[key], language) for key in _SHOWN}
    later = settings()["not_yet"]
    for card in made["cards"].values():
        card["lines"] = [line for line in card["lines"] if line not in later["advice"]]
    made["questions"] = {
        name: in_language({part: question[part] for part in _OF_QUESTION if part in question}, language)
        for name, question in source["questions"].items()
    }
    made["categories"] = {
        each["code"]: in_language({part: each[part] for part in _OF_CATEGORY if part in each}, language)
        for each in source["categories"]
    }
    made["forms"] = {each["code"]: laid_out(each["code"], language) for each in source["categories"]}
    for kind, shown in made["categories"].items():
        shown["cards"] = cards(kind)
    return made | {"version": CURRENT, "countries": countries(language), "currencies": currencies(language)}


def write_bundle(target: Path) -> None:
    """Write the bundle to `target`, replacing what was there. The same sources give the same bytes."""
    shutil.rmtree(target, ignore_errors=True)
    for folder in ("components", "pages"):
        for template in sorted((SOURCES / folder).rglob("*.html")):
            copy = target / "templates" / template.relative_to(SOURCES)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(template.read_bytes())
    _write(target / "manifest.json", manifest())
    for language in published():
        _write(target / "texts" / f"{language}.json", texts(language))
        _write(target / "forms" / f"{language}.json", form(language))
    # What exported files call things by is what the officers' pages call them by.
    catalogue = SOURCES / "portal" / "texts" / "catalogue.json"
    _write(target / "portal_words.json", json.loads(catalogue.read_text(encoding="utf-8")))


def _write(file: Path, content: Mapping[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
