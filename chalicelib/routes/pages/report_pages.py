"""A report before it is sent: its review, and its form with what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from . import errors as problems
from .drawing import Drawing, lists_of
from .form import Section, Values, every, names, sections
from .posted import gather
from .questions import OTHER_FIELDS, field_of
from .summary import said

#: Kind whose form is shown when the post does not say which: the one that asks the least.
NO_KIND = "OTHER"


class ReportPages(Drawing):
    """Review and form."""

    def review(
        self,
        lang: str,
        kind: str | None,
        fields: Values,
        *,
        idempotency_key: str,
        ticket: str,
        readings: Sequence[Mapping[str, str]] = (),
    ) -> str:
        """Everything said, each line with its change, and the button that sends.

        `fields`: decoded form fields. `readings`: `{"field": dotted name, "text": how it was understood}`.
        """
        lang, kind, values = self._read(lang, kind, fields)
        understood = {each["field"]: each["text"] for each in readings}
        return self._reviewed(lang, kind, values, (idempotency_key, ticket), understood, [])

    def _reviewed(
        self,
        lang: str,
        kind: str,
        values: Values,
        proof: tuple[str, str],
        understood: Mapping[str, str],
        errors: Sequence[Mapping[str, str]],
    ) -> str:
        form = self._bundle.form(lang)
        filled = sections(form, kind, values, {})
        return self._render(
            "review",
            lang,
            errors=errors,
            summary=said(filled, form["countries"], understood),
            idempotency_key=proof[0],
            ticket=proof[1],
            carried=[*self._carried(kind, filled, values), ("lang", lang)],
            **self._form_values(form, kind, filled),
        )

    def form_with_errors(
        self, lang: str, kind: str | None, fields: Values, errors: problems.Errors, problem: str, words: str = ""
    ) -> str:
        """The form again with everything typed, the errors above and beside.

        What only has to be sent once more shows the review again, with its key and ticket: never a second report.
        `errors`: `{"pointer", "slug"}` of the problem document; `problem`: slug of its type; `words`: its own sentence,
        where the reason says more than the slug.
        """
        lang, kind, values = self._read(lang, kind, fields)
        form, texts = self._bundle.form(lang), self._bundle.texts(lang)
        texts = {**texts, f"error {problem}": words} if words else texts
        drawn = list(every(sections(form, kind, values, {})))
        beside = problems.beside(errors, problem, drawn, texts)
        listed = problems.summary(errors, problem, drawn, texts)
        if problem in problems.SEND_AGAIN and {"idempotency_key", "ticket"} <= set(values):
            return self._reviewed(lang, kind, values, (values["idempotency_key"][0], values["ticket"][0]), {}, listed)
        return self._render(
            "form",
            lang,
            errors=listed,
            **self._form_values(form, kind, sections(form, kind, values, beside)),
        )

    def _read(self, lang: str, kind: str | None, fields: Values) -> tuple[str, str, dict[str, list[str]]]:
        lang = self._bundle.language(lang)
        values = gather(fields)
        wanted = kind or next(iter(values.get("citizen_choice", values.get("form.kind", ()))), NO_KIND)
        known = wanted if wanted in self._bundle.form(lang)["categories"] else NO_KIND
        return lang, known, _split(values, self._bundle.form(lang))

    @staticmethod
    def _carried(kind: str, filled: Sequence[Section], values: Values) -> list[tuple[str, str]]:
        """The hidden fields of the review: only names that the API knows, conditions left to the server."""
        allowed = names(filled) | OTHER_FIELDS - {"lang"}
        kept = {"citizen_choice": [kind], **{name: values[name] for name in sorted(values) if name in allowed}}
        if "reporter.identity" in values:
            kept["reporter.identity"] = values["reporter.identity"]
        return [(name, value) for name, several in kept.items() for value in several]

    def _form_values(self, form: Mapping[str, Any], kind: str, filled: Sequence[Section]) -> dict[str, Any]:
        number = self._bundle.manifest["numbers"][kind]
        return {
            "kind": kind,
            "number": number,
            "category": form["categories"][kind],
            "sections": filled,
            "alternates": f"/k/{number}/report/",
            **lists_of(form),
        }


def _split(values: dict[str, list[str]], form: Mapping[str, Any]) -> dict[str, list[str]]:
    """Lists that came as one value a line, apart: each line fills one input."""
    several = {field_of(name) for name, each in form["questions"].items() if each.get("many")}
    return {
        name: [line for value in found for line in value.splitlines() if line.strip()] if name in several else found
        for name, found in values.items()
    }
