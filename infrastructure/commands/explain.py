"""`e-blagh explain KIND`: JSON Lines in, one result with its reasons a line out, by the very code of the functions."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, TextIO

import typer

from chalicelib.domain.diagnosis.diagnose import diagnose
from chalicelib.domain.diagnosis.own_span import OwnSpan
from chalicelib.domain.diagnosis.web_address import canonical_url
from chalicelib.domain.intake.own_spans import own_spans
from chalicelib.domain.jurisdiction.facts import FactsError
from chalicelib.domain.jurisdiction.places import find_places
from chalicelib.domain.jurisdiction.territory import territory_of
from chalicelib.domain.moments import read as moment
from chalicelib.reference_data.court_data import load_court_data
from chalicelib.reference_data.diagnosis_rules import load_diagnosis_rules

Line = Mapping[str, Any]


class Kind(StrEnum):
    """What can be explained."""

    report = "report"
    route = "route"
    url = "url"
    place = "place"


class LineError(Exception):
    """A line that cannot be explained: `pointer` and `slug` as in the API's errors."""

    def __init__(self, slug: str, pointer: str = "") -> None:
        super().__init__(slug)
        self.slug = slug
        self.pointer = pointer


def explain_report(line: Line) -> dict[str, Any]:
    """The diagnosis of a report: the report itself, or a labelled example `{id, report}`; `received_at` is optional."""
    report = line["report"] if isinstance(line.get("report"), dict) else line
    received_at = line.get("received_at")
    try:
        received = moment(received_at) if received_at is not None else None
    except (TypeError, ValueError):
        raise LineError("format", "/received_at") from None
    named = {**report, "id": line["id"]} if "id" in line else report
    return diagnose(named, load_diagnosis_rules(), received_at=received, own_spans=_own_spans(report))


def _own_spans(report: Line) -> list[OwnSpan]:
    """Where the reporter's own values stand, when the line brings them, as they are marked at submit."""
    identity = report.get("identity")
    return [OwnSpan(**span) for span in own_spans(report, identity)] if isinstance(identity, dict) else []


def explain_route(line: Line) -> dict[str, Any]:
    """The proposed forums for an object of facts, with their reasons in words."""
    try:
        return territory_of(line, load_court_data())
    except FactsError as error:
        raise LineError(error.slug, error.pointer) from None


def explain_url(line: Line) -> dict[str, Any]:
    """The canonical form and the content key of a link."""
    found = canonical_url(_text(line, "url"), load_diagnosis_rules())
    return {"url": line["url"], "canonical": found.url, "content_key": found.content_key}


def explain_place(line: Line) -> dict[str, Any]:
    """The communes that a name may mean; `province` is an optional hint."""
    province = line.get("province")
    if province is not None and not isinstance(province, str):
        raise LineError("type", "/province")
    found = find_places(_text(line, "text"), load_court_data(), province=province)
    return {"text": line["text"], "candidates": list(found.candidates)}


_EXPLAIN: Mapping[Kind, Callable[[Line], dict[str, Any]]] = {
    Kind.report: explain_report,
    Kind.route: explain_route,
    Kind.url: explain_url,
    Kind.place: explain_place,
}


def _text(line: Line, member: str) -> str:
    value = line.get(member)
    if not isinstance(value, str):
        raise LineError("type" if member in line else "required", f"/{member}")
    return value


def explained(kind: Kind, lines: Iterable[str]) -> Iterator[tuple[dict[str, Any], bool]]:
    """Explain each line in order; with each result, whether the line was good. Empty lines are passed over."""
    for raw in lines:
        if not raw.strip():
            continue
        line: Any = None
        try:
            line = json.loads(raw)
            if not isinstance(line, dict):
                raise LineError("type")
            yield _EXPLAIN[kind](line), True
        except (ValueError, RecursionError, LineError) as error:
            slug, pointer = (error.slug, error.pointer) if isinstance(error, LineError) else ("malformed", "")
            id_ = {"id": line["id"]} if isinstance(line, dict) and "id" in line else {}
            yield {**id_, "error": {"slug": slug, "pointer": pointer}}, False


def write_explanations(kind: Kind, source: TextIO, sink: TextIO) -> bool:
    """Explain a stream; returns whether every line was good."""
    good = True
    for result, fine in explained(kind, source):
        good = good and fine
        sink.write(json.dumps(result, ensure_ascii=False) + "\n")
        sink.flush()
    return good


def explain(kind: Annotated[Kind, typer.Argument(help="report, route, url or place.")]) -> None:
    """Read JSON Lines, write one JSON result a line with its reasons; exit 1 when a line could not be read."""
    # A lone surrogate or a bad byte in one line must not end the stream.
    source = open(sys.stdin.fileno(), encoding="utf-8-sig", errors="surrogateescape", closefd=False)  # noqa: SIM115
    sink = open(sys.stdout.fileno(), "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    raise typer.Exit(0 if write_explanations(kind, source, sink) else 1)
