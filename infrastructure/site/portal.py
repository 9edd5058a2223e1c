"""Builds the officers' portal: bundle, sheet, words of the forms, names of places, and the page that carries them.

Everything but the pages has the hash of its content in its name and may be kept for ever by a browser.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "static_site"
SOURCES = SITE / "portal"
REFERENCE_DATA = ROOT / "chalicelib" / "reference_data"
LANGUAGES = ("ar", "fr")
# One page, three addresses: the way in, and where the sign-in page sends back.
PAGES = ("index.html", "sign-in/index.html", "signed-in/index.html")
ASSETS = "/portal/assets/"


class PortalBuildError(Exception):
    """The portal cannot be built; the message is esbuild's own, or names what is missing."""


def build_portal(out_dir: Path) -> None:
    """Write the portal into `out_dir` (which answers as `/portal/`), without what an earlier build left there.

    Raises PortalBuildError.
    """
    assets = out_dir.resolve() / "assets"
    shutil.rmtree(assets, ignore_errors=True)
    assets.mkdir(parents=True)
    forms = {path.stem: _keep(assets, "form", ".json", form_words(path)) for path in form_files()}
    places = _keep(assets, "places", ".json", place_names())
    law = _keep(assets, "law", ".json", law_words())
    script = _bundle(SOURCES / "main.ts", assets, {"FORM_FILES": forms, "PLACES_FILE": places, "LAW_FILE": law})
    sheet = _bundle(SOURCES / "portal.css", assets, {})
    icon = _keep(assets, "icon", ".svg", (SOURCES / "icon.svg").read_bytes())
    page = Template((SOURCES / "shell.html").read_text(encoding="utf-8")).substitute(
        script=script, sheet=sheet, icon=icon.removeprefix(ASSETS)
    )
    for name in PAGES:
        path = out_dir / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")


def form_files() -> list[Path]:
    """The published versions of the decision tree, oldest first."""
    found = sorted((REFERENCE_DATA / "forms").glob("[0-9]*.yaml"), key=lambda path: int(path.stem))
    if not found:
        raise PortalBuildError("no form in chalicelib/reference_data/forms")
    return found


def form_words(path: Path) -> bytes:
    """Labels of questions and options of one form version, in the portal's languages, as compact JSON."""
    tree: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    questions = {
        code: {
            "label": _labels(question["label"]),
            **({"options": question["options"]} if "options" in question else {}),
        }
        for code, question in tree["questions"].items()
    }
    options = {
        name: {code: _labels(labels) for code, labels in choices.items()} for name, choices in tree["options"].items()
    }
    return _compact({"questions": questions, "options": options})


def place_names() -> bytes:
    """Commune code → its Arabic and French names, as compact JSON."""
    with (REFERENCE_DATA / "places" / "communes.csv").open(encoding="utf-8", newline="") as lines:
        return _compact({row["code"]: [row["name_ar"], row["name_fr"]] for row in csv.DictReader(lines)})


def law_words() -> bytes:
    """The words of the court reasoner that a case page shows, in the portal's languages, as compact JSON."""
    wording: Mapping[str, Any] = json.loads((REFERENCE_DATA / "law" / "wording.json").read_text(encoding="utf-8"))
    kept = {
        family: {code: _labels(words) for code, words in wording[family].items()}
        for family in ("facts", "flags", "missing", "notes", "alternatives")
    }
    asked = {code: words["asked"] for code, words in wording["missing"].items()}
    return _compact({**kept, "asked": asked, "order": _labels(wording["sentences"]["order_ours"])})


def _labels(labels: Mapping[str, Any]) -> dict[str, Any]:
    return {language: labels[language] for language in LANGUAGES}


def _compact(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _keep(assets: Path, stem: str, suffix: str, content: bytes) -> str:
    """Write under a name that holds the hash of the content; the address in the site."""
    name = f"{stem}-{hashlib.sha256(content).hexdigest()[:10]}{suffix}"
    (assets / name).write_bytes(content)
    return ASSETS + name


def _bundle(entry: Path, assets: Path, defined: Mapping[str, object]) -> str:
    """Bundle and minify one entry with esbuild; the name of the file, content-hashed."""
    with tempfile.TemporaryDirectory() as work:
        report = Path(work) / "report.json"
        command = [
            str(_esbuild()),
            str(entry),
            "--bundle",
            "--minify",
            "--format=esm",
            "--target=es2022",
            "--charset=utf8",
            "--legal-comments=none",
            "--log-level=warning",
            f"--outdir={assets}",
            "--entry-names=portal-[hash]",
            f"--metafile={report}",
            *(f"--define:{name}={json.dumps(value)}" for name, value in defined.items()),
        ]
        done = subprocess.run(command, cwd=SITE, capture_output=True, text=True, env=_environment(), check=False)
        if done.returncode != 0 or done.stderr.strip():
            raise PortalBuildError(done.stderr.strip() or f"esbuild ended with {done.returncode}")
        outputs = json.loads(report.read_text(encoding="utf-8"))["outputs"]
    return next(Path(name).name for name, output in outputs.items() if output.get("entryPoint"))


def _esbuild() -> Path:
    found = SITE / "node_modules" / ".bin" / "esbuild"
    if not found.exists():
        raise PortalBuildError("static_site/node_modules is missing: run `make setup`")
    return found


def _environment() -> dict[str, str]:
    # The launcher of esbuild is a Node script: the virtual environment's Node is found when the machine has none.
    inside = ROOT / ".venv" / "bin"
    return {**os.environ, "PATH": f"{os.environ.get('PATH', '')}{os.pathsep}{inside}"}
