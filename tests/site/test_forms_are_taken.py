"""Every form of every language, filled from its markup, is taken by the routes: review, then receipt."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest

from chalicelib.routes.pages import Pages
from infrastructure.site.tree import numbers
from tests.intake.world import World
from tests.public_routes.conftest import Answer, PublicSite
from tests.site.filled import filled


@pytest.fixture
def service(pages: Pages) -> PublicSite:
    """The public routes over the fakes of intake, with the real pages."""
    return PublicSite(World(), pages)  # type: ignore[arg-type]


def _post(service: PublicSite, path: str, fields: list[tuple[str, str]]) -> Answer:
    return service.form(path, urlencode(fields), Accept="text/html")


def _form(site: Path, lang: str, kind: str) -> str:
    return (site / lang / "k" / numbers()[kind] / "report" / "index.html").read_text(encoding="utf-8")


def _sent(page: str) -> list[tuple[str, str]]:
    send = page.split('action="/api/reports"')[1].split("</form>")[0]
    return [(name, unescape(value)) for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', send)]


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
@pytest.mark.parametrize("kind", sorted(numbers()))
def test_a_full_form_is_reviewed(service: PublicSite, site: Path, kind: str, lang: str) -> None:
    fields = filled(_form(site, lang, kind), **{"reporter.identity": "named"})
    answer = _post(service, "/reports/review", fields)
    assert answer.status == 200, re.findall(r'class="errors".*?</section>', answer.text, re.DOTALL)
    assert f'<html lang="{lang}"' in answer.text


@pytest.mark.parametrize("kind", sorted(numbers()))
def test_what_the_review_carries_is_taken_as_a_report_once_it_was_read(
    service: PublicSite, site: Path, kind: str
) -> None:
    fields = filled(_form(site, "ar", kind), **{"reporter.identity": "named"})
    review = _post(service, "/reports/review", fields).text
    carried = [(name, value) for name, value in _sent(review) if name != "ticket"]
    answer = _post(service, "/reports", carried)
    assert answer.status == 201, re.findall(r'class="errors".*?</section>', answer.text, re.DOTALL)
    assert "data-code" in answer.text


@pytest.mark.parametrize("kind", sorted(numbers()))
def test_an_empty_form_comes_back_with_its_questions(service: PublicSite, site: Path, kind: str) -> None:
    hidden = [(name, value) for name, value in filled(_form(site, "fr", kind)) if name in ("lang", "citizen_choice")]
    answer = _post(service, "/reports/review", hidden)
    page = answer.text
    assert answer.status == 422
    assert 'class="errors"' in page
    assert f'name="citizen_choice" value="{kind}"' in page
