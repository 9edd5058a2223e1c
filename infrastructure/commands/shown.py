"""How changes and progress look in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rich.table import Table

from infrastructure.change_set import Change, Report
from infrastructure.commands.asked import console

COLOURS = {"Add": "green", "Modify": "yellow", "Remove": "red"}
WORDS = {"Add": "new", "Modify": "change", "Remove": "remove"}


def changes_table(changes: Iterable[Change]) -> Table:
    """What will happen, removals and replacements first, because they lose what was there."""
    table = Table(title="What will change", title_justify="left")
    for column in ("", "resource", "kind", "what of it"):
        table.add_column(column)
    for change in sorted(changes, key=lambda one: (not one.replacement, one.action != "Remove", one.logical_id)):
        word = "REPLACE" if change.replacement else WORDS.get(change.action, change.action)
        colour = "bold red" if change.replacement else COLOURS.get(change.action, "white")
        kind = change.kind.removeprefix("AWS::")
        table.add_row(f"[{colour}]{word}[/]", change.logical_id, kind, ", ".join(change.details))
    return table


@contextmanager
def progress() -> Iterator[Report]:
    """A line that lives while something is done, each finished step left above it."""
    with console.status("starting") as status:

        def report(line: str) -> None:
            status.update(line)
            console.print(f"  {line}")

        yield report
