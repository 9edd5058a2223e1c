"""Flags: what an officer must know beside category and urgency (diagnostics specification, section 9)."""

import re
from collections.abc import Mapping
from typing import Any

from chalicelib.domain.diagnosis.facts import SEXUAL_WITH_MINOR
from chalicelib.domain.diagnosis.reading import HTML_TAG, Reading
from chalicelib.domain.diagnosis.urgency import Facts

_DENIED = ("threat.", "n.intimate", "n.myimages", "n.demand", "n.condition", "extort", "danger.", "intimate")
_FORMULA_SIGNS = "=+-@"
_FORMULA = re.compile(r"^[ \t]*[=+\-@](?:[A-Z][A-Z.]+\(|cmd)|=HYPERLINK\(", re.MULTILINE | re.IGNORECASE)
_DOUBLE_EXTENSION = re.compile(
    r"\.[a-z0-9]{2,4}\.(?:exe|js|jse|vbs|vbe|bat|cmd|com|scr|pif|msi|jar|apk|lnk|hta|ps1|sh|html?|svg|dll|iso|wsf)$",
    re.IGNORECASE,
)


def conclusion_flags(category: str, choice: str | None, reading: Reading, unreal: str, facts: Facts) -> list[str]:
    """The flags that follow from the reading and the conclusion."""
    flags = [unreal] if unreal else []
    if choice and choice != category and category != "NOT_ACTIONABLE":
        flags.append("citizen_choice_differs")
    if reading.language.second:
        flags.append("mixed_language")
    if any(hit.family.startswith(_DENIED) for hit in reading.denied):
        flags.append("denial")
    if category in SEXUAL_WITH_MINOR and facts.minor:
        flags.append("minor")
    if category in ("CSAM", "GROOM") or (category in SEXUAL_WITH_MINOR and facts.minor):
        flags.append("no_image_upload")
    if category == "NOT_ACTIONABLE":
        flags.append("spam")
    return flags


def input_flags(report: Mapping[str, Any]) -> list[str]:
    """The flags of hostile input: markup, spreadsheet formulas, files with two extensions."""
    flags = []
    text = report.get("text")
    if isinstance(text, str):
        if "<" in text and HTML_TAG.search(text):
            flags.append("html_injection")
        if any(sign in text for sign in _FORMULA_SIGNS) and _FORMULA.search(text):
            flags.append("formula_injection")
    names = report.get("attachments")
    if isinstance(names, list | tuple):
        flags += ["double_extension" for name in names if isinstance(name, str) and _DOUBLE_EXTENSION.search(name)][:1]
    return flags
