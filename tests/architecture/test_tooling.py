"""What `make` does: set up once, find a browser, run the whole of the tests."""

import re
import subprocess
from pathlib import Path

import pytest

from infrastructure import browser, environment
from tests.architecture.layers import ROOT


def test_nothing_is_installed_twice_and_a_changed_pin_is_noticed(tmp_path: Path) -> None:
    pins = tmp_path / "requirements.txt"
    pins.write_text("a==1\n")
    (tmp_path / environment.STAMP).write_text(environment.fingerprint([pins]))
    assert environment.installed(tmp_path, environment.fingerprint([pins]))
    pins.write_text("a==2\n")
    assert not environment.installed(tmp_path, environment.fingerprint([pins]))


def test_setup_needs_nothing_but_the_standard_library() -> None:
    code = f"import runpy; runpy.run_path({str(ROOT / 'infrastructure' / 'environment.py')!r})"
    ran = subprocess.run(["python3", "-I", "-S", "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_continuous_integration_runs_what_developers_run() -> None:
    assert "exec make test" in (ROOT / ".ci" / "run").read_text()


def test_the_readme_begins_with_the_two_commands() -> None:
    blocks = re.findall(r"```\w*\n(.*?)\n```", (ROOT / "README.md").read_text(), re.DOTALL)
    assert blocks[:2] == ["make run", "make test"]


@pytest.mark.parametrize("target", ["run", "test", "check", "setup", "stop", "bench", "abuse", "parity"])
def test_make_knows_its_targets(target: str) -> None:
    ran = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_every_folder_of_tests_has_a_place_in_make_test() -> None:
    ran = subprocess.run(["make", "--dry-run", "test"], cwd=ROOT, capture_output=True, text=True, check=True)
    folders = {folder.name for folder in (ROOT / "tests").iterdir() if any(folder.rglob("test_*.py"))}
    missing = {folder for folder in folders if f"tests/{folder}" not in ran.stdout}
    assert missing - {"bench"} == set()


def test_a_browser_that_was_found_is_not_looked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\necho Chromium 156\n")
    program.chmod(0o755)
    monkeypatch.setattr(browser, "on_path", lambda kept: str(program))
    assert browser.browser_path(tmp_path / "kept") == program
    monkeypatch.setattr(browser, "on_path", lambda kept: None)
    assert browser.browser_path(tmp_path / "kept") == program


def test_a_browser_that_does_not_start_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexit 127\n")
    program.chmod(0o755)
    monkeypatch.setattr(browser, "on_path", lambda kept: str(program))
    for way in ("from_debian", "from_npm"):
        monkeypatch.setattr(browser, way, lambda kept: None)
    with pytest.raises(browser.NoBrowserError):
        browser.browser_path(tmp_path / "kept")
