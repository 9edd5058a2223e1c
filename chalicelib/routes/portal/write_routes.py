"""What officers do to a case. Each handler: who calls, the case, may they, the body, then the step."""

from collections.abc import Callable
from typing import Any

from chalice.app import Request, Response

from chalicelib.domain.access import Action, Officer
from chalicelib.domain.casework.case import Case
from chalicelib.domain.intake.contact_code import CHANNELS
from chalicelib.routes.portal.api import PortalApi
from chalicelib.routes.portal.case_answer import case_answer, moved_answer
from chalicelib.routes.portal.members import case_id as an_id
from chalicelib.routes.portal.members import choice, confirmed_places, flag, members, subject, text, version
from chalicelib.routes.portal.officer_route import Route
from chalicelib.routes.problems import answered
from chalicelib.usecases.casework.correct_case import CORRECTED

LONGEST_TEXT = 5000
_WORDS = text(LONGEST_TEXT)
_COURT = text(64, lines=False)


def add_write_routes(route: Route, api: Callable[[], PortalApi]) -> None:
    """Register them."""

    def as_it_is(officer: Officer, case: Case) -> Response:
        return shown_after(api(), officer, case)

    @route("POST", "/portal/cases/{case_id}/notes")
    def add_note(request: Request, officer: Officer, case_id: str) -> Response:
        case = api().found(officer, Action.NOTE, case_id)
        body = members(request, {"text": _WORDS}, {"private": flag})
        note_id = api().add_note(officer, case, body["text"], body.get("private", False))
        return answered({"id": note_id}, 201)

    @route("POST", "/portal/cases/{case_id}/messages")
    def send_message(request: Request, officer: Officer, case_id: str) -> Response:
        case = api().found(officer, Action.MESSAGE, case_id)
        body = members(request, {"text": _WORDS})
        return answered({"id": api().send_message(officer, case, body["text"])}, 201)

    @route("POST", "/portal/cases/{case_id}/take")
    def take(request: Request, officer: Officer, case_id: str) -> Response:
        case = api().found(officer, Action.TAKE, case_id)
        body = members(request, {"version": version})
        return as_it_is(officer, api().give_case.take(officer, case, body["version"]))

    @route("POST", "/portal/cases/{case_id}/assign")
    def assign(request: Request, officer: Officer, case_id: str) -> Response:
        case = api().found(officer, Action.ASSIGN, case_id)
        body = members(request, {"version": version, "sub": subject})
        return as_it_is(officer, api().give_case.assign(officer, case, body["version"], body["sub"]))

    @route("POST", "/portal/cases/{case_id}/refer")
    def refer(request: Request, officer: Officer, case_id: str) -> Response:
        case = api().found(officer, Action.REFER, case_id)
        body = members(request, {"version": version, "court": _COURT, "reason": _WORDS})
        return as_it_is(officer, api().move_case.refer(officer, case, body["version"], body["court"], body["reason"]))

    @route("POST", "/portal/cases/{case_id}/court")
    def set_court(request: Request, officer: Officer, case_id: str) -> Response:
        case = api().found(officer, Action.SET_COURT, case_id)
        body = members(request, {"version": version, "court": _COURT, "motive": _WORDS})
        moved = api().move_case.set_court(officer, case, body["version"], body["court"], body["motive"])
        return as_it_is(officer, moved)

    @route("POST", "/portal/cases/{case_id}/state")
    def change_state(request: Request, officer: Officer, case_id: str) -> Response:
        case = api().found(officer, Action.CHANGE_STATE, case_id)
        body = members(request, {"version": version, "state": text(64, lines=False), "reason": _WORDS})
        changed = api().change_state(officer, case, body["version"], body["state"], body["reason"])
        return as_it_is(officer, changed)

    @route("POST", "/portal/cases/{case_id}/corrections")
    def correct(request: Request, officer: Officer, case_id: str) -> Response:
        case = api().found(officer, Action.CORRECT, case_id)
        body = members(
            request,
            {"version": version, "reason": _WORDS},
            {
                "category": text(32, lines=False),
                "urgency": choice(("U0", "U1", "U2", "U3", "U4")),
                "language": choice(("ar", "fr", "en", "es", "zgh", "zgh-Latn", "ary", "ary-Latn", "und")),
                "places": confirmed_places,
            },
        )
        changes = {name: body[name] for name in CORRECTED if name in body}
        places = body.get("places", [])
        return as_it_is(officer, api().correct_case(officer, case, body["version"], changes, body["reason"], places))

    @route("POST", "/portal/cases/{case_id}/links")
    def link(request: Request, officer: Officer, case_id: str) -> Response:
        case = api().found(officer, Action.LINK, case_id)
        body = members(request, {"case": an_id, "reason": _WORDS})
        return answered({"id": api().link_cases.link(officer, case, body["case"], body["reason"])}, 201)

    @route("POST", "/portal/cases/{case_id}/links/{link_id}/undo")
    def undo_link(request: Request, officer: Officer, case_id: str, link_id: str) -> Response:
        case = api().found(officer, Action.LINK, case_id)
        api().link_cases.undo(officer, case, link_id, members(request, {"reason": _WORDS})["reason"])
        return as_it_is(officer, case)

    @route("POST", "/portal/cases/{case_id}/contact-codes")
    def contact_code(request: Request, officer: Officer, case_id: str) -> Response:
        case = api().found(officer, Action.GIVE_CODE, case_id)
        given = api().give_contact_code(officer, case, members(request, {"channel": choice(CHANNELS)})["channel"])
        return answered({"code": given.code, "expires_at": given.expires_at}, 201)


def shown_after(api: PortalApi, officer: Officer, case: Case) -> Response:
    """The case as a step left it, or the little that may be told once it is out of the caller's sight."""
    moved = moved_answer(officer, case)
    if moved is not None:
        return answered(moved)
    return answered(case_after(api, officer, case))


def case_after(api: PortalApi, officer: Officer, case: Case) -> dict[str, Any]:
    """The whole case as it is now, for an officer who sees it."""
    file = api.file_after(case)
    return case_answer(officer, file, api.link_cases.shown(officer, file), api.now())
