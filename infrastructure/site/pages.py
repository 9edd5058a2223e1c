"""Every page of the public site: path -> HTML, in every published language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from jinja2 import Environment

from chalicelib.routes.pages.bundle import environment
from chalicelib.routes.pages.form import sections

from .bundle import form, manifest
from .catalogues import texts, written_day
from .kit import kit
from .settings import SOURCES, published, settings
from .tree import numbers

WRITTEN_ON = date(2026, 11, 24)
_INDENT = re.compile(r"\n\s*\n*")
Pages = Iterator[tuple[str, str]]


def pages() -> Pages:
    """Path of the file under the site (`ar/index.html`) and its HTML, always in the same order."""
    for language in published():
        for path, template, values in _of_language(language):
            html = (
                _environment(language)
                .get_template(f"pages/{template}.html")
                .render(form=form(language), alternates=f"/{path}", links=manifest()["links"], **values)
            )
            yield f"{language}/{path}index.html", _tight(html)
        yield f"{language}/kit/index.html", _kit(language)
    yield from _of_all_languages()


@cache
def _environment(language: str) -> Environment:
    return environment(SOURCES, language, manifest(), texts(language))


def _of_language(language: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    said, tree = texts(language), form(language)
    yield "", "home", {"home": [_home_kind(language, entry) for entry in settings()["home"]]}
    yield "now/", "now", _form_values(language, "DANGER")
    yield "kinds/", "kinds", {"groups": _groups(language)}
    for kind, number in numbers().items():
        category = tree["categories"][kind]
        stopped = any(tree["walls"][wall]["kind"] == "stop" for wall in category["walls"])
        shared = {"category": category, "number": number}
        yield f"k/{number}/", "kind", shared | {"stopped": stopped}
        yield f"k/{number}/report/", "form", shared | {"errors": []} | _form_values(language, kind)
    yield "follow/", "follow", {"view": None, "errors": [], "view_notice": "", "facts": [], "typed": "", "code": ""}
    for name, heading in (
        ("really", "Is this really the police?"),
        ("data", "Your data"),
        ("access", "Accessibility"),
        ("safe", "If your phone is watched"),
        ("check-proof", "Check a proof"),
    ):
        values = {"heading": said[heading], "written_on": written_day(WRITTEN_ON, language)}
        # A watched phone keeps titles: the page about it does not tell its own.
        yield f"{name}/", name, values | {"title": "" if name == "safe" else said[heading]}


def _kit(language: str) -> str:
    made = _environment(language)
    tree = form(language)
    lists = {"countries": tree["countries"], "currencies": tree["currencies"]}
    given = {"form": tree, "links": manifest()["links"], **lists}
    drawn = kit(made, language, given)
    return _tight(made.get_template("pages/kit.html").render(kit=drawn, alternates="/kit/", **given))


def _form_values(language: str, kind: str) -> dict[str, Any]:
    """The empty form of a kind; the language of the answer is the page's until the person says otherwise."""
    tree = form(language)
    return {
        "kind": kind,
        "sections": sections(tree, kind, {"answers.reply_language": [language]}, {}),
        "countries": tree["countries"],
        "currencies": tree["currencies"],
    }


def _kind(language: str, kind: str) -> dict[str, str]:
    category = form(language)["categories"][kind]
    return {
        "href": f"/{language}/now/" if category.get("short_form") else f"/{language}/k/{numbers()[kind]}/",
        "icon": settings()["icons"][kind],
        "label": category["label"],
        "summary": category["summary"],
    }


def _home_kind(language: str, entry: str) -> dict[str, str]:
    said = texts(language)
    if not entry.startswith("group "):
        return _kind(language, entry) | {"label": said[f"short {entry}"], "summary": said[f"line {entry}"]}
    href = f"/{language}/kinds/#{entry.removeprefix('group ')}"
    return {"href": href, "icon": "child", "label": said["child label"], "summary": said["child summary"]}


def _groups(language: str) -> list[dict[str, Any]]:
    groups = settings()["groups"]
    return [{"key": key, "kinds": [_kind(language, kind) for kind in kinds]} for key, kinds in groups.items()]


def _of_all_languages() -> Pages:
    template = _environment("ar").get_template("pages/crossroads.html")
    for path, key in (("index.html", ""), ("404.html", "page not found"), ("error.html", "page broken")):
        say = {language: texts(language)[key] for language in published()} if key else None
        yield path, _tight(template.render(form=form("ar"), say=say))


def _tight(html: str) -> str:
    """The page without indentation and blank lines; only built pages, whose fields are empty, go through here."""
    return _INDENT.sub("\n", html).strip() + "\n"
