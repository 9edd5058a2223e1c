"""Brings the stack of a local system to the state of the sources, and does nothing when it is there already."""

from __future__ import annotations

import subprocess
import sys

from infrastructure.deployment.deploy import deploy_stack
from infrastructure.local.emulator import Emulator
from infrastructure.local.folder import PROJECT, LocalFolder, read_json, write_private
from infrastructure.local.progress import Progress
from infrastructure.local.session import emulator_session
from infrastructure.local.sources import sources_digest
from infrastructure.stage import Stage


class BuildError(Exception):
    """The site could not be built; the message is the builder's own."""


def deployed(
    local: LocalFolder, stage: Stage, emulator: Emulator, base_url: str, build: bool, shown: Progress
) -> dict[str, str]:
    """Builds the site (unless told not to) and deploys when sources or address changed; the stack's outputs.

    Raises `BuildError` and what `deploy_stack` raises.
    """
    digest = sources_digest(PROJECT, base_url)
    last = read_json(local.deployed)
    if last.get("digest") == digest:
        return dict(last["outputs"])
    if build:
        with shown.step("Building the site"):
            _build_site()
    with shown.step("Deploying the stack"):
        outputs = deploy_stack(
            emulator_session(stage.region),
            stage,
            endpoint_url=emulator.endpoint,
            origin=base_url,
            report=shown.say,
        )
    write_private(local.deployed, {"digest": digest, "outputs": outputs})
    emulator.snapshot()
    return outputs


def _build_site() -> None:
    command = [sys.executable, "-c", "from infrastructure.cli import main; main()", "build"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildError(f"The site was not built:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
