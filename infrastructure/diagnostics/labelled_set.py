"""Corrections of officers as labelled reports: what a case was found to be by a person, in the form of the measure.

Nothing of the reporter's own goes out: no identity, no sealed answer, their telephone, e-mail and id number blanked
where they wrote them, and no number of the case. What others are said to have done stays: it is personal data.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from chalicelib.domain.audit.chain import case_chain
from chalicelib.domain.audit.entry import Deed
from chalicelib.domain.casework.case import CaseFile, Item
from chalicelib.domain.intake.own_spans import without_spans
from chalicelib.domain.moments import written
from chalicelib.usecases.diagnosis.new_diagnosis import own_spans_of, report_of
from chalicelib.usecases.jurisdiction.needs import Cases

ACTOR, ACTION = "LabelledSet", "export.made"
READ = ("text", "urls", "identifiers", "citizen_choice", "occurred", "answers", "victim", "attachments", "lang")
"""What the diagnosis reads of a report, beside the age band and the part of its reporter."""
OF_REPORTER = ("role", "age_band")
LABELS = ("category", "urgency", "language")
_JOINED = {"LINK": True, "UNLINK": False}


class Note(Protocol):
    """Writes deeds on their chains. Raises Unavailable."""

    def __call__(self, deeds: list[Deed], /) -> None: ...


@dataclass(frozen=True)
class LabelledSet:
    """Over the cases of a stage; an export that cannot be written on the case's chain does not happen."""

    cases: Cases
    note: Note
    now: Callable[[], datetime]

    def lines(self, since: datetime) -> Iterator[dict[str, Any]]:
        """A labelled report for each case received since then that an officer corrected, joined or parted."""
        for received in self.cases.received(self.now(), f"{written(since)}#"):
            file = self.cases.file(received.case_id)
            line = labelled(file) if file else None
            if line:
                self.note([Deed(case_chain(received.case_id), ACTOR, ACTION, written(self.now()))])
                yield line


def labelled(file: CaseFile) -> dict[str, Any] | None:
    """The labelled report of a case, None when no officer corrected, joined or parted it."""
    corrections = [item for item in file.all("CORRECTION") if item.body.get("after")]
    grouping = sorted([*file.all("LINK"), *file.all("UNLINK")], key=lambda item: item.created_at)
    if not corrections and not grouping:
        return None
    corrected = {name for item in corrections for name in _members(item, "after")}
    expected: dict[str, Any] = {"category": file.case.category, "urgency": file.case.urgency}
    if "language" in corrected:
        expected["language"] = file.case.language
    joined = {item.id: str(item.body["case"]) for item in file.all("LINK")}
    return {
        "id": veiled(file.case.id),
        "report": _report(file),
        "received_at": file.case.created_at,
        "expected": expected,
        "corrections": [
            {**_who(item), "before": _members(item, "before"), "after": _members(item, "after")} for item in corrections
        ],
        "grouping": [
            {**_who(item), "with": veiled(joined[item.id]), "joined": _JOINED[item.kind]}
            for item in grouping
            if item.id in joined
        ],
    }


def veiled(case_id: str) -> str:
    """A name for a case in the labelled set: always the same, and it opens nothing."""
    return hashlib.sha256(f"labelled#{case_id}".encode()).hexdigest()[:16]


def _report(file: CaseFile) -> dict[str, Any]:
    report = without_spans(report_of(file), own_spans_of(file))
    reporter = report.get("reporter") or {}
    kept = {name: report[name] for name in READ if report.get(name) not in (None, "", [], {})}
    return kept | {"reporter": {name: reporter[name] for name in OF_REPORTER if name in reporter}}


def _members(item: Item, side: str) -> dict[str, Any]:
    values = item.body.get(side)
    return {name: values[name] for name in LABELS if name in values} if isinstance(values, Mapping) else {}


def _who(item: Item) -> dict[str, Any]:
    return {"at": item.created_at, "author": item.body.get("author"), "reason": item.body.get("reason")}
