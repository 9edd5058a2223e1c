"""The folder that the site builder leaves in the package: templates, texts, forms and addresses of assets.

Everything is read at first need and kept: a cold start that answers JSON reads nothing here, and does not import Jinja.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from . import writing

if TYPE_CHECKING:
    from jinja2 import Environment

DEFAULT_LANGUAGE = "ar"
#: The short texts that the scripts of a form show; the page carries them.
SCRIPT_WORDS = (
    "continue",
    "back",
    "progress",
    "all",
    "required",
    "left",
    "today",
    "yesterday",
    "fingerprint",
    "draft",
    "erase",
    "places",
    "places found",
    "no place",
)


class Bundle:
    """Read-only view of a bundle folder. Languages that are not published read as the default one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.texts = cache(self._texts)
        self.form = cache(self._form)
        self.environment = cache(self._environment)

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        """`languages`, `assets`, `numbers` (kind -> number in the paths), `exit`."""
        found: Mapping[str, Any] = self._read("manifest.json")
        return found

    def language(self, wanted: str | None) -> str:
        """`wanted` when the site is published in it, else Arabic."""
        return wanted if wanted and wanted in self.manifest["languages"] else DEFAULT_LANGUAGE

    def _texts(self, language: str) -> Mapping[str, str]:
        found: Mapping[str, str] = self._read(f"texts/{language}.json")
        return found

    def _form(self, language: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._read(f"forms/{language}.json")
        return found

    def _read(self, name: str) -> Any:
        return json.loads((self._folder / name).read_text(encoding="utf-8"))

    def _environment(self, language: str) -> Environment:
        return environment(self._folder / "templates", language, self.manifest, self.texts(language))


def environment(folder: Path, language: str, manifest: Mapping[str, Any], texts: Mapping[str, str]) -> Environment:
    """Jinja environment of one language: escaping on, a missing value or text is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    def text(source: str, **values: object) -> str:
        written = texts[source]
        return Markup(escape(written)) % values if values else written

    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    made.globals.update(
        _=text,
        lang=language,
        direction=manifest["languages"][language]["direction"],
        languages=manifest["languages"],
        asset=lambda name: manifest["assets"][name],
        numbers=manifest["numbers"],
        icons=manifest["icons"],
        script_words={word: texts[f"script {word}"] for word in SCRIPT_WORDS},
    )
    made.filters.update(shown=writing.shown, code=writing.code)
    made.filters.update(moment=lambda at: writing.moment(at, texts), day=lambda on: writing.day(on, texts))
    made.filters.update(court=lambda court: writing.court(court, language, texts))
    return made
