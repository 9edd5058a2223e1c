"""The worker's work on one case: the reporter's later acts, the diagnosis, the proposed court, the search terms."""

from dataclasses import dataclass, replace

from chalicelib.domain.casework.case import CaseFile
from chalicelib.domain.casework.found_by import found_by
from chalicelib.domain.moments import written
from chalicelib.usecases.diagnosis.apply_act import ApplyActs
from chalicelib.usecases.diagnosis.needs import Clock, Diagnosed, Records, Rules
from chalicelib.usecases.diagnosis.new_diagnosis import NewDiagnosis, desks_of, own_spans_of, report_of, terms_of
from chalicelib.usecases.errors import ConditionFailed

ACTOR = "DiagnoseReport"
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
        if "diagnose" in file.case.owed:
            self.records.save_diagnosis(NewDiagnosis(self.rules, self.now, ACTOR)(file))
            return True
        if "terms" in file.case.owed:
            self.records.save_diagnosis(self._moved_terms(file))
            return True
        return False

    def _moved_terms(self, file: CaseFile) -> Diagnosed:
        """The terms of a case that went to another court, under its new desk alone."""
        case, report, spans, was = file.case, report_of(file), own_spans_of(file), found_by(file)
        diagnosis = self.rules.diagnose(report, case.created_at, spans)
        terms = terms_of(self.rules, report, spans, diagnosis)
        by = replace(was, terms=terms, desks=desks_of(case.court))
        after = replace(case, owed={name: due for name, due in case.owed.items() if name != "terms"}, tries=0)
        return Diagnosed(case, after, [by.item(written(self.now()))], by, was)
