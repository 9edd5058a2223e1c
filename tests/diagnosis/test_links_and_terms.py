"""Look-alike domains, links between reports, words of search."""

import pytest

from chalicelib.domain.diagnosis.diagnose import diagnose
from chalicelib.domain.diagnosis.groups import Link, links_of
from chalicelib.domain.diagnosis.own_span import OwnSpan
from chalicelib.domain.diagnosis.search_terms import query_terms, search_terms


@pytest.mark.parametrize(
    ("host", "imitates", "reason"),
    [
        ("attijari-wafa-secure.example", "attijariwafa", "added_word"),
        ("chaabi-bank-tahyin.invalid", "banque-populaire", "added_word"),
        ("colis-poste-ma.invalid", "barid-al-maghrib", "added_word"),
        ("cihbank.example", "cih", "wrong_suffix"),
        ("attijariwafabank.connexion-client.example", "attijariwafa", "brand_in_subdomain"),
        ("atijariwafabank.example", "attijariwafa", "edit"),
        ("maroctelecorn.example", "maroc-telecom", "homoglyph"),
        ("0range.example", "orange", "homoglyph"),
        ("damancоm.example", "cnss", "punycode"),
    ],
)
def test_look_alike(rules, host, imitates, reason):
    found = diagnose({"urls": [f"https://{host}/"]}, rules)
    assert [(item["imitates"], item["reason"]) for item in found["lookalikes"]] == [(imitates, reason)]
    assert "lookalike" in found["flags"]


@pytest.mark.parametrize(
    "host",
    [
        "www.attijariwafabank.com",
        "espace.cihonline.ma",
        "www.facebook.com",
        "composter.example",
        "camping.example",
        "iamwriter.example",
    ],
)
def test_no_look_alike(rules, host):
    assert not diagnose({"urls": [f"https://{host}/"]}, rules)["lookalikes"]


def links(rules, report, **options):
    return links_of(diagnose(report, rules, **options), report, rules)


def test_links_are_named_strongest_first(rules):
    report = {
        "text": "RIB 999120941544442979328079, tel 0600000021, https://t.me/canal_exemple/245 https://boutique.exemple.example/x",
        "identifiers": {"handles": ["nom"]},
    }
    assert links(rules, report) == [
        Link("content_key", "telegram:post:canal_exemple/245", "strong"),
        Link("rib", "999120941544442979328079", "strong"),
        Link("account", "@nom", "medium"),
        Link("domain", "exemple.example", "medium"),
        Link("phone", "+212600000021", "medium"),
    ]


def test_opaque_codes_and_platforms_do_not_link_by_themselves(rules):
    report = {"urls": ["https://vm.tiktok.com/ZM7wJcLdu/", "https://m.facebook.com/", "https://bit.ly/3Exempl"]}
    assert links(rules, report) == [Link("content_key", "tiktok:short:ZM7wJcLdu", "weak")]


def test_shared_hosting_links_by_its_whole_host(rules):
    assert links(rules, {"urls": ["https://arnaque.blogspot.com/x"]}) == [
        Link("domain", "arnaque.blogspot.com", "medium")
    ]


def test_the_reporters_own_values_never_link(rules):
    report = {"text": "mon numéro 0600000021 et https://wa.me/212600000022", "identifiers": {"phones": ["0600000023"]}}
    own = [OwnSpan("text", 0, 11, 21), OwnSpan("identifiers", 0, 0, 10, "phones")]
    assert {link.value for link in links(rules, report, own_spans=own)} == {
        "+212600000022",
        "whatsapp:phone:+212600000022",
    }


def test_terms_hold_observables_places_and_rare_words(rules):
    report = {
        "text": "Repere k7w2m9q4x8z1b5n3 le vendeur de Fès a bloqué mon numéro après le virement " + "mot " * 60,
        "urls": ["https://shop-k7w2m9q4x8z1b5n3.example.net/p?id=1"],
        "identifiers": {"phones": ["0600000001"], "emails": ["Vendeur@Boutique.example"], "handles": ["@Nom.Ex"]},
    }
    terms = search_terms(diagnose(report, rules), report, ["Fès", "فاس"])
    assert len(terms) <= 32
    for question in (
        "k7w2m9q4x8z1b5n3",
        "Repere k7w2m9q4x8z1b5n3",
        "K7W2M9Q4X8Z1B5N3",
        "shop-k7w2m9q4x8z1b5n3.example.net",
        "https://shop-k7w2m9q4x8z1b5n3.example.net/p?id=1",
        "0600000001",
        "+212 600 000 001",
        "vendeur@boutique.example",
        "@nom.ex",
        "fes",
        "FÈS",
        "فاس",
        "virement",
    ):
        asked = query_terms(question, rules)
        assert asked
        assert set(asked) <= set(terms), question


def test_words_of_a_link_are_terms_after_those_of_the_text(rules):
    report = {"text": "voir https://evil.example/k7w2m9q4", "urls": ["https://shop.example/compte-0600000021/x"]}
    diagnosis = diagnose(report, rules)
    assert {"voir", "k7w2m9q4", "compte"} <= set(search_terms(diagnosis, report, []))
    # A link out of which an own value was blanked is not read.
    blanked = {**report, "urls": ["https://shop.example/compte-          /x"]}
    assert not {"compte", "0600000021"} & set(search_terms(diagnosis, blanked, []))


def test_own_values_are_no_terms(rules):
    report = {"text": "mon numéro 0600000021", "identifiers": {}}
    own = [OwnSpan("text", 0, 11, 21)]
    terms = search_terms(diagnose(report, rules, own_spans=own), report, [])
    assert terms == ["numero", "mon"]


@pytest.mark.parametrize(
    ("text", "language", "script"),
    [
        ("عافاك واش هاد السيد كيهددني بالتصاور ديالي", "ary", "Arab"),
        ("تعرضت لعملية نصب من طرف شخص مجهول", "ar", "Arab"),
        ("3afak wa7d sift lia message o bgha flous", "ary-Latn", "Latn"),
        ("kayn wahed kaykteb liya kol lila bezaf", "ary-Latn", "Latn"),
        ("Azul, yan urgaz inna yi rad ak fkɣ iqariḍn", "zgh-Latn", "Latn"),
        ("ⴰⵣⵓⵍ ⵢⴰⵏ ⵓⵔⴳⴰⵣ ⵉⵏⵏⴰ ⵢⵉ", "zgh", "Tfng"),
        ("On m'a volé mon compte et je ne sais pas quoi faire", "fr", "Latn"),
        ("Someone took over my account and I cannot log in", "en", "Latn"),
        ("Me han robado la cuenta y no puedo entrar", "es", "Latn"),
        ("https://site.example/ 0600000021", "und", "Zyyy"),
        ("aide moi", "und", "Latn"),
        ("", "und", "Zyyy"),
    ],
)
def test_language_and_script(rules, text, language, script):
    found = diagnose({"text": text, "lang": "en"}, rules)
    assert found["language"] == language
    assert found["script"] in (script, "Latn") if script == "Zyyy" else found["script"] == script
