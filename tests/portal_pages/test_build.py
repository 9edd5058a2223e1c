"""What the build leaves: small, content-hashed, nothing inline, nothing of a deployment inside."""

import gzip
import re
from pathlib import Path

import pytest

from infrastructure.site.portal import build_portal

FIRST_LOAD = 120 * 1024


def _weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def test_the_first_load_stays_under_the_budget(pages: Path) -> None:
    first = [
        pages / "index.html",
        *pages.glob("assets/portal-*.js"),
        *pages.glob("assets/portal-*.css"),
        *pages.glob("assets/*.svg"),
    ]
    assert sum(map(_weight, first)) <= FIRST_LOAD


def test_every_asset_has_the_hash_of_its_content_in_its_name(pages: Path) -> None:
    names = [path.name for path in (pages / "assets").iterdir()]
    assert names
    assert [name for name in names if not re.fullmatch(r"[a-z]+-[A-Za-z0-9]{8,}\.(js|css|json|svg)", name)] == []


def test_two_builds_are_the_same_byte_for_byte(tmp_path: Path) -> None:
    def built(name: str) -> dict[str, bytes]:
        build_portal(tmp_path / name)
        files = (path for path in (tmp_path / name).rglob("*") if path.is_file())
        return {path.relative_to(tmp_path / name).as_posix(): path.read_bytes() for path in files}

    assert built("once") == built("twice")


def test_a_page_has_no_inline_script_style_or_foreign_address(pages: Path) -> None:
    for page in pages.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon[a-z]+=|data:|https?://", text) == []


def test_the_sheet_knows_no_left_and_no_right() -> None:
    sheets = (Path(__file__).resolve().parents[2] / "static_site" / "portal").rglob("*.css")
    sides = r"(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|width|height|min-width|max-width"
    physical = rf"(?<![\w-])(?:{sides})\s*:"
    found = {
        sheet.name: re.findall(physical, re.sub(r"@media[^{]*|@container[^{]*", "", sheet.read_text(encoding="utf-8")))
        for sheet in sheets
    }
    assert found
    assert {name: slips for name, slips in found.items() if slips} == {}


def test_a_relative_folder_is_the_callers_not_the_bundlers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    build_portal(Path("portal"))
    assert {path.suffix for path in (tmp_path / "portal" / "assets").iterdir()} == {".js", ".css", ".json", ".svg"}
