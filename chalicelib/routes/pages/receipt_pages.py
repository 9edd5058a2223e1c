"""A report after it was sent: its receipt, and the page that follows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from . import errors as problems
from . import later
from .drawing import Drawing, lists_of
from .form import Field, Values, every, sections
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
        posted_to: str = "",
    ) -> str:
        """The page of a receipt. `view`: the JSON answer of `POST /api/receipts`, with `contact_code` after a check and
        `proof` after one was taken.

        `notice`: what was done, one of the texts "notice …". `errors` and `fields`: a refused post, shown again as
        typed. `posted_to`: last part of the path that refused it; a message and a contest share the name of their text.
        """
        lang = self._bundle.language(lang)
        form, texts = self._bundle.form(lang), self._bundle.texts(lang)
        values = gather(fields or {})
        facts, identity = _drawn(form, texts, view, values, {})
        beside = problems.beside(later.on_fields(errors), "", [*facts, *identity], texts)
        free = later.free_errors(errors, posted_to, texts)
        refused = bool(errors) or fields is not None
        listed = later.listed(errors, free, [*facts, *identity], posted_to, values, texts) if refused else []
        facts, identity = _drawn(form, texts, view, values, beside)
        typed = {posted_to: next(iter(values.get("text", ())), "")}
        return self._render(
            "follow",
            lang,
            alternates="/follow/",
            code=code,
            view=view,
            view_notice=texts[f"notice {notice}"] if notice else "",
            notice_kind="bad" if notice == "code-false" else "ok",
            checked=view.get("contact_code"),
            proof=view.get("proof"),
            errors=listed,
            text_error=free.get("messages", ""),
            contest_error=free.get("contest", ""),
            code_error=free.get("contact-code", ""),
            typed=typed.get("messages", typed.get("", "")),
            contested=typed.get("contest", ""),
            facts=facts,
            facts_open=any(each.errors for each in facts),
            identity=identity,
            identity_open=any(each.errors for each in identity),
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


def _drawn(
    form: Mapping[str, Any],
    texts: Mapping[str, str],
    view: Mapping[str, Any],
    values: Values,
    errors: Mapping[str, Sequence[str]],
) -> tuple[list[Field], list[Field]]:
    """The fields of what can be added, and of an identity given later."""
    entries = [{"q": question} for question in FACTS]
    facts = list(every(sections({**form, "forms": {"facts": {"facts": entries}}}, "facts", values, errors)))
    return facts, later.identity_fields(form, texts, view["identity"]["mode"], values, errors)
