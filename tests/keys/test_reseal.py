"""After a key change every value goes over to the newest key, unseen; whoever races with it loses nothing."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from chalicelib.domain.audit.chain import case_chain, first_fault
from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.intake.report import Secret
from chalicelib.stores.audit import AuditBook
from chalicelib.stores.cases import Cases, partition
from chalicelib.stores.identities import put_sealed
from chalicelib.stores.retention import RetainedRows
from chalicelib.stores.sealed_rows import StoredSeals
from chalicelib.stores.tables import IdentityRow
from chalicelib.usecases.errors import Unavailable
from chalicelib.usecases.identity.reseal_needs import SealedRow
from chalicelib.usecases.intake.needs import Sealed
from chalicelib.usecases.retention.enforce_retention import EnforceRetention
from tests.keys.stage import ALL, PHONE, Keys, key_stage, moved


@pytest.fixture
def keys() -> Iterator[Keys]:
    with key_stage() as stage:
        yield stage


def test_everything_goes_over_and_still_opens_when_the_former_key_is_gone(keys: Keys) -> None:
    # GIVEN cases of two months, one closed, one with an identity declared later, and one without any
    cases = [keys.reported(), keys.reported(state="closed")]
    keys.world.pass_time(days=20)
    cases.append(keys.reported())
    keys.say(cases[-1], "later")
    keys.world.case(identity_mode="anonymous")
    former = {*keys.identity, *keys.contact}
    # WHEN the keys change
    keys.change()
    # THEN what the former ones sealed still opens, and new reports are sealed by the new ones
    assert all(keys.opened(case) == ALL for case in cases)
    new = keys.reported()
    assert keys.ids(new).isdisjoint(former)
    # AND the job carries the rest over
    piece = keys.run()
    assert (piece.cases, piece.rows, piece.values, piece.left) == (5, 8, 16, [])
    for case in (*cases, new):
        assert keys.ids(case) == {keys.identity[0], keys.contact[0]}
        assert keys.contact_opened(case) == PHONE
    keys.drop()
    assert all(keys.opened(case) == ALL for case in (*cases, new))
    # AND a key that nobody needs any more may go
    for key in former:
        keys.kms.schedule_key_deletion(KeyId=key.rpartition("/")[2], PendingWindowInDays=7)
    assert all(keys.opened(case) == ALL for case in (*cases, new))


def test_each_row_has_its_entry_and_the_entry_says_nothing(keys: Keys) -> None:
    case = keys.reported()
    keys.change()
    keys.run()
    entries = list(AuditBook().read(case_chain(case.id)))
    assert first_fault(entries) is None
    told = [(entry.actor, entry.action, entry.item, entry.digest) for entry in entries[1:]]
    assert told == [("ResealIdentities", "identity.resealed", row, "") for row in ("SEALED", "CONTACT")]


def test_a_dry_run_counts_and_changes_nothing(keys: Keys) -> None:
    case = keys.reported()
    keys.change()
    before = keys.rows()
    piece = keys.run(dry_run=True)
    assert (piece.rows, piece.values) == (2, 4)
    assert keys.rows() == before
    assert len(list(AuditBook().read(case_chain(case.id)))) == 1


def test_a_second_run_finds_nothing_to_do(keys: Keys) -> None:
    keys.reported()
    keys.change()
    keys.run()
    before = keys.rows()
    assert keys.run().rows == 0
    assert keys.rows() == before


def test_the_job_stands_still_while_one_generation_is_in_force(keys: Keys) -> None:
    keys.reported()
    assert keys.run().rows == 0


def test_it_goes_on_at_any_place_in_pieces_of_any_size(keys: Keys) -> None:
    # GIVEN cases of several seconds and shards
    for number in range(9):
        keys.reported()
        keys.world.pass_time(seconds=number % 3)
    keys.change()
    after, rows, pieces = "", 0, 0
    while True:
        piece = keys.job()(after, 2, dry_run=False)
        after, rows, pieces = piece.after, rows + piece.rows, pieces + 1
        if piece.done:
            break
    assert rows == 18
    assert pieces > 3


class Failing:
    """The key service, which answers `calls` times and no more."""

    def __init__(self, inner: Any, calls: int) -> None:
        self.inner, self.calls = inner, calls

    def newest(self, value: Sealed) -> bool:
        return bool(self.inner.newest(value))

    def known(self, value: Sealed) -> bool:
        return bool(self.inner.known(value))

    def __call__(self, case_id: str, field: str, value: Sealed) -> Sealed:
        self.calls -= 1
        if self.calls < 0:
            raise Unavailable
        found: Sealed = self.inner(case_id, field, value)
        return found


@pytest.mark.parametrize("calls", range(9))
def test_it_may_be_broken_off_anywhere(keys: Keys, calls: int) -> None:
    cases = [keys.reported(), keys.reported()]
    keys.change()
    piece = keys.job(reseal=Failing(keys.reseal(), calls))("", 100, dry_run=False)
    assert piece.stopped == ("" if calls == 8 else "service")
    # Half done is done for the rows that were reached, and everything opens.
    assert all(keys.opened(case) == ALL for case in cases)
    done = piece.rows
    assert done + keys.run().rows == 4
    assert all(keys.opened(case) == ALL for case in cases)


class Racing(StoredSeals):
    """Somebody is quicker: `meanwhile` happens after a row was read and before it is written, `times` times."""

    meanwhile: Any = None
    times = 1

    def replace(self, row: SealedRow, fields: Mapping[str, Sealed], deed: Deed) -> None:
        if self.times:
            object.__setattr__(self, "times", self.times - 1)
            self.meanwhile(row)
        super().replace(row, fields, deed)


def racing(keys: Keys, meanwhile: Any, times: int = 1) -> Racing:
    rows = Racing(keys.world.writer())
    object.__setattr__(rows, "meanwhile", meanwhile)
    object.__setattr__(rows, "times", times)
    return rows


def test_an_erasure_meanwhile_is_not_undone(keys: Keys) -> None:
    # GIVEN an erasure that is owed
    case = keys.reported(owed={"erase": "2026-11-24T21:21:47Z"})
    keys.change()
    enforce = EnforceRetention(RetainedRows(Cases(), keys.world.writer()), keys.world.now)

    def erase(_row: SealedRow) -> None:
        keys.world.pass_time(hours=1)
        assert enforce() == 1

    # WHEN it is done between the reading and the writing of a row
    piece = keys.job(racing(keys, erase))("", 100, dry_run=False)
    # THEN the identity stays erased; the answers, which are no identity, went over
    assert keys.opened(case) == {"suspect.name": ALL["suspect.name"]}
    assert {row.sk for row in IdentityRow.query(partition(case.id))} == {"SEALED"}
    assert keys.ids(case) == {keys.identity[0]}
    assert (piece.rows, piece.values, piece.left) == (1, 1, [])


def test_a_deleted_row_does_not_come_back(keys: Keys) -> None:
    case = keys.reported()
    keys.change()

    def delete(row: SealedRow) -> None:
        IdentityRow(partition(row.case_id), row.key).delete()

    piece = keys.job(racing(keys, delete, times=2))("", 100, dry_run=False)
    assert list(IdentityRow.query(partition(case.id))) == []
    assert (piece.rows, piece.left) == (0, [])


def test_a_declaration_meanwhile_is_a_row_of_its_own_and_stays(keys: Keys) -> None:
    case = keys.reported()
    keys.change()
    later = (Secret("full_name", "identity", "Autre Nom"),)

    def declare(row: SealedRow) -> None:
        sealed = {field: value for (_, field), value in keys.seal()(row.case_id, later).items()}
        keys.world.writer().commit([put_sealed(row.case_id, "SEALED#later", sealed, "2026-11-25T00:00:00Z")])

    keys.job(racing(keys, declare))("", 100, dry_run=False)
    assert keys.opened(case) == {**ALL, "full_name": "Autre Nom"}


def test_two_jobs_at_once_do_the_work_once(keys: Keys) -> None:
    case = keys.reported()
    keys.change()

    def other(_row: SealedRow) -> None:
        keys.run()

    piece = keys.job(racing(keys, other))("", 100, dry_run=False)
    assert piece.rows == 0
    assert keys.opened(case) == ALL
    entries = list(AuditBook().read(case_chain(case.id)))
    assert [entry.action for entry in entries].count("identity.resealed") == 2


def test_a_row_that_keeps_changing_is_named_and_not_written_over(keys: Keys) -> None:
    case = keys.reported()
    keys.change()

    former = keys.identity[1]

    def touch(row: SealedRow) -> None:
        if row.key == "SEALED":
            keys.sealed_again(former, row)

    piece = keys.job(racing(keys, touch, times=10))("", 100, dry_run=False)
    assert piece.left == [{"case": case.id, "row": "SEALED", "why": "changing"}]
    assert keys.opened(case) == ALL


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda value: {**value, "ciphertext": moved(value["ciphertext"])}, "undecryptable"),
        (lambda value: {**value, "key_id": "arn:aws:kms:eu-west-3:000000000000:key/other"}, "key not in force"),
        (lambda value: {**value, "purpose": "report"}, "undecryptable"),
    ],
)
def test_a_row_that_cannot_go_over_is_named_and_left_as_it_is(keys: Keys, damage: Any, why: str) -> None:
    # GIVEN one damaged value among good ones
    bad, good = keys.reported(), keys.reported()
    row = IdentityRow.get(partition(bad.id), "SEALED")
    row.fields = {**row.fields, "phone": damage(row.fields["phone"])}
    row.save()
    kept = IdentityRow.get(partition(bad.id), "SEALED").fields
    keys.change()
    piece = keys.run()
    assert piece.left == [{"case": bad.id, "row": "SEALED", "why": why}]
    assert IdentityRow.get(partition(bad.id), "SEALED").fields == kept
    # AND all other rows went over
    assert piece.rows == 3
    assert keys.opened(good) == ALL


def test_a_disabled_former_key_stops_the_job_with_its_reason_and_nothing_is_lost(keys: Keys) -> None:
    case = keys.reported()
    keys.change()
    keys.disabled.add(keys.identity[1])
    before = keys.rows()
    piece = keys.job()("", 100, dry_run=False)
    assert piece.stopped == "key"
    assert keys.rows() == before
    keys.disabled.clear()
    keys.run()
    assert keys.opened(case) == ALL
