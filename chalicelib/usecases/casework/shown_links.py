"""The cases that a case belongs to, or may belong to, in one look: by which values, and how sure that is.

Cases in the caller's scope are shown as rows, the others as a number. What is read does not grow with a cluster.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from chalicelib.domain.access import Officer, sees
from chalicelib.domain.casework.case import CaseFile, Item
from chalicelib.domain.casework.found_by import found_by
from chalicelib.domain.casework.queue_row import QueueRow, row_of
from chalicelib.domain.diagnosis.link import COMMON_DAYS, TEXT, makes_group
from chalicelib.domain.diagnosis.near_text import LEAST_ALIKE, alike
from chalicelib.domain.ids import ID_BYTES, id_from
from chalicelib.usecases.casework.needs import Desk, LinkBook, Shared

BY_OFFICER, GROUP, PROPOSAL = "officer", "group", "proposal"
_SUREST_FIRST = (BY_OFFICER, GROUP, PROPOSAL)
# The strongest values of a report are looked up when its case is opened, and so many other cases are shown as rows.
VALUES_SHOWN = 5
CASES_SHOWN = 10
COUNTED = 100


@dataclass(frozen=True)
class LinkedRow:
    """Another case. `joins`: officer, group or proposal; `alike`: how alike the texts are, 0 to 1."""

    row: QueueRow
    joins: str
    alike: float | None = None


@dataclass(frozen=True)
class Link:
    """What a case has in common with others: `total` others carry it (100 = at least), `rows` those that are shown.

    `common`: so many reports carry it that it joins nothing. `made`: who joined the cases, when and why.
    """

    id: str
    kind: str
    strength: str
    total: int
    rows: tuple[LinkedRow, ...] = ()
    common: bool = False
    made: Mapping[str, str] | None = None


@dataclass(frozen=True)
class _Found:
    """A link before it is known who may see what: the other cases, and how alike their texts are."""

    link: Link
    others: Mapping[str, float | None]


@dataclass(frozen=True)
class ShowLinks:
    """The links of a case page."""

    desk: Desk
    book: LinkBook

    def __call__(self, officer: Officer, file: CaseFile) -> Sequence[Link]:
        """Links made by officers, then found ones, strongest first. Raises Unavailable."""
        found = [*_made(file), *self._shared(file)]
        joining = [one for one in found if not one.link.common]
        strengths = {
            other: [one.link.strength for one in joining if other in one.others]
            for other in dict.fromkeys(other for one in joining for other in one.others)
        }
        joins = {other: _joins(held) for other, held in strengths.items()}
        ranked = sorted(joins, key=lambda other: (_SUREST_FIRST.index(joins[other]), -len(strengths[other]), other))
        cases = self.desk.records.each(ranked[:CASES_SHOWN])
        seen = {case.id: row_of(case) for case in cases if sees(officer, case)}
        return [
            replace(
                one.link,
                rows=tuple(
                    LinkedRow(row, joins[other], one.others[other])
                    for other, row in seen.items()
                    if other in one.others and one in joining
                ),
            )
            for one in found
        ]

    def _shared(self, file: CaseFile) -> list[_Found]:
        links = found_by(file).links
        values = [link for link in links if link.kind != TEXT][:VALUES_SHOWN]
        carried = self.book.carriers([*values, *(link for link in links if link.kind == TEXT)])
        since = self.desk.now() - timedelta(days=COMMON_DAYS)
        many = [shared.link for shared in carried if shared.link.kind != TEXT and len(shared.carriers) > COUNTED]
        common = self.book.common(many, since)
        found = []
        for shared in carried:
            others: dict[str, float | None] = dict.fromkeys(other for other in shared.carriers if other != file.case.id)
            if others and shared.link.kind != TEXT:
                link = _link(file, shared.link.kind, shared.link.value, shared.link.strength, len(others))
                found.append(_Found(replace(link, common=shared.link in common), others))
        return found + _same_text(file, [shared for shared in carried if shared.link.kind == TEXT])


def still_joined(items: Iterable[Item]) -> list[Item]:
    """Of a case's items, the links that officers made and did not undo."""
    items = list(items)
    parted = {item.id for item in items if item.kind == "UNLINK"}
    return [item for item in items if item.kind == "LINK" and item.id not in parted]


def _made(file: CaseFile) -> list[_Found]:
    return [
        _Found(
            Link(item.id, BY_OFFICER, BY_OFFICER, 1, made={"at": item.created_at, **_told(item)}),
            {str(item.body["case"]): None},
        )
        for item in still_joined([*file.all("LINK"), *file.all("UNLINK")])
    ]


def _told(item: Item) -> dict[str, str]:
    return {name: str(item.body[name]) for name in ("author", "reason")}


def _same_text(file: CaseFile, carried: Sequence[Shared]) -> list[_Found]:
    """Texts that met under any of their keys and are alike enough, by their sketches alone."""
    others: dict[str, float | None] = {}
    for shared in carried:
        for other, sketch in shared.carriers.items():
            share = alike(shared.link.sketch, sketch) if other != file.case.id else 0.0
            if share >= LEAST_ALIKE:
                others[other] = max(others.get(other) or 0.0, share)
    return [_Found(_link(file, TEXT, "", "weak", len(others)), others)] if others else []


def _joins(strengths: Sequence[str]) -> str:
    if BY_OFFICER in strengths:
        return BY_OFFICER
    return GROUP if makes_group(strengths) else PROPOSAL


def _link(file: CaseFile, kind: str, value: str, strength: str, total: int) -> Link:
    """The same link has the same id each time its case is opened."""
    digest = hashlib.sha256(f"{file.case.id}#{kind}#{value}".encode()).digest()
    return Link(id_from(digest[:ID_BYTES]), kind, strength, min(total, COUNTED))
