"""What an officer knows better than the machine: category, urgency, language, and which places are facts.

The machine's own words are kept. A category or a place that was corrected makes a new proposal of a court, shown and
written down beside the old ones; the case stays where it is until a person moves it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.domain.access import Action, Officer
from chalicelib.domain.casework.case import Case, Item
from chalicelib.usecases.casework.change_case import write
from chalicelib.usecases.casework.desk import at, case_deed, next_version
from chalicelib.usecases.casework.errors import BadMember
from chalicelib.usecases.casework.needs import Change, Desk
from chalicelib.usecases.errors import Unavailable
from chalicelib.usecases.jurisdiction.needs import Place
from chalicelib.usecases.jurisdiction.new_route import flags_after, new_route

CORRECTED = ("category", "urgency", "language")


@dataclass(frozen=True)
class CorrectCase:
    """POST …/corrections. `categories`: those of the tree and NOT_ACTIONABLE; `place`: the rules in force."""

    desk: Desk
    categories: Collection[str]
    place: Place

    def __call__(
        self,
        officer: Officer,
        case: Case,
        version: int,
        changes: Mapping[str, str],
        reason: str,
        places: Sequence[Mapping[str, Any]] = (),
    ) -> Case:
        """The case with `changes`, and `places` (see confirmed_places) among its facts.

        Raises BadMember, VersionConflict, Unavailable, as `permitted`.
        """
        if not changes and not places:
            raise BadMember("/category", "required")
        if changes.get("category", "OTHER") not in self.categories:
            raise BadMember("/category", "not-in-list")

        def plan(case: Case) -> Change:
            before = {name: getattr(case, name) for name in changes}
            body: dict[str, Any] = {"before": before, "after": dict(changes), "reason": reason, "author": officer.sub}
            if places:
                body["places"] = [dict(place) for place in places]
            item = Item("CORRECTION", self.desk.new_id(), at(self.desk), body)
            after = replace(
                next_version(case),
                category=changes.get("category", case.category),
                urgency=changes.get("urgency", case.urgency),
                language=changes.get("language", case.language),
            )
            change = Change(
                before=case,
                after=after,
                items=[item],
                deeds=[case_deed(self.desk, officer, case, "correction.made", item)],
            )
            return self._proposed_again(officer, change) if places or "category" in changes else change

        return write(self.desk, officer, Action.CORRECT, case, plan, version)

    def _proposed_again(self, officer: Officer, change: Change) -> Change:
        """The change with the proposal that it leads to; the older proposals stay on file."""
        case, after, correction = change.before, change.after, change.items[0]
        file = self.desk.records.file(case.id)
        if file is None:
            raise Unavailable
        corrected = replace(file, case=after, items=(*file.items, correction))
        # After the name of the rules' own proposal, so that the newest of one second is the last one too.
        route = new_route(corrected, self.place, f"{case.ruleset}.{after.version:08d}", correction.created_at)
        if route is None:
            return change
        territory: Mapping[str, Any] = route.body["territory"]  # type: ignore[assignment]
        return replace(
            change,
            after=replace(after, flags=flags_after(file, territory)),
            items=[correction, route],
            deeds=[*change.deeds, case_deed(self.desk, officer, case, "case.proposed", route)],
        )
