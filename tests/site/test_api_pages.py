"""The pages that the API answers: true to what was typed, harmless whatever was typed."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from chalicelib.reference_data.court_list import court_list
from chalicelib.routes.pages import Pages
from tests.site.samples import CODE, FIELDS, KEY, RECEIVED, TICKET, VIEW

HOSTILE = [
    "<script>alert(1)</script>",
    '" autofocus onfocus=alert(1) x="',
    "</textarea><img src=x onerror=alert(1)>",
    "{{7*191}} ${7*191} <%= 7*191 %> #{7*191} {% debug %}",
    "javascript:alert(1)",
    "'><svg onload=alert(1)>",
]
INVALID = [{"pointer": "/reporter/identity", "slug": "required"}]


def _review(pages: Pages, lang: str = "fr", **fields: list[str]) -> str:
    return pages.review(lang, "SEXT", {**FIELDS, **fields}, idempotency_key=KEY, ticket=TICKET)


def _hidden(page: str) -> list[tuple[str, str]]:
    send = page.split('action="/api/reports"')[1].split("</form>")[0]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', send)
    return [(name, unescape(value)) for name, value in found]


def test_the_review_carries_every_answer_as_the_api_takes_it(pages: Pages) -> None:
    carried = _hidden(_review(pages))
    assert ("idempotency_key", KEY) in carried
    assert ("ticket", TICKET) in carried
    assert ("answers.deadline_when", "2026-11-27") in carried
    assert ("answers.amount.currency", "MAD") in carried
    assert [value for name, value in carried if name == "answers.demand"] == ["money", "images"]
    assert [value for name, value in carried if name == "urls"] == FIELDS["urls"]
    assert ("form.version", "1") in carried
    assert len([name for name, _ in carried if name == "lang"]) == 1
    assert len([name for name, _ in carried if name == "citizen_choice"]) == 1


def test_the_review_says_answers_in_words_with_a_way_to_change_each(pages: Pages) -> None:
    page = _review(pages)
    assert "De l’argent" in page
    assert "3000 MAD" in page
    assert "Maroc" in page
    for target in re.findall(r'class="change"><a href="#([^"]+)"', page):
        assert f'id="{target}"' in page


def test_the_review_leaves_out_an_answer_whose_condition_does_not_hold(pages: Pages) -> None:
    said = _review(pages, **{"answers.deadline": ["no"]}).split('action="/api/reports"')[0]
    assert "2026-11-27" not in said


def test_the_review_asks_again_for_what_is_required(pages: Pages) -> None:
    fields = {name: values for name, values in FIELDS.items() if name != "victim.age_band"}
    page = pages.review("fr", "SEXT", fields, idempotency_key=KEY, ticket=TICKET)
    missing = re.search(r'<div class="missing">\s*<dt>([^<]+)', page)
    assert missing
    assert missing[1] == "Quel âge a la personne visée\u00a0?"


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["text", "locations.offence_commune", "urls", "suspect.name", "answers.amount"])
def test_hostile_words_stay_words(pages: Pages, text: str, name: str) -> None:
    typed = {**FIELDS, name: [text]}
    shown = [
        pages.review("ar", "SEXT", typed, idempotency_key=KEY, ticket=TICKET),
        pages.form_with_errors("ar", None, typed, INVALID, "invalid"),
        pages.follow_up("ar", code=text, view=_saying(text), fields={"text": [text]}, errors=INVALID),
        pages.follow_up_form("ar", "not-found"),
    ]
    for page in shown:
        assert "<script>alert" not in page
        assert "</textarea><img" not in page
        assert '" autofocus onfocus=' not in page
        assert "<svg onload" not in page
        assert "1337" not in page
        assert 'href="javascript:' not in page


def _saying(text: str) -> dict[str, Any]:
    message = {"id": "1", "from": "service", "text": text, "at": RECEIVED}
    return {**VIEW, "messages": [message], "evidence": [{"id": "1", "name": text, "sha256": "a" * 64, "state": "held"}]}


def test_controls_of_direction_are_drawn_as_marks_and_kept_in_the_field(pages: Pages) -> None:
    page = _review(pages, text=["safe \u202egnp.exe"])
    assert '<span class="mark">U+202E</span>' in page
    assert ("text", "safe \u202egnp.exe") in _hidden(page)


def test_the_form_with_errors_keeps_everything_and_says_each_error_twice_in_the_same_words(pages: Pages) -> None:
    errors = [
        *INVALID,
        {"pointer": "/answers/deadline_when", "slug": "format"},
        {"pointer": "/urls/1", "slug": "too-long"},
    ]
    page = pages.form_with_errors("fr", "SEXT", FIELDS, errors, "invalid")
    assert re.search(r"<title>Erreur\u00a0: e-blagh · 2</title>", page)
    assert page.count("Répondez à cette question.") == 3  # summary, field, and the words of the script
    assert page.count("Écrivez le jour, le mois et l’année en chiffres.") == 2
    assert 'href="#q-identity-1"' in page
    assert 'id="q-identity-1"' in page
    assert 'aria-describedby="q-identity-hint q-identity-error"' in page
    assert 'aria-describedby="q-link-hint q-link-error"' in page
    assert 'value="https://social.example/p/7"' in page
    assert 'name="answers.deadline_when.day" id="q-deadline_when-1" value="27"' in page
    assert "Il veut de l’argent." in page
    assert re.search(r'value="money"[^>]* checked', page)


def test_a_post_that_does_not_say_its_kind_still_gets_a_form(pages: Pages) -> None:
    for fields in ({"text": ["x"]}, {"text": ["x"], "citizen_choice": ["NONE"]}):
        page = pages.form_with_errors("fr", None, fields, INVALID, "invalid")
        assert 'name="citizen_choice" value="OTHER"' in page


@pytest.mark.parametrize(
    "problem",
    ["nothing-reported", "identity-when-anonymous", "unknown-form-version", "ticket-too-early", "unavailable"],
)
def test_a_problem_of_the_whole_report_is_told_on_the_form(pages: Pages, problem: str) -> None:
    page = pages.form_with_errors("en", "FRAUD", {"text": ["kept"]}, [], problem)
    assert 'class="errors"' in page
    assert "This answer could not be taken" not in page
    assert "kept</textarea>" in page


def test_an_error_at_no_field_of_the_page_is_still_told(pages: Pages) -> None:
    page = pages.form_with_errors("en", "FRAUD", {}, [{"pointer": "/nothing", "slug": "unknown-member"}], "invalid")
    assert "This answer could not be taken" in page


def test_the_receipt_shows_its_code_in_groups_and_the_reply_time(pages: Pages) -> None:
    page = pages.receipt("ar", code=CODE, received_at=RECEIVED, urgency="U1", kind="SEXT", uploads="refused")
    assert re.search(r'<bdi dir="ltr" data-code><span>7K3M</span><i>-</i><span>Q9ZT</span>', page)
    assert "خلال ساعة" in page
    assert "24 نونبر 2026، 21:21" in page
    assert "لا تدفع" in page


def test_an_unknown_kind_or_language_still_gives_a_receipt(pages: Pages) -> None:
    page = pages.receipt("zgh", code=CODE, received_at=RECEIVED, urgency="U3", kind=None, uploads="open")
    assert '<html lang="ar" dir="rtl">' in page


def test_the_follow_up_tells_status_messages_and_openings(pages: Pages) -> None:
    page = pages.follow_up("fr", code=CODE, view=VIEW, notice="message-sent")
    assert "Votre message est envoyé." in page
    assert 'class="here" aria-current="step"' in page
    assert "Avez-vous le lien du compte\u00a0?" in page or "Avez-vous le lien du compte ?" in page
    assert "Ouverte le" in page
    assert "Tribunal de première instance d’Agadir" in page
    assert page.count(f'name="receipt" value="{CODE}"') == 6
    assert CODE not in re.sub(r'value="[^"]*"', "", page)


@pytest.mark.parametrize("status", ["received", "examined", "with_authorities", "closed"])
@pytest.mark.parametrize("mode", ["anonymous", "confidential", "named"])
def test_every_status_and_mode_has_its_sentence(pages: Pages, status: str, mode: str) -> None:
    identity = {"mode": mode, "erasure": "done", "openings": []}
    view = {**VIEW, "status": status, "identity": identity, "messages": [], "cursor": "c" * 20, "first_read_at": None}
    for lang in ("ar", "fr", "en"):
        assert 'name="cursor"' in pages.follow_up(lang, code=CODE, view=view)


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_one_sentence_tells_who_has_the_report_and_names_no_court(pages: Pages, lang: str) -> None:
    # GIVEN a report with the service of some court, at the national desk, or not looked at by anybody
    told = {routing: _standing(pages, lang, routing) for routing in ("placed", "desk", None)}
    # THEN each is said in its own words, and no court is in them
    assert len(set(told.values())) == 3
    for court in court_list():
        assert not any(name in page for page in told.values() for name in (court.id, court.name_fr, court.name_ar))


def _standing(pages: Pages, lang: str, routing: str | None) -> str:
    page = pages.follow_up(lang, code=CODE, view={**VIEW, "routing": routing})
    return page.partition('id="status-title"')[2].partition("</section>")[0]


def test_a_refused_message_stays_in_its_field(pages: Pages) -> None:
    errors = [{"pointer": "/text", "slug": "too-long"}]
    page = pages.follow_up("en", code=CODE, view=VIEW, errors=errors, fields={"text": ["my words"]})
    assert "my words</textarea>" in page
    assert page.count("This is too long. Shorten it.") == 2


def test_a_refused_fact_opens_its_panel(pages: Pages) -> None:
    errors = [{"pointer": "/identifiers/rib/0", "slug": "too-long"}]
    page = pages.follow_up("en", code=CODE, view=VIEW, errors=errors, fields={"identifiers.rib": ["1" * 400]})
    assert '<details class="panel add" open>' in page
    assert 'value="' + "1" * 400 in page


def test_an_addition_that_says_nothing_or_comes_too_fast_is_told(pages: Pages) -> None:
    assert "Tell us at least one thing" in pages.follow_up("en", code=CODE, view=VIEW, fields={"receipt": [CODE]})
    assert "Wait a little" in pages.follow_up("en", code=CODE, view=VIEW, fields={"text": ["again"]})


def test_a_wrong_code_is_asked_again_as_it_was_typed(pages: Pages) -> None:
    page = pages.follow_up_form("fr", "not-found", 'R7"<b>')
    assert "Aucun signalement n’a ce code." in page
    assert re.search(r'id="receipt" type="text" name="receipt" value="R7&#34;&lt;b&gt;" dir="ltr"', page)


@pytest.mark.parametrize("slug", ["malformed", "not-found", "too-many", "key-reused", "internal", "unsupported-media"])
@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_a_problem_says_what_happened_and_what_to_do(pages: Pages, slug: str, lang: str) -> None:
    page = pages.problem(lang, slug, 400)
    assert page.count("<h1>") == 1
    assert 'class="button"' in page


def test_a_name_typed_before_choosing_none_can_be_emptied(pages: Pages) -> None:
    fields = {**FIELDS, "identity.full_name": ["Fictive Personne"], "reporter.identity": ["anonymous"]}
    page = pages.form_with_errors("en", "SEXT", fields, [], "identity-when-anonymous")
    assert re.search(r'<div class="question wrong" id="q-full_name"', page)
    assert page.count("Empty this, or choose to give your name.") == 2


@pytest.mark.parametrize("problem", ["ticket-too-early", "unavailable"])
def test_what_only_has_to_be_sent_again_keeps_its_key(pages: Pages, problem: str) -> None:
    fields = {**FIELDS, "idempotency_key": [KEY], "ticket": [TICKET]}
    page = pages.form_with_errors("en", None, fields, [], problem)
    assert "Send it once more" in page
    assert [value for name, value in _hidden(page) if name in ("idempotency_key", "ticket")] == [KEY, TICKET]
