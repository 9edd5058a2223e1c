"""One system a folder, and ports that give way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from infrastructure.local.folder import PROJECT
from infrastructure.local.locks import AlreadyRunningError, ProcessLock, holder
from infrastructure.local.ports import free_port, listening_socket, move_state, port_of
from infrastructure.local.sources import sources_digest


def test_the_second_is_told_who_is_running(tmp_path: Path) -> None:
    first, second = ProcessLock(tmp_path / "lock"), ProcessLock(tmp_path / "lock")
    first.take(phase="starting")
    first.tell(phase="ready", base_url="http://127.0.0.1:8080")

    with pytest.raises(AlreadyRunningError) as refused:
        second.take(phase="starting")

    assert refused.value.holder["base_url"] == "http://127.0.0.1:8080"
    first.release()
    second.take(phase="starting")
    second.release()
    assert holder(tmp_path / "lock") == {}


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from infrastructure.local.locks import ProcessLock;"
        f"ProcessLock(Path({str(tmp_path / 'lock')!r})).take(phase='ready'); print('held', flush=True); time.sleep(60)"
    )
    other = subprocess.Popen([sys.executable, "-c", code], cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    assert holder(tmp_path / "lock") == {"pid": other.pid, "phase": "ready"}

    other.kill()
    other.wait()

    assert holder(tmp_path / "lock") == {}
    ProcessLock(tmp_path / "lock").take(phase="starting")


def test_nobody_holds_a_lock_that_was_never_taken(tmp_path: Path) -> None:
    assert holder(tmp_path / "none") == {}


def test_a_busy_port_gives_way_to_a_free_one() -> None:
    with listening_socket(0) as taken:
        busy = port_of(taken)
        assert free_port(busy) != busy
        with listening_socket(busy) as other:
            assert port_of(other) != busy
    assert free_port(busy) == busy


def test_saved_addresses_follow_the_port(tmp_path: Path) -> None:
    (tmp_path / "sqs.json").write_text('{"url": "http://localhost:4566/0/q", "other": "localhost:45661"}')

    move_state(tmp_path, 4566, 4566)
    assert "localhost:4566/0/q" in (tmp_path / "sqs.json").read_text()
    move_state(tmp_path, 4566, 5000)

    assert (tmp_path / "sqs.json").read_text() == '{"url": "http://localhost:5000/0/q", "other": "localhost:45661"}'
    assert (tmp_path / "sqs.json").stat().st_mode & 0o777 == 0o600


def test_the_digest_follows_sources_and_settings_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "chalicelib" / "__pycache__").mkdir(parents=True)
    (tmp_path / "static_site" / "node_modules").mkdir(parents=True)
    (tmp_path / "app.py").write_text("1")
    (tmp_path / "chalicelib" / "a.py").write_text("1")
    first = sources_digest(tmp_path, "http://127.0.0.1:8080")

    (tmp_path / "chalicelib" / "__pycache__" / "a.pyc").write_text("x")
    (tmp_path / "static_site" / "node_modules" / "b.js").write_text("x")
    (tmp_path / "README.md").write_text("x")
    assert sources_digest(tmp_path, "http://127.0.0.1:8080") == first

    assert sources_digest(tmp_path, "http://127.0.0.1:8081") != first
    (tmp_path / "chalicelib" / "a.py").write_text("2")
    assert sources_digest(tmp_path, "http://127.0.0.1:8080") != first
