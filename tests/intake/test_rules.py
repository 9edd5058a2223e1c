"""The pure rules of intake: visible text, codes, own places in a text, forms as people type them, conditions."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.intake.added_facts import with_added_facts
from chalicelib.domain.intake.answers import applicable
from chalicelib.domain.intake.form_members import AmbiguousFields, centimes_of, members_from_fields
from chalicelib.domain.intake.members import answer_to
from chalicelib.domain.intake.own_spans import own_spans, without_spans
from chalicelib.domain.intake.receipt_code import ReceiptKeys, normal_code, shown_code
from chalicelib.domain.intake.visible import is_visible
from chalicelib.reference_data.form_structure import load_forms
from chalicelib.schemas.formats import FORMATS
from tests.intake.world import KEY, REPORT, World

FORMS = load_forms()
KEYS = ReceiptKeys({1: b"a fictional secret"})
CODE = KEYS.code(KEY, 1)


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u200b", "\u2800", "\u3164", "\u0301", "\ufeff", "\u202e\u202c"])
def test_what_nobody_can_see_is_not_visible(text: str) -> None:
    assert not is_visible(text)


@pytest.mark.parametrize("text", ["x", "ⵣ", "ع", "👍", ".", "\u200bx"])
def test_one_sign_is_visible(text: str) -> None:
    assert is_visible(text)


def test_a_code_has_eighty_bits_in_four_groups() -> None:
    assert len(CODE) == 16
    assert len(shown_code(CODE)) == 19
    assert normal_code(shown_code(CODE).lower()) == CODE


def test_i_l_and_o_are_read_as_digits() -> None:
    assert normal_code("IIII-LLLL-OOOO-0000") == "1111111100000000"
    assert normal_code("UUUU-1111-1111-1111") is None


@given(st.text(max_size=120))
def test_any_typed_code_is_a_code_or_none(typed: str) -> None:
    code = normal_code(typed)
    assert code is None or (len(code) == 16 and normal_code(shown_code(code)) == code)


def test_the_digest_of_a_code_tells_its_version_and_not_the_code() -> None:
    partition = KEYS.partition(CODE, 1)
    assert partition.startswith("R1#")
    assert CODE not in partition
    assert KEYS.item_id(partition, KEY) != KEYS.item_id(partition, KEY + "x")


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("Appelez +212 600-000042 ce soir", "0600000042"),
        ("Appelez 06.00.00.00.42 ce soir", "+212600000042"),
        ("Appelez 00212600000042 ce soir", "0600000042"),
        ("Appelez +212 (0) 600000042 ce soir", "0600000042"),
        ("Appelez ٠٦٠٠٠٠٠٠٤٢ ce soir", "0600000042"),
    ],
)
def test_a_telephone_is_found_however_it_is_written(written: str, known: str) -> None:
    (span,) = own_spans({"text": written}, {"phone": known})
    assert written[: span["start"]].strip() == "Appelez"
    assert written[span["end"] :].strip() == "ce soir"


def test_another_number_is_not_the_reporters() -> None:
    assert own_spans({"text": "0600000043 et 16000000421"}, {"phone": "0600000042"}) == []


def test_mail_and_id_number_are_found_whatever_their_case() -> None:
    report = {"text": "MOI@Example.org, cin zz 123-456", "identifiers": {"emails": ["moi@example.org"]}}
    spans = own_spans(report, {"email": "moi@example.org", "national_id": "ZZ123456"})
    assert [(span["where"], span["field"]) for span in spans] == [("text", ""), ("text", ""), ("identifiers", "emails")]
    blanked = without_spans(report, spans)
    assert blanked["text"].strip(" ,") == "cin"
    assert blanked["identifiers"]["emails"][0].strip() == ""


@pytest.mark.parametrize(
    ("typed", "centimes"),
    [
        ("1500", 150_000),
        ("1 500,50", 150_050),
        ("1.500", 150_000),
        ("1,500.5", 150_050),
        ("1500 DH", 150_000),
        ("١٥٠٠", 150_000),
        ("0,05", 5),
        ("rien", None),
        ("9" * 40, None),
    ],
)
def test_money_is_read_as_people_type_it(typed: str, centimes: int | None) -> None:
    assert centimes_of(typed) == centimes


@given(st.text(max_size=40))
def test_any_typed_amount_is_centimes_or_none(typed: str) -> None:
    amount = centimes_of(typed)
    assert amount is None or 0 <= amount <= 10**15


def test_fields_become_members() -> None:
    fields = {
        "reporter.role": ["victim"],
        "urls": ["https://a.example/\nhttps://b.example/", "https://c.example/"],
        "answers.pay_method": ["cash", "card"],
        "answers.amount": ["12"],
        "answers.amount.currency": ["EUR"],
        "form.version": ["1"],
        "text": ["  "],
    }
    assert members_from_fields(fields, FORMS) == {
        "reporter": {"role": "victim"},
        "urls": ["https://a.example/", "https://b.example/", "https://c.example/"],
        "answers": {"pay_method": ["cash", "card"], "amount": {"amount": 1200, "currency": "EUR"}},
        "form": {"version": 1},
    }


@pytest.mark.parametrize("fields", [{"text": ["a", "b"]}, {"a": ["x"], "a.b": ["y"]}, {"a.b.c.d": ["x"]}])
def test_fields_that_contradict_each_other_are_ambiguous(fields: dict[str, list[str]]) -> None:
    with pytest.raises(AmbiguousFields):
        members_from_fields(fields, FORMS)


@given(st.dictionaries(st.text(max_size=30), st.lists(st.text(max_size=20), max_size=3), max_size=8))
def test_any_fields_are_members_or_ambiguous(fields: dict[str, list[str]]) -> None:
    with contextlib.suppress(AmbiguousFields):
        assert isinstance(members_from_fields(fields, FORMS), dict)


@pytest.mark.parametrize("written", ["2026-02-30", "0000-01-01", "2026-13", "26-01-01", "2026-1-1", "٢٠٢٦-01-01", ""])
def test_an_impossible_day_is_no_day(written: str) -> None:
    assert not FORMATS["day-or-month"](written)


@pytest.mark.parametrize(
    ("name", "text", "right"),
    [
        ("email", "a@example.org", True),
        ("email", "a@b@example.org", False),
        ("email", "a@localhost", False),
        ("email", "é@exemple.example", True),
        ("phone", "+212 (0) 6 00 00 00 42", True),
        ("phone", "٠٦٠٠٠٠٠٠٤٢", True),
        ("phone", "12345", False),
        ("phone", "+212600000042\nBcc: x", False),
        ("one-line", "a\tb\nc", True),
        ("one-line", "a\x1bb", False),
        ("sealable", "é" * 2048, True),
        ("sealable", "é" * 2049, False),
    ],
)
def test_formats_are_ours(name: str, text: str, right: bool) -> None:
    assert FORMATS[name](text) is right


def test_a_member_answers_the_question_that_fills_it() -> None:
    report = {"reporter": {"age_band": "from_13"}, "victim": {"nationality": "foreign"}, "answers": {"deadline": "yes"}}
    assert answer_to("reporter_minor", report) == "yes"
    assert answer_to("victim_moroccan", report) == "no"
    assert answer_to("deadline", report) == "yes"
    assert answer_to("role", report) is None


def test_additions_complete_a_report_and_never_replace() -> None:
    report = {"occurred": "hier", "urls": ["a"], "answers": {"deadline": "no"}, "identifiers": {"phones": ["1"]}}
    added = {
        "occurred": "lundi",
        "urls": ["a", "b"],
        "answers": {"deadline": "yes", "reach": "x"},
        "identifiers": {"rib": ["2"]},
    }
    assert with_added_facts(report, [added]) == {
        "occurred": "hier",
        "urls": ["a", "b"],
        "answers": {"deadline": "no", "reach": "x"},
        "identifiers": {"phones": ["1"], "rib": ["2"]},
    }


_KINDS = st.sampled_from(sorted(FORMS.current.kinds))


@st.composite
def answered_kinds(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A kind and answers to some of its choices, whether their conditions hold or not."""
    kind = draw(_KINDS)
    choices = {name: q for name, q in FORMS.current.answered(kind).items() if q.options}
    names = draw(st.lists(st.sampled_from(sorted(choices)), unique=True)) if choices else []
    said: dict[str, Any] = {}
    for name in names:
        option = draw(st.sampled_from(choices[name].options))
        said[name] = [option] if choices[name].many else option
    return kind, said


@given(answered_kinds(), st.sampled_from(["victim", "witness", "on_behalf"]))
def test_what_remains_after_dropping_needs_no_more_dropping(answered: tuple[str, dict[str, Any]], role: str) -> None:
    kind, said = answered
    report = {"reporter": {"role": role}, "answers": said}
    kept, dropped = applicable(report, FORMS.current.kinds[kind])
    assert set(kept) | set(dropped) == set(said)
    assert applicable({**report, "answers": kept}, FORMS.current.kinds[kind]) == (kept, [])
    unconditional = {asked.question for asked in FORMS.current.kinds[kind].asked if not asked.when}
    assert not unconditional & set(dropped)


@given(answered_kinds())
def test_any_report_sent_twice_under_one_key_is_one_report(answered: tuple[str, dict[str, Any]]) -> None:
    kind, said = answered
    report = {**REPORT, "citizen_choice": kind, "form": {"version": 1, "kind": kind}, "answers": said}
    world = World()
    first, again = world.submit(report, KEY), world.submit(dict(reversed(report.items())), KEY)
    assert (again.receipt, again.replayed) == (first.receipt, True)
    assert len(world.receipts.submissions) == 1
