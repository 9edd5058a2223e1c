"""The pages that the API answers: review, form with errors, receipt, follow-up, problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from . import errors as problems
from . import writing
from .bundle import Bundle
from .form import Section, Values, every, names, sections
from .posted import gather
from .qr import drawing
from .questions import OTHER_FIELDS, field_of
from .summary import said

#: Kind whose form is shown when the post does not say which: the one that asks the least.
NO_KIND = "OTHER"
#: What can be added from the receipt, whose page does not know the kind.
FACTS = ("link", "account", "suspect_phone", "rib", "when_started", "offence_place")


class Pages:
    """Renders pages from the bundle at `folder`, in the wanted language; one that is not published reads Arabic."""

    def __init__(self, folder: Path) -> None:
        self._bundle = Bundle(folder)

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
        form = self._bundle.form(lang)
        filled = sections(form, kind, values, {})
        understood = {each["field"]: each["text"] for each in readings}
        return self._render(
            "review",
            lang,
            summary=said(filled, form["countries"], understood),
            idempotency_key=idempotency_key,
            ticket=ticket,
            carried=[*self._carried(kind, filled, values), ("lang", lang)],
            **self._form_values(form, kind, filled),
        )

    def form_with_errors(
        self, lang: str, kind: str | None, fields: Values, errors: problems.Errors, problem: str
    ) -> str:
        """The form again with everything typed, the errors above and beside.

        `errors`: `{"pointer", "slug"}` of the problem document; `problem`: slug of its type.
        """
        lang, kind, values = self._read(lang, kind, fields)
        form, texts = self._bundle.form(lang), self._bundle.texts(lang)
        drawn = list(every(sections(form, kind, values, {})))
        beside = problems.beside(errors, problem, drawn, texts)
        return self._render(
            "form",
            lang,
            errors=problems.summary(errors, problem, drawn, texts),
            **self._form_values(form, kind, sections(form, kind, values, beside)),
        )

    def receipt(self, lang: str, *, code: str, received_at: str, urgency: str, kind: str | None, uploads: str) -> str:
        """The receipt: its code, what happens next and by when, the advice again.

        `received_at`: UTC, `…Z`. `urgency`: U0 to U4. `uploads`: open or refused.
        """
        lang = self._bundle.language(lang)
        category = self._bundle.form(lang)["categories"].get(kind)
        side, path = drawing(writing.code(code))
        return self._render(
            "receipt",
            lang,
            alternates="/follow/",
            code=code,
            received_at=received_at,
            urgency=urgency,
            category=category,
            uploads=uploads,
            qr_side=side,
            qr_path=path,
        )

    def follow_up(
        self,
        lang: str,
        *,
        code: str,
        view: Mapping[str, Any],
        notice: str = "",
        errors: problems.Errors = (),
        fields: Values | None = None,
    ) -> str:
        """The page of a receipt. `view`: the JSON answer of `POST /api/receipts`.

        `notice`: message-sent or facts-added, after a write. `errors` and `fields`: a refused message or addition,
        shown again as typed.
        """
        lang = self._bundle.language(lang)
        form, texts = self._bundle.form(lang), self._bundle.texts(lang)
        values = gather(fields or {})
        entries = {"forms": {"facts": {"facts": [{"q": question} for question in FACTS]}}}
        plain = sections({**form, **entries}, "facts", values, {})
        beside = problems.beside(errors, "", list(every(plain)), texts)
        of_text = [each["slug"] for each in errors if each["pointer"] == "/text"]
        text_error = texts.get(f"error {of_text[0]}", texts["error other"]) if of_text else ""
        listed = problems.summary(errors, "", list(every(plain)), texts) if beside else []
        if text_error:
            listed = [{"to": "q-text-1", "label": texts["Write to the service"], "text": text_error}]
        elif fields is not None and not listed:
            listed = problems.refused_addition(errors, [each.name for each in every(plain)], values, texts)
        return self._render(
            "follow",
            lang,
            alternates="/follow/",
            code=code,
            view=view,
            view_notice=texts[f"notice {notice}"] if notice else "",
            errors=listed,
            text_error=text_error,
            typed=next(iter(values.get("text", ())), ""),
            facts=list(every(sections({**form, **entries}, "facts", values, beside))),
            facts_open=bool(beside),
            **_lists(form),
        )

    def follow_up_form(self, lang: str, error: str | None) -> str:
        """The page that asks for the code; `error`: slug of the problem, the same words for wrong and unknown codes."""
        lang = self._bundle.language(lang)
        texts = self._bundle.texts(lang)
        key = f"error {error}" if error in ("unavailable",) else "error receipt"
        errors = [{"to": "receipt", "label": texts["Code of your receipt"], "text": texts[key]}] if error else []
        return self._render(
            "follow", lang, alternates="/follow/", code="", view=None, view_notice="", errors=errors, facts=[], typed=""
        )

    def problem(self, lang: str, slug: str, status: int, errors: problems.Errors = ()) -> str:
        """A page for a problem that no form can answer. Nothing of the request is in it."""
        lang = self._bundle.language(lang)
        words = problems.problem_words(slug, self._bundle.texts(lang))
        return self._render("problem", lang, alternates="/", status=status, **words)

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
            **_lists(form),
        }

    def _render(self, template: str, lang: str, **values: Any) -> str:
        page = self._bundle.environment(lang).get_template(f"pages/{template}.html")
        return page.render(form=self._bundle.form(lang), links=self._bundle.manifest["links"], **values)


def _lists(form: Mapping[str, Any]) -> dict[str, Any]:
    return {"countries": form["countries"], "currencies": form["currencies"]}


def _split(values: dict[str, list[str]], form: Mapping[str, Any]) -> dict[str, list[str]]:
    """Lists that came as one value a line, apart: each line fills one input."""
    several = {field_of(name) for name, each in form["questions"].items() if each.get("many")}
    return {
        name: [line for value in found for line in value.splitlines() if line.strip()] if name in several else found
        for name, found in values.items()
    }
