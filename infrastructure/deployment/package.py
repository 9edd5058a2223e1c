"""`build/<stage>/`: the template and the archive that a deployment uploads."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from infrastructure.compose import Template, as_json, compose
from infrastructure.deployment.archive import write_archive
from infrastructure.deployment.bytecode import compile_folder
from infrastructure.deployment.dependencies import build_dependencies, runtime
from infrastructure.deployment.routes import chalice_definition
from infrastructure.deployment.source import ROOT, stage_source
from infrastructure.edge.viewer_request import pages_of
from infrastructure.stage import Stage

BUILD = ROOT / "build"


@dataclass(frozen=True)
class Package:
    """What `make_package` made: the template, and the archive with the SHA-256 of its bytes."""

    template_file: Path
    archive: Path
    digest: str

    @property
    def template(self) -> Template:
        """The template as data."""
        template: Template = json.loads(self.template_file.read_text())
        return template

    @property
    def key(self) -> str:
        """Key of the archive in the code bucket: new content, new key."""
        return f"package/{self.digest}.zip"


def make_package(stage: Stage, *, root: Path = ROOT, build: Path = BUILD) -> Package:
    """Builds `template.json` and `deployment.zip` of a stage from the code in `root`.

    Raises `RoutesError`, `UnplacedPathError`, `DependencyError`, `BytecodeError` or `ViewerFunctionError`, each with
    its reason.
    """
    folder = build / stage.name
    source = stage_source(folder / "source", root)
    template = compose_from(source, stage, build / "site")
    compile_folder(source)
    libraries = build_dependencies(build / "libraries", cloud=stage.cloud)
    template_file = folder / "template.json"
    template_file.write_text(as_json(template))
    archive = folder / "deployment.zip"
    return Package(template_file, archive, write_archive(archive, [source, libraries]))


def compose_from(source: Path, stage: Stage, site: Path) -> Template:
    """The template for the routes of a staged source folder and the pages that were built into `site`."""
    return compose(stage, chalice_definition(source, stage.name), pages_of(site), runtime())
