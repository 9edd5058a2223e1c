"""What every use case of casework does first: find the case, ask the table, write a refusal down."""

from dataclasses import replace

from chalicelib.domain.access import Action, Decision, Officer, acting_role, courts_for, decide
from chalicelib.domain.audit.chain import actor_chain, case_chain
from chalicelib.domain.audit.entry import Deed, digest_of, own_digest
from chalicelib.domain.casework.case import Case, CaseFile, Item
from chalicelib.domain.ids import is_id
from chalicelib.domain.legal_calendar import civil_day
from chalicelib.domain.moments import written
from chalicelib.usecases.casework.needs import Desk
from chalicelib.usecases.errors import Forbidden, NotFound

META = "META"


def at(desk: Desk) -> str:
    """Now, as it is stored."""
    return written(desk.now())


def own_deed(desk: Desk, officer: Officer, action: str, item: str = "") -> Deed:
    """What a person did outside a case: on the person's chain of this month (Casablanca)."""
    month = civil_day(desk.now()).strftime("%Y-%m")
    return Deed(actor_chain(officer.sub, month), officer.sub, action, at(desk), item)


def case_deed(desk: Desk, officer: Officer, case: Case, action: str, item: Item | None = None) -> Deed:
    """What a person did to a case: on the case's chain, with a digest of the item that it made, or its own."""
    key = f"{item.kind}#{item.id}" if item else META
    digest = digest_of(case.audit_key, item.body) if item else own_digest(desk.new_id())
    role = acting_role(officer, case.court)
    return Deed(case_chain(case.id), officer.sub, action, at(desk), key, digest, role)


def found(desk: Desk, officer: Officer, action: Action, case_id: str) -> Case:
    """The case, if the officer may do this to it. Raises NotFound or Forbidden, both written down, or Unavailable."""
    case = desk.records.get(case_id) if is_id(case_id) else None
    return permitted(desk, officer, action, case, case_id)


def found_file(desk: Desk, officer: Officer, action: Action, case_id: str) -> CaseFile:
    """The case with its items, as `found`."""
    file = desk.records.file(case_id) if is_id(case_id) else None
    permitted(desk, officer, action, file.case if file else None, case_id)
    assert file is not None
    return file


def permitted(desk: Desk, officer: Officer, action: Action, case: Case | None, case_id: str) -> Case:
    """Ask the table. A case out of sight and a missing one leave the same entry, on the person's own chain."""
    decision = decide(officer, action, case) if case else Decision.HIDDEN
    if case is None or decision is Decision.HIDDEN:
        desk.records.note([own_deed(desk, officer, "access.denied", case_chain(case_id) if is_id(case_id) else "")])
        raise NotFound
    if decision is Decision.FORBIDDEN:
        raise refuse_on_case(desk, officer, case)
    return case


def refuse_on_case(desk: Desk, officer: Officer, case: Case) -> Forbidden:
    """Write down, on the case's chain, that somebody who sees it tried what is not theirs; returns what to raise."""
    desk.records.note([case_deed(desk, officer, case, "access.denied")])
    return Forbidden()


def permitted_courts(desk: Desk, officer: Officer, action: Action) -> frozenset[str]:
    """Where the officer may do what concerns no single case. Raises Forbidden, written down, when nowhere."""
    courts = courts_for(officer, action)
    if not courts:
        desk.records.note([own_deed(desk, officer, "access.denied")])
        raise Forbidden
    return courts


def next_version(case: Case) -> Case:
    """The case one version on, still to be changed."""
    return replace(case, version=case.version + 1)
