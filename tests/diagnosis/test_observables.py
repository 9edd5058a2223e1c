"""Observables: every spelling of the specification, and the neighbours that are none."""

import pytest

from chalicelib.domain.diagnosis.diagnose import diagnose
from chalicelib.domain.diagnosis.own_span import OwnSpan
from tests.diagnosis.conftest import FIXTURES


def spellings():
    """Each line of the table: a text, what is in it, and a flag or nothing."""
    for line in (FIXTURES / "own_observables.txt").read_text(encoding="utf-8").splitlines()[1:]:
        text, _, answer = line.partition(" || ")
        listed, _, flag = answer.partition(" ! ")
        items = [] if listed == "-" else [tuple(item.strip().split(" ", 1)) for item in listed.split(";")]
        yield pytest.param(text, set(items), flag, id=text[:60])


def found(rules, text, **members):
    return {(item["type"], item["value"]) for item in diagnose({"text": text, **members}, rules)["observables"]}


@pytest.mark.parametrize(("text", "items", "flag"), list(spellings()))
def test_what_is_in_a_text_alone_and_in_a_sentence(rules, text, items, flag):
    assert found(rules, text) == items
    assert found(rules, f"Bonjour, il m'a donné ceci : {text} , je veux porter plainte contre lui") == items
    assert not flag or flag in diagnose({"text": text}, rules)["flags"]


@pytest.mark.parametrize(
    "spelling",
    [
        "0600000021",
        "06.00.00.00.21",
        "06-00-00-00-21",
        "06/00/00/00/21",
        "o6 oo oo oo 21",
        "0 6 0 0 0 0 0 0 2 1",
        "+212600000021",
        "+212 (0)6 00 00 00 21",
        "(+212) 600-000-021",
        "00212 600 000 021",
        "00 212 6 00 00 00 21",
        "212600000021",
        "+212.600.000.021",
        "٠٦٠٠٠٠٠٠٢١",
        "٠٠٢١٢ ٦٠٠ ٠٠٠ ٠٢١",
        "06\u200b00\u200b000021",
        "tel:+212600000021",
        "https://wa.me/212600000021",
        "https://t.me/+212600000021",
    ],
)
def test_moroccan_numbers_have_one_form(rules, spelling):
    assert ("phone", "+212600000021") in found(rules, f"Son numéro : {spelling}, merci")


@pytest.mark.parametrize("spelling", ["+44 7700 900123", "0044 7700 900123", "+447700900123"])
def test_foreign_numbers(rules, spelling):
    assert found(rules, f"call {spelling}.") == {("phone", "+447700900123")}


@pytest.mark.parametrize(
    "text",
    [
        "le 05/06/2025 14:30 j'ai payé 2 400 DH",
        "commande 0612345",
        "CIN AB123456, dossier 2024/1501/12",
        "il est 10:30:45 et 3.14",
        "version 1.2.3",
        "RIB 999 780 0000000000000001 06 ?",
        "aaaa@ bbb @ ccc",
        "salut.Ça va",
    ],
)
def test_amounts_dates_hours_and_order_numbers_are_nothing(rules, text):
    assert not found(rules, text)


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("RIB 999 120 9415444429793280 79", "rib", "999120941544442979328079"),
        ("MA64 9991 5522 6266 5028 8805 6206", "iban", "MA64999155226266502888056206"),
        ("MA64 9991 5522 6266 5028 8805 6206", "rib", "999155226266502888056206"),
        ("IBAN GB82 WEST 1234 5698 7654 32", "iban", "GB82WEST12345698765432"),
        ("aide.concours [at] reussite-sure [dot] example", "email", "aide.concours@reussite-sure.example"),
        ("Vip.Contact@Trader.EXAMPLE", "email", "Vip.Contact@trader.example"),
        ("nom arobase site.example", "email", "nom@site.example"),
        ("mailto:nom@site.example", "email", "nom@site.example"),
        ("voir @Dr.Nadia.Benali.", "account", "@dr.nadia.benali"),
        ("serveur 198.51.100[.]9", "ip", "198.51.100.9"),
        ("serveur 2001:DB8::1", "ip", "2001:db8::1"),
        ("bc1qwrj33edlqlhp3ghvn60xafwe4dkk3ju0ge8pj4", "btc", "bc1qwrj33edlqlhp3ghvn60xafwe4dkk3ju0ge8pj4"),
        ("0xef56ebf47959066bdd5c90d22bf8f2028a8428ed", "eth", "0xEf56eBf47959066bDd5C90D22BF8F2028A8428ed"),
        ("TEiSHWQvKPP3EC2Z6qu9fuAtbNcDy2NHDf", "tron", "TEiSHWQvKPP3EC2Z6qu9fuAtbNcDy2NHDf"),
        ("md5 D41D8CD98F00B204E9800998ECF8427E", "hash", "d41d8cd98f00b204e9800998ecf8427e"),
        ("boutique-soldes(.)example/x", "url", "https://boutique-soldes.example/x"),
        ("<https://site.\nexample/long/\nchemin>", "url", "https://site.example/long/chemin"),
        ("vm.tiktok.com/ZM7wJcLdu/", "url", "https://vm.tiktok.com/ZM7wJcLdu/"),
        ("الرابطhttps://site.example/a، شكرا", "url", "https://site.example/a"),
    ],
)
def test_spelling(rules, text, type_, value):
    assert (type_, value) in found(rules, text)


def test_the_parts_of_an_observable_are_not_listed_again(rules):
    assert found(rules, "https://site.example/0600000021/nom@site.example") == {
        ("url", "https://site.example/0600000021/nom@site.example")
    }


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("RIB 999120941544442979328078", "rib_invalid"),
        ("IBAN MA64 9991 5522 6266 5028 8805 6207", "iban_invalid"),
        ("bc1qwrj33edlqlhp3ghvn60xafwe4dkk3ju0ge8pj5", "crypto_checksum_invalid"),
        ("0xEF56ebf47959066bdd5c90d22bf8f2028a8428ed", "crypto_checksum_invalid"),
        ("cliquez javascript:alert(1)", "bad_url_scheme"),
        ('=HYPERLINK("http://site.example","x")', "formula_injection"),
        ("<script>alert(1)</script>", "html_injection"),
        ("me\u200bnace", "zero_width"),
        ("\u202emot\u202c", "bidi_control"),
    ],
)
def test_flag(rules, text, flag):
    assert flag in diagnose({"text": text}, rules)["flags"]


@pytest.mark.parametrize(
    "card", ["4111 1111 1111 1111", "4111111111111111", "٤١١١ ١١١١ ١١١١ ١١١١", "4111-1111-1111-1111"]
)
def test_a_card_number_is_nowhere_in_the_answer(rules, card):
    report = {"text": f"J'ai donné ma carte {card} au faux site de la banque", "identifiers": {"cards": [card]}}
    answer = diagnose(report, rules)
    assert ("card", "****1111") in {(item["type"], item["value"]) for item in answer["observables"]}
    assert "card_masked" in answer["flags"]
    for shown in (str(answer), str(answer["reasons"])):
        assert card not in shown
        assert "11111111" not in shown.replace(" ", "").replace("-", "")


def test_each_observable_is_listed_once_at_its_first_place(rules):
    report = {"text": "06 00 00 00 21", "identifiers": {"phones": ["+212600000021"], "handles": ["@Nom", "nom"]}}
    assert [(item["value"], item["where"]) for item in diagnose(report, rules)["observables"]] == [
        ("@nom", "identifiers"),
        ("+212600000021", "text"),
    ]


def test_fields_of_identifiers(rules):
    report = {
        "identifiers": {
            "phones": ["600000021"],
            "emails": ["A@B.example"],
            "rib": ["999120941544442979328079"],
            "sender_id": ["bpInfo"],
            "hashes": ["D41D8CD98F00B204E9800998ECF8427E"],
            "ips": ["198.51.100.9"],
            "crypto": ["bc1qexample0000000000000000000000000000013"],
        }
    }
    answer = diagnose(report, rules)
    assert {(item["type"], item["value"]) for item in answer["observables"]} == {
        ("phone", "+212600000021"),
        ("email", "A@b.example"),
        ("rib", "999120941544442979328079"),
        ("sender_id", "BPINFO"),
        ("hash", "d41d8cd98f00b204e9800998ecf8427e"),
        ("ip", "198.51.100.9"),
    }
    assert "crypto_checksum_invalid" in answer["flags"]


def test_the_reporters_own_number_is_marked(rules):
    text = "Appelez-moi au 0600000021, lui a le 0600000022"
    start = text.index("0600000021")
    answer = diagnose({"text": text}, rules, own_spans=[OwnSpan("text", 0, start, start + 10)])
    assert {item["value"]: item.get("own", False) for item in answer["observables"]} == {
        "+212600000021": True,
        "+212600000022": False,
    }
