"""What the portal shows of a report: the reporter's own values masked when it is confidential."""

import copy
from collections.abc import Mapping
from typing import Any

MASK = "•"
# What intake keeps beside the report for the machine, and no page shows.
_NOT_SHOWN = ("own_spans", "dropped")


def shown_report(content: Mapping[str, Any], identity_mode: str) -> dict[str, Any]:
    """The report as sent, without sealed values; own spans masked sign by sign on a confidential report."""
    report: dict[str, Any] = copy.deepcopy({name: part for name, part in content.items() if name not in _NOT_SHOWN})
    if identity_mode == "confidential":
        for span in content.get("own_spans", ()):
            _mask(report, span)
    return report


def shown_diagnosis(diagnosis: Mapping[str, Any] | None, identity_mode: str) -> Mapping[str, Any] | None:
    """The diagnosis as made; on a confidential report own observables keep their kind, not their value."""
    if diagnosis is None or identity_mode != "confidential":
        return diagnosis
    observables = [_masked_own(observable) for observable in diagnosis.get("observables", ())]
    return {**diagnosis, "observables": observables}


def _masked_own(observable: Mapping[str, Any]) -> Mapping[str, Any]:
    if not observable.get("own"):
        return observable
    said = {name: MASK * len(str(observable[name])) for name in ("value", "raw") if name in observable}
    return {**observable, **said}


def _mask(report: dict[str, Any], span: Mapping[str, Any]) -> None:
    where, index = span["where"], span["index"]
    holder: Any = report["identifiers"][span["field"]] if where == "identifiers" else report[where]
    if where == "text":
        report["text"] = _masked(holder, span)
    else:
        holder[index] = _masked(holder[index], span)


def _masked(text: str, span: Mapping[str, Any]) -> str:
    start, end = int(span["start"]), int(span["end"])
    return text[:start] + MASK * (end - start) + text[end:]
