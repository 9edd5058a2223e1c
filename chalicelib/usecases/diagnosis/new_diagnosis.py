"""What a diagnosis makes of a case: result, proposed court, what it is found by, and the case after it.

What a person decided stays: a correction, a court, every state past triage. A diagnosis that is not the first one never
lowers the urgency by itself: it says so with a flag, and a person decides.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from chalicelib.domain.audit.chain import case_chain
from chalicelib.domain.audit.entry import Deed, digest_of
from chalicelib.domain.casework.case import NATIONAL, Case, CaseFile, Item
from chalicelib.domain.casework.found_by import FoundBy, found_by
from chalicelib.domain.intake.added_facts import with_added_facts
from chalicelib.domain.intake.own_spans import without_spans
from chalicelib.domain.jurisdiction.confirmed_places import CONFIRMED
from chalicelib.domain.moments import read, written
from chalicelib.usecases.diagnosis.needs import Clock, Diagnosed, Rules
from chalicelib.usecases.intake.submit_report import RINGS_AFTER

FAILED_FLAG = "diagnosis_failed"
URGENCY_KEPT = "urgency_kept"
# Members that the case keeps beside the report and that diagnosis does not read.
_BESIDE = ("own_spans", "dropped", "form")
_CORRECTABLE = ("category", "urgency", "language")


@dataclass(frozen=True)
class NewDiagnosis:
    """Diagnoses a case by the rules in force; `actor` is named in its audit entries. Raises what the rules raise."""

    rules: Rules
    now: Clock
    actor: str

    def __call__(self, file: CaseFile) -> Diagnosed:
        """What has to be written. The case owes neither diagnosis nor terms after it."""
        case, report, spans = file.case, report_of(file), own_spans_of(file)
        diagnosis = self.rules.diagnose(report, case.created_at, spans)
        category = category_in_force(file, diagnosis["category"])
        facts, territory = self.rules.place(report, case.created_at, category)
        after = self._after(file, diagnosis, territory)
        at = written(self.now())
        made = [
            Item("DIAGNOSIS", self.rules.version, at, diagnosis),
            Item("ROUTE", self.rules.version, at, {"facts": facts, "territory": territory}),
        ]
        deeds = [self._deed(case, "case.diagnosed", made[0])]
        if after.court != case.court:
            deeds.append(self._deed(case, "case.court", made[1]))
        links = tuple(self.rules.links(without_spans(report, spans), diagnosis))
        by = FoundBy(links, terms_of(self.rules, report, spans, diagnosis), desks_of(after.court))
        return Diagnosed(case, after, [*made, by.item(at)], by, found_by(file), deeds)

    def _after(self, file: CaseFile, diagnosis: Mapping[str, Any], territory: Mapping[str, Any]) -> Case:
        case = file.case
        owed = {name: due for name, due in case.owed.items() if name not in ("diagnose", "terms")}
        flags = _other_flags(file) | set(diagnosis["flags"]) | set(territory["flags"])
        after = replace(
            case,
            version=case.version + 1,
            state="triage" if case.state == "received" else case.state,
            language=case.language if "language" in _corrected(file) else diagnosis["language"],
            ruleset=self.rules.version,
            flags=tuple(sorted(flags)),
            owed=owed,
            tries=0,
        )
        if case.state not in ("received", "triage") or case.assignee:
            return after
        after = _concluded(after, diagnosis, _corrected(file), first=not case.ruleset)
        if not file.all("COURT") and not file.all("REFERRAL"):
            court = court_of(territory, after.category, after.urgency)
            again = bool(case.ruleset) and court != case.court
            after = replace(after, court=court, court_changes=case.court_changes + again)
        return replace(after, owed=self._with_ring(after))

    def _with_ring(self, case: Case) -> Mapping[str, str]:
        """A report that only diagnosis found to be urgent rings as one that was chosen so."""
        if case.urgency not in RINGS_AFTER or case.first_read_at or "ring" in case.owed:
            return case.owed
        due = max(read(case.created_at) + RINGS_AFTER[case.urgency], self.now() + timedelta(minutes=1))
        return {**case.owed, "ring": written(due)}

    def _deed(self, case: Case, action: str, item: Item) -> Deed:
        return Deed(
            chain=case_chain(case.id),
            actor=self.actor,
            action=action,
            at=item.created_at,
            item=f"{item.kind}#{item.id}",
            digest=digest_of(case.audit_key, item.body),
        )


def _corrected(file: CaseFile) -> set[str]:
    """What persons corrected, which no machine overwrites."""
    named = [item.body.get("after", _CORRECTABLE) for item in file.all("CORRECTION")]
    return {str(name) for names in named for name in names}  # type: ignore[attr-defined]


def category_in_force(file: CaseFile, diagnosed: str) -> str:
    """The category that the rules of competence read: the one that a person corrected, else the diagnosis's."""
    return file.case.category if "category" in _corrected(file) else diagnosed


def _other_flags(file: CaseFile) -> set[str]:
    """Flags that no diagnosis gave."""
    diagnosis, route = file.only("DIAGNOSIS") or {}, file.only("ROUTE") or {"territory": {}}
    given = {*diagnosis.get("flags", ()), *route["territory"].get("flags", ()), FAILED_FLAG, URGENCY_KEPT}
    return set(file.case.flags) - given


def _concluded(after: Case, diagnosis: Mapping[str, Any], corrected: Collection[str], *, first: bool) -> Case:
    """Category and urgency by the diagnosis, where no person corrected them; a later one raises the urgency alone."""
    if "category" not in corrected:
        after = replace(after, category=diagnosis["category"])
    if "urgency" in corrected:
        return after
    if first or diagnosis["urgency"] <= after.urgency:
        return replace(after, urgency=diagnosis["urgency"])
    return replace(after, flags=tuple(sorted({*after.flags, URGENCY_KEPT})))


def own_spans_of(file: CaseFile) -> Sequence[Mapping[str, Any]]:
    """Where the reporter's own values stand in the report."""
    spans: Sequence[Mapping[str, Any]] = (file.only("CONTENT") or {}).get("own_spans", [])
    return spans


def terms_of(
    rules: Rules, report: Mapping[str, Any], spans: Sequence[Mapping[str, Any]], diagnosis: Mapping[str, Any]
) -> tuple[str, ...]:
    """The search terms of a report, nothing of its reporter's own among them."""
    own = {(item["type"], item["value"]) for item in diagnosis["observables"] if item.get("own")}
    found = [item for item in diagnosis["observables"] if (item["type"], item["value"]) not in own]
    return tuple(rules.terms(without_spans(report, spans), {**diagnosis, "observables": found}))


def report_of(file: CaseFile) -> dict[str, Any]:
    """The report as the rules read it: as it was sent, with the facts that came later and the places confirmed."""
    said = {name: value for name, value in (file.only("CONTENT") or {}).items() if name not in _BESIDE}
    if "reporter" in said:
        # An identity may have been declared since.
        said["reporter"] = {**said["reporter"], "identity": file.case.identity_mode}
    report = with_added_facts(said, [item.body["facts"] for item in file.all("FACTS")])  # type: ignore[misc]
    confirmed = [place for item in file.all("CORRECTION") for place in item.body.get("places", ())]  # type: ignore[attr-defined]
    return {**report, CONFIRMED: confirmed} if confirmed else report


def court_of(territory: Mapping[str, Any], category: str, urgency: str) -> str:
    """The court of the first forum; what nobody can act on, and U4, wait with the national desk for a person."""
    if not territory["forums"] or category == "NOT_ACTIONABLE" or urgency == "U4":
        return NATIONAL
    return str(territory["forums"][0]["court_id"])


def desks_of(court: str) -> tuple[str, ...]:
    """Who may find the case: the national desk, and the court."""
    return (NATIONAL,) if court == NATIONAL else (NATIONAL, court)
