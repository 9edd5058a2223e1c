"""Canonical addresses and content keys."""

import json
import string
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chalicelib.domain.diagnosis.content_keys import times_in_keys
from chalicelib.domain.diagnosis.diagnose import diagnose
from chalicelib.domain.diagnosis.web_address import canonical_url
from chalicelib.reference_data.diagnosis_rules import load_diagnosis_rules
from tests.diagnosis.conftest import FIXTURES

PAIRS, OWN_PAIRS = (
    json.loads((FIXTURES / name).read_text(encoding="utf-8")) for name in ("url_pairs.json", "own_url_pairs.json")
)
ALL_PAIRS = [*PAIRS, *OWN_PAIRS]
LINKS = [pair for pair in ALL_PAIRS if pair["canonical"]]
RULES = load_diagnosis_rules()


@pytest.mark.parametrize("pair", ALL_PAIRS, ids=[pair["url"][:70] for pair in ALL_PAIRS])
def test_pair(pair):
    found = canonical_url(pair["url"], RULES)
    assert (found.url, found.content_key) == (pair["canonical"], pair["content_key"])


@pytest.mark.parametrize("pair", LINKS, ids=[pair["canonical"][:70] for pair in LINKS])
def test_canonical_form_of_a_canonical_form_is_itself(pair):
    again = canonical_url(pair["canonical"], RULES)
    assert (again.url, again.content_key) == (pair["canonical"], pair["content_key"])


# After `#!` stands an address of its own: what is added there is part of it.
DECORATED = [pair for pair in LINKS if "#!" not in pair["canonical"]]


@given(st.sampled_from(DECORATED), st.data())
def test_every_decoration_of_a_link_has_the_same_address_and_key(pair, data):
    url = pair["canonical"]
    if data.draw(st.booleans()):
        url += ("&" if "?" in url else "?") + data.draw(
            st.sampled_from(["utm_source=x", "fbclid=IwAR0", "gclid=1&utm_campaign=ete", "mibextid=zz&_ga=2.1"])
        )
    if data.draw(st.booleans()):
        url += "#" + data.draw(st.text(string.ascii_letters, min_size=1, max_size=8))
    if data.draw(st.booleans()):
        url = url.replace("https://", "hxxps://", 1).replace(".", "[.]", 1)
    if data.draw(st.booleans()):
        url = data.draw(st.sampled_from(["<{}>", "({}),", "« {} »", '"{}".', "\u200b{}\u200f", " {}؟"])).format(url)
    if data.draw(st.booleans()) and "[" not in url:
        host = url.partition("://")[2].partition("/")[0]
        url = url.replace(host, host.upper(), 1)
    found = canonical_url(url, RULES)
    assert (found.url, found.content_key) == (pair["canonical"], pair["content_key"])


@given(st.text(max_size=80))
@example(",#")
@example("?a=b.#f")
@example("#!,")
@example("a.)?;#!!")
def test_any_text_gives_an_answer_and_canonicalisation_is_idempotent(text):
    for url in (
        text,
        f"https://site.example/{text}",
        f"https://{text}.example/?{text}",
        f"https://www.facebook.com/{text}",
    ):
        first = canonical_url(url, RULES)
        if first.url:
            second = canonical_url(first.url, RULES)
            assert (second.url, second.content_key) == (first.url, first.content_key)


@pytest.mark.parametrize(
    ("url", "flag"),
    [
        ("javascript:alert(1)", "bad_url_scheme"),
        ("data:text/html,x", "bad_url_scheme"),
        ("ftp://site.example/a", "bad_url_scheme"),
        ("https://banque.example@site.example/", "url_userinfo"),
        ("https://bànque-atlas.example/", "punycode"),
        ("https://bit.ly/3Exempl", "short_link_unresolved"),
        ("https://l.facebook.com/l.php?u=javascript%3Aalert(1)", "bad_url_scheme"),
    ],
)
def test_flags(url, flag):
    assert flag in canonical_url(url, RULES).flags


def test_redirectors_are_followed_three_times_and_no_more():
    target = "https://site.example/a"
    for _ in range(3):
        target = "https://l.facebook.com/l.php?u=" + target.replace("%", "%25").replace(":", "%3A").replace(
            "/", "%2F"
        ).replace("?", "%3F").replace("=", "%3D")
    assert canonical_url(target, RULES).url == "https://site.example/a"


def test_an_address_of_a_million_characters_is_no_address():
    assert canonical_url("http://a.example/?" + "a=b&" * 250_000, RULES).url == ""


@pytest.mark.parametrize(
    ("key", "at", "sure"),
    [
        ("x:status:1929613320230274511", "2025-06-02", "published"),
        ("discord:message:1380041576634870498", "2025-06-05", "published"),
        ("tiktok:video:7511428104120692804", "2025-06-02", "studied"),
        ("linkedin:post:7335379009771266555", "2025-06-02", "indicative"),
        ("instagram:post:DKaMaSoP0GJ", "2025-06-02", "indicative"),
        ("threads:post:DKaMaSoP0GJ", "2025-06-02", "indicative"),
    ],
)
def test_the_moment_in_an_id_is_read(key, at, sure):
    (found,) = times_in_keys([key], RULES.web.platforms, datetime(2026, 11, 25, tzinfo=UTC))
    assert (found["key"], found["sure"]) == (key, sure)
    assert abs(datetime.fromisoformat(found["at"]) - datetime.fromisoformat(f"{at}T12:00Z")) < timedelta(days=2)


@pytest.mark.parametrize(
    "key",
    [
        "x:status:1929613320230274511",
        "x:status:12345",
        "tiktok:video:99999999999999999999",
        "instagram:post:AAAAA",
        "instagram:post:-------------",
        "discord:user:10000000000000000",
    ],
)
def test_a_moment_after_the_report_or_before_the_platform_is_unreadable(key):
    (found,) = times_in_keys([key], RULES.web.platforms, datetime(2020, 11, 25, tzinfo=UTC))
    assert found["at"] is None


def test_other_ids_carry_no_moment():
    keys = ["facebook:post:1929613320230274511", "x:user:nom", "telegram:post:c/1/2", "instagram:user:nom"]
    assert times_in_keys(keys, RULES.web.platforms, None) == []


def test_the_diagnosis_tells_the_moments_where_there_are_any():
    link = "https://x.com/nom/status/1929613320230274511"
    found = diagnose({"urls": [link]}, RULES, received_at=datetime(2026, 11, 25, tzinfo=UTC))
    assert found["times"] == [
        {"key": "x:status:1929613320230274511", "at": "2025-06-02T18:57:20Z", "sure": "published"}
    ]
    assert "times" not in diagnose({"urls": ["https://site.example/"]}, RULES)
