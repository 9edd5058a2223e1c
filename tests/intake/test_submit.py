"""Sending a report: what is kept, what is sealed, what a repeat gets, what happens when a dependency is down."""

from typing import Any

import pytest

from chalicelib.domain.intake.report import IdentityWhenAnonymous, NothingReported
from chalicelib.usecases.errors import OutcomeUnknown, Unavailable
from chalicelib.usecases.intake.errors import InvalidMembers, KeyReused, UnknownFormVersion
from chalicelib.usecases.intake.needs import Submission
from tests.intake.world import IDENTITY, KEY, NAMED, REPORT, World


@pytest.fixture
def world() -> World:
    return World()


def kept(world: World) -> Submission:
    (submission,) = world.receipts.submissions.values()
    return submission


def test_a_report_waits_at_the_national_desk_with_the_base_urgency_of_its_kind(world: World) -> None:
    accepted = world.submit({**REPORT, "citizen_choice": "DANGER"}, KEY)
    case = kept(world).case
    assert (case.court, case.state, case.urgency, case.category) == ("NATIONAL", "received", "U0", "DANGER")
    assert case.owed == {"diagnose": "2026-11-24T21:22:47Z", "ring": "2026-11-24T21:24:47Z"}
    assert accepted.received_at == "2026-11-24T21:21:47Z"
    assert not accepted.replayed
    assert world.queue.hints == [(case.id, 0)]


def test_an_anonymous_report_needs_no_seal(world: World) -> None:
    world.seal.down = True
    world.submit(REPORT, KEY)
    assert kept(world).sealed == {}
    assert kept(world).contact == {}


def test_identity_and_contact_are_sealed_value_by_value_and_leave_no_trace_in_the_content(world: World) -> None:
    world.submit({**NAMED, "contact": {"channel": "call", "hours": "le soir"}}, KEY)
    submission = kept(world)
    assert set(submission.sealed) == set(IDENTITY)
    assert set(submission.contact) == {"channel", "hours", "phone"}
    assert {value.purpose for value in submission.contact.values()} == {"contact"}
    assert submission.case.identity_fields == ("email", "full_name", "national_id", "phone")
    for value in IDENTITY.values():
        assert value not in repr(submission.content)
    (call,) = world.seal.calls
    assert call[0] == submission.case.id


def test_what_the_tree_marks_sensitive_is_sealed_in_any_mode(world: World) -> None:
    report = {
        **REPORT,
        "citizen_choice": "TRAFF",
        "suspect": {"name": "Nom Fictif", "known": "online"},
        "form": {"version": 1, "kind": "TRAFF"},
        "answers": {"victim_now": "rue inventée", "can_talk": "no"},
    }
    world.submit(report, KEY)
    submission = kept(world)
    assert set(submission.sealed) == {"suspect.name", "answers.victim_now"}
    assert {value.purpose for value in submission.sealed.values()} == {"report"}
    assert submission.case.sealed_answers == ("suspect.name", "answers.victim_now")
    assert submission.content.body["suspect"] == {"known": "online"}
    assert submission.content.body["answers"] == {"can_talk": "no"}


def test_the_reporters_own_values_are_marked_where_they_occur_in_the_text(world: World) -> None:
    world.submit({**NAMED, "text": "Rappelez-moi au 06 00 00 00 42."}, KEY)
    assert kept(world).content.body["own_spans"] == [
        {"where": "text", "index": 0, "start": 16, "end": 30, "field": ""},
    ]


def test_nothing_is_written_when_the_seal_is_down(world: World) -> None:
    world.seal.down = True
    with pytest.raises(Unavailable):
        world.submit(NAMED, KEY)
    assert world.receipts.submissions == {}


def test_a_report_is_accepted_when_the_queue_is_down(world: World) -> None:
    world.queue.down = True
    assert world.submit(REPORT, KEY).receipt


def test_the_same_key_and_payload_give_the_same_receipt(world: World) -> None:
    first, again = world.submit(REPORT, KEY), world.submit(REPORT, KEY)
    assert again.receipt == first.receipt
    assert again.replayed
    assert len(world.queue.hints) == 1


def test_the_same_key_with_another_payload_is_refused(world: World) -> None:
    world.submit(REPORT, KEY)
    with pytest.raises(KeyReused):
        world.submit({**REPORT, "text": "autre"}, KEY)


def test_without_a_key_two_reports_have_two_receipts(world: World) -> None:
    assert world.submit(REPORT, None).receipt != world.submit(REPORT, None).receipt


def test_a_repeat_after_the_secret_was_renewed_gives_the_first_receipt() -> None:
    before = World(secrets={1: b"old"})
    first = before.submit(REPORT, KEY)
    after = World(before.receipts, secrets={1: b"old", 2: b"new"})
    assert after.submit(REPORT, KEY).receipt == first.receipt
    assert after.follow(first.receipt)["status"] == "received"


def test_an_answer_that_was_lost_on_the_way_is_read_back(world: World) -> None:
    world.receipts.broken_after_writing = OutcomeUnknown()
    assert world.submit(REPORT, KEY).replayed is False


def test_an_answer_that_was_lost_with_its_write_is_unavailable(world: World) -> None:
    world.receipts.broken = OutcomeUnknown()
    with pytest.raises(Unavailable):
        world.submit(REPORT, KEY)


@pytest.mark.parametrize("text", ["", " ", "\u200b ", "\u2800"])
def test_nothing_reported_is_no_report(world: World, text: str) -> None:
    with pytest.raises(NothingReported):
        world.submit({**REPORT, "text": text, "urls": []}, KEY)


def test_the_language_wished_for_the_reply_alone_is_no_report(world: World) -> None:
    # The pages fill it in beforehand.
    bare = {name: REPORT[name] for name in ("lang", "citizen_choice", "reporter")}
    form = {"form": {"version": 1, "kind": "FRAUD"}, "answers": {"reply_language": "fr"}}
    with pytest.raises(NothingReported):
        world.submit({**bare, **form}, KEY)


@pytest.mark.parametrize(
    "said",
    [
        {"urls": ["https://a.example"]},
        {"identifiers": {"handles": ["@fictif"]}},
        {"form": {"version": 1, "kind": "FRAUD"}, "answers": {"scam_kind": "purchase"}},
    ],
)
def test_a_link_an_account_or_an_answer_alone_is_a_report(world: World, said: dict[str, Any]) -> None:
    bare = {name: REPORT[name] for name in ("lang", "citizen_choice", "reporter")}
    assert world.submit({**bare, **said}, None).receipt


@pytest.mark.parametrize(
    "beside",
    [{"identity": {"full_name": "Canari"}}, {"contact": {"channel": "sms"}}, {"contact": {"hours": "le soir"}}],
)
def test_an_identity_on_an_anonymous_report_is_refused_and_not_dropped(world: World, beside: dict[str, Any]) -> None:
    with pytest.raises(IdentityWhenAnonymous):
        world.submit({**REPORT, **beside}, KEY)


def test_receipt_only_is_no_way_to_be_reached(world: World) -> None:
    assert world.submit({**REPORT, "contact": {"channel": "receipt_only"}}, KEY).receipt


@pytest.mark.parametrize(
    ("spelling", "band"),
    [
        ("minor_12", "under_13"),
        ("minor_15", "from_13"),
        ("minor_16", "from_16"),
        ("60+", "60_plus"),
        ("adult", "adult"),
    ],
)
def test_older_spellings_of_an_age_are_kept_as_its_band(world: World, spelling: str, band: str) -> None:
    world.submit({**REPORT, "reporter": {"identity": "anonymous", "age_band": spelling}}, KEY)
    assert kept(world).content.body["reporter"]["age_band"] == band


@pytest.mark.parametrize("spelling", ["", "under_18", "minor_99", "minor_", "61+", "ADULT", 15])
def test_what_is_no_band_of_age_is_refused(world: World, spelling: Any) -> None:
    with pytest.raises(InvalidMembers):
        world.submit({**REPORT, "reporter": {"identity": "anonymous", "age_band": spelling}}, KEY)


def test_answers_whose_condition_does_not_hold_are_dropped_until_nothing_changes(world: World) -> None:
    answers = {"hacked_what": ["email"], "files_locked": "yes", "deadline": "yes", "deadline_when": "2026-11-30"}
    report = {**REPORT, "citizen_choice": "HACK", "form": {"version": 1, "kind": "HACK"}, "answers": answers}
    world.submit(report, KEY)
    assert kept(world).content.body["answers"] == {"hacked_what": ["email"]}
    assert kept(world).content.body["dropped"] == ["deadline", "deadline_when", "files_locked"]


@pytest.mark.parametrize("version", [-1, 7, 999999])
def test_a_form_that_was_never_published_is_refused(world: World, version: int) -> None:
    with pytest.raises(UnknownFormVersion):
        world.submit({**REPORT, "form": {"version": version, "kind": "FRAUD"}}, KEY)


def test_a_replaced_form_is_accepted_for_180_days(world: World) -> None:
    old = {**REPORT, "form": {"version": 0, "kind": "FRAUD"}}
    assert world.submit(old, None).receipt
    world.later(days=181)
    with pytest.raises(UnknownFormVersion):
        world.submit(old, None)


@pytest.mark.parametrize(
    ("choice", "said", "uploads"),
    [
        ("FRAUD", {}, "open"),
        ("CSAM", {}, "refused"),
        ("OTHER", {}, "refused"),
        ("OTHER", {"answers": {"pictured_under_18": "no"}, "form": {"version": 1, "kind": "OTHER"}}, "open"),
        (
            "SEXT",
            {
                "answers": {"pictured_under_18": "no"},
                "form": {"version": 1, "kind": "SEXT"},
                "victim": {"age_band": "from_13"},
            },
            "refused",
        ),
    ],
)
def test_uploads_are_guarded_from_the_submit(world: World, choice: str, said: dict[str, Any], uploads: str) -> None:
    assert world.submit({**REPORT, **said, "citizen_choice": choice}, KEY).uploads == uploads
