"""What the holder of a receipt can do later: shown when it can be done, said when done, harmless whatever was typed."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from chalicelib.routes.pages import Pages
from tests.site.samples import CODE, GENUINE, PROOF, VIEW

HOSTILE = ["<script>alert(1)</script>", "</textarea><img src=x onerror=alert(1)>", '" autofocus onfocus=alert(1) x="']
LANGUAGES = ("ar", "fr", "en")


def _view(mode: str = "confidential", erasure: str | None = None, **more: Any) -> dict[str, Any]:
    return {**VIEW, "identity": {"mode": mode, "erasure": erasure, "openings": []}, **more}


ALWAYS = {"/api/receipts/messages", "/api/receipts/facts", "/api/receipts/proof"}


def _actions(page: str) -> set[str]:
    return set(re.findall(r'action="(/api/receipts/[^"]+)"', page)) - ALWAYS


def _panel(page: str, name: str) -> str:
    return re.split(
        r"</details>\n(?=<details class=\"panel|<section|<p>)", page.split(f'<details class="panel {name}"')[1]
    )[0]


IDENTITY, ERASE = "/api/receipts/identity", "/api/receipts/identity/erase"
CONTEST, CHECK = "/api/receipts/contest", "/api/receipts/contact-code"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("mode", "erasure", "contest", "offered"),
    [
        ("anonymous", None, False, {IDENTITY, CHECK}),
        ("anonymous", "done", False, {CHECK}),
        ("confidential", None, True, {IDENTITY, ERASE, CONTEST, CHECK}),
        ("named", None, False, {IDENTITY, ERASE, CHECK}),
        ("named", "asked", True, {CONTEST, CHECK}),
        ("confidential", "done", False, {CHECK}),
    ],
)
def test_only_what_can_be_done_is_offered(
    pages: Pages, lang: str, mode: str, erasure: str | None, contest: bool, offered: set[str]
) -> None:
    assert _actions(pages.follow_up(lang, code=CODE, view=_view(mode, erasure, contest=contest))) == offered


def test_each_thing_to_do_has_its_own_closed_panel_that_carries_the_receipt(pages: Pages) -> None:
    page = pages.follow_up("fr", code=CODE, view=_view(contest=True))
    for name in ("give", "erase", "contest", "check", "prove"):
        assert f'name="receipt" value="{CODE}"' in _panel(page, name)
        assert 'name="lang" value="fr"' in _panel(page, name)
    assert not re.search(r'<details class="panel[^>]* open', page)


def test_the_fields_of_an_identity_are_those_that_the_api_takes(pages: Pages) -> None:
    panel = _panel(pages.follow_up("fr", code=CODE, view=_view("anonymous")), "give")
    assert set(re.findall(r'name="([^"]+)"', panel)) == {
        "lang",
        "receipt",
        "mode",
        "identity.full_name",
        "identity.phone",
        "identity.email",
        "identity.national_id",
        "contact.channel",
        "contact.hours",
    }


def test_no_name_is_never_a_choice_and_nothing_is_chosen_for_who_gave_none(pages: Pages) -> None:
    for mode, chosen in (("anonymous", []), ("confidential", ["confidential"]), ("named", ["named"])):
        panel = _panel(pages.follow_up("en", code=CODE, view=_view(mode)), "give")
        assert re.findall(r'name="mode" value="(\w+)"', panel) == ["confidential", "named"]
        assert re.findall(r'name="mode" value="(\w+)"[^>]* checked', panel) == chosen


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("en", "what I wrote in texts stays"),
        ("fr", "ce que j’ai écrit dans les textes reste"),
        ("ar", "في النصوص يبقى"),
    ],
)
def test_the_button_that_erases_says_what_stays(pages: Pages, lang: str, says: str) -> None:
    button = re.search(r"<button[^>]*>([^<]*)<", _panel(pages.follow_up(lang, code=CODE, view=VIEW), "erase"))
    assert button
    assert says in button[1]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("notice", ["identity-declared", "erasure-asked", "contest-made", "proof-made"])
def test_what_was_done_is_said(pages: Pages, lang: str, notice: str) -> None:
    assert '<p class="notice ok" role="status">' in pages.follow_up(lang, code=CODE, view=VIEW, notice=notice)


@pytest.mark.parametrize("channel", ["call", "sms", "email", "letter"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_genuine_code_is_told_with_its_channel_and_time(pages: Pages, lang: str, channel: str) -> None:
    view = {**VIEW, "contact_code": {**GENUINE, "channel": channel}}
    page = pages.follow_up(lang, code=CODE, view=view, notice="code-genuine")
    assert 'class="notice ok"' in page
    assert 'datetime="2026-11-25T08:40:00Z">25 ' in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_proof_is_drawn_and_written_apart_from_the_receipts_code(pages: Pages, lang: str) -> None:
    page = pages.follow_up(lang, code=CODE, view={**VIEW, "proof": PROOF}, notice="proof-made")
    section = page.split('<section class="proof"')[1].split("</section>")[0]
    assert PROOF["svg"] in section
    assert PROOF["jws"] in section
    # What is scanned, copied or printed holds nothing that opens the report.
    assert CODE not in section
    # It is there: it is not offered again.
    assert 'class="panel prove"' not in page


def test_a_false_code_is_told_as_an_alert_with_what_to_do(pages: Pages) -> None:
    page = pages.follow_up("en", code=CODE, view={**VIEW, "contact_code": {"genuine": False}}, notice="code-false")
    assert 'class="notice bad" role="alert"' in page
    assert "Answer nothing and pay nothing." in page


def test_an_identity_that_says_nothing_opens_its_panel_with_what_is_missing(pages: Pages) -> None:
    errors = [{"pointer": "/mode", "slug": "required"}, {"pointer": "/identity", "slug": "required"}]
    view = _view("anonymous")
    page = pages.follow_up("en", code=CODE, view=view, errors=errors, fields={"receipt": [CODE]}, posted_to="identity")
    assert '<details class="panel give" open>' in page
    assert 'href="#q-identity-1"' in page
    assert 'href="#q-full_name-1"' in page
    assert page.count('id="q-identity-error"') == page.count('id="q-full_name-error"') == 1


def test_a_refused_identity_keeps_what_was_typed(pages: Pages) -> None:
    errors = [{"pointer": "/identity/email", "slug": "format"}]
    fields = {"mode": ["named"], "identity.email": ["nobody"], "contact.channel": ["email"]}
    page = pages.follow_up("en", code=CODE, view=_view("anonymous"), errors=errors, fields=fields, posted_to="identity")
    panel = _panel(page, "give")
    assert 'value="nobody"' in panel
    assert re.search(r'name="mode" value="named" checked|name="mode" value="named"[^>]* checked', panel)
    assert re.search(r'name="contact.channel" value="email"[^>]* checked', panel)
    assert page.count("Write an address such as name@example.ma.") == 2


def test_a_refused_contest_stays_in_its_own_field(pages: Pages) -> None:
    errors = [{"pointer": "/text", "slug": "too-long"}]
    fields = {"text": ["my reasons"]}
    page = pages.follow_up("en", code=CODE, view=_view(contest=True), errors=errors, fields=fields, posted_to="contest")
    assert "my reasons</textarea>" in _panel(page, "contest")
    assert page.count("my reasons") == 1
    assert 'href="#q-contest-1"' in page
    assert 'id="q-text-error"' not in page


def test_a_check_without_a_code_is_asked_again(pages: Pages) -> None:
    errors = [{"pointer": "/code", "slug": "required"}]
    page = pages.follow_up("en", code=CODE, view=VIEW, errors=errors, fields={}, posted_to="contact-code")
    assert '<details class="panel check" open>' in page
    assert 'href="#q-code-1"' in page


def test_too_many_checks_are_told_to_wait_an_hour(pages: Pages) -> None:
    page = pages.follow_up("en", code=CODE, view=VIEW, fields={"code": ["X"]}, posted_to="contact-code")
    assert "Wait an hour" in page


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(pages: Pages, text: str) -> None:
    names = ("text", "code", "mode", "identity.full_name", "identity.phone", "contact.hours", "contact.channel")
    fields = {name: [text] for name in names}
    errors = [{"pointer": f"/{name.replace('.', '/')}", "slug": "format"} for name in names]
    for posted_to in ("identity", "contest", "contact-code"):
        page = pages.follow_up(
            "ar", code=text, view=_view(contest=True), errors=errors, fields=fields, posted_to=posted_to
        )
        assert text not in page
        assert "<script>alert" not in page
        assert text in unescape(page)


def test_the_page_about_false_officers_has_a_form_with_two_fields(site: Any) -> None:
    for lang in LANGUAGES:
        page = (site / lang / "really" / "index.html").read_text(encoding="utf-8")
        form = page.split('action="/api/receipts/contact-code"')[1].split("</form>")[0]
        assert re.findall(r'name="([^"]+)"', form) == ["lang", "receipt", "code"]


@pytest.mark.parametrize(("lang", "said"), [("ar", "إلى"), ("fr", "jusqu’au"), ("en", "until")])
def test_an_erasure_that_a_prosecutor_holds_is_told_with_its_day(pages: Pages, lang: str, said: str) -> None:
    view = _view(erasure="asked")
    view["identity"]["held_until"] = "2026-12-03"
    page = pages.follow_up(lang, code=CODE, view=view)
    told = page.split('id="identity-title"')[1].split("</section>")[0]
    assert re.search(f'{said} <time datetime="2026-12-03">3 [^<]+ 2026</time>', told)
    assert ERASE not in page


@pytest.mark.parametrize(
    ("lang", "named"),
    [("ar", "المحكمة الابتدائية بأكادير"), ("fr", "Tribunal de première instance d’Agadir")],
)
def test_an_opening_is_told_with_its_day_and_the_name_of_the_service(pages: Pages, lang: str, named: str) -> None:
    view = _view()
    view["identity"]["openings"] = [{"kind": "opened", "at": "2026-11-25T10:00:00Z", "service": "TPI-AGADIR"}]
    told = pages.follow_up(lang, code=CODE, view=view).split('id="identity-title"')[1].split("</section>")[0]
    assert '<time datetime="2026-11-25T10:00:00Z">25' in told
    assert f"<bdi>{named}</bdi>" in told


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
@pytest.mark.parametrize("channel", ["message", "letter", "call"])
def test_the_word_to_the_complainant_is_told_with_its_day_its_way_and_its_service(
    pages: Pages, lang: str, channel: str
) -> None:
    told = [{"channel": channel, "on": "2026-11-24", "service": "TPI-AGADIR"}]
    page = pages.follow_up(lang, code=CODE, view=_view(status="closed", informed=told))
    where = page.split('id="status-title"')[1].split("</section>")[0]
    assert '<time datetime="2026-11-24">24' in where
    assert ("المحكمة الابتدائية بأكادير" if lang == "ar" else "Agadir") in where
    others = pages.follow_up(lang, code=CODE, view=_view(status="closed"))
    assert 'class="told"' in where
    assert 'class="told"' not in others
