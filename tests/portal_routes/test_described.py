"""The API description tells every answer of the portal, in the words of the pages' own types."""

import re
from pathlib import Path

from app import app
from infrastructure import portal_answers
from tests.architecture.layers import ROOT

TYPES = Path(ROOT / "static_site" / "portal" / "shared" / "types.ts")
# A file, not JSON.
TABLE = "GET /portal/export.csv"


def test_every_operation_of_the_portal_says_what_it_answers() -> None:
    routes = {f"{method} {path}" for path, methods in app.routes.items() for method in methods if "/portal/" in path}
    assert routes - {TABLE} == set(portal_answers.operations())


def test_the_pages_know_no_member_that_the_description_does_not() -> None:
    text = re.sub(r"/\*\*.*?\*/", "", TYPES.read_text(encoding="utf-8"), flags=re.DOTALL)
    described = portal_answers.shapes()
    unknown = [
        f"{name}.{member}"
        for name, body in re.findall(r"export interface (\w+)(?: extends \w+)? {\n(.*?)\n}", text, flags=re.DOTALL)
        if name in described
        for member in re.findall(r"^  (\w+)\??:", body, flags=re.MULTILINE)
        if member not in described[name]["properties"]
    ]
    assert unknown == []
