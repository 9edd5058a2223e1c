"""Breaks each rule J0-J16 in turn and looks whether a case of tests/law notices: `python -m tests.law.mutants`.

A mutant is one change of text in the rules' code or tables. It is made in a copy of the package; the copy's cases run
against it. Exit 1 when a mutant survives or cannot be made.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.law.mutant_list import MUTANTS, Mutant

ROOT = Path(__file__).resolve().parents[2]


def surviving(mutants: tuple[Mutant, ...]) -> Iterator[Mutant]:
    """Mutants that no case notices. Raises ValueError for one whose text is not there or breaks its file."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        hidden = shutil.ignore_patterns("__pycache__", "site_bundle")
        shutil.copytree(ROOT / "chalicelib", copy / "chalicelib", ignore=hidden)
        shutil.copytree(ROOT / "tests" / "law", copy / "tests" / "law", ignore=hidden)
        (copy / "tests" / "__init__.py").touch()
        if not _passes(copy):
            raise ValueError("the cases fail before anything is broken")
        for mutant in mutants:
            target = copy / mutant.path
            before = target.read_text(encoding="utf-8")
            if mutant.old not in before:
                raise ValueError(f"{mutant.rule} {mutant.how}: its text is not in {mutant.path}")
            after = before.replace(mutant.old, mutant.new)
            if target.suffix == ".json":
                json.loads(after)
            target.write_text(after, encoding="utf-8")
            noticed = not _passes(copy)
            target.write_text(before, encoding="utf-8")
            print(f"{mutant.rule:10} {mutant.how:30} {'noticed' if noticed else 'SURVIVES'}", flush=True)
            if not noticed:
                yield mutant


def _passes(copy: Path) -> bool:
    """Whether every case of the copy passes; property tests and this list aside."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:hypothesispytest",
        "tests/law",
    ]
    ignored = ["--ignore=tests/law/test_laws.py", "--ignore=tests/law/test_mutants.py"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(copy)}
    return subprocess.run([*command, *ignored], cwd=copy, env=environment, capture_output=True).returncode == 0


def main() -> int:
    survivors = list(surviving(MUTANTS))
    print(f"{len(MUTANTS) - len(survivors)} of {len(MUTANTS)} mutants noticed")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
