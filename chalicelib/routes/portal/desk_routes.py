"""What concerns no single case: who I am, the courts, the queue, search, figures, duty, audit."""

import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from chalice.app import Request, Response

from chalicelib.domain.access import Officer
from chalicelib.domain.audit.entry import Entry
from chalicelib.domain.casework.contested import Grounds
from chalicelib.domain.legal_calendar import civil_day
from chalicelib.domain.moments import to_minute
from chalicelib.reference_data.court_list import NamedCourt
from chalicelib.routes.decoding import query
from chalicelib.routes.portal.api import PortalApi
from chalicelib.routes.portal.case_answer import contest
from chalicelib.routes.portal.lists import DEFAULT_LIMIT, cursor_of, listed, page_asked, row, words
from chalicelib.routes.portal.members import SUBJECT, members, subject, text
from chalicelib.routes.portal.members import limit as a_limit
from chalicelib.routes.portal.officer_route import Route
from chalicelib.routes.portal.steps import shown_deadlines
from chalicelib.routes.portal.table import table
from chalicelib.routes.problem import Problem
from chalicelib.routes.problems import answered
from chalicelib.usecases.casework.list_queue import QueueQuestion
from chalicelib.usecases.casework.needs import Alert

_MONTH = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")
_FILTERS = ("court", "state", "category", "urgency", "language", "assignee", "desk")
_CLOSED_LISTS = {"urgency": ("U0", "U1", "U2", "U3", "U4"), "assignee": ("me", "none"), "desk": ("open", "closed")}


def add_desk_routes(route: Route, api: Callable[[], PortalApi]) -> None:
    """Register them."""

    @route("GET", "/portal/me")
    def me(request: Request, officer: Officer) -> Response:
        api().note_sign_in(officer)
        rights = sorted(officer.rights, key=lambda right: (right.court, right.role))
        return answered(
            {
                "sub": officer.sub,
                "rights": [{"role": right.role, "court": right.court} for right in rights],
                "roles": sorted({right.role for right in rights}),
                "courts": sorted({right.court for right in rights}),
            }
        )

    @route("GET", "/portal/courts")
    def courts(request: Request, officer: Officer) -> Response:
        pages = api().page_of_items
        found, cursor = pages.in_order(officer, request.path, api().courts, _court_id, *page_asked(request))
        return listed(map(asdict, found), cursor)

    @route("GET", "/portal/queue")
    def queue(request: Request, officer: Officer) -> Response:
        api().list_queue.permitted(officer)
        cursor, limit = page_asked(request)
        filters = words(request, _FILTERS)
        if any(filters[name] not in allowed for name, allowed in _CLOSED_LISTS.items() if name in filters):
            raise Problem("malformed")
        page = api().list_queue(officer, QueueQuestion(**filters), cursor, limit)
        return listed(map(row, page.rows), page.cursor)

    @route("POST", "/portal/search")
    def search(request: Request, officer: Officer) -> Response:
        api().search_cases.permitted(officer)
        body = members(request, {"q": text(200)}, {"cursor": text(2000), "limit": a_limit})
        cursor = cursor_of(body.get("cursor"))
        page = api().search_cases(officer, body["q"], cursor, body.get("limit", DEFAULT_LIMIT))
        return listed(map(row, page.rows), page.cursor)

    @route("POST", "/portal/assign")
    def assign(request: Request, officer: Officer) -> Response:
        api().move_assigned.permitted(officer)
        body = members(request, {"from": subject, "to": subject, "court": text(64, lines=False)})
        return answered({"moved": api().move_assigned(officer, body["from"], body["to"], body["court"])}, 202)

    @route("GET", "/portal/statistics")
    def statistics(request: Request, officer: Officer) -> Response:
        api().count_cases.permitted(officer)
        counted = api().count_cases(officer, month_asked(request))
        courts = [{"court": court, **vars(figures)} for court, figures in counted.courts.items()]
        rules = [{"rule": rule, **vars(tally)} for rule, tally in counted.rules.items()]
        return answered({"courts": courts, "complete": counted.complete, "rules": rules})

    @route("GET", "/portal/export.csv")
    def export(request: Request, officer: Officer) -> Response:
        api().export_table.permitted(officer)
        return table(api().export_table(officer, month_asked(request)))

    @route("GET", "/portal/deadlines")
    def deadlines(request: Request, officer: Officer) -> Response:
        api().list_deadlines.permitted(officer)
        lines, cursor = api().list_deadlines(officer, *page_asked(request))
        today = civil_day(api().now())
        return listed(
            [{**row(line.row), "deadlines": shown_deadlines(line.deadlines, today)} for line in lines], cursor
        )

    @route("GET", "/portal/contests")
    def contests(request: Request, officer: Officer) -> Response:
        api().list_contests.permitted(officer)
        found, cursor = api().list_contests(officer, *page_asked(request))
        return listed(map(_contested, found), cursor)

    @route("GET", "/portal/duty")
    def duty(request: Request, officer: Officer) -> Response:
        alerts, pages = api().keep_duty.listed(officer), api().page_of_items
        found, cursor = pages.in_order(officer, request.path, alerts, _rang, *page_asked(request))
        return listed(map(_alert, found), cursor)

    @route("POST", "/portal/duty/{alert_id}/acknowledge")
    def acknowledge(request: Request, officer: Officer, alert_id: str) -> Response:
        alert = api().keep_duty.found(officer, alert_id)
        members(request, {})
        return answered(_alert(api().keep_duty.acknowledge(officer, alert)))

    @route("GET", "/portal/audit")
    def audit(request: Request, officer: Officer) -> Response:
        read = api().read_audit
        read.permitted(officer)
        cursor, limit = page_asked(request)
        asked = query(request, ("case", "actor"))
        month = month_asked(request)
        if "case" in asked and len(asked) == 1 and month is None:
            entries, after = read.of_case(officer, asked["case"], cursor, limit)
        elif "actor" in asked and len(asked) == 1 and month is not None and SUBJECT.fullmatch(asked["actor"]):
            entries, after = read.of_person(officer, asked["actor"], month, cursor, limit)
        else:
            raise Problem("malformed")
        return listed(map(_entry, entries), after)


def month_asked(request: Request) -> str | None:
    """`month` of the query, `YYYY-MM`. Raises Problem `malformed`."""
    month = query(request, ("month",)).get("month")
    if month is not None and not _MONTH.fullmatch(month):
        raise Problem("malformed")
    return month


def _court_id(court: NamedCourt) -> str:
    return court.id


def _rang(alert: Alert) -> str:
    return f"{alert.since}#{alert.id}"


def _contested(grounds: Grounds) -> dict[str, Any]:
    closing = {name: grounds.closing[name] for name in ("reason", "text", "dated") if name in grounds.closing}
    return {
        **row(grounds.line.row),
        "contested_at": to_minute(grounds.line.contested_at),
        "closing": closing or None,
        "contests": [contest(item) for item in grounds.contests],
    }


def _alert(alert: Alert) -> dict[str, Any]:
    return {
        "id": alert.id,
        "urgency": alert.urgency,
        "court": alert.court,
        "count": alert.reports,
        "since": alert.since,
        "acknowledged_at": alert.acknowledged_at,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {name: value for name, value in asdict(entry).items() if name != "prev"}
