"""States of a case, and the steps that need no document (api, section 4). Steps that do are acts (`acts`)."""

from collections.abc import Mapping

from chalicelib.domain.casework.case import Case

STATES = (
    "received",
    "triage",
    "seriousness_check",
    "leave_asked",
    "leave_given",
    "leave_refused",
    "referred",
    "in_inquiry",
    "with_prosecutor",
    "instructed",
    "closed",
    "reopened",
)

# `state` alone leads here, from there.
PLAIN_STEPS: Mapping[str, frozenset[str]] = {
    "triage": frozenset({"seriousness_check", "reopened"}),
    "in_inquiry": frozenset({"referred", "leave_given", "instructed", "reopened"}),
}

# Every other state is reached by a document: the act that makes it.
ACT_TO: Mapping[str, str] = {
    "seriousness_check": "ask_seriousness",
    "leave_asked": "ask_leave",
    "leave_given": "give_leave",
    "leave_refused": "refuse_leave",
    "referred": "refer",
    "with_prosecutor": "notify",
    "instructed": "instruct",
    "closed": "close",
    "reopened": "reopen",
}

# A case goes to the judicial police of a court from here; with the prosecutor it stays until it is instructed.
REFERRED_FROM = frozenset({"triage", "leave_given", "referred", "in_inquiry", "instructed", "reopened"})
COURT_SET_FROM = frozenset({"received", "triage"})

# A named or confidential case in one of these was referred; elsewhere its REFERRAL items tell.
REFERRED_BEHIND = frozenset({"referred", "in_inquiry", "with_prosecutor", "instructed"})


def leave_recorded(case: Case) -> bool:
    """Whether the prosecutor's leave is on the case; it stays there through all later steps."""
    return case.leave is not None and case.leave["state"] == "given"


def needs_leave(case: Case) -> bool:
    """An anonymous report before leave: no referral, no inquiry act (CPP 21, 40, 49)."""
    return case.identity_mode == "anonymous" and not leave_recorded(case)


def inquiry_open(case: Case, *, referred: bool) -> bool:
    """Whether inquiry acts exist at all: a recorded leave, which opens what was anonymous when it was given, or on a
    report that is not anonymous a referral behind the case.
    """
    return leave_recorded(case) or (case.identity_mode != "anonymous" and referred)
