"""Marked personal data is driven through everything, and found nowhere but where it belongs (faults, I6, I11)."""

import importlib
import re
from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.domain.intake.report import Secret
from chalicelib.gateways.seal import KmsSeal
from chalicelib.stores.terms import term_partition
from chalicelib.telemetry import logger
from chalicelib.usecases.intake.submit_report import SubmitReport
from tests.canaries.drive import REPORT, drive
from tests.canaries.marks import ALL, EMAIL, KEYS, LATER_NAME, NAME, NATIONAL_ID, PHONE, Mark
from tests.canaries.places import Places
from tests.canaries.service import Service, service

OWN = {"answers: own page"}
READ = {"table: cases", "answers: case reader"}
# What a case's page shows to its court goes with its file; a private note and a motive do not.
TAKEN = {"exported files"}
# Where a kind of mark may be. An identity in clear: in the one answer of an opening, and before the officer in charge
# of a named report. The reporter's own pages are theirs.
WHERE: dict[str, set[str]] = {
    "identity": {"answers: opening", "answers: sight", *OWN},
    "contact": set(),
    "sealed answer": {"answers: sight", *OWN},
    "receipt": {"answers: submit", *OWN},
    "key": OWN,
    "token": set(),
    # Texts of citizens, and why officers corrected a case, go out as a labelled set, which its command says. A case's
    # file that is taken away holds what its readers see of it; neither says who anybody is.
    "text": {*READ, *TAKEN, *OWN, "labelled set", "exported files"},
    "message": {*READ, *TAKEN, *OWN, "table: receipts", "answers: follow", "exported files"},
    "note": READ,
    "reason": {*READ, *TAKEN, "table: identities", "answers: custodian", "labelled set"},
    "motive": {*READ, "table: identities", "answers: custodian"},
}
# What a reporter writes into the text of a report stays in it; it is neither indexed nor shown of a confidential one.
IN_THE_TEXT = {PHONE: {"table: cases"}}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Service, list[Mark]]:
    with service() as running:
        receipts = drive(running, tmp_path_factory.mktemp("operator"))
        running.look()
    return running, receipts


@pytest.fixture(scope="module")
def driven(whole: tuple[Service, list[Mark]]) -> tuple[Places, list[Mark]]:
    running, receipts = whole
    return running.places, receipts


def test_every_route_was_asked(whole: tuple[Service, list[Mark]]) -> None:
    """A route that is added tomorrow is driven too, or this fails."""
    running, _ = whole
    routes = {
        (method, path) for path, methods in importlib.import_module("app").app.routes.items() for method in methods
    }
    patterns = {one: re.compile(re.sub(r"{\w+}", "[^/]+", one[1])) for one in routes}
    missed = {
        one
        for one, pattern in patterns.items()
        if not any(method == one[0] and pattern.fullmatch(path) for method, path in running.asked)
    }
    assert missed == set()


def test_no_mark_is_where_it_may_not_be(driven: tuple[Places, list[Mark]], capsys: pytest.CaptureFixture[str]) -> None:
    places, receipts = driven
    leaks = [leak for mark in (*ALL, *receipts) for leak in places.leaks([mark], {mark.kind: allowed(mark)})]
    with capsys.disabled():
        texts = sum(map(len, places.texts.values()))
        print(f"\ncanaries: {len(ALL) + len(receipts)} marks, {len(places.texts)} places, {texts} texts, ", end="")
        print(f"{len(leaks)} leaks")
    assert leaks == []


def allowed(mark: Mark) -> set[str]:
    return WHERE[mark.kind] | IN_THE_TEXT.get(mark, set())


def log_what_was_sent(patch: pytest.MonkeyPatch) -> None:
    submit = SubmitReport.__call__

    def telling(self: SubmitReport, members: Any, *rest: Any) -> Any:
        logger.info("call", extra={"members": members})
        return submit(self, members, *rest)

    patch.setattr(SubmitReport, "__call__", telling)


def fail_with_the_value(patch: pytest.MonkeyPatch) -> None:
    seal = KmsSeal._sealed

    def fail(self: KmsSeal, case_id: str, secret: Secret) -> Any:
        if secret.value == NAME.value:
            raise ValueError(secret.value)
        return seal(self, case_id, secret)

    patch.setattr(KmsSeal, "_sealed", fail)


@pytest.mark.parametrize(("fault", "place"), [(log_what_was_sent, "logs"), (fail_with_the_value, "exceptions")])
def test_a_planted_fault_is_found(fault: Callable[[pytest.MonkeyPatch], None], place: str) -> None:
    with service() as running, pytest.MonkeyPatch.context() as patch:
        fault(patch)
        running.ask("submit", "POST", "/reports", REPORT, Idempotency_Key=KEYS[0].value)
        leaks = running.places.leaks([NAME], {"identity": set()})
    assert leaks == [f"identity (Zine…) in {place}"]


def test_every_place_was_really_looked_at(driven: tuple[Places, list[Mark]]) -> None:
    places, _ = driven
    assert {
        *(f"table: {table}" for table in ("cases", "receipts", "identities", "audit", "terms")),
        *(f"answers: {who}" for who in ("submit", "follow", "own page", "public", "refusals", "case reader")),
        *(f"answers: {who}" for who in ("sight", "opening", "custodian", "other roles", "search", "audit", "workers")),
        *("answers: lists and figures", "printed by commands", "labelled set"),
        "exported files",
        *("logs", "metrics and whatever is printed", "exceptions", "messages of the queue", "notices of the duty"),
        *("anchors", "headers of answers", "addresses of calls", "keys asked of tables"),
        *("calls of sqs", "calls of sns", "calls of secretsmanager", "calls of cognito-idp"),
    } <= places.texts.keys()
    assert all(places.texts.values())


def test_what_belongs_somewhere_was_there(driven: tuple[Places, list[Mark]]) -> None:
    """The search would say nothing of a journey that never happened."""
    places, receipts = driven
    # An opening shows an identity as it was declared last.
    assert all("answers: opening" in places.where(mark) for mark in (LATER_NAME, PHONE)), places.texts[
        "answers: opening"
    ]
    assert all("answers: sight" in places.where(mark) for mark in (NAME, PHONE))
    for receipt in receipts:
        assert "answers: submit" in places.where(receipt)
    assert {"text", "message", "note", "motive", "reason"} <= {mark.kind for mark in ALL if places.where(mark)}


def test_the_reporters_own_values_are_not_search_terms(driven: tuple[Places, list[Mark]]) -> None:
    places, _ = driven
    rows = " ".join(places.texts["table: terms"])
    assert rows
    for mark in (NAME, PHONE, EMAIL, NATIONAL_ID):
        for spelling in mark.spellings():
            for desk in ("NATIONAL", "TPI-AGADIR"):
                assert term_partition(b"k" * 64, desk, spelling.lower()) not in rows


@pytest.mark.parametrize("mark", [NAME, PHONE, NATIONAL_ID])
def test_a_canary_is_found_in_each_kind_of_place(driven: tuple[Places, list[Mark]], mark: Mark) -> None:
    """The search is itself tried: one mark planted in each place is found there, and there alone."""
    places, _ = driven
    kinds = sorted(place for place in places.texts if mark not in IN_THE_TEXT or place != "table: cases")
    assert len(kinds) >= 12
    for place in kinds:
        planted = Places()
        planted.texts.update({name: list(texts) for name, texts in places.texts.items()})
        before = planted.where(mark)
        planted.add(place, f"… {mark.value} …")
        assert planted.where(mark) == before | {place}
