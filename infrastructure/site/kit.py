"""The kit: every component drawn in each state of its `examples.yaml`."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import yaml
from jinja2 import Environment
from markupsafe import Markup

from chalicelib.routes.pages.form import sections
from chalicelib.routes.pages.questions import field_of

from .bundle import form
from .catalogues import texts
from .settings import SOURCES


def kit(environment: Environment, language: str, given: dict[str, Any]) -> list[dict[str, Any]]:
    """Components with their drawn examples, in the order of their names. `given`: what every page is given."""
    found = []
    for file in sorted((SOURCES / "components").glob("*/examples.yaml")):
        component = yaml.safe_load(file.read_text(encoding="utf-8"))
        inside = component["inside"].split(".") if "inside" in component else None
        drawn = [
            _drawn(environment, language, file.parent.name, component["macro"], each, given)
            for each in component["examples"]
        ]
        found.append({"name": file.parent.name, "inside": inside, "drawn": drawn})
    return found


def _drawn(
    environment: Environment, language: str, name: str, macro: str, example: dict[str, Any], given: dict[str, Any]
) -> Markup:
    module = environment.get_template(f"components/{name}/template.html").make_module(given)
    return Markup(getattr(module, macro)(*_arguments(language, example)))


def _arguments(language: str, example: dict[str, Any]) -> list[Any]:
    """The values of an example in order; a text, a wall and a question are looked up in the page's language."""
    tree = form(language)
    made: list[Any] = []
    for name, value in example.items():
        if name == "text":
            made.append(texts(language)[value])
        elif name == "wall":
            made.append(tree["walls"][value])
        elif name == "field":
            made.append(_field(language, value))
        elif name == "entry":
            made.append(SimpleNamespace(**value))
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            made.append([SimpleNamespace(**each) for each in value])
        else:
            made.append(value)
    return made


def _field(language: str, example: dict[str, Any]) -> Any:
    tree = form(language)
    entry = {key: value for key, value in example.items() if key not in ("values", "errors")}
    name = field_of(example["q"])
    errors = [texts(language)[each] for each in example.get("errors", [])]
    drawn = sections(
        {**tree, "forms": {"kit": {"kit": [entry]}}}, "kit", {name: example.get("values", [])}, {name: errors}
    )
    return drawn[0].fields[0]
