"""The site's own decisions, read from `site.yaml`, and the folders that the builder reads."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "static_site"
FORMS = ROOT / "chalicelib" / "reference_data" / "forms"


@cache
def settings() -> Mapping[str, Any]:
    """Languages, groups of kinds, icons, sections of the form."""
    loaded: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_name("site.yaml").read_text(encoding="utf-8"))
    return loaded


def published() -> dict[str, Mapping[str, Any]]:
    """The languages that the site is built in, in the order of the footer."""
    return {code: language for code, language in settings()["languages"].items() if language["published"]}
