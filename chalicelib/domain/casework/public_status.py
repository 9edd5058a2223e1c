"""What the reporter is told of a case's state (api, states) and court: a few words, nothing of the inside."""

from chalicelib.domain.casework.case import NATIONAL, Case

_PUBLIC = {
    "received": "received",
    "triage": "examined",
    "seriousness_check": "examined",
    "leave_asked": "examined",
    "leave_given": "examined",
    "leave_refused": "examined",
    "referred": "with_authorities",
    "in_inquiry": "with_authorities",
    "with_prosecutor": "with_authorities",
    "instructed": "with_authorities",
    "reopened": "with_authorities",
    "closed": "closed",
}


def public_status(state: str) -> str:
    """The public word for a state: `received`, `examined`, `with_authorities` or `closed`."""
    return _PUBLIC[state]


def public_routing(case: Case) -> str | None:
    """`placed` with the service of a court, never which, or `desk`, the national one; None before anybody looked."""
    if case.state == "received":
        return None
    return "desk" if case.court == NATIONAL else "placed"
