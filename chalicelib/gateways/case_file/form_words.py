"""The questions and answers of a report in words; ids stand for themselves where the form of today has none."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class FormWords:
    """`form`: the form published now, in one language; `of`: the `form` member of the report. A report of another
    version is told in today's words as far as an id is still asked, because ids are never given a new meaning.
    """

    form: Mapping[str, Any]
    of: Mapping[str, Any] | None

    def question(self, name: str) -> str:
        """What was asked."""
        label: str = self.form["questions"].get(name, {}).get("label", name)
        return label

    def answer(self, name: str, given: object) -> object:
        """What was answered: an option in its words, everything else as it was said."""
        listed = self.form["questions"].get(name, {}).get("options", {})
        # A list of its own, or the name of one that several questions share.
        options = self.form["options"].get(listed, {}) if isinstance(listed, str) else listed
        return options.get(given, given) if isinstance(given, str) else given

    @property
    def kind(self) -> str:
        """The code of the form that was shown, empty when a report names none."""
        return str((self.of or {}).get("kind", ""))
