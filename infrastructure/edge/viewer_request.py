"""Fills the settings into `viewer_request.js`; CloudFront takes at most 10 KB of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from infrastructure.edge.headers import answer_headers

FILE = Path(__file__).with_suffix(".js")
LIMIT_BYTES = 10_240
SETTINGS = re.compile(r"/\*settings\*/ \{.*?\};\n")


class ViewerFunctionError(Exception):
    """The viewer function outgrew what CloudFront takes."""


def pages_of(site: Path) -> list[str]:
    """Paths of the folders that hold a page, sorted, each beginning and ending with a slash; the portal apart."""
    folders = {f"/{page.parent.relative_to(site).as_posix()}/" for page in site.rglob("index.html")}
    return sorted({folder.replace("/./", "/") for folder in folders if not folder.startswith("/portal/")} | {"/"})


def viewer_request(pages: Iterable[str], leave_to: str) -> str:
    """The source of the viewer function for these pages; raises `ViewerFunctionError` above 10 KB."""
    headers = {name.lower(): value for name, value in answer_headers().items()}
    settings = json.dumps({"pages": list(pages), "leaveTo": leave_to, "headers": headers}, separators=(",", ":"))
    source, count = SETTINGS.subn(lambda _: f"{settings};\n", FILE.read_text())
    if count != 1 or len(source.encode()) > LIMIT_BYTES:
        raise ViewerFunctionError(f"viewer function: {len(source.encode())} bytes, {LIMIT_BYTES} allowed")
    return source
