"""The worker's work on one case: the reporter's later acts, the diagnosis, the proposed court, the search terms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from chalicelib.domain.audit.chain import case_chain
from chalicelib.domain.audit.entry import Deed, digest_of
from chalicelib.domain.casework.case import NATIONAL, Case, CaseFile, Item
from chalicelib.domain.casework.found_by import FoundBy, found_by
from chalicelib.domain.intake.added_facts import with_added_facts
from chalicelib.domain.intake.own_spans import without_spans
from chalicelib.domain.moments import read, written
from chalicelib.usecases.diagnosis.apply_act import ApplyActs
from chalicelib.usecases.diagnosis.needs import Clock, Diagnosed, Records, Rules
from chalicelib.usecases.errors import ConditionFailed
from chalicelib.usecases.intake.submit_report import RINGS_AFTER

ACTOR = "DiagnoseReport"
FAILED_FLAG = "diagnosis_failed"
# Members that the case keeps beside the report and that diagnosis does not read.
_BESIDE = ("own_spans", "dropped", "form")
_TRIES = 3


@dataclass(frozen=True)
class DiagnoseReport:
    """Does all that a case owes but ringing. Safe to repeat. Raises Unavailable, or whatever the rules raise."""

    records: Records
    rules: Rules
    now: Clock

    def __call__(self, case_id: str) -> bool:
        """Whether anything was written. A case that does not exist owes nothing."""
        for attempt in range(_TRIES):
            file = self.records.file(case_id)
            if file is None:
                return False
            try:
                applied = ApplyActs(self.records, self.now)(file)
                if applied:
                    file = self.records.file(case_id) or file
                return self._diagnosed(file) or applied
            except ConditionFailed:
                # Somebody changed the case between reading and writing: read it again.
                if attempt == _TRIES - 1:
                    raise
        return False

    def _diagnosed(self, file: CaseFile) -> bool:
        case = file.case
        if not {"diagnose", "terms"} & set(case.owed):
            return False
        content = file.only("CONTENT") or {}
        spans: Sequence[Any] = content.get("own_spans", [])
        report = report_of(file)
        diagnosis = self.rules.diagnose(report, case.created_at, spans)
        own = {(item["type"], item["value"]) for item in diagnosis["observables"] if item.get("own")}
        found = [item for item in diagnosis["observables"] if (item["type"], item["value"]) not in own]
        theirs = without_spans(report, spans)
        terms = tuple(self.rules.terms(theirs, {**diagnosis, "observables": found}))
        was = found_by(file)
        if "diagnose" not in case.owed:
            self.records.save_diagnosis(self._moved_terms(case, replace(was, terms=terms), was))
            return True
        facts, territory = self.rules.place(report, case.created_at, diagnosis["category"])
        after = self._after(file, diagnosis, territory)
        at = written(self.now())
        made = [
            Item("DIAGNOSIS", self.rules.version, at, diagnosis),
            Item("ROUTE", self.rules.version, at, {"facts": facts, "territory": territory}),
        ]
        deeds = [self._deed(case, "case.diagnosed", made[0])]
        if after.court != case.court:
            deeds.append(self._deed(case, "case.court", made[1]))
        by = FoundBy(tuple(self.rules.links(theirs, diagnosis)), terms, _desks(after.court))
        self.records.save_diagnosis(Diagnosed(case, after, [*made, by.item(at)], by, was, deeds))
        return True

    def _after(self, file: CaseFile, diagnosis: Mapping[str, Any], territory: Mapping[str, Any]) -> Case:
        """The case after its diagnosis. What a person decided stays: correction, court, and every state past triage."""
        case = file.case
        owed = {name: due for name, due in case.owed.items() if name not in ("diagnose", "terms")}
        flags = {flag for flag in case.flags if flag != FAILED_FLAG} | set(diagnosis["flags"]) | set(territory["flags"])
        after = replace(
            case,
            version=case.version + 1,
            state="triage" if case.state == "received" else case.state,
            language=diagnosis["language"],
            ruleset=self.rules.version,
            flags=tuple(sorted(flags)),
            owed=owed,
            tries=0,
        )
        if case.state not in ("received", "triage") or case.assignee:
            return after
        if not file.all("CORRECTION"):
            after = replace(after, category=diagnosis["category"], urgency=diagnosis["urgency"])
        if not file.all("COURT") and not file.all("REFERRAL"):
            after = replace(after, court=court_of(territory, after.category, after.urgency))
        return replace(after, owed=self._with_ring(after))

    def _with_ring(self, case: Case) -> Mapping[str, str]:
        """A report that only diagnosis found to be urgent rings as one that was chosen so."""
        if case.urgency not in RINGS_AFTER or case.first_read_at or "ring" in case.owed:
            return case.owed
        due = max(read(case.created_at) + RINGS_AFTER[case.urgency], self.now() + timedelta(minutes=1))
        return {**case.owed, "ring": written(due)}

    def _moved_terms(self, case: Case, by: FoundBy, was: FoundBy) -> Diagnosed:
        after = replace(case, owed={name: due for name, due in case.owed.items() if name != "terms"}, tries=0)
        by = replace(by, desks=_desks(case.court))
        return Diagnosed(case, after, [by.item(written(self.now()))], by, was)

    def _deed(self, case: Case, action: str, item: Item) -> Deed:
        return Deed(
            chain=case_chain(case.id),
            actor=ACTOR,
            action=action,
            at=item.created_at,
            item=f"{item.kind}#{item.id}",
            digest=digest_of(case.audit_key, item.body),
        )


def report_of(file: CaseFile) -> dict[str, Any]:
    """The report as the rules read it: as it was sent, with the facts that came later."""
    said = {name: value for name, value in (file.only("CONTENT") or {}).items() if name not in _BESIDE}
    if "reporter" in said:
        # An identity may have been declared since.
        said["reporter"] = {**said["reporter"], "identity": file.case.identity_mode}
    return with_added_facts(said, [item.body["facts"] for item in file.all("FACTS")])  # type: ignore[misc]


def court_of(territory: Mapping[str, Any], category: str, urgency: str) -> str:
    """The court of the first forum; what nobody can act on, and U4, wait with the national desk for a person."""
    if not territory["forums"] or category == "NOT_ACTIONABLE" or urgency == "U4":
        return NATIONAL
    return str(territory["forums"][0]["court_id"])


def _desks(court: str) -> tuple[str, ...]:
    """Who may find the case: the national desk, and the court."""
    return (NATIONAL,) if court == NATIONAL else (NATIONAL, court)
