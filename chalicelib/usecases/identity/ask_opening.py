"""Asking to open an identity: an investigator or supervisor of the case's court, with a motive and a reference."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chalicelib.domain.access import Action, Decision, Officer, acting_role, courts_for, decide
from chalicelib.domain.audit.chain import actor_chain, case_chain
from chalicelib.domain.audit.entry import Deed, digest_of
from chalicelib.domain.casework.case import Case
from chalicelib.domain.identity.opening import PENDING_AT_MOST, Opening, as_of, requested
from chalicelib.domain.ids import is_id
from chalicelib.domain.legal_calendar import civil_day
from chalicelib.domain.moments import written
from chalicelib.usecases.casework.needs import Cursors
from chalicelib.usecases.errors import ConditionFailed, Forbidden, NotAllowedNow, NotFound, Unavailable
from chalicelib.usecases.identity.errors import TooManyPending
from chalicelib.usecases.identity.opening_desk import OpeningDesk, decides, person

PATH = "/portal/unseal-requests"
_TRIES = 2 * PENDING_AT_MOST


@dataclass(frozen=True)
class AskOpening:
    """POST …/unseal-requests, and the lists of what was asked."""

    desk: OpeningDesk
    cursors: Cursors

    def approach(self, officer: Officer, case_id: str) -> Case:
        """The case, for who may ask. Raises NotFound or Forbidden, written down."""
        case = self.desk.sights.get(case_id) if is_id(case_id) else None
        decision = decide(officer, Action.ASK_OPENING, case) if case else Decision.HIDDEN
        now = written(self.desk.now())
        if case is None or decision is Decision.HIDDEN:
            chain = actor_chain(officer.sub, civil_day(self.desk.now()).strftime("%Y-%m"))
            item = case_chain(case_id) if is_id(case_id) else ""
            self.desk.sights.note([Deed(chain, officer.sub, "unseal.denied", now, item)])
            raise NotFound
        if decision is Decision.FORBIDDEN:
            self.desk.sights.note([Deed(case_chain(case.id), officer.sub, "unseal.denied", now)])
            raise Forbidden
        return case

    def __call__(self, officer: Officer, case: Case, fields: Sequence[str], words: Mapping[str, str]) -> Opening:
        """The request. Raises NotAllowedNow (anonymous, erased, closed), TooManyPending, Unavailable."""
        now = self.desk.now()
        role = acting_role(officer, case.court)
        refused = Deed(case_chain(case.id), officer.sub, "unseal.denied", written(now), role=role)
        if case.identity_mode == "anonymous" or case.identity_erased or not case.open:
            self.desk.sights.note([refused])
            raise NotAllowedNow
        for _ in range(_TRIES):
            asked = self.desk.openings.of_case(case.id)
            if sum(as_of(old, case, now).state == "requested" for old in asked) >= PENDING_AT_MOST:
                self.desk.sights.note([refused])
                raise TooManyPending
            try:
                return self._added(officer, case, fields, words, len(asked))
            except ConditionFailed:
                # Somebody asked at the same moment: however many do, no more than ten wait.
                continue
        raise Unavailable

    def _added(
        self, officer: Officer, case: Case, fields: Sequence[str], words: Mapping[str, str], after: int
    ) -> Opening:
        now = self.desk.now()
        opening = requested(self.desk.new_id(), case, person(officer, case.court), words, tuple(fields), now)
        digest = digest_of(case.audit_key, {**words, "fields": list(fields)})
        self.desk.openings.add(opening, self.desk.deed(officer, opening, "unseal.requested", digest), after)
        return opening

    def permitted(self, officer: Officer) -> frozenset[str]:
        """The courts whose requests the officer may list. Raises Forbidden, written down."""
        courts = courts_for(officer, Action.OPENINGS)
        if not courts:
            self._note_own(officer, "access.denied")
            raise Forbidden
        return courts

    def listed(
        self, officer: Officer, state: str | None, cursor: str | None, limit: int
    ) -> tuple[list[Opening], str | None]:
        """Requests of one's court (those who decide) or one's own (those who ask), newest first, as they are now; and
        where to go on. A page may be short: what is not the caller's, or in another state, is left out of it.

        Raises Forbidden, BadCursor, Unavailable.
        """
        courts = self.permitted(officer)
        now = self.desk.now()
        binding = {"person": officer.sub, "path": PATH, "scope": sorted(courts), "filter": state}
        before = self.cursors.open(cursor, binding, now) if cursor else None
        self._note_own(officer, "list.read")
        found = [opening for court in courts for opening in self.desk.openings.of_court(court, before, limit + 1)]
        page = sorted(found, key=lambda opening: opening.place, reverse=True)[: limit + 1]
        more, page = len(page) > limit, page[:limit]
        mine = [opening for opening in page if opening.requester.sub == officer.sub or decides(officer, opening)]
        shown = [as_of(opening, self.desk.sights.get(opening.case_id), now) for opening in mine]
        after = self.cursors.seal(page[-1].place, binding, now) if more else None
        return [opening for opening in shown if state in (None, opening.state)], after

    def _note_own(self, officer: Officer, action: str) -> None:
        chain = actor_chain(officer.sub, civil_day(self.desk.now()).strftime("%Y-%m"))
        self.desk.sights.note([Deed(chain, officer.sub, action, written(self.desk.now()), "unseal-requests")])
