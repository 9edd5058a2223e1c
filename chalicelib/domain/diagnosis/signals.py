"""Points for facts that are not words of the text: look-alike domains, a sender name, the citizen's choice."""

from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.domain.diagnosis.lookalikes import LookAlike
from chalicelib.domain.diagnosis.reasons import MAX_EVIDENCE, Reason

LOOKALIKE_POINTS, SENDER_POINTS, CHOICE_POINTS = 3, 2, 1


def add_signals(
    points: dict[str, int],
    reasons: list[Reason],
    observables: Mapping[tuple[str, str], Mapping[str, Any]],
    lookalikes: Sequence[LookAlike],
    choice: str | None,
) -> None:
    """Add the points and their reasons. The choice decides ties and never more: it adds one."""

    def add(category: str, weight: int, signal: str, evidence: str) -> None:
        points[category] = points.get(category, 0) + weight
        reasons.append(Reason(signal, evidence[:MAX_EVIDENCE], f"{category} +{weight}", weight))

    if lookalikes:
        add("PHISH", LOOKALIKE_POINTS, "lookalike_domain", _spelling(observables, lookalikes[0].domain))
    senders = [key for key in observables if key[0] == "sender_id"]
    if senders:
        add("PHISH", SENDER_POINTS, "sender_id", observables[min(senders)]["raw"])
    if choice:
        add(choice, CHOICE_POINTS, "citizen_choice", choice)


def _spelling(observables: Mapping[tuple[str, str], Mapping[str, Any]], host: str) -> str:
    """The link of a host as it was written."""
    for (kind, value), item in sorted(observables.items()):
        if kind == "url" and host in value:
            return str(item["raw"])
    return host
