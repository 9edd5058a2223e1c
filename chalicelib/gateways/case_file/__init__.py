"""A case's file as bytes: a page to read and print, or an archive of it."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chalicelib.gateways.case_file.form_words import FormWords
from chalicelib.gateways.case_file.harmless import harmless

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).parent
# The first instant that a ZIP can write: equal files give equal archives.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_PRIVATE = 0o600 << 16
_EFFECT = re.compile(r"([A-Z_]+) ([+-]\d+)")


@dataclass(frozen=True)
class CaseFiles:
    """What `usecases.casework.export_case.CaseFiles` asks for.

    `words`: the officers' catalogue, key → language → text. `argument`: the words of a territory in `ar` or `fr`
    (`domain.jurisdiction.explanation.explain`). `court`: the name of a court in a language. `form`: the form that is
    published now, in a language: `version`, `questions`, `options`.
    """

    words: Callable[[], Mapping[str, Mapping[str, str]]]
    argument: Callable[[Mapping[str, Any], str], Mapping[str, Any]]
    court: Callable[[str, str], str]
    form: Callable[[str], Mapping[str, Any]]

    def __call__(self, kind: str, told: Mapping[str, Any], lang: str) -> bytes:
        page = self._page(told, lang).encode()
        return page if kind == "dossier" else archive({f"dossier-{lang}.html": page, "case.json": _json(told)})

    def _page(self, told: Mapping[str, Any], lang: str) -> str:
        words = self.words()

        def word(family: str, code: object) -> str:
            return words.get(f"{family}.{code}", {}).get(lang, str(code))

        def effect(value: str) -> str:
            points = _EFFECT.fullmatch(value)
            return f"{word('category', points[1])} {points[2]}" if points else value

        territory = told["territory"]
        return self._environment.get_template("dossier.html").render(
            told=told,
            lang=lang,
            say=self._texts[lang].__getitem__,
            field=lambda name: self._texts[lang].get(f"field.{name}", name),
            word=word,
            effect=effect,
            court=lambda court_id: self.court(str(court_id), lang),
            argument=self.argument(territory, lang) if territory else None,
            asked=FormWords(self.form(lang), told["report"].get("form")),
        )

    @cached_property
    def _texts(self) -> Mapping[str, Mapping[str, str]]:
        texts: Mapping[str, Mapping[str, str]] = json.loads((_FOLDER / "texts.json").read_bytes())
        return texts

    @cached_property
    def _environment(self) -> "Environment":
        from jinja2 import Environment, FileSystemLoader

        environment = Environment(loader=FileSystemLoader(_FOLDER), autoescape=True, trim_blocks=True)
        environment.filters["harmless"] = harmless
        return environment


def archive(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of the files with their SHA-256 beside them (`sha256sum --check SHA256SUMS`); equal files, equal bytes."""
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as bundle:
        for name, data in sorted({**files, "SHA256SUMS": sums.encode()}.items()):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = _PRIVATE
            bundle.writestr(entry, data)
    return made.getvalue()


def _json(told: Mapping[str, Any]) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True, default=_number) + "\n").encode()


def _number(value: Any) -> int | float:
    """Numbers come back from the table as decimals."""
    return int(value) if value == int(value) else float(value)
