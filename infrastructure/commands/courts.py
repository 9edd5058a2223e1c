"""`e-blagh courts`: the court map, its changes, the open cases that a change moves, what persons changed themselves."""

from __future__ import annotations

import difflib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Column, Table

from chalicelib.domain.jurisdiction.court_map import Court, CourtData
from chalicelib.domain.jurisdiction.map_check import COURT_OF_APPEAL, FIRST_INSTANCE, Move, faults, moves
from chalicelib.reference_data.court_data import COURTS
from infrastructure.commands.asked import complaints, console
from infrastructure.commands.overrides import overrides
from infrastructure.commands.reroute import reroute
from infrastructure.courts.maps import CourtMapError, day_of, named_map
from infrastructure.courts.opening import OpeningError, opened

courts = typer.Typer(help="The court map: list, check, compare, open a court, move cases.", no_args_is_help=True)
courts.command()(reroute)
courts.command()(overrides)

AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]
Day = Annotated[str, typer.Option("--on", help="A day, YYYY-MM-DD; absent = today.")]
MapName = Annotated[str, typer.Argument(help="A day (YYYY-MM-DD), a file of a court map, or a folder of such files.")]
_KINDS = {"appeal": COURT_OF_APPEAL, "first": FIRST_INSTANCE}
_SHOWN_CODES = 4


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (CourtMapError, OpeningError) as error:
        complaints.print(f"[bold red]stopped:[/] {escape(str(error))}")
        raise typer.Exit(1) from error


@courts.command("list")
def list_courts(
    kind: Annotated[str, typer.Option(help="appeal or first.")] = "",
    under: Annotated[str, typer.Option(help="Id of a court of appeal: its first-instance courts.")] = "",
    special: Annotated[str, typer.Option(help="terrorism or money_laundering.")] = "",
    waiting: Annotated[bool, typer.Option("--waiting", help="Only courts that do not work yet on the day.")] = False,
    on: Day = "",
    as_json: AsJson = False,
) -> None:
    """Show the courts, what is above and below each, and whether it works on a day."""
    with _told():
        day = _day(on)
        law = named_map(day.isoformat()).law
        if kind and kind not in _KINDS:
            raise CourtMapError(f"there is no kind {kind!r}; there are: {', '.join(_KINDS)}")
        _among(under, "court above others", (court.parent for court in law.courts.values() if court.parent))
        _among(special, "special competence", (each for court in law.courts.values() for each in court.special))
    wanted = [
        court
        for court in law.courts.values()
        if (not kind or court.kind == _KINDS[kind])
        and (not under or court.parent == under)
        and (not special or special in court.special)
        and not (waiting and court.works_on(day))
    ]
    held = Counter(law.area_court(code, day).id for code in law.places.communes)
    rows = [_row(court, held[court.id], day) for court in wanted]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    table = Table(Column("court", no_wrap=True), "name", Column("under", no_wrap=True), "communes", "works", "special")
    for row in rows:
        since = f", since {row['open_by']} at the latest" if row["open_by"] else ""
        works = f"yes{since}" if row["works"] else f"[yellow]not known[/]: {row['area_kept_by']}"
        under, special_ = row["parent"] or "", ", ".join(row["special"])
        table.add_row(row["id"], row["name_fr"], under, str(row["communes"]), works, special_)
    console.print(table)
    console.print(f"{len(rows)} of {len(law.courts)} courts on {day}")


@courts.command()
def check(map_: Annotated[str, typer.Option("--map", help="Another map: a file or a folder.")] = "") -> None:
    """Refuse a map in which a commune has no court, a parent or keeper does not exist, or keepers go in a circle."""
    with _told():
        law = named_map(map_ or date.today().isoformat()).law
    wrong = faults(law)
    for fault in wrong:
        complaints.print(f"{fault.item}: {fault.slug}", markup=False)
    if wrong:
        raise typer.Exit(1)
    console.print(f"{len(law.courts)} courts, {len(law.places.communes)} communes: the map is sound.")


@courts.command()
def diff(old: MapName, new: MapName, on: Day = "", as_json: AsJson = False) -> None:
    """Show which communes change court from one map, or one day, to another."""
    with _told():
        before, after = named_map(old), named_map(new)
        day = _day(on)
    found = moves(before.law, after.law, before.day or day, then=after.day or day)
    if as_json:
        typer.echo(json.dumps([asdict(move) for move in found], indent=1))
        return
    _show_moves(found, after.law)


@courts.command("open")
def open_court(
    court: Annotated[str, typer.Argument(help="Id of the court, such as TPI-BOUZNIKA.")],
    on: Annotated[str, typer.Option("--on", help="The first day on which it works, YYYY-MM-DD.")],
    source: Annotated[str, typer.Option(help="Where the day was published.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
    file: Annotated[Path, typer.Option("--file", help="The courts.json to change.")] = COURTS,
) -> None:
    """Write the opening of a court into the map, after showing the change and whom it moves."""
    with _told():
        day = _day(on)
        before = named_map(str(file)).law
        content = file.read_text(encoding="utf-8")
        changed = opened(content, court, day, source)
        after = _law_with(changed)
    for line in difflib.unified_diff(content.splitlines(), changed.splitlines(), "before", "after", n=1, lineterm=""):
        console.print(line, markup=False, style={"+": "green", "-": "red"}.get(line[:1], "dim"))
    _show_moves(moves(before, after, day), after)
    if not yes and not typer.confirm("Write it?"):
        raise typer.Exit(1)
    file.write_text(changed, encoding="utf-8")
    console.print("Written. Then: `e-blagh courts check`, deploy, `e-blagh courts reroute --dry-run`.")


def _law_with(courts_json: str) -> CourtData:
    with TemporaryDirectory(prefix="e-blagh-courts-") as folder:
        path = Path(folder) / COURTS.name
        path.write_text(courts_json, encoding="utf-8")
        return named_map(str(path)).law


def _day(text: str) -> date:
    day = day_of(text) if text else date.today()
    if day is None:
        raise CourtMapError(f"{text!r} is no day (YYYY-MM-DD)")
    return day


def _among(asked: str, what: str, known: Iterable[str]) -> None:
    listed = list(dict.fromkeys(known))
    if asked and asked not in listed:
        raise CourtMapError(f"there is no {what} {asked!r}; there are: {', '.join(listed)}")


def _row(court: Court, communes: int, day: date) -> dict[str, Any]:
    return {
        "id": court.id,
        "kind": court.kind,
        "name_fr": court.name_fr,
        "name_ar": court.name_ar,
        "parent": court.parent,
        "communes": communes,
        "works": court.works_on(day),
        "open_by": court.open_by.isoformat() if court.open_by else None,
        "area_kept_by": court.area_kept_by,
        "special": list(court.special),
        "inferred": list(court.inferred),
    }


def _show_moves(found: Sequence[Move], law: CourtData) -> None:
    if not found:
        console.print("No commune changes court.")
        return
    table = Table("from", "to", "communes", "")
    for (before, after), count in sorted(Counter((move.before, move.after) for move in found).items()):
        names = [law.places.communes[m.commune].name_fr for m in found if (m.before, m.after) == (before, after)]
        more = ", …" if count > _SHOWN_CODES else ""
        table.add_row(before, after, str(count), ", ".join(names[:_SHOWN_CODES]) + more)
    console.print(table)
