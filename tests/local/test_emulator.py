"""The emulator: loopback only, state kept at a stop and at a snapshot, nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from infrastructure.local.emulator import Emulator, EmulatorError, environment, stop_left_behind
from infrastructure.local.folder import PROJECT, LocalFolder, read_json, write_private
from infrastructure.local.locks import holder
from infrastructure.local.ports import listening_socket, port_of


@pytest.fixture
def folder(tmp_path: Path) -> LocalFolder:
    return LocalFolder(tmp_path / "system")


@pytest.fixture
def emulator(folder: LocalFolder) -> Iterator[Emulator]:
    running = Emulator(folder, 0)
    running.start()
    yield running
    running.stop()


def client(emulator: Emulator, service: str) -> Any:
    return boto3.client(
        service,
        endpoint_url=emulator.endpoint,
        region_name="eu-west-3",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


def test_the_private_names_of_ministack_are_still_there(tmp_path: Path) -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-I",
            "-c",
            "from ministack import app; from ministack.core.persistence import save_all; import inspect;"
            "assert callable(app.app) and callable(app._build_persistence_save_dict);"
            "assert list(inspect.signature(save_all).parameters) == ['services'];"
            "assert 'sqs' in app._state_map and 'dynamodb' in app._state_map; print('there')",
        ],
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stdout.strip() == "there", told.stderr


def test_its_environment_is_built_from_nothing(folder: LocalFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "of the person who runs this")

    made = environment(folder, 1234)

    assert "of the person who runs this" not in made.values()
    assert made["AUTH"] == "true"
    assert made["BIND_HOST"] == "127.0.0.1"
    assert any((Path(part) / "node").exists() for part in made["PATH"].split(os.pathsep))


def test_it_listens_on_loopback_only_and_its_files_are_private(emulator: Emulator, folder: LocalFolder) -> None:
    client(emulator, "sqs").create_queue(QueueName="work")
    emulator.snapshot()

    pid = holder(folder.emulator_lock)["pid"]
    listening = [line.split() for line in Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]]
    listening += [line.split() for line in Path(f"/proc/{pid}/net/tcp6").read_text().splitlines()[1:]]
    sockets = {os.readlink(f"/proc/{pid}/fd/{name}") for name in os.listdir(f"/proc/{pid}/fd")}
    own = [entry[1] for entry in listening if entry[3] == "0A" and f"socket:[{entry[9]}]" in sockets]
    assert own == [f"0100007F:{emulator.port:04X}"]
    for path in folder.root.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_clean_stop_keeps_tables_queues_and_objects(folder: LocalFolder) -> None:
    first = Emulator(folder, 0)
    first.start()
    client(first, "sqs").create_queue(QueueName="work")
    client(first, "s3").create_bucket(Bucket="pages", CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
    client(first, "s3").put_object(Bucket="pages", Key="a/b.html", Body=b"<p>")
    leftover = folder.scratch / "ministack-lambda-x"
    leftover.mkdir()
    started = time.monotonic()
    assert first.stop()
    assert time.monotonic() - started < 15
    assert not leftover.exists()
    write_private(folder.ports, {"emulator": first.port})

    again = Emulator(folder, 0)
    again.start()
    try:
        assert again.port == first.port
        assert client(again, "sqs").get_queue_url(QueueName="work")["QueueUrl"]
        assert client(again, "s3").get_object(Bucket="pages", Key="a/b.html")["Body"].read() == b"<p>"
    finally:
        again.stop()


def test_what_was_there_at_a_snapshot_survives_a_kill(folder: LocalFolder) -> None:
    first = Emulator(folder, 0)
    first.start()
    client(first, "sqs").create_queue(QueueName="before")
    first.snapshot()
    os.kill(holder(folder.emulator_lock)["pid"], signal.SIGKILL)
    time.sleep(0.2)
    assert not first.alive
    with pytest.raises(EmulatorError):
        first.snapshot()
    first.stop()

    again = Emulator(folder, 0)
    again.start()
    try:
        assert client(again, "sqs").get_queue_url(QueueName="before")["QueueUrl"]
    finally:
        again.stop()


def test_a_busy_port_is_left_and_the_saved_queue_addresses_follow(folder: LocalFolder) -> None:
    first = Emulator(folder, 0)
    first.start()
    sqs = client(first, "sqs")
    address = sqs.create_queue(QueueName="work")["QueueUrl"]
    sqs.send_message(QueueUrl=address, MessageBody="owed")
    first.stop()
    write_private(folder.ports, {"emulator": first.port})

    with listening_socket(first.port) as taken:
        assert port_of(taken) == first.port
        again = Emulator(folder, first.port)
        again.start()
        try:
            assert again.port != first.port
            moved = client(again, "sqs")
            address = moved.get_queue_url(QueueName="work")["QueueUrl"]
            received = moved.receive_message(QueueUrl=address)
            assert received["Messages"][0]["Body"] == "owed"
            again.snapshot()
            assert f"localhost:{first.port}" not in (folder.state / "sqs.json").read_text()
        finally:
            again.stop()


def test_it_ends_by_itself_when_the_process_that_started_it_is_killed(folder: LocalFolder) -> None:
    starter = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time; from pathlib import Path; from infrastructure.local.emulator import Emulator;"
            "from infrastructure.local.folder import LocalFolder;"
            f"Emulator(LocalFolder(Path({str(folder.root)!r})), 0).start(); print('up', flush=True); time.sleep(60)",
        ],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert starter.stdout is not None
    assert starter.stdout.readline() == "up\n"
    assert holder(folder.emulator_lock)["pid"]
    starter.kill()
    starter.wait()

    deadline = time.monotonic() + 10
    while holder(folder.emulator_lock) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not holder(folder.emulator_lock)
    assert not stop_left_behind(folder)


def test_one_left_behind_is_stopped_before_another_starts(folder: LocalFolder) -> None:
    left = Emulator(folder, 0)
    left.start()
    client(left, "sqs").create_queue(QueueName="work")

    again = Emulator(folder, 0)
    again.start()
    try:
        assert not left.alive
        assert client(again, "sqs").get_queue_url(QueueName="work")["QueueUrl"]
    finally:
        again.stop()
        left.stop()


def test_an_emulator_that_cannot_start_says_where_to_look(folder: LocalFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infrastructure.local.emulator.LAUNCHER", Path("/nowhere.py"))

    with pytest.raises(EmulatorError, match=r"emulator\.log"):
        Emulator(folder, 0).start()


def test_private_files_are_whole_and_private(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("{}")
    path.chmod(0o644)

    write_private(path, {"a": "é"})

    assert read_json(path) == {"a": "é"}
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_json(tmp_path / "none.json") == {}
