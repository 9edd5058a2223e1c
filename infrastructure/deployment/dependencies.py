"""The libraries of the package, from the pinned wheels of `requirements.txt`, slimmed and kept by hash."""

from __future__ import annotations

import hashlib
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

import chalice

from infrastructure.deployment.bytecode import compile_folder

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements.txt"
# Services of which botocore's model is kept; the others are nine tenths of its weight.
SERVICES = {"cognito-idp", "dynamodb", "kms", "s3", "secretsmanager", "ses", "sesv2", "sns", "sqs", "ssm", "sts"}
# Parts that nothing here imports: locations and carriers of phone numbers, examples, command-line scripts.
UNUSED = ("phonenumbers/geodata", "phonenumbers/carrierdata", "phonenumbers/tzdata", "boto3/examples", "bin")
# Amazon Linux 2 (python3.11) has glibc 2.26, Amazon Linux 2023 (3.12 and later) has 2.34.
GLIBC = {11: 26, 12: 34, 13: 34}
FOREIGN = re.compile(r"^Tag: .*-linux_\w+$", re.MULTILINE)


class DependencyError(Exception):
    """A library without a wheel for the Lambda runtime, or one that was built on this machine."""


def runtime() -> str:
    """The Lambda runtime that this interpreter packages for."""
    return f"python3.{sys.version_info.minor}"


def build_dependencies(cache: Path, *, cloud: bool) -> Path:
    """A folder with the slimmed libraries for Lambda (`cloud`) or for functions on this machine.

    Made once for each state of `requirements.txt`. Raises `DependencyError` when a wheel is missing or foreign.
    """
    target_platform = "lambda" if cloud else f"{sys.platform}-{platform.machine()}"
    recipe = REQUIREMENTS.read_bytes() + Path(__file__).read_bytes() + f"{runtime()} {target_platform}".encode()
    folder = cache / hashlib.sha256(recipe).hexdigest()[:16]
    if folder.is_dir():
        return folder
    making = cache / f"{folder.name}.making"
    shutil.rmtree(making, ignore_errors=True)
    install(making, cloud=cloud)
    refuse_foreign_wheels(making)
    slim(making)
    add_chalice(making)
    compile_folder(making)
    making.rename(folder)
    return folder


def install(target: Path, *, cloud: bool) -> None:
    """Unpacks the pinned wheels; no source archive is ever built. Raises `DependencyError`."""
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    command += ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--no-compile", "--target", str(target)]
    if cloud:
        minor = sys.version_info.minor
        newest = GLIBC[minor]
        command += ["--implementation", "cp", "--python-version", f"3.{minor}"]
        for glibc in range(newest, 16, -1):
            command += ["--platform", f"manylinux_2_{glibc}_x86_64"]
        command += ["--platform", "manylinux2014_x86_64"]
    command += ["--requirement", str(REQUIREMENTS)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise DependencyError(f"the libraries could not be collected:\n{ran.stderr.strip()}")


def refuse_foreign_wheels(folder: Path) -> None:
    """Raises `DependencyError` for a wheel with a `linux_*` tag: it was linked against the building machine."""
    for wheel in sorted(folder.glob("*.dist-info/WHEEL")):
        if FOREIGN.search(wheel.read_text()):
            raise DependencyError(f"{wheel.parent.name} was built on a machine, not for Lambda: {wheel.read_text()}")


def slim(folder: Path) -> None:
    """Removes what no function reads."""
    for service in (folder / "botocore" / "data").iterdir():
        if service.is_dir() and service.name not in SERVICES:
            shutil.rmtree(service)
    for part in UNUSED:
        shutil.rmtree(folder / part, ignore_errors=True)
    for leftover in [*folder.rglob("__pycache__"), *folder.rglob("tests"), *folder.glob("*.dist-info/licenses")]:
        shutil.rmtree(leftover, ignore_errors=True)
    for record in folder.glob("*.dist-info/RECORD"):
        record.unlink()


def add_chalice(folder: Path) -> None:
    """Chalice's two runtime modules, as its own packager picks them: the rest of it is a build tool."""
    target = folder / "chalice"
    target.mkdir()
    for module in ("__init__.py", "app.py"):
        shutil.copy2(Path(chalice.__file__).with_name(module), target / module)
