"""`e-blagh local up`, as a person runs it: ready, found again after a clean stop and after a kill, stopped by another.

One folder is used from the first start to the last, in the order of the tests.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from infrastructure.local.folder import PROJECT, LocalFolder, read_json
from infrastructure.local.locks import holder
from infrastructure.local.ports import listening_socket

COMMAND = [sys.executable, "-c", "from infrastructure.commands.local import local; local()"]
READY_WITHIN = 180
STOP_WITHIN = 25


@dataclass
class Run:
    """A started `up`."""

    process: subprocess.Popen[str]
    folder: LocalFolder
    seconds: float

    @property
    def base_url(self) -> str:
        return str(read_json(self.folder.addresses)["base_url"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> LocalFolder:
    return LocalFolder(tmp_path_factory.mktemp("up") / "local")


@contextmanager
def up(folder: LocalFolder, *options: str) -> Iterator[Run]:
    """Starts it and waits until it says that it is ready."""
    started = time.monotonic()
    output = folder.root.parent / "up.log"
    with output.open("w") as log:
        process = subprocess.Popen(
            [*COMMAND, "up", "--folder", str(folder.root), *options], cwd=PROJECT, stdout=log, stderr=log, text=True
        )
    try:
        while holder(folder.lock).get("phase") != "ready":
            assert process.poll() is None, output.read_text()
            assert time.monotonic() - started < READY_WITHIN, output.read_text()
            time.sleep(0.1)
        yield Run(process, folder, time.monotonic() - started)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


def say(folder: LocalFolder, *arguments: str) -> tuple[int, str]:
    done = subprocess.run(
        [*COMMAND, *arguments, "--folder", str(folder.root)],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout + done.stderr


def status_of(base_url: str, receipt: str) -> str:
    answer = httpx.post(f"{base_url}/api/receipts", json={"receipt": receipt}, timeout=35)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["status"])


def report(base_url: str, text: str) -> str:
    body: dict[str, Any] = {
        "lang": "fr",
        "citizen_choice": "FRAUD",
        "reporter": {"identity": "anonymous"},
        "text": text,
        "locations": {"offence_commune": "Agadir"},
    }
    answer = httpx.post(f"{base_url}/api/reports", json=body, timeout=35)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["receipt"])


def test_first_start_brings_everything_up(folder: LocalFolder) -> None:
    with up(folder) as run:
        assert run.seconds < READY_WITHIN
        addresses = read_json(folder.addresses)
        assert httpx.get(addresses["site"], timeout=20).status_code == 200
        assert httpx.get(addresses["portal"], timeout=20).status_code == 200
        assert httpx.get(addresses["jwks_url"], timeout=20).json()["keys"]
        code, said = say(folder, "status", "--json")
        assert code == 0
        assert json.loads(said)["base_url"] == addresses["base_url"]

        code, token = say(folder, "token", "supervisor:TPI-AGADIR")
        assert code == 0
        me = httpx.get(
            f"{run.base_url}/api/portal/me", headers={"Authorization": f"Bearer {token.strip()}"}, timeout=35
        )
        assert me.status_code == 200
        assert me.json()["courts"] == ["TPI-AGADIR"]

        samples = read_json(folder.samples)
        assert len(samples) == 25
        assert status_of(run.base_url, samples["R01"]["receipt"]) != "received"

        code, said = say(folder, "up")
        assert code == 1
        assert run.base_url in said
    assert run.process.returncode == 0
    assert not holder(folder.emulator_lock)


def test_a_second_start_finds_everything_in_less_than_twenty_seconds(folder: LocalFolder) -> None:
    receipts = {sample: kept["receipt"] for sample, kept in read_json(folder.samples).items()}
    accounts = read_json(folder.addresses)["accounts"]

    with up(folder) as run:
        assert run.seconds < 20
        assert read_json(folder.addresses)["accounts"] == accounts
        assert status_of(run.base_url, receipts["R25"]) != "received"
        assert {sample: kept["receipt"] for sample, kept in read_json(folder.samples).items()} == receipts


def test_what_a_snapshot_saw_is_there_after_a_kill_of_everything(folder: LocalFolder) -> None:
    with up(folder) as run:
        receipt = report(run.base_url, "avant la coupure")
        emulator = holder(folder.emulator_lock)["pid"]
        before = int(folder.snapshots.read_text())
        os.kill(emulator, signal.SIGUSR1)
        while int(folder.snapshots.read_text()) == before:
            time.sleep(0.05)
        os.killpg(emulator, signal.SIGKILL)
        run.process.kill()
        run.process.wait()

    with up(folder) as run:
        assert status_of(run.base_url, receipt) in {"received", "examined"}


def test_other_ports_are_taken_and_the_way_still_works(folder: LocalFolder) -> None:
    ports = read_json(folder.ports)
    with listening_socket(ports["site"]), listening_socket(ports["emulator"]), up(folder) as run:
        moved = read_json(folder.ports)
        assert moved["site"] != ports["site"]
        assert moved["emulator"] != ports["emulator"]
        config = httpx.get(f"{run.base_url}/portal/config.json", timeout=20).json()
        assert config["signin_origin"] == run.base_url
        receipt = report(run.base_url, "par un autre port")
        deadline = time.monotonic() + 60
        while status_of(run.base_url, receipt) == "received":
            assert time.monotonic() < deadline
            time.sleep(0.5)


def test_stop_stops_one_that_runs_elsewhere(folder: LocalFolder) -> None:
    with up(folder) as run:
        code, said = say(folder, "stop")
        assert (code, said) == (0, "Stopped.\n")
        assert run.process.wait(5) == 0
    assert say(folder, "status") == (0, "not running\n")
    assert list(folder.scratch.glob("ministack-lambda-*")) == []
