"""Any report gets an answer, the same each time, in linear time, with evidence that the reader can find again."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain.diagnosis.diagnose import diagnose
from chalicelib.domain.diagnosis.groups import links_of
from chalicelib.domain.diagnosis.search_terms import query_terms, search_terms
from chalicelib.reference_data.diagnosis_rules import load_diagnosis_rules
from tests.diagnosis.hostile import MEGABYTE, NINE, PIECES, generated, repeated, seconds

RULES = load_diagnosis_rules()
pieces = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "https://wa.me/212600000021?text=",
            "4111 1111 1111 1111",
            "je vais te tuer",
            "غادي نقتلك",
            "n9etlek",
            "@nom",
            "\u202e",
        ]
    ),
)
texts = st.lists(pieces, max_size=12).map(" ".join)


@given(
    texts, st.lists(st.text(max_size=40), max_size=3), st.lists(st.text(max_size=30), max_size=3), st.text(max_size=20)
)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_total_deterministic_and_quoted(text, urls, handles, occurred):
    report = {
        "text": text,
        "urls": urls,
        "identifiers": {"handles": handles, "phones": urls, "rib": handles, "crypto": [text]},
        "occurred": occurred,
        "citizen_choice": "FRAUD",
    }
    answer = diagnose(report, RULES)
    assert json.dumps(answer, ensure_ascii=False) == json.dumps(diagnose(report, RULES), ensure_ascii=False)
    quotable = [text, *urls, *handles, occurred, "FRAUD"]
    for reason in answer["reasons"]:
        evidence = reason["evidence"]
        assert len(evidence) <= 120
        if "*" not in evidence:
            assert any(evidence in part for part in quotable)
    for item in answer["observables"]:
        assert item["where"] in ("text", "urls", "identifiers")
    assert links_of(answer, report, RULES) == links_of(answer, report, RULES)
    assert len(search_terms(answer, report, ["Fès"])) <= 32
    assert len(query_terms(text, RULES)) <= 32


@pytest.mark.parametrize(
    "report",
    [
        {},
        {"text": None, "urls": None, "identifiers": None, "reporter": None, "attachments": None, "occurred": 3},
        {"text": 5, "urls": [None, 3, {}], "identifiers": {"phones": None, "rib": "x", "handles": [None]}},
        {"text": "", "citizen_choice": "NOPE", "answers": [], "victim": [], "lang": 7},
    ],
)
def test_members_may_be_missing_or_of_another_kind(report):
    assert diagnose(report, RULES)["language"] == "und"


@pytest.mark.parametrize(
    "text",
    [
        "ـ",
        "السيد ـ 0600000021",
        "\ufe71",
        "http://a.example/\ud800",
        "\ud800\udc00 a.ma/?q=\udfff#!\ud800",
        "a\udfff.ma",
    ],
    ids=ascii,
)
def test_a_lone_stroke_and_half_a_character_are_read_like_any_other_text(text):
    assert diagnose({"text": text, "urls": [text], "occurred": text}, RULES)["category"] == "OTHER"


@pytest.mark.parametrize("piece", NINE, ids=ascii)
def test_a_hostile_megabyte_is_read_in_a_second(piece):
    assert seconds(repeated(piece), RULES)[0] < 1.0


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: ascii(piece[:14]))
def test_every_piece_of_hostile_texts_is_read_in_linear_time(piece):
    assert seconds(repeated(piece, MEGABYTE // 10), RULES)[0] < 1.0


def test_generated_hostile_megabytes_are_read_in_a_second():
    # `make bench` reads a thousand of them.
    for text in generated(4, seed=7):
        assert seconds(text, RULES)[0] < 1.0, text[:80]


@pytest.mark.parametrize(
    "line",
    [
        "Il me demande 2000 dh sinon il publie mes photos https://t.me/x_exemple 06 00 00 00 21. ",
        "غادي نقتلك إلا ما صيفطتيش الفلوس، عندو التصاور ديالي wa.me/212600000021 ",
    ],
)
def test_ten_times_the_text_takes_at_most_twelve_times_the_time(line):
    def best(size):
        return min(seconds(repeated(line, size), RULES)[0] for _ in range(3))

    assert best(MEGABYTE) <= 12 * best(MEGABYTE // 10)
