"""A report after it was sent: its receipt, and the page that follows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import errors as problems
from .drawing import Drawing, lists_of
from .form import Values, every, sections
from .posted import gather

#: What can be added from the receipt, whose page does not know the kind.
FACTS = ("link", "account", "suspect_phone", "rib", "when_started", "offence_place")


class ReceiptPages(Drawing):
    """Receipt and follow-up."""

    def receipt(self, lang: str, *, code: str, received_at: str, urgency: str, kind: str | None, uploads: str) -> str:
        """The receipt: its code, what happens next and by when, the advice again.

        `received_at`: UTC, `…Z`. `urgency`: U0 to U4. `uploads`: open or refused.
        """
        lang = self._bundle.language(lang)
        category = self._bundle.form(lang)["categories"].get(kind)
        return self._render(
            "receipt",
            lang,
            alternates="/follow/",
            code=code,
            received_at=received_at,
            urgency=urgency,
            category=category,
            uploads=uploads,
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
            **lists_of(form),
        )

    def follow_up_form(self, lang: str, error: str | None, code: str = "") -> str:
        """The page that asks for the code; `code`: as it was typed, so that one wrong sign can be mended.

        `error`: slug of the problem, the same words for wrong and unknown codes.
        """
        lang = self._bundle.language(lang)
        texts = self._bundle.texts(lang)
        key = f"error {error}" if error in ("unavailable",) else "error receipt"
        errors = [{"to": "receipt", "label": texts["Code of your receipt"], "text": texts[key]}] if error else []
        return self._render(
            "follow",
            lang,
            alternates="/follow/",
            code=code,
            view=None,
            view_notice="",
            errors=errors,
            facts=[],
            typed="",
        )
