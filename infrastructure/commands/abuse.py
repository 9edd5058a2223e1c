"""`e-blagh abuse`: runs abuse cases against a running deployment."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from infrastructure.abuse.configuration import Configuration, NotConfiguredError
from infrastructure.abuse.runner import FORMAT, Outcome, Runner, Tally

DEFAULT_CASES = Path("tests/abuse/cases.json")


def abuse(
    cases: Annotated[list[Path] | None, typer.Argument(help="Files of cases; the project's own when absent.")] = None,
    config: Annotated[Path | None, typer.Option(help="Configuration of a run; that of `make run` when absent.")] = None,
    only: Annotated[str | None, typer.Option(help="Ids or families to run, separated by commas.")] = None,
    strict: Annotated[bool, typer.Option(help="Also fail on cases not run and families without a proof.")] = False,
) -> None:
    """Run abuse cases; the last line counts what passed. Exit status 0 only if nothing failed."""
    console = Console(soft_wrap=True, highlight=False)
    try:
        configuration = Configuration.read(config)
    except NotConfiguredError as error:
        raise typer.BadParameter(str(error)) from None
    outcomes: list[Outcome] = []
    for file in cases or [DEFAULT_CASES]:
        document = json.loads(file.read_text(encoding="utf-8"))
        if document.get("format") != FORMAT:
            raise typer.BadParameter(f"{file} is not of the format {FORMAT}")
        wanted = set(only.split(",")) if only else None
        chosen = [c for c in document["cases"] if not wanted or {c["id"], c["id"].split("-")[0]} & wanted]
        runner = Runner(
            document, configuration.target, configuration.principals(), configuration.variables, configuration.pace
        )
        for outcome in runner.run(chosen):
            outcomes.append(outcome)
            if outcome.state != "passed":
                console.print(f"{outcome.state:8} {outcome.id} {outcome.title}: {outcome.reason}", markup=False)
    tally = Tally(outcomes)
    unchecked = sorted({name for outcome in outcomes for name in outcome.unchecked})
    if unchecked:
        console.print(f"unchecked invariants (no access to the stores from here): {' '.join(unchecked)}")
    if tally.uncounted_families:
        console.print(f"families that do not count (no positive case passed): {' '.join(tally.uncounted_families)}")
    print(tally.last_line)
    raise typer.Exit(tally.exit_status(strict=strict))
