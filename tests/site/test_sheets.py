"""The same sheets serve both directions: no physical side, and nothing that only wins by force."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from infrastructure.site.settings import SOURCES

SHEETS = sorted([*(SOURCES / "components").rglob("*.css"), *(SOURCES / "styles").rglob("*.css")])
PHYSICAL = re.compile(
    r"(?:^|[;{\s])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|left|right|top|bottom|width|height|(?:min|max)-(?:width|height)|border-(?:top|bottom)-(?:left|right)-radius)\s*:"
)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: str(sheet.relative_to(SOURCES)))
def test_a_sheet_names_no_physical_side(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/|@media[^{]*", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not PHYSICAL.findall(text)
    assert not re.search(r"text-align:\s*(?:left|right)|float:\s*(?:left|right)", text)
    assert "!important" not in text
    assert "url(" not in text


def test_built_sheets_keep_logical_properties(site: Path) -> None:
    for sheet in (site / "assets").glob("*.css"):
        text = re.sub(r"@media[^{]*", "", sheet.read_text(encoding="utf-8"))
        assert not PHYSICAL.findall(text)
        assert "margin-inline" in text
