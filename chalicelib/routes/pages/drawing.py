"""What every page of the API is drawn with: the bundle, its texts and templates."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .bundle import Bundle


class Drawing:
    """Draws templates of the bundle at `folder`; a language that is not published reads Arabic."""

    def __init__(self, folder: Path) -> None:
        self._bundle = Bundle(folder)

    def _render(self, template: str, lang: str, **values: Any) -> str:
        page = self._bundle.environment(lang).get_template(f"pages/{template}.html")
        return page.render(form=self._bundle.form(lang), links=self._bundle.manifest["links"], **values)


def lists_of(form: Mapping[str, Any]) -> dict[str, Any]:
    """The long lists that fields choose from."""
    return {"countries": form["countries"], "currencies": form["currencies"]}
