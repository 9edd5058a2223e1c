"""`e-blagh diagnostics evaluate FILE`: how well the rules in force do on labelled reports."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from chalicelib.domain.diagnosis.diagnose import diagnose
from chalicelib.domain.moments import read as moment
from chalicelib.reference_data.diagnosis_rules import load_diagnosis_rules
from infrastructure.commands.asked import complaints, console
from infrastructure.diagnostics.measure import TARGETS, Pair, by_language, confusion, figures_of

_SHOWN = 30
_WORDS = {
    "language": "language",
    "category_macro_f1": "category, macro-F1",
    "urgency_exact": "urgency, exact",
    "urgent_recall": "recall of U0 and U1",
    "observable_precision": "observables, precision",
    "observable_recall": "observables, recall",
    "content_keys": "content keys, exact set",
}
_OF_LANGUAGE = ("language", "category_macro_f1", "urgency_exact", "urgent_recall")


def evaluate(
    file: Annotated[Path, typer.Argument(help="Labelled reports, one JSON object a line: report and expected.")],
) -> None:
    """Print macro-F1, recall at U0 and U1, the other targets, each by language, and what was taken for what."""
    try:
        pairs = _pairs(file)
    except (OSError, ValueError) as error:
        complaints.print(f"[bold red]stopped:[/] {error}", markup=True)
        raise typer.Exit(1) from None
    rules = load_diagnosis_rules()
    console.print(f"{len(pairs)} labelled reports, rule set {rules.version}", markup=False)
    console.print(_figures(pairs))
    console.print(_languages(pairs))
    console.print(_confusion(pairs))


def _pairs(file: Path) -> list[Pair]:
    """What each line expects beside what the rules say. Raises OSError, ValueError."""
    rules = load_diagnosis_rules()
    pairs: list[Pair] = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            example = json.loads(line)
            report, expected, at = example["report"], example["expected"], example.get("received_at")
            if not {"category", "urgency"} <= expected.keys():
                raise KeyError
            received = moment(at) if at else None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise ValueError(f"line {number} of {file} is no labelled report") from None
        pairs.append((expected, diagnose(report, rules, received_at=received)))
    if not pairs:
        raise ValueError(f"{file} holds no labelled report")
    return pairs


def _figures(pairs: Sequence[Pair]) -> Table:
    table = Table("", "figure", "target", title="All reports", title_justify="left")
    for name, figure in figures_of(pairs).items():
        table.add_row(_WORDS[name], _shown(figure, TARGETS[name]), f"{TARGETS[name]:.2f}")
    return table


def _languages(pairs: Sequence[Pair]) -> Table:
    table = Table("language", "reports", *(_WORDS[name] for name in _OF_LANGUAGE), title="By language")
    table.title_justify = "left"
    for language, group in by_language(pairs).items():
        figures: Mapping[str, Any] = figures_of(group)
        urgent = any(want["urgency"] in ("U0", "U1") for want, _ in group)
        shown = [_shown(figures[name], TARGETS[name]) for name in _OF_LANGUAGE]
        table.add_row(language, str(len(group)), *(shown if urgent else [*shown[:-1], "none"]))
    return table


def _confusion(pairs: Sequence[Pair]) -> Table:
    table = Table("labelled", "said", "reports", title="Taken for another category", title_justify="left")
    for want, said, count in confusion(pairs)[:_SHOWN]:
        table.add_row(want, said, str(count))
    return table


def _shown(figure: float, target: float) -> str:
    return f"{figure:.3f}" if figure >= target else f"[red]{figure:.3f}[/]"
