"""The catalogue is whole: both languages, the same values, every counted form, no key without a use."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

PORTAL = Path(__file__).resolve().parents[2] / "static_site" / "portal"
CATALOGUE: dict[str, dict[str, Any]] = json.loads((PORTAL / "texts" / "catalogue.json").read_text(encoding="utf-8"))
# CLDR: the forms that a number can take in each language (French counts "many" for millions only).
FORMS = {"ar": {"zero", "one", "two", "few", "many", "other"}, "fr": {"one", "other"}}
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in PORTAL.rglob("*.ts"))


def _forms(text: str | dict[str, str]) -> list[str]:
    return list(text.values()) if isinstance(text, dict) else [text]


@pytest.mark.parametrize("language", FORMS)
def test_every_text_is_there_and_says_something(language: str) -> None:
    missing = [
        key for key, texts in CATALOGUE.items() if not all(form.strip() for form in _forms(texts.get(language, "")))
    ]
    assert missing == []


@pytest.mark.parametrize("language", FORMS)
def test_a_counted_text_has_every_form_of_its_language(language: str) -> None:
    counted = {key: set(texts[language]) for key, texts in CATALOGUE.items() if isinstance(texts[language], dict)}
    assert counted
    assert {key: forms for key, forms in counted.items() if forms != FORMS[language]} == {}


def test_both_languages_ask_for_the_same_values() -> None:
    def values(text: str | dict[str, str]) -> set[str]:
        # A counted form may say "one" or "two" in words instead of {n}.
        return {name for form in _forms(text) for name in re.findall(r"\{(\w+)\}", form)} - {"n"}

    assert [key for key, texts in CATALOGUE.items() if values(texts["ar"]) != values(texts["fr"])] == []


def test_arabic_texts_are_in_arabic_letters_and_french_ones_are_not() -> None:
    arabic = re.compile("[\u0600-\u06ff]")
    latin_only = {key for key, texts in CATALOGUE.items() if not arabic.search("".join(_forms(texts["ar"])))}
    assert latin_only == set()
    assert [key for key, texts in CATALOGUE.items() if arabic.search("".join(_forms(texts["fr"])))] == []


def test_every_key_is_used() -> None:
    families = set(re.findall(r'word\(\s*"([\w.-]+)"', SOURCES)) | {
        "category",
        "language",
        "state",
        "urgency",
        "court",
        "problem",
        "closing",
        "channel",
    }
    families |= set(re.findall(r"`([\w.-]+)\.\$\{", SOURCES))
    said = set(re.findall(r'"([\w.-]+)"', SOURCES))
    unused = [
        key for key in CATALOGUE if key not in said and not any(key.startswith(f"{family}.") for family in families)
    ]
    assert unused == []


def test_every_code_of_the_contract_has_a_word() -> None:
    codes = {
        "state": (
            "received triage seriousness_check leave_asked leave_given leave_refused referred "
            "in_inquiry with_prosecutor instructed closed reopened"
        ),
        "role": "analyst investigator supervisor prosecutor custodian auditor administrator",
        "urgency": "U0 U1 U2 U3 U4",
        "language": "ar ary ary-Latn zgh zgh-Latn fr en es und",
        "category": (
            "DANGER TERR CSAM GROOM TRAFF THREAT INCITE SEXT EXTORT INTIMATE PHISH HACK TRADE HATE "
            "FRAUD HARASS IMPERS FALSE EXAM DEFAM PRIV OTHER NOT_ACTIONABLE"
        ),
        "observable": "url account phone email rib iban card btc eth tron xmr ip hash sender_id",
        "confidence": "certain likely unclear",
        "times": "published studied indicative unreadable",
        "channel": "message call sms email letter",
        "prosecutor": "procureur_du_roi procureur_general",
        "action": (
            "case.read case.taken case.assigned case.state case.referred case.court correction.made "
            "link.made note.added message.sent message.received facts.added reporter.seen answers.seen "
            "access.denied identity.declared identity.erasure_asked identity.erased contest.made contact.code "
            "unseal.requested unseal.approved unseal.refused unseal.cancelled unseal.opened unseal.denied "
            "export.made duty.acknowledged list.read search.made case.received case.diagnosed reporter.denied"
        ),
    }
    missing = [
        f"{family}.{code}"
        for family, listed in codes.items()
        for code in listed.split()
        if f"{family}.{code}" not in CATALOGUE
    ]
    assert missing == []
