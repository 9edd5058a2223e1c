"""Where the local system keeps its things: one folder, readable by its owner alone."""

from __future__ import annotations

import json
import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent.parent
WORKER_LEFTOVERS = "ministack-lambda-*"
# They may outlive this process; held because Python warns of a running child that nobody holds.
_removers: list[subprocess.Popen[bytes]] = []


@dataclass(frozen=True)
class LocalFolder:
    """Names of everything under the folder of one local system (`.local` unless said otherwise)."""

    root: Path

    @property
    def state(self) -> Path:
        """The emulator's own JSON files: tables, keys, secrets, users, in clear."""
        return self.root / "state"

    @property
    def objects(self) -> Path:
        """The emulator's buckets."""
        return self.root / "objects"

    @property
    def scratch(self) -> Path:
        """`TMPDIR` of the emulator and of its function workers."""
        return self.root / "tmp"

    @property
    def snapshots(self) -> Path:
        """Holds the number of snapshots that the running emulator has finished."""
        return self.root / "snapshots"

    @property
    def emulator_log(self) -> Path:
        """What the emulator prints, of the last start only."""
        return self.root / "emulator.log"

    @property
    def lock(self) -> Path:
        """Locked by the process that runs the system; holds what others may know of it."""
        return self.root / "system.lock"

    @property
    def emulator_lock(self) -> Path:
        """Locked by the emulator itself; holds its process id."""
        return self.root / "emulator.lock"

    @property
    def ports(self) -> Path:
        """The two ports of the last run."""
        return self.root / "ports.json"

    @property
    def deployed(self) -> Path:
        """What was deployed last: digest and outputs."""
        return self.root / "deployed.json"

    @property
    def accounts(self) -> Path:
        """The demo officers and their passwords."""
        return self.root / "accounts.json"

    @property
    def samples(self) -> Path:
        """Idempotency keys and receipts of the sample reports."""
        return self.root / "samples.json"

    @property
    def addresses(self) -> Path:
        """Addresses and accounts, for people and programs that use the running system."""
        return self.root / "addresses.json"

    @property
    def abuse(self) -> Path:
        """What the abuse runner needs beside the addresses."""
        return self.root / "abuse.json"

    def make(self) -> None:
        """Creates the folders with mode 0700."""
        for path in (self.root, self.state, self.objects, self.scratch):
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.chmod(0o700)

    def sweep(self) -> None:
        """Removes the packages that function workers unpack and leave behind; tens of thousands of files, so aside."""
        leftovers = list(self.scratch.glob(WORKER_LEFTOVERS))
        doomed = self.root / f"leftovers-{time.time_ns()}"
        if leftovers:
            doomed.mkdir(mode=0o700)
        for leftover in leftovers:
            leftover.rename(doomed / leftover.name)
        if old := [str(path) for path in self.root.glob("leftovers-*")]:
            _removers.append(subprocess.Popen(["rm", "-rf", *old], start_new_session=True))


def write_private(path: Path, content: object) -> None:
    """Writes JSON that only its owner can read, whole or not at all."""
    draft = path.with_name(path.name + ".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=1)
        file.write("\n")
    draft.chmod(0o600)
    draft.replace(path)


def read_json(path: Path) -> dict[str, Any]:
    """The object that `path` holds; empty when there is no such file."""
    if not path.exists():
        return {}
    content = json.loads(path.read_text(encoding="utf-8"))
    return content if isinstance(content, dict) else {}
