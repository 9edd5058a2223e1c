"""What is installed is what was pinned, and the package of the functions is a part of it."""

import re
import tomllib

from tests.architecture.layers import ROOT

PIN = re.compile(r"^([A-Za-z0-9_.-]+)==(\S+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / name).read_text()))


def test_every_pin_carries_the_hashes_of_its_archives() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        blocks = re.split(r"^(?=[A-Za-z0-9])", (ROOT / name).read_text(), flags=re.MULTILINE)
        unhashed = [block.split("\n")[0] for block in blocks if PIN.match(block) and "--hash=sha256:" not in block]
        assert unhashed == []


def test_developers_run_the_versions_that_the_functions_run() -> None:
    functions, developers = pins("requirements.txt"), pins("requirements-dev.txt")
    assert functions.items() <= developers.items()


def test_boto3_and_botocore_are_pinned_to_one_another() -> None:
    functions = pins("requirements.txt")
    assert functions["boto3"] == functions["botocore"]


def test_every_direct_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    def names(requirements: list[str]) -> set[str]:
        return {re.split(r"[\[=<>]", requirement)[0].lower() for requirement in requirements}

    assert names(project["dependencies"]) <= pins("requirements.txt").keys()
    assert names(project["optional-dependencies"]["dev"]) <= pins("requirements-dev.txt").keys()


def test_no_requirement_names_a_registry_or_a_folder() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        assert not re.search(r"--(extra-)?index-url|--find-links|file://|https?://", (ROOT / name).read_text())
