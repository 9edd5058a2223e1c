"""Requests to open an identity: rows of `identities`, which the unsealing function alone touches."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from typing import Any

from botocore.exceptions import BotoCoreError
from pynamodb.exceptions import DoesNotExist, PynamoDBException

from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.casework.case import Case, Item
from chalicelib.domain.identity.opening import Opening, Person
from chalicelib.stores.cases import item_row, partition, stays_in_place
from chalicelib.stores.receipts import put_echo
from chalicelib.stores.tables import OpeningRow
from chalicelib.stores.write import Put, Step, Writer, new
from chalicelib.usecases.errors import ConditionFailed, Unavailable

_REQUEST, _WHERE, _ASKED = "REQUEST#", "CASE", "ASKED"
_AT_ONCE = 8


class OpeningRequests:
    """What `usecases.identity.needs.Openings` asks for, on DynamoDB."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def find(self, opening_id: str) -> Opening | None:
        where = self._row(f"{_REQUEST}{opening_id}", _WHERE)
        return self._at(where.case_id, opening_id) if where else None

    def of_case(self, case_id: str) -> list[Opening]:
        return [_opening(row) for row in self._query(partition(case_id), OpeningRow.sk.startswith(_REQUEST))]

    def of_court(self, court: str, before: str | None, limit: int) -> list[Opening]:
        older = OpeningRow.sk < before if before else None
        rows = self._query(f"COURT#{court}", older, scan_index_forward=False, limit=limit)
        if not rows:
            return []
        with ThreadPoolExecutor(min(_AT_ONCE, len(rows))) as pool:
            found = pool.map(lambda row: self._at(row.case_id, row.sk.rpartition("#")[2]), rows)
            return [opening for opening in found if opening is not None]

    def add(self, opening: Opening, deed: Deed, after: int) -> None:
        where = OpeningRow(f"{_REQUEST}{opening.id}", _WHERE, case_id=opening.case_id)
        listed = OpeningRow(f"COURT#{opening.court}", opening.place, case_id=opening.case_id)
        steps = [new(_main(opening), "request"), new(where, "where"), new(listed, "listed"), _copy(opening)]
        try:
            self._writer.commit([*steps, _counted(opening, after)], [deed])
        except ConditionFailed as refused:
            if _ASKED in refused.rows:
                raise
            raise Unavailable from None

    def move(self, before: Opening, after: Opening, deeds: Sequence[Deed], echo: tuple[Case, Item] | None) -> None:
        steps: list[Step] = [Put(_main(after), "request", OpeningRow.state == before.state), _copy(after)]
        if echo is not None:
            case, line = echo
            steps += [put_echo(case.receipt_key, line), stays_in_place(case)]
        try:
            self._writer.commit(steps, deeds)
        except ConditionFailed as refused:
            if refused.rows & {"request", "case"}:
                raise
            raise Unavailable from None

    def _at(self, case_id: str, opening_id: str) -> Opening | None:
        row = self._row(partition(case_id), f"{_REQUEST}{opening_id}")
        return _opening(row) if row else None

    @staticmethod
    def _row(pk: str, sk: str) -> OpeningRow | None:
        try:
            return OpeningRow.get(pk, sk, consistent_read=True)
        except DoesNotExist:
            return None
        except (PynamoDBException, BotoCoreError) as error:
            raise Unavailable from error

    @staticmethod
    def _query(pk: str, within: Any, **how: Any) -> list[OpeningRow]:
        try:
            return list(OpeningRow.query(pk, within, consistent_read=True, **how))
        except (PynamoDBException, BotoCoreError) as error:
            raise Unavailable from error


def _main(opening: Opening) -> OpeningRow:
    return OpeningRow(
        partition(opening.case_id),
        f"{_REQUEST}{opening.id}",
        state=opening.state,
        case_id=opening.case_id,
        body=asdict(opening),
    )


def _counted(opening: Opening, after: int) -> Put:
    """How often the case was asked for; requests that come at once count one after the other."""
    row = OpeningRow(partition(opening.case_id), _ASKED, state=str(after + 1), case_id=opening.case_id)
    return Put(row, _ASKED, OpeningRow.state.does_not_exist() | (OpeningRow.state == str(after)))


def _copy(opening: Opening) -> Put:
    """What the case page shows of a request; it is never read back here. Its end, which nobody writes, is told by the
    court changes and the expiry (`domain.identity.opening.shown_state`).
    """
    body = {
        "state": opening.state,
        "fields": list(opening.fields),
        "court_changes": opening.court_changes,
        "expires_at": opening.expires_at,
    }
    return Put(item_row(opening.case_id, Item("UNSEAL", opening.id, opening.requested_at, body)), "copy")


def _opening(row: OpeningRow) -> Opening:
    body: dict[str, Any] = dict(row.body)
    decider = body.pop("decider")
    return Opening(
        **{
            **body,
            "fields": tuple(body["fields"]),
            "requester": Person(**body["requester"]),
            "decider": Person(**decider) if decider else None,
        }
    )
