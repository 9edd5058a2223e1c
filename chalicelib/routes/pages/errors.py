"""Problems of the API in words: which sentence stands beside which question, and in the summary above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .form import Field
from .questions import field_at

Errors = Sequence[Mapping[str, str]]

#: Problems of a whole report that the form answers: said in the summary, and beside a field where one is named.
WHOLE = frozenset(
    {
        "nothing-reported",
        "identity-when-anonymous",
        "unknown-form-version",
        "ticket-too-early",
        "too-large",
        "unavailable",
    }
)
#: Problems after which the same report may be sent once more.
SEND_AGAIN = frozenset({"ticket-too-early", "unavailable"})
_FIELD_OF_WHOLE = {"nothing-reported": "text", "identity-when-anonymous": "reporter.identity"}

_REMEDIES = {
    "malformed": "back",
    "not-found": "home",
    "method-not-allowed": "home",
    "key-reused": "sent",
    "too-large": "back",
    "too-many": "wait",
    "unavailable": "wait",
    "internal": "wait",
    "ticket-too-early": "twenty",
}


def beside(errors: Errors, problem: str, fields: Sequence[Field], texts: Mapping[str, str]) -> dict[str, list[str]]:
    """Field name -> the sentences that stand beside it. Only fields of the page are named."""
    types = {field.name: field.type for field in fields}
    found: dict[str, list[str]] = {}
    for error in errors:
        name = _on_page(field_at(error["pointer"]), types)
        sentence = _sentence(error["slug"], types.get(name, ""), texts)
        if name in types and sentence not in found.get(name, []):
            found.setdefault(name, []).append(sentence)
    whole = _FIELD_OF_WHOLE.get(problem, "")
    if whole in types:
        found.setdefault(whole, []).append(texts[f"error {problem}"])
    if problem == "identity-when-anonymous":
        # These are hidden once no name is chosen: without an error beside them nobody could empty them.
        typed = [field.name for field in fields if field.name.startswith("identity.") and field.values]
        found |= {name: [texts["error empty-this"]] for name in typed}
    return found


def summary(errors: Errors, problem: str, fields: Sequence[Field], texts: Mapping[str, str]) -> list[dict[str, str]]:
    """The list above the form: `to` (id of the first input, or nothing), `label`, `text`, each said once."""
    named = beside(errors, problem, fields, texts)
    lines = [
        {"to": f"{field.id}-1", "label": field.label, "text": " ".join(named[field.name])}
        for field in fields
        if field.name in named
    ]
    if problem in WHOLE and _FIELD_OF_WHOLE.get(problem) not in named:
        lines.insert(0, {"to": "", "label": "", "text": texts[f"error {problem}"]})
    return lines or [{"to": "", "label": "", "text": texts["error other"]}]


def refused_addition(
    errors: Errors, names: Sequence[str], values: Mapping[str, Sequence[str]], texts: Mapping[str, str]
) -> list[dict[str, str]]:
    """Why a message or a fact was not taken when no field is at fault: nothing was said, or too much in an hour."""
    if errors:
        return summary((), "", [], texts)
    given = any(name in values for name in ("text", *names))
    return [{"to": "", "label": "", "text": texts["error not-now" if given else "error nothing-reported"]}]


def problem_words(slug: str, texts: Mapping[str, str]) -> dict[str, Any]:
    """The ids of the title and of the way out for a problem that no form can answer."""
    known = slug if f"problem {slug}" in texts else "other"
    return {"slug": known, "remedy": _REMEDIES.get(slug, "home")}


def _on_page(name: str, types: Mapping[str, str]) -> str:
    """`answers.amount.currency` or `identity` belong to the nearest field that the page has."""
    while name and name not in types and "." in name:
        name = name.rsplit(".", 1)[0]
    return name


def _sentence(slug: str, kind: str, texts: Mapping[str, str]) -> str:
    if slug == "type":
        slug = "format"
    for key in (f"error {slug} {kind}", f"error {slug}"):
        if key in texts:
            return texts[key]
    return texts["error other"]
