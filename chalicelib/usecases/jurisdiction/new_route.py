"""A proposal made again for a case: the facts as they are on file now, by the rules in force."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.casework.case import CaseFile, Item
from chalicelib.usecases.diagnosis.new_diagnosis import category_in_force, report_of
from chalicelib.usecases.jurisdiction.needs import Place


def new_route(file: CaseFile, place: Place, item_id: str, at: str, category: str | None = None) -> Item | None:
    """The ROUTE item `{facts, territory}`; `category` where it is just being corrected.

    None for a case that the worker has still to diagnose: it will be placed by the same rules.
    """
    diagnosis = file.only("DIAGNOSIS")
    if diagnosis is None:
        return None
    named = category or category_in_force(file, diagnosis["category"])
    facts, territory = place(report_of(file), file.case.created_at, named)
    return Item("ROUTE", item_id, at, {"facts": facts, "territory": territory})


def flags_after(file: CaseFile, territory: Mapping[str, Any]) -> tuple[str, ...]:
    """The case's flags with those of a new territory in place of those of the old one."""
    route, diagnosis = file.only("ROUTE"), file.only("DIAGNOSIS") or {"flags": ()}
    old = route["territory"]["flags"] if route else ()
    return tuple(sorted((set(file.case.flags) - set(old)) | set(diagnosis["flags"]) | set(territory["flags"])))
