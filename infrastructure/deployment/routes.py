"""The API definition of the routes in `app.py`, as `chalice package` generates it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, cast

CONFIG = Path(__file__).resolve().parents[2] / ".chalice" / "config.json"


class RoutesError(Exception):
    """`app.py` could not be imported, or Chalice refused it; the message is Chalice's own."""


def chalice_definition(source: Path, stage: str) -> dict[str, Any]:
    """Swagger 2.0 of every route of the app in `source`; raises `RoutesError`.

    Chalice packages a copy without dependencies: they are built once, with their hashes, by `dependencies.py`.
    """
    with tempfile.TemporaryDirectory(prefix="e-blagh-routes-") as folder:
        project = Path(folder) / "project"
        shutil.copytree(source, project)
        (project / "requirements.txt").write_text("")
        (project / ".chalice").mkdir()
        shutil.copy2(CONFIG, project / ".chalice" / "config.json")
        out = Path(folder) / "out"
        chalice = [sys.executable, "-c", "import sys; from chalice.cli import main; sys.exit(main())"]
        chalice += ["--project-dir", str(project)]
        ran = subprocess.run(
            [*chalice, "package", "--stage", stage, "--template-format", "json", str(out)],
            env=clean_environment(),
            cwd=project,
            capture_output=True,
            text=True,
            check=False,
        )
        if ran.returncode:
            raise RoutesError(f"chalice package failed:\n{ran.stdout}{ran.stderr}".strip())
        template = json.loads((out / "sam.json").read_text())
    return cast(dict[str, Any], template["Resources"]["RestAPI"]["Properties"]["DefinitionBody"])


def clean_environment() -> dict[str, str]:
    """Nothing of a stage: the app must build its routes without one. Chalice stops when it knows no region."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV") if name in os.environ}
    return {**kept, "AWS_DEFAULT_REGION": "us-east-1", "PYTHONDONTWRITEBYTECODE": "1"}
