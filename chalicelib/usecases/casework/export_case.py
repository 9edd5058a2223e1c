"""A case's file, made to be taken away, kept a day, and given to its maker alone."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from chalicelib.domain.access import Action, Officer
from chalicelib.domain.audit.chain import case_chain
from chalicelib.domain.casework.case import Case, Item
from chalicelib.domain.casework.dossier import dossier
from chalicelib.domain.ids import is_id
from chalicelib.domain.moments import read, written
from chalicelib.usecases.casework.change_case import write
from chalicelib.usecases.casework.desk import at, case_deed, found, found_file, own_deed
from chalicelib.usecases.casework.needs import AuditChains, Change, Desk
from chalicelib.usecases.casework.own_rate import OwnRate
from chalicelib.usecases.errors import NotFound

KINDS = ("archive", "dossier")
LANGUAGES = ("ar", "fr")
FILES_AN_HOUR = 20
KEPT = timedelta(days=1)
ADDRESS_HOLDS = timedelta(minutes=5)
READY, EXPIRED = "ready", "expired"
_EXPORT = "EXPORT"


class CaseFiles(Protocol):
    """Makes the bytes of a file."""

    def __call__(self, kind: str, told: Mapping[str, Any], lang: str) -> bytes:
        """A `dossier` (HTML) or an `archive` (ZIP) of what `domain.casework.dossier` tells, in `ar` or `fr`."""


class Shelf(Protocol):
    """Where files lie for a day. Raises Unavailable."""

    def put(self, export_id: str, kind: str, data: bytes) -> None:
        """Keep a file."""

    def address(self, export_id: str, kind: str) -> str:
        """An address that gives the file for ADDRESS_HOLDS, to be saved and not shown."""


@dataclass(frozen=True)
class Given:
    """A file as its maker gets it; once it is expired, nothing but that."""

    state: str
    url: str | None = None
    sha256: str | None = None
    expires_at: str | None = None


@dataclass(frozen=True)
class ExportCase:
    """POST …/exports, GET …/export and GET /portal/exports/{id}."""

    desk: Desk
    chains: AuditChains
    rate: OwnRate
    files: CaseFiles
    shelf: Shelf

    def make(self, officer: Officer, case: Case, kind: str, lang: str) -> str:
        """The id of the file, which is ready. Asking is written down before anything is read.

        Raises TooOften, Unavailable; NotFound or Forbidden when the case moved meanwhile.
        """
        asked = case_deed(self.desk, officer, case, "export.asked")
        self.rate.note(own_deed(self.desk, officer, "export.asked", "case"), asked)
        file = found_file(self.desk, officer, Action.EXPORT, case.id)
        made_at, export_id = at(self.desk), self.desk.new_id()
        data = self.files(kind, dossier(file, list(self.chains.read(case_chain(case.id))), made_at), lang)
        facts = {"kind": kind, "lang": lang, "author": officer.sub, "sha256": hashlib.sha256(data).hexdigest()}
        made = Item(_EXPORT, export_id, made_at, facts)
        # Under its own id too: whoever asks for a file does not say of which case.
        named = Item(_EXPORT, "", made_at, {**facts, "case": case.id})
        self.shelf.put(export_id, kind, data)

        def plan(case: Case) -> Change:
            deed = case_deed(self.desk, officer, case, "export.made", made)
            return Change(before=case, after=case, items=[made], beside=[(export_id, named)], deeds=[deed])

        write(self.desk, officer, Action.EXPORT, file.case, plan)
        return export_id

    def give(self, officer: Officer, export_id: str) -> Given:
        """The file, to its maker, while the maker still may export the case. Raises NotFound, Forbidden, Unavailable.

        Another's file and a missing one leave the same entry.
        """
        named = self._named(export_id)
        if named is None or named.body["author"] != officer.sub:
            item = f"{_EXPORT}#{export_id}" if is_id(export_id) else ""
            self.desk.records.note([own_deed(self.desk, officer, "access.denied", item)])
            raise NotFound
        case = found(self.desk, officer, Action.EXPORT, str(named.body["case"]))
        if self.state(named) == EXPIRED:
            return Given(EXPIRED)
        facts = {name: value for name, value in named.body.items() if name != "case"}
        made = Item(_EXPORT, export_id, named.created_at, facts)
        self.desk.records.note([case_deed(self.desk, officer, case, "export.fetched", made)])
        return Given(
            READY,
            url=self.shelf.address(export_id, str(named.body["kind"])),
            sha256=str(named.body["sha256"]),
            expires_at=written(self.desk.now() + ADDRESS_HOLDS),
        )

    def listed(self, officer: Officer, case: Case) -> Sequence[Item]:
        """The files that were made of a case, oldest first, whoever made them. Raises Unavailable."""
        self.desk.records.note([case_deed(self.desk, officer, case, "list.read")])
        return self.desk.records.items(case.id, _EXPORT)

    def state(self, made: Item) -> str:
        """`ready` for a day, then `expired`."""
        return READY if self.desk.now() < read(made.created_at) + KEPT else EXPIRED

    def _named(self, export_id: str) -> Item | None:
        items = self.desk.records.items(export_id, _EXPORT) if is_id(export_id) else []
        return next((item for item in items if "case" in item.body), None)
