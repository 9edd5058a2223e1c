"""Whether a receipt takes files, decided at submit from the choice and the answers (api, guard)."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.intake.members import member

_MINOR = frozenset({"under_13", "from_13", "from_16", "minor"})
# Pictures of the victim are the offence itself here, so a victim under 18 closes the door whatever else was answered.
_PICTURES_OF_THE_VICTIM = frozenset({"GROOM", "SEXT", "INTIMATE", "TRAFF"})


def uploads(report: Mapping[str, Any], upload: str) -> str:
    """`open` or `refused`; `upload` is what the tree says of the kind: allowed, guarded or link_only."""
    if upload == "link_only":
        return "refused"
    if upload == "guarded" and member(report, "answers.pictured_under_18") != "no":
        return "refused"
    if report["citizen_choice"] in _PICTURES_OF_THE_VICTIM and _victim_is_minor(report):
        return "refused"
    return "open"


def _victim_is_minor(report: Mapping[str, Any]) -> bool:
    if member(report, "victim.age_band") in _MINOR:
        return True
    return member(report, "reporter.role") == "victim" and member(report, "reporter.age_band") in _MINOR
