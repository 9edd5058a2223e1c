"""The archive: complete by itself, the same bytes each time, nothing built on this machine."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from infrastructure.deployment.archive import write_archive
from infrastructure.deployment.bytecode import compile_folder
from infrastructure.deployment.dependencies import DependencyError, build_dependencies, refuse_foreign_wheels
from infrastructure.deployment.package import BUILD, Package, make_package
from infrastructure.deployment.source import stage_source
from infrastructure.stage import load_stage

LIMIT_MB = 18
ALONE = "import sys; sys.path[:0] = [{archive!r}]; sys.dont_write_bytecode = True; import {module}"
WORKERS = ("diagnose_report", "sweep_stalled", "enforce_retention", "anchor_chains")
MODULES = ("app", *(f"chalicelib.workers.{worker}" for worker in WORKERS))


@pytest.fixture(scope="module")
def real_package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """The package of this folder for the local stage."""
    build = tmp_path_factory.mktemp("build")
    (BUILD / "libraries").mkdir(parents=True, exist_ok=True)
    (build / "libraries").symlink_to(BUILD / "libraries")
    return make_package(load_stage("local"), build=build)


def test_the_same_code_makes_the_same_bytes(real_package: Package, tmp_path: Path) -> None:
    # The folder as it was packaged, because the folder itself may be worked on.
    source = stage_source(tmp_path / "source", real_package.archive.parent / "source")
    compile_folder(source)
    libraries = build_dependencies(BUILD / "libraries", cloud=False)
    assert write_archive(tmp_path / "again.zip", [source, libraries]) == real_package.digest


@pytest.mark.parametrize("module", MODULES)
def test_each_handler_imports_from_the_archive_alone(module: str, real_package: Package, tmp_path: Path) -> None:
    """The emulator's workers see its own libraries after the package's: a missing one would go unseen."""
    unpacked = tmp_path / "package"
    with zipfile.ZipFile(real_package.archive) as archive:
        archive.extractall(unpacked)
    code = ALONE.format(archive=str(unpacked), module=module)
    # -S: without the libraries of this environment.
    ran = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_the_package_is_slim_and_holds_nothing_but_what_runs(real_package: Package) -> None:
    assert real_package.archive.stat().st_size < LIMIT_MB * 1e6
    with zipfile.ZipFile(real_package.archive) as archive:
        names = archive.namelist()
    assert "app.py" in names
    assert "chalice/app.py" in names
    tops = {name.split("/")[0] for name in names}
    assert tops & {"infrastructure", "tests", "static_site", "docs", "moto", "ministack", "pytest", "pip"} == set()
    models = {name.split("/")[2] for name in names if name.startswith("botocore/data/") and name.count("/") > 2}
    assert {"dynamodb", "kms", "sqs", "secretsmanager"} <= models
    assert "ec2" not in models


def test_a_package_for_lambda_takes_wheels_that_its_runtime_can_load(tmp_path: Path) -> None:
    libraries = build_dependencies(BUILD / "libraries", cloud=True)
    tags = {
        line
        for wheel in libraries.glob("*.dist-info/WHEEL")
        for line in wheel.read_text().splitlines()
        if line.startswith("Tag:")
    }
    assert tags
    assert [tag for tag in tags if "-linux_" in tag or "macosx" in tag or "win" in tag] == []


def test_a_wheel_that_was_built_on_a_machine_is_refused(tmp_path: Path) -> None:
    wheel = tmp_path / "odd-1.0.dist-info" / "WHEEL"
    wheel.parent.mkdir()
    wheel.write_text("Wheel-Version: 1.0\nTag: cp311-cp311-linux_x86_64\n")
    with pytest.raises(DependencyError, match=r"odd-1\.0"):
        refuse_foreign_wheels(tmp_path)


def test_libraries_are_the_same_bytes_wherever_they_are_collected(tmp_path: Path) -> None:
    kept = build_dependencies(BUILD / "libraries", cloud=False)
    collected_again = build_dependencies(tmp_path / "libraries", cloud=False)
    assert write_archive(tmp_path / "kept.zip", [kept]) == write_archive(tmp_path / "again.zip", [collected_again])


def test_modules_are_compiled_and_name_no_folder_of_this_machine(real_package: Package) -> None:
    with zipfile.ZipFile(real_package.archive) as archive:
        compiled = [name for name in archive.namelist() if name.endswith(".pyc")]
        assert any(name.startswith("chalicelib/domain/") for name in compiled)
        assert any(name.startswith("botocore/") for name in compiled)
        assert not any(str(BUILD.parent).encode() in archive.read(name) for name in compiled)


def test_an_archive_depends_on_content_and_not_on_time(tmp_path: Path) -> None:
    digests = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "a.py").write_text("a = 1\n")
        digests.append(write_archive(tmp_path / f"{name}.zip", [folder]))
    assert digests[0] == digests[1]
