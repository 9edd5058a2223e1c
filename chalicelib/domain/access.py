"""Who may do what: role × action × court × state × assignment, in one table; every route and use case asks here.

A right is one group of the pool, `<role>:<court id>`. Rights of two groups are never crossed: each is asked alone.
Source: api, who sees a case when (section 4) and the columns "who" of section 3.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from chalicelib.domain.casework.case import NATIONAL, Case
from chalicelib.domain.casework.queue_row import QueueRow

ROLES = ("analyst", "investigator", "supervisor", "prosecutor", "custodian", "auditor", "administrator")
_GROUP = re.compile(rf"({'|'.join(ROLES)}):([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*)")
BEFORE_REFERRAL = frozenset(
    {"received", "triage", "seriousness_check", "leave_asked", "leave_given", "leave_refused"},
)


class Action(StrEnum):
    """Everything that a signed-in person can try."""

    LIST = "list"
    SEARCH = "search"
    COUNT = "count"
    EXPORT_TABLE = "export_table"
    DUTY = "duty"
    DEADLINES = "deadlines"
    CONTESTS = "contests"
    AUDIT = "audit"
    MOVE_CASES = "move_cases"
    READ = "read"
    NOTE = "note"
    MESSAGE = "message"
    TAKE = "take"
    ASSIGN = "assign"
    REFER = "refer"
    SET_COURT = "set_court"
    CHANGE_STATE = "change_state"
    BEGIN_INQUIRY = "begin_inquiry"
    CORRECT = "correct"
    LINK = "link"
    GIVE_CODE = "give_code"
    EXPORT = "export"
    SEE_REPORTER = "see_reporter"
    SEE_ANSWERS = "see_answers"
    ASK_OPENING = "ask_opening"
    OPENINGS = "openings"
    ASK_SERIOUSNESS = "ask_seriousness"
    ASK_LEAVE = "ask_leave"
    GIVE_LEAVE = "give_leave"
    REFUSE_LEAVE = "refuse_leave"
    NOTIFY = "notify"
    INSTRUCT = "instruct"
    CLOSE = "close"
    REOPEN = "reopen"
    UPHOLD_CLOSURE = "uphold_closure"
    INFORM_COMPLAINANT = "inform_complainant"
    ASK_COMPLAINT = "ask_complaint"
    RECORD_COMPLAINT = "record_complaint"
    DELAY_NOTICE = "delay_notice"
    HOLD_ERASURE = "hold_erasure"
    RELEASE_ERASURE = "release_erasure"


class Reach(Enum):
    """How far a right of the national desk reaches into the cases of courts."""

    NEVER = "never"
    BEFORE_REFERRAL = "before referral"
    ALWAYS = "always"


class Decision(Enum):
    """HIDDEN is told exactly as a case that does not exist."""

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Right:
    """One role in one court (or at the national desk)."""

    role: str
    court: str


@dataclass(frozen=True)
class Officer:
    """A signed-in person: subject and name in the pool, personnel number, the rights of the token's groups alone."""

    sub: str
    personnel: str
    rights: frozenset[Right]
    username: str = ""


@dataclass(frozen=True)
class Grant:
    """A line of the table: `in_charge` asks for the assignee or a supervisor of that court; `states` empty = any."""

    roles: frozenset[str]
    national: Reach = Reach.NEVER
    in_charge: bool = False
    states: frozenset[str] = frozenset()


def _grant(
    letters: str, national: Reach = Reach.NEVER, *, in_charge: bool = False, states: Iterable[str] = ()
) -> Grant:
    names = {"A": "analyst", "I": "investigator", "S": "supervisor", "P": "prosecutor"}
    return Grant(frozenset(names[letter] for letter in letters), national, in_charge, frozenset(states))


# What concerns no single case: the roles that may, in the courts where they hold them.
DESK_ROLES: Mapping[Action, frozenset[str]] = {
    Action.LIST: frozenset({"analyst", "investigator", "supervisor", "prosecutor"}),
    Action.SEARCH: frozenset({"analyst", "investigator", "supervisor", "prosecutor"}),
    Action.COUNT: frozenset({"analyst", "supervisor", "prosecutor"}),
    Action.EXPORT_TABLE: frozenset({"supervisor"}),
    Action.DUTY: frozenset({"analyst", "investigator", "supervisor"}),
    Action.DEADLINES: frozenset({"investigator", "supervisor", "prosecutor"}),
    # Those who reopen.
    Action.CONTESTS: frozenset({"supervisor", "prosecutor"}),
    Action.AUDIT: frozenset({"auditor"}),
    Action.MOVE_CASES: frozenset({"supervisor"}),
    # Requests to open an identity: those who ask see their own, those who decide see their court's.
    Action.OPENINGS: frozenset({"investigator", "supervisor", "custodian", "prosecutor"}),
}

# What is done to one case.
CASE_GRANTS: Mapping[Action, tuple[Grant, ...]] = {
    Action.READ: (_grant("AISP", Reach.ALWAYS),),
    Action.NOTE: (_grant("AISP", Reach.BEFORE_REFERRAL),),
    Action.MESSAGE: (_grant("AIS", Reach.BEFORE_REFERRAL),),
    Action.TAKE: (_grant("AIS", Reach.BEFORE_REFERRAL),),
    Action.ASSIGN: (_grant("S", Reach.BEFORE_REFERRAL),),
    Action.REFER: (_grant("AS", Reach.BEFORE_REFERRAL),),
    Action.SET_COURT: (_grant("AS", Reach.BEFORE_REFERRAL),),
    Action.CHANGE_STATE: (
        _grant("IS", Reach.BEFORE_REFERRAL, in_charge=True),
        _grant("A", Reach.BEFORE_REFERRAL, states=BEFORE_REFERRAL),
    ),
    Action.BEGIN_INQUIRY: (_grant("IS", in_charge=True),),
    Action.CORRECT: (_grant("AIS", Reach.BEFORE_REFERRAL),),
    Action.LINK: (_grant("AIS", Reach.BEFORE_REFERRAL),),
    Action.GIVE_CODE: (_grant("AIS", Reach.BEFORE_REFERRAL),),
    Action.EXPORT: (_grant("ISP", Reach.BEFORE_REFERRAL),),
    Action.SEE_REPORTER: (_grant("AIS", Reach.BEFORE_REFERRAL, in_charge=True),),
    Action.SEE_ANSWERS: (_grant("AIS", Reach.BEFORE_REFERRAL, in_charge=True),),
    Action.ASK_OPENING: (_grant("IS"),),
    Action.ASK_SERIOUSNESS: (_grant("AIS", Reach.BEFORE_REFERRAL),),
    Action.ASK_LEAVE: (_grant("AIS", Reach.BEFORE_REFERRAL),),
    Action.GIVE_LEAVE: (_grant("P"),),
    Action.REFUSE_LEAVE: (_grant("P"),),
    Action.NOTIFY: (_grant("IS"),),
    Action.INSTRUCT: (_grant("P"),),
    Action.CLOSE: (_grant("P"), _grant("AS", Reach.BEFORE_REFERRAL, states=("triage",))),
    Action.REOPEN: (_grant("PS"),),
    Action.UPHOLD_CLOSURE: (_grant("P"),),
    Action.INFORM_COMPLAINANT: (_grant("P"),),
    Action.ASK_COMPLAINT: (_grant("AIS", Reach.BEFORE_REFERRAL),),
    Action.RECORD_COMPLAINT: (_grant("AISP", Reach.BEFORE_REFERRAL),),
    # Orders over a reporter's rights are the prosecutor's of that court alone.
    Action.DELAY_NOTICE: (_grant("P"),),
    Action.HOLD_ERASURE: (_grant("P"),),
    Action.RELEASE_ERASURE: (_grant("P"),),
}


def rights_of(groups: object) -> frozenset[Right]:
    """Read the groups of a token: a list, or as the gateway writes one, `[a b]` or `a,b` (aws/chalice #783).

    A group of another form gives nothing.
    """
    if isinstance(groups, str):
        groups = [part for part in re.split(r"[ ,]+", groups.strip().removeprefix("[").removesuffix("]")) if part]
    if not isinstance(groups, list):
        return frozenset()
    found = (_GROUP.fullmatch(group) for group in groups if isinstance(group, str))
    return frozenset(Right(match[1], match[2]) for match in found if match)


def courts_for(officer: Officer, action: Action) -> frozenset[str]:
    """Where the officer may do what concerns no single case; empty = nowhere, NATIONAL = everywhere."""
    roles = DESK_ROLES[action]
    return frozenset(right.court for right in officer.rights if right.role in roles)


def decide(officer: Officer, action: Action, case: Case | QueueRow) -> Decision:
    """The table's word on one action on one case as it is now."""
    if not sees(officer, case):
        return Decision.HIDDEN
    allowed = any(_holds(officer, grant, case) for grant in CASE_GRANTS[action])
    return Decision.ALLOWED if allowed else Decision.FORBIDDEN


def sees(officer: Officer, case: Case | QueueRow) -> bool:
    """Whether the case exists for this officer."""
    return any(_holds(officer, grant, case) for grant in CASE_GRANTS[Action.READ])


def in_charge(officer: Officer, case: Case | QueueRow) -> bool:
    """The assignee, or a supervisor of that court (api, section 3)."""
    return officer.sub == case.assignee or Right("supervisor", case.court) in officer.rights


# The role that an entry names when a person holds several: the one that decides most.
_WEIGHT = ("prosecutor", "supervisor", "investigator", "analyst", "custodian", "auditor", "administrator")


def acting_role(officer: Officer, court: str) -> str:
    """The role in which a person acts on a case of the court, there or at the national desk; empty when in none."""
    for place in (court, NATIONAL):
        held = {right.role for right in officer.rights if right.court == place}
        for role in _WEIGHT:
            if role in held:
                return role
    return ""


def _holds(officer: Officer, grant: Grant, case: Case | QueueRow) -> bool:
    if grant.states and case.state not in grant.states:
        return False
    if grant.in_charge and not in_charge(officer, case):
        return False
    return any(right.role in grant.roles and _reaches(right, grant, case) for right in officer.rights)


def _reaches(right: Right, grant: Grant, case: Case | QueueRow) -> bool:
    if right.court == case.court:
        return True
    if right.court != NATIONAL:
        return False
    return grant.national is Reach.ALWAYS or (grant.national is Reach.BEFORE_REFERRAL and case.state in BEFORE_REFERRAL)
