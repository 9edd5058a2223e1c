"""The built site: whole, the same every time, light, silent about the matter, and alone."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from infrastructure.site.build import build_site
from infrastructure.site.tree import numbers

LANGUAGES = ("ar", "fr", "en")
KILOBYTE = 1024
HOME_CEILING = FORM_CEILING = 30 * KILOBYTE
SCRIPT_CEILING, FORM_SCRIPT_CEILING = 6 * KILOBYTE, 25 * KILOBYTE


def _compressed(*files: Path) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 9, mtime=0)) for file in files)


def _asset(site: Path, name: str) -> Path:
    stem, ending = name.split(".")
    return next((site / "assets").glob(f"{stem}.*.{ending}"))


def test_two_builds_of_the_same_sources_are_the_same_bytes(site: Path, tmp_path: Path) -> None:
    build_site(tmp_path)
    first = {file.relative_to(site): file.read_bytes() for file in site.rglob("*") if file.is_file()}
    second = {file.relative_to(tmp_path): file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    assert first == second


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_has_its_page_and_its_form_in_each_language(site: Path, language: str) -> None:
    assert len(numbers()) == 22
    for kind, number in numbers().items():
        page = (site / language / "k" / number / "index.html").read_text(encoding="utf-8")
        form = (site / language / "k" / number / "report" / "index.html").read_text(encoding="utf-8")
        assert f'href="/{language}/k/{number}/report/"' in page
        assert f'name="citizen_choice" value="{kind}"' in form
        assert 'action="/api/reports/review"' in form


def test_pages_say_their_language_and_direction(site: Path) -> None:
    for language, direction in (("ar", "rtl"), ("fr", "ltr"), ("en", "ltr")):
        for page in (site / language).rglob("*.html"):
            assert f'<html lang="{language}" dir="{direction}">' in page.read_text(encoding="utf-8"), page


def test_the_title_of_kinds_forms_and_receipts_says_nothing_of_the_matter(site: Path) -> None:
    for language, name in (("ar", "إبلاغ"), ("fr", "e-blagh"), ("en", "e-blagh")):
        for page in [*(site / language / "k").rglob("*.html"), site / language / "follow" / "index.html"]:
            title = re.search("<title>(.*)</title>", page.read_text(encoding="utf-8"))
            assert title
            assert re.fullmatch(rf"{name} · \d", title[1]), page


def test_no_page_names_another_site_or_holds_a_script_or_a_style(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"""(?:href|src|action)=["']?(?:https?:)?//""", text), page
        assert " style=" not in text, page
        assert "<style" not in text, page
        assert "data:" not in text, page
        assert not re.search(r"<script(?![^>]*\bsrc=)", text), page
        assert not re.search(r"\son[a-z]+=", text), page


def test_the_quick_exit_and_the_numbers_are_on_every_page(site: Path) -> None:
    for page in [page for language in LANGUAGES for page in (site / language).rglob("*.html")]:
        text = page.read_text(encoding="utf-8")
        assert text.count('href="/leave"') >= 2, page
        assert all(f'href="tel:{number}"' in text for number in (19, 177, 2511)), page


def test_links_between_pages_lead_somewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        for link in re.findall(r'(?:href|src)="(/[^"#]*)', page.read_text(encoding="utf-8")):
            target = site / link.lstrip("/")
            assert link == "/leave" or target.is_file() or (target / "index.html").is_file(), (page, link)


def test_fragments_lead_to_an_element_of_the_page(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for fragment in re.findall(r'href="#([^"]+)"', text):
            assert f'id="{fragment}"' in text, (page, fragment)
        for fragment in re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', text):
            assert all(f'id="{each}"' in text for each in fragment.split()), (page, fragment)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_page_fits_its_budget(site: Path, language: str) -> None:
    assert _compressed(site / language / "index.html", _asset(site, "site.css")) <= HOME_CEILING


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_form_fits_its_budget(site: Path, language: str) -> None:
    longest = max((site / language / "k").rglob("report/index.html"), key=_compressed)
    assert _compressed(longest, _asset(site, "site.css"), _asset(site, "form.css")) <= FORM_CEILING


def test_scripts_fit_their_budgets(site: Path) -> None:
    assert _compressed(_asset(site, "site.js")) <= SCRIPT_CEILING
    assert _compressed(_asset(site, "site.js"), _asset(site, "form.js")) <= FORM_SCRIPT_CEILING
