"""The pages that the API answers, together."""

from __future__ import annotations

from . import errors as problems
from .receipt_pages import ReceiptPages
from .report_pages import ReportPages


class Pages(ReportPages, ReceiptPages):
    """Every page of the public function, from the bundle at `folder`."""

    def problem(self, lang: str, slug: str, status: int, errors: problems.Errors = ()) -> str:
        """A page for a problem that no form can answer. Nothing of the request is in it."""
        lang = self._bundle.language(lang)
        words = problems.problem_words(slug, self._bundle.texts(lang))
        return self._render("problem", lang, alternates="/", status=status, **words)
