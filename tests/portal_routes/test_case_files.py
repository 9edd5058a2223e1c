"""A case's file to be taken away: by whom, what is in it, and what never is."""

import hashlib
import html
import io
import json
import re
import zipfile
from typing import Any

import pytest

from chalicelib.domain.access import Officer
from chalicelib.domain.audit.chain import case_chain
from chalicelib.domain.casework.case import Case, Item
from chalicelib.reference_data.court_list import court_list
from chalicelib.stores.cases import put_item
from chalicelib.wiring.placing import placed
from tests.casework.world import AGADIR, FES, REPORT, World, officer
from tests.portal_routes.conftest import Portal

INVESTIGATOR = officer(f"investigator:{AGADIR}")
PROSECUTOR = officer(f"prosecutor:{AGADIR}")
STRANGER = officer(f"supervisor:{FES}")
NO_FILE = "01J00000000000000000000000"


def asked(portal: Portal, case: Case, kind: str = "dossier", lang: str = "fr", person: Officer = INVESTIGATOR) -> str:
    answer = portal.post(person, f"/portal/cases/{case.id}/exports", {"kind": kind, "lang": lang})
    assert answer.status == 202, answer.text
    assert set(answer.json) == {"id"}
    return str(answer.json["id"])


def page(portal: Portal, case: Case, lang: str = "fr") -> str:
    return portal.shelf.files[asked(portal, case, "dossier", lang)].decode()


def a_full_case(world: World, **facts: Any) -> Case:
    """A confidential case with everything that may hang on one."""
    case = world.case(identity_mode="confidential", identity_fields=("full_name",), **facts)
    at = case.created_at
    _, territory = placed({**REPORT, "locations": {"offence_commune": "Agadir"}}, at, "FRAUD")
    diagnosis = {
        "category": "FRAUD",
        "urgency": "U2",
        "language": "fr",
        "flags": ["recent_payment"],
        "reasons": [{"signal": "citizen_choice", "evidence": "FRAUD", "effect": "FRAUD +1"}],
        "observables": [
            {"type": "phone", "value": "+212600000042", "raw": "0600000042", "where": "text", "own": True},
            {"type": "url", "value": "https://shop.example/p/77", "raw": "https://shop.example/p/77", "where": "urls"},
        ],
    }
    items = [
        Item("DIAGNOSIS", "1", at, diagnosis),
        Item("ROUTE", "1", at, {"facts": {}, "territory": territory}),
        Item("MESSAGE", world.new_id(), at, {"from": "reporter", "text": "<script>alert(1)</script> www.evil.example"}),
        Item("MESSAGE", world.new_id(), at, {"from": "service", "author": "me", "text": "Bien reçu."}),
        Item("NOTE", world.new_id(), at, {"author": INVESTIGATOR.sub, "text": "NOTE PRIVEE", "private": True}),
        Item("NOTE", world.new_id(), at, {"author": INVESTIGATOR.sub, "text": "note commune", "private": False}),
        Item("ACT", world.new_id(), at, {"act": "ask_complaint", "author": "me", "text": "Déposez plainte."}),
        Item("UNSEAL", world.new_id(), at, {"state": "approved", "fields": ["full_name"], "motive": "MOTIF SECRET"}),
    ]
    world.writer().commit([put_item(case.id, item) for item in items])
    return case


def test_the_maker_gets_the_file_for_five_minutes(portal: Portal, world: World) -> None:
    case = world.case()
    export = asked(portal, case)
    given = portal.get(INVESTIGATOR, f"/portal/exports/{export}")
    assert given.json == {
        "state": "ready",
        "url": f"https://files.example/{export}?signed=yes",
        "sha256": hashlib.sha256(portal.shelf.files[export]).hexdigest(),
        "expires_at": "2026-11-24T21:26:47Z",
    }
    # AND asking, making and fetching stand on the case's chain, asking on the officer's own too
    assert world.actions(case)[1:] == ["export.asked", "export.made", "export.fetched"]
    assert world.own_actions(INVESTIGATOR) == ["export.asked"]
    made, fetched = world.chain(case_chain(case.id))[-2:]
    assert made.item == fetched.item == f"EXPORT#{export}"
    assert made.digest == fetched.digest != ""
    # AND after a day it is gone, which its maker is told
    world.pass_time(hours=24)
    assert portal.get(INVESTIGATOR, f"/portal/exports/{export}").json == {"state": "expired"}


def test_anybody_else_gets_the_answer_of_a_missing_file(portal: Portal, world: World) -> None:
    case = world.case()
    export = asked(portal, case)
    others = (PROSECUTOR, officer(f"supervisor:{AGADIR}"), STRANGER, officer("auditor:NATIONAL"), officer())
    for person in others:
        missing = portal.get(person, f"/portal/exports/{NO_FILE}")
        found = portal.get(person, f"/portal/exports/{export}")
        assert (
            (found.status, found.json["title"]) == (missing.status, missing.json["title"]) == (404, found.json["title"])
        )
        assert found.text.replace(export, NO_FILE) == missing.text
        assert world.own_actions(person) == ["access.denied", "access.denied"]
    # AND neither a case's number nor another spelling is a file
    assert portal.get(INVESTIGATOR, f"/portal/exports/{case.id}").status == 404
    assert portal.get(INVESTIGATOR, f"/portal/exports/{export[:-1]}").status == 404
    assert portal.get(None, f"/portal/exports/{export}").status == 401


def test_a_case_that_moved_away_takes_its_files_along(portal: Portal, world: World) -> None:
    case = world.case()
    export = asked(portal, case)
    world.change(case, court=FES)
    assert portal.get(INVESTIGATOR, f"/portal/exports/{export}").status == 404


@pytest.mark.parametrize(
    ("person", "status"),
    [
        (INVESTIGATOR, 202),
        (officer(f"supervisor:{AGADIR}"), 202),
        (PROSECUTOR, 202),
        (officer(f"analyst:{AGADIR}"), 403),
        (officer("auditor:NATIONAL"), 404),
        (officer(f"custodian:{AGADIR}"), 404),
        (STRANGER, 404),
        (None, 401),
    ],
)
def test_who_may_make_one(portal: Portal, world: World, person: Officer | None, status: int) -> None:
    case = world.case()
    body = {"kind": "dossier", "lang": "fr"} if status == 202 else {"kind": "wrong"}
    assert portal.post(person, f"/portal/cases/{case.id}/exports", body).status == status
    assert portal.get(person, f"/portal/cases/{case.id}/export").status == (200 if status == 202 else status)
    assert len(portal.shelf.files) == (status == 202)


@pytest.mark.parametrize(
    "body", [{}, {"kind": "dossier"}, {"kind": "pdf", "lang": "fr"}, {"kind": "dossier", "lang": "en"}]
)
def test_kind_and_language_are_of_the_list(portal: Portal, world: World, body: dict[str, str]) -> None:
    answer = portal.post(INVESTIGATOR, f"/portal/cases/{world.case().id}/exports", body)
    assert (answer.status, answer.slug) == (422, "invalid")
    assert portal.shelf.files == {}


def test_the_files_of_a_case_are_listed_for_its_court(portal: Portal, world: World) -> None:
    case = world.case()
    first = asked(portal, case, "archive", "ar")
    world.pass_time(hours=23)
    second = asked(portal, case)
    world.pass_time(hours=1)
    items = portal.get(PROSECUTOR, f"/portal/cases/{case.id}/export").json["items"]
    assert [(item["id"], item["kind"], item["state"]) for item in items] == [
        (first, "archive", "expired"),
        (second, "dossier", "ready"),
    ]
    assert portal.get(PROSECUTOR, f"/portal/cases/{NO_FILE}/export").status == 404
    assert portal.get(PROSECUTOR, f"/portal/cases/{world.case().id}/export").json["items"] == []


def test_twenty_files_an_hour(portal: Portal, world: World) -> None:
    case, other = world.case(), world.case()
    for number in range(20):
        asked(portal, case if number % 2 else other)
    body = {"kind": "archive", "lang": "fr"}
    refused = portal.ask(
        "POST", INVESTIGATOR, f"/portal/cases/{case.id}/exports", json.dumps(body), headers={"Accept-Language": "fr"}
    )
    assert (refused.status, refused.slug, refused.headers["Retry-After"]) == (429, "too-many", "3601")
    assert refused.json["title"] == "Trop de demandes : attendez un peu."
    assert len(portal.shelf.files) == 20
    # AND others may, and an hour later the same officer
    asked(portal, case, person=PROSECUTOR)
    world.pass_time(hours=1, seconds=1)
    asked(portal, case)


def test_a_dossier_is_one_page_without_anything_that_acts(portal: Portal, world: World) -> None:
    case = a_full_case(world)
    for lang, direction, title in (("fr", "ltr", "Dossier pour le ministère public"), ("ar", "rtl", "ملف موجه")):
        made = page(portal, case, lang)
        assert f'<html lang="{lang}" dir="{direction}">' in made
        assert title in made
        # One file: no script, no other file, no address that opens.
        assert not re.search(r"<(script|img|link|a|iframe|object|embed|form|base)\b|\bon\w+=|@import|url\(", made)
        assert "https://" not in made.lower()
        assert "hxxps://shop[.]example/p/77" in made
        assert "&lt;script&gt;alert(1)&lt;/script&gt; www[.]evil[.]example" in made
        assert "@media print" in made
    # AND its chain is told, with the hashes
    for entry in world.chain(case_chain(case.id))[:2]:
        assert entry.hash in made


def test_words_and_law_are_told_in_both_languages(portal: Portal, world: World) -> None:
    case = a_full_case(world)
    french, arabic = page(portal, case), page(portal, case, "ar")
    for made, words in ((french, ("Choix du citoyen", "Déposez plainte.")), (arabic, ("اختيار المواطن", "Bien reçu."))):
        for expected in (*words, "note commune"):
            assert expected in made
    court = next(court for court in court_list() if court.id == AGADIR)
    assert f"<h3>{court.name_fr} – " in html.unescape(french)
    assert f"<h3>{court.name_ar} – " in html.unescape(arabic)
    assert "[J" in french
    # AND what the machine or an officer wrote is named, not coded
    assert "<dt>Liens</dt>" in french
    assert "<dt>الروابط</dt>" in arabic
    assert "Export demandé<br>" in french


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("fr", ("Avez-vous payé, et quand la dernière fois ?", "Il y a moins de 24 heures")),
        ("ar", ("هل دفعت مالا، ومتى آخر مرة؟", "24 ساعة")),
    ],
)
def test_questions_and_answers_are_told_in_words_not_as_ids(
    portal: Portal, world: World, lang: str, said: tuple[str, ...]
) -> None:
    # GIVEN answers of every shape: an option, several, a sum, words of the person, a question of another day
    answers = {
        "paid_when": "under_24h",
        "demand": ["money"],
        "amount": {"amount": 150000, "currency": "MAD"},
        "beneficiary": "<b>Société</b> fictive",
        "asked_once": "kept_as_it_is",
    }
    case = world.case(report={**REPORT, "answers": answers})
    told = " ".join(html.unescape(page(portal, case, lang)).split())
    # THEN they stand in the dossier's language
    assert all(words in told for words in said)
    for code in ("under_24h", "paid_when", "<dt>demand</dt>"):
        assert code not in told
    # AND what the form of today does not know stands as it was sent, what a person wrote does nothing
    assert "<dt>asked_once</dt>" in told
    assert "kept_as_it_is" in told
    assert '<bdi dir="ltr">1500.00 MAD</bdi>' in told
    assert "<b>" not in page(portal, case, lang)


@pytest.mark.parametrize("kind", ["dossier", "archive"])
def test_what_identifies_or_is_private_stays(portal: Portal, world: World, kind: str) -> None:
    case = a_full_case(world)
    data = portal.shelf.files[asked(portal, case, kind)]
    files = [data]
    if kind == "archive":
        with zipfile.ZipFile(io.BytesIO(data)) as bundle:
            files = [bundle.read(name) for name in bundle.namelist()]
    for file in files:
        for secret in (
            "0600000042",
            "212600000042",
            "NOTE PRIVEE",
            "MOTIF SECRET",
            "R1#",
            "own_spans",
            "full_name",
            "21:47Z",
        ):
            in_chain = secret == "21:47Z" and b"2026-11-24T21:21:47Z" in file
            assert secret.encode() not in file or in_chain, secret
        assert case.receipt_key.encode() not in file
    # AND what is not the reporter's own stays readable
    assert any("shop" in file.decode() for file in files)


def test_an_archive_is_the_page_the_data_and_their_sums(portal: Portal, world: World) -> None:
    case = a_full_case(world)
    with zipfile.ZipFile(io.BytesIO(portal.shelf.files[asked(portal, case, "archive", "ar")])) as bundle:
        assert bundle.namelist() == ["SHA256SUMS", "case.json", "dossier-ar.html"]
        assert {entry.date_time for entry in bundle.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        lines = (line.split("  ") for line in bundle.read("SHA256SUMS").decode().splitlines())
        sums = {name: digest for digest, name in lines}
        assert sums == {
            name: hashlib.sha256(bundle.read(name)).hexdigest() for name in ("case.json", "dossier-ar.html")
        }
        told = json.loads(bundle.read("case.json"))
    assert told["case"]["id"] == case.id
    assert told["report"]["text"] == REPORT["text"].replace("0600000042", "•" * 10)  # type: ignore[attr-defined]
    assert [entry["action"] for entry in told["chain"]] == ["report.accepted", "export.asked"]
    assert told["report"]["urls"] == REPORT["urls"]
    assert [note["text"] for note in told["notes"]] == ["note commune"]


def test_the_same_moment_gives_the_same_bytes(portal: Portal, world: World) -> None:
    from chalicelib.gateways.case_file import archive

    assert archive({"b": b"2", "a": b"1"}) == archive({"a": b"1", "b": b"2"})
