"""Any report gets an answer, the same each time, in linear time, with evidence that the reader can find again."""

import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.domain.diagnosis.diagnose import diagnose
from chalicelib.domain.diagnosis.groups import links_of
from chalicelib.domain.diagnosis.search_terms import query_terms, search_terms
from chalicelib.reference_data.diagnosis_rules import load_diagnosis_rules

RULES = load_diagnosis_rules()
HOSTILE = (
    *(
        "a.a.a.",
        "1 ",
        "0 0",
        "05 ",
        "@",
        "a@",
        "a@a.",
        "[",
        "a[.]",
        "(http://a",
        "http://a.example/ ",
        "a:",
        "ab:",
        "+1 ",
    ),
    *(
        "a\u0301\u0301\u0301",
        "ne pas me tuer ",
        "ال",
        "je vais te tuer ",
        "<a",
        "a(at)b ",
        "1" + "B" * 30 + " ",
        "a\u200b",
    ),
    *("a b c d ", "MA64 ", "http://a.com/%", "http://a.com/?a=b&", "4111 ", "1.2.3.4.", "=HYPERLINK(", "\n=a", "«»"),
)
SIZE = 100_000
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
    quotable = [text, *urls, *handles, occurred, answer["category"], "FRAUD"]
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


@pytest.mark.parametrize("piece", HOSTILE, ids=[repr(piece[:14]) for piece in HOSTILE])
def test_hostile_text_is_read_in_linear_time(piece):
    text = (piece * (SIZE // len(piece) + 1))[:SIZE]
    start = time.process_time()
    diagnose({"text": text}, RULES)
    assert time.process_time() - start < 1.0


def test_ten_times_the_text_takes_at_most_twelve_times_the_time():
    def seconds(size):
        text = (
            "Il me demande 2000 dh sinon il publie mes photos https://t.me/x_exemple 06 00 00 00 21. " * (size // 80)
        )[:size]
        best = []
        for _ in range(3):
            start = time.process_time()
            diagnose({"text": text}, RULES)
            best.append(time.process_time() - start)
        return min(best)

    assert seconds(1_000_000) <= max(1.0, 12 * seconds(100_000))
