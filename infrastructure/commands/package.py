"""`e-blagh package`: the template and the archive of a stage, without talking to any account."""

from __future__ import annotations

from infrastructure.commands.asked import StageName, console, told_in_words
from infrastructure.deployment.package import make_package
from infrastructure.stage import load_stage


def package(stage: StageName = "local") -> None:
    """Build template.json and deployment.zip of a stage under build/."""
    with told_in_words():
        made = make_package(load_stage(stage))
    console.print(f"{made.template_file}: {len(made.template['Resources'])} resources")
    console.print(f"{made.archive}: {made.archive.stat().st_size / 1e6:.1f} MB, sha256 {made.digest}")
