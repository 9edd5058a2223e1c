"""`e-blagh abuse`: runs abuse cases against a running deployment."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from infrastructure.abuse.configuration import Configuration, NotConfiguredError
from infrastructure.abuse.runner import FORMAT, Outcome, Runner, Tally
from infrastructure.local.folder import PROJECT
from infrastructure.local.progress import Progress

DEFAULT_CASES = PROJECT / "tests" / "abuse" / "cases.json"


def abuse(
    cases: Annotated[list[Path] | None, typer.Argument(help="Files of cases; the project's own when absent.")] = None,
    config: Annotated[Path | None, typer.Option(help="Configuration of another deployment.")] = None,
    only: Annotated[str | None, typer.Option(help="Ids or families to run, separated by commas.")] = None,
    strict: Annotated[bool, typer.Option(help="Also fail on cases not run and families without a proof.")] = False,
) -> None:
    """Run abuse cases on the deployment of --config, else on the local system (started for the run if none is up).

    The last line counts what passed; exit status 0 only if nothing failed.
    """
    console = Console(soft_wrap=True, highlight=False)
    try:
        documents = [_document(file) for file in cases or [DEFAULT_CASES]]
        with _configuration(config, console) as configuration:
            tally = Tally([o for document in documents for o in _run(document, configuration, only, console)])
    except NotConfiguredError as error:
        raise typer.BadParameter(str(error)) from None
    _print_summary(tally, console)
    raise typer.Exit(tally.exit_status(strict=strict))


def _document(file: Path) -> dict[str, object]:
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise typer.BadParameter(f"{file} cannot be read: {error}") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise typer.BadParameter(f"{file} is not of the format {FORMAT}")
    return document


@contextmanager
def _configuration(config: Path | None, console: Console) -> Iterator[Configuration]:
    if config is not None:
        yield Configuration.read(config)
        return
    from infrastructure.local.at_hand import system_at_hand

    with system_at_hand(Progress(console)) as folder:
        yield Configuration.read(folder.abuse)


def _run(
    document: dict[str, object], configuration: Configuration, only: str | None, console: Console
) -> list[Outcome]:
    wanted = set(only.split(",")) if only else None
    cases = document["cases"]
    assert isinstance(cases, list)
    chosen = [case for case in cases if not wanted or {case["id"], case["id"].split("-")[0]} & wanted]
    runner = Runner(
        document, configuration.target, configuration.principals(), configuration.variables, configuration.pace
    )
    outcomes = []
    for outcome in runner.run(chosen):
        outcomes.append(outcome)
        if outcome.state != "passed":
            console.print(f"{outcome.state:8} {outcome.id} {outcome.title}: {outcome.reason}", markup=False)
    return outcomes


def _print_summary(tally: Tally, console: Console) -> None:
    unchecked = sorted({name for outcome in tally.outcomes for name in outcome.unchecked})
    if unchecked:
        console.print(f"unchecked invariants (no access to the stores from here): {' '.join(unchecked)}")
    if tally.uncounted_families:
        console.print(f"families that do not count (no positive case passed): {' '.join(tally.uncounted_families)}")
    print(tally.last_line)
