"""`e-blagh check`: the gate before a deployment; the emulator accepts broken templates, so this one must not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from infrastructure.commands.asked import StageName, complaints, console, told_in_words
from infrastructure.compose import as_json
from infrastructure.deployment.package import BUILD, compose_from
from infrastructure.deployment.source import stage_source
from infrastructure.stage import load_stage
from infrastructure.template_rules import findings


def lint(template_file: Path, region: str) -> list[str]:
    """What cfn-lint says about a template, one line each."""
    linter = Path(sys.executable).with_name("cfn-lint")
    ran = subprocess.run(
        [str(linter), "--format", "parseable", "--regions", region, "--", str(template_file)],
        capture_output=True,
        text=True,
        check=False,
    )
    said = ran.stdout.splitlines() + (ran.stderr.splitlines() if ran.returncode else [])
    return [line for line in said if line.strip()]


def check(stage: StageName = "local") -> None:
    """Compose the template of a stage and refuse it when cfn-lint or one of our rules does."""
    with told_in_words(), TemporaryDirectory(prefix="e-blagh-check-") as folder:
        settings = load_stage(stage)
        template = compose_from(stage_source(Path(folder) / "source"), settings, BUILD / "site")
        template_file = Path(folder) / "template.json"
        template_file.write_text(as_json(template))
        wrong = [*findings(template, settings), *lint(template_file, settings.region)]
    for finding in wrong:
        complaints.print(finding, markup=False)
    if wrong:
        raise typer.Exit(1)
    console.print(f"Template of stage {stage}: {len(template['Resources'])} resources, nothing to complain about.")
