"""Which layer of `chalicelib` may import which, and how imports are read: from the source, nothing is executed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIB = ROOT / "chalicelib"

# domain ← usecases ← {stores, gateways, routes, workers} ← wiring ← app. A worker is an entry point as app.py is: it
# asks the wiring for its use case. Reference data and schemas are data beside the domain that types them.
MAY_IMPORT = {
    "domain": {"domain"},
    "usecases": {"domain", "usecases"},
    "reference_data": {"domain", "reference_data"},
    "schemas": {"domain", "schemas", "reference_data"},
    "settings": {"settings"},
    "telemetry": {"telemetry"},
    "stores": {"domain", "usecases", "stores", "telemetry"},
    "gateways": {"domain", "usecases", "gateways", "telemetry"},
    "routes": {"domain", "usecases", "routes", "reference_data", "schemas", "telemetry"},
    "workers": {"domain", "usecases", "workers", "wiring", "telemetry"},
    "wiring": {
        "domain",
        "usecases",
        "reference_data",
        "schemas",
        "settings",
        "telemetry",
        "stores",
        "gateways",
        "routes",
        "wiring",
    },
}


def modules(folder: Path) -> list[Path]:
    """Every module below a folder."""
    return sorted(folder.rglob("*.py"))


def layer_of(module: Path) -> str:
    """`chalicelib/stores/cases.py` → `stores`; `chalicelib/telemetry.py` → `telemetry`."""
    return module.relative_to(LIB).parts[0].removesuffix(".py")


def imports(module: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every import, those inside functions and type-checking blocks too."""
    package = module.relative_to(ROOT).parts[:-1]
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = [*package[: len(package) - node.level + 1]] if node.level else []
            yield node.lineno, ".".join([*base, *([node.module] if node.module else [])])


def calls(module: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every call, as written (`datetime.now`)."""
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)
