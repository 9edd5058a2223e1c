"""Compiles each version of the decision tree (YAML, five languages) to the structure that the API checks answers by.

PyYAML and the texts stay out of the Lambda package. `python -m infrastructure.form_structure` writes the files; a test
refuses a tree whose compiled form is not up to date.
"""

import json
from pathlib import Path
from typing import Any

import yaml

FORMS = Path(__file__).parent.parent / "chalicelib" / "reference_data" / "forms"
_KEPT = ("many", "max", "sensitive")


def compile_form(tree: dict[str, Any]) -> dict[str, Any]:
    """`{version, questions: {id: {type, options?, many?, …}}, kinds: {code: {urgency, upload, ask}}}`."""
    return {
        "version": tree["version"],
        "questions": {name: _question(question, tree["options"]) for name, question in tree["questions"].items()},
        "kinds": {category["code"]: _kind(category, tree["common"]) for category in tree["categories"]},
    }


def _question(question: dict[str, Any], shared_options: dict[str, Any]) -> dict[str, Any]:
    compiled = {"type": question["type"], **{name: question[name] for name in _KEPT if name in question}}
    options = question.get("options")
    if options:
        compiled["options"] = list(shared_options[options] if isinstance(options, str) else options)
    return compiled


def _kind(category: dict[str, Any], common: dict[str, Any]) -> dict[str, Any]:
    # The short form skips the common steps; they can be added later from the receipt.
    around = (common["before"], common["after"])
    before, after = ([], []) if category.get("short_form") else around
    asked = [*before, *category["ask"], *after]
    return {
        "urgency": category["urgency"],
        "upload": category["upload"],
        "ask": [{"q": each["q"], **({"when": each["when"]} if "when" in each else {})} for each in asked],
    }


def compiled_text(source: Path) -> str:
    """The compiled form as the text of its file."""
    tree = yaml.safe_load(source.read_text(encoding="utf-8"))
    return json.dumps(compile_form(tree), ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"


def main() -> None:
    """Write `<version>.json` beside each `<version>.yaml`."""
    for source in sorted(FORMS.glob("*.yaml")):
        source.with_suffix(".json").write_text(compiled_text(source), encoding="utf-8")


if __name__ == "__main__":
    main()
