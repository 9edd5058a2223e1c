"""The rules know nothing of the world, and every import points inwards."""

import sys
from pathlib import Path

import pytest

from tests.architecture.layers import LIB, MAY_IMPORT, ROOT, calls, imports, layer_of, modules

WORLD = {
    "asyncio",
    "boto3",
    "botocore",
    "chalice",
    "io",
    "os",
    "pathlib",
    "pynamodb",
    "random",
    "requests",
    "secrets",
    "shutil",
    "socket",
    "subprocess",
    "sys",
    "tempfile",
    "threading",
    "time",
    "uuid",
}
UNPURE_CALLS = {"now", "utcnow", "today", "open", "getenv", "urandom", "input", "print"}


def located(module: Path, line: int) -> str:
    return f"{module.relative_to(ROOT)}:{line}"


def test_every_folder_of_chalicelib_is_a_layer_with_a_place() -> None:
    assert {layer_of(module) for module in modules(LIB)} - {"__init__", "site_bundle"} <= MAY_IMPORT.keys()


@pytest.mark.parametrize("layer", sorted(MAY_IMPORT))
def test_a_layer_imports_only_what_lies_further_in(layer: str) -> None:
    outwards = [
        f"{located(module, line)} imports {name}"
        for module in modules(LIB)
        if layer_of(module) == layer
        for line, name in imports(module)
        if name.startswith("chalicelib.") and name.split(".")[1] not in MAY_IMPORT[layer]
    ]
    assert outwards == []


def test_the_domain_reads_no_clock_no_randomness_no_environment_no_file() -> None:
    reaching = [
        f"{located(module, line)} imports {name}"
        for module in modules(LIB / "domain")
        for line, name in imports(module)
        if name.split(".")[0] in WORLD
    ]
    calling = [
        f"{located(module, line)} calls {name}"
        for module in modules(LIB / "domain")
        for line, name in calls(module)
        if name.split(".")[-1] in UNPURE_CALLS
    ]
    assert reaching + calling == []


def test_only_the_settings_read_the_environment() -> None:
    readers = [
        located(module, line)
        for module in modules(LIB)
        if layer_of(module) != "settings"
        for line, name in imports(module)
        if name == "os"
    ]
    assert readers == []


def test_nothing_in_chalicelib_imports_the_app_or_the_infrastructure() -> None:
    reaching = [
        f"{located(module, line)} imports {name}"
        for module in modules(LIB)
        for line, name in imports(module)
        if name.split(".")[0] in {"app", "infrastructure", "tests"}
    ]
    assert reaching == []


def test_no_worker_loads_chalice() -> None:
    """Lambda imports a worker without app.py: what a worker takes from Chalice would only work in tests."""
    loading = [
        located(module, line)
        for module in modules(LIB / "workers")
        for line, name in imports(module)
        if name.split(".")[0] in {"chalice", "app"} or name.startswith("chalicelib.routes")
    ]
    assert loading == []


def test_no_module_shadows_the_standard_library() -> None:
    """Folders on the import path hold nothing that the standard library also has; deeper names are qualified."""
    on_the_path = [*ROOT.glob("*.py"), *(folder for folder in ROOT.iterdir() if (folder / "__init__.py").exists())]
    names = {path.stem for path in on_the_path} | {path.stem for path in LIB.iterdir()}
    assert names & set(sys.stdlib_module_names) == set()
