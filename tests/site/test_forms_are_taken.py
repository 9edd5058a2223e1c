"""Every form of every language, filled from its markup, is taken by the routes: review, then receipt."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from chalice.app import Chalice
from chalice.test import Client, HTTPResponse

from chalicelib.routes.pages import Pages
from chalicelib.routes.public import public_routes
from chalicelib.routes.public.api import PublicApi
from infrastructure.site.forms import numbers
from tests.intake.world import World
from tests.site.filled import filled


@pytest.fixture
def client(pages: Pages) -> Client:
    world = World()
    api = PublicApi(world.submit, world.review, world.follow, world.add, world.forms, lambda: pages, lambda: "{}")
    app = Chalice("forms", configure_logs=False)
    app.register_blueprint(public_routes(lambda: api))
    return Client(app)


def _post(client: Client, path: str, fields: list[tuple[str, str]]) -> HTTPResponse:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
    answer: HTTPResponse = client.http.post(path, headers=headers, body=urlencode(fields).encode())
    return answer


def _form(site: Path, lang: str, kind: str) -> str:
    return (site / lang / "k" / numbers()[kind] / "report" / "index.html").read_text(encoding="utf-8")


def _sent(page: str) -> list[tuple[str, str]]:
    send = page.split('action="/api/reports"')[1].split("</form>")[0]
    return [(name, unescape(value)) for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', send)]


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
@pytest.mark.parametrize("kind", sorted(numbers()))
def test_a_full_form_is_reviewed(client: Client, site: Path, kind: str, lang: str) -> None:
    fields = filled(_form(site, lang, kind), **{"reporter.identity": "named"})
    answer = _post(client, "/reports/review", fields)
    assert answer.status_code == 200, re.findall(r'class="errors".*?</section>', answer.body.decode(), re.DOTALL)
    assert f'<html lang="{lang}"' in answer.body.decode()


@pytest.mark.parametrize("kind", sorted(numbers()))
def test_what_the_review_carries_is_taken_as_a_report_once_it_was_read(client: Client, site: Path, kind: str) -> None:
    fields = filled(_form(site, "ar", kind), **{"reporter.identity": "named"})
    review = _post(client, "/reports/review", fields).body.decode()
    carried = [(name, value) for name, value in _sent(review) if name != "ticket"]
    answer = _post(client, "/reports", carried)
    assert answer.status_code == 201, re.findall(r'class="errors".*?</section>', answer.body.decode(), re.DOTALL)
    assert "data-code" in answer.body.decode()


@pytest.mark.parametrize("kind", sorted(numbers()))
def test_an_empty_form_comes_back_with_its_questions(client: Client, site: Path, kind: str) -> None:
    hidden = [(name, value) for name, value in filled(_form(site, "fr", kind)) if name in ("lang", "citizen_choice")]
    answer = _post(client, "/reports/review", hidden)
    page = answer.body.decode()
    assert answer.status_code == 422
    assert 'class="errors"' in page
    assert f'name="citizen_choice" value="{kind}"' in page
