"""The officer in charge sees a named reporter, or the sealed answers of a report: written down before it is shown.

The audit entry and the reporter's line on the receipt are one transaction, and come before the key service is asked:
a sight that cannot be recorded does not happen (faults, unseal).
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from chalicelib.domain.access import Action, Decision, Officer, acting_role, decide
from chalicelib.domain.audit.chain import actor_chain, case_chain
from chalicelib.domain.audit.entry import Deed, digest_of
from chalicelib.domain.casework.case import Case, Item
from chalicelib.domain.ids import ID_BYTES, id_from, is_id
from chalicelib.domain.legal_calendar import civil_day
from chalicelib.domain.moments import to_minute, written
from chalicelib.usecases.errors import ConditionFailed, Forbidden, NotFound, Unavailable
from chalicelib.usecases.identity.needs import OpenSeal, Sights

Part = Literal["identity", "report"]
_ACTIONS: Mapping[Part, Action] = {"identity": Action.SEE_REPORTER, "report": Action.SEE_ANSWERS}
_SEEN: Mapping[Part, str] = {"identity": "reporter.seen", "report": "answers.seen"}
_TRIES = 4


@dataclass(frozen=True)
class SeeReporter:
    """POST …/reporter."""

    sights: Sights
    open_seal: OpenSeal
    now: Callable[[], datetime]

    def approach(self, officer: Officer, case_id: str) -> Case:
        """The case, if the officer sees it at all and is in charge. Raises NotFound or Forbidden, written down."""
        case = self.sights.get(case_id) if is_id(case_id) else None
        decision = decide(officer, Action.SEE_ANSWERS, case) if case else Decision.HIDDEN
        if case is None or decision is Decision.HIDDEN:
            month = civil_day(self.now()).strftime("%Y-%m")
            item = case_chain(case_id) if is_id(case_id) else ""
            self.sights.note([self._deed(officer, actor_chain(officer.sub, month), "reporter.denied", item)])
            raise NotFound
        if decision is Decision.FORBIDDEN:
            raise self._denied(officer, case)
        return case

    def __call__(self, officer: Officer, case: Case, part: Part, purpose: str) -> Mapping[str, str]:
        """The values by name. Raises Forbidden (not named, erased), Unavailable (nothing was shown).

        Of `purpose` the chain keeps a keyed digest: it can be confirmed later, not read.
        """
        for _ in range(_TRIES):
            if decide(officer, _ACTIONS[part], case) is not Decision.ALLOWED:
                raise self._denied(officer, case)
            if part == "identity" and (case.identity_mode != "named" or case.identity_erased):
                raise self._denied(officer, case)
            digest = digest_of(case.audit_key, {"purpose": purpose})
            seen = self._deed(officer, case_chain(case.id), _SEEN[part], "SEALED", digest)
            deed = replace(seen, role=acting_role(officer, case.court))
            try:
                self.sights.record(case, self._line(case) if part == "identity" else None, deed)
            except ConditionFailed:
                # It went to another court or another officer meanwhile, or the reporter had it erased.
                case = self.approach(officer, case.id)
                continue
            wanted = [field for field in self.sights.sealed(case.id) if field.purpose == part]
            return self.open_seal(case.id, wanted)
        raise Unavailable

    def _line(self, case: Case) -> Item:
        """What the reporter reads: one line per service and day, with that day's first minute (api, follow-up)."""
        day = civil_day(self.now()).isoformat()
        name = hashlib.sha256(f"{case.id}#{case.court}#{day}".encode()).digest()[:ID_BYTES]
        seen_at = to_minute(written(self.now()))
        return Item("OPENING", id_from(name), seen_at, {"kind": "seen", "service": case.court})

    def _denied(self, officer: Officer, case: Case) -> Forbidden:
        self.sights.note([self._deed(officer, case_chain(case.id), "reporter.denied", "SEALED")])
        return Forbidden()

    def _deed(self, officer: Officer, chain: str, action: str, item: str, digest: str = "") -> Deed:
        return Deed(chain, officer.sub, action, written(self.now()), item, digest)
