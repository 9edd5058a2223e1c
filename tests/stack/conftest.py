"""The composed templates of all stages, made once; and one stack that is really deployed, on an emulator of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import pytest

from infrastructure.compose import Template, compose
from infrastructure.deployment.account import Account, session_of
from infrastructure.deployment.deploy import deploy_stack
from infrastructure.deployment.package import BUILD
from infrastructure.deployment.routes import chalice_definition
from infrastructure.deployment.source import stage_source
from infrastructure.local.emulator import Emulator
from infrastructure.local.folder import LocalFolder
from infrastructure.local.ports import free_port
from infrastructure.stage import Stage, load_stage
from tests.stack.sample_routes import write_sample, write_site

STAGES = ("local", "dev", "staging", "prod")
PAGES = ["/", "/ar/", "/ar/k/01/", "/fr/"]
ORIGIN = "http://127.0.0.1:48080"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample app."""
    return write_sample(tmp_path_factory.mktemp("sample") / "project")


@pytest.fixture(scope="session")
def sample_definition(sample: Path) -> dict[str, Any]:
    """What Chalice packages for the sample routes."""
    return chalice_definition(sample, "local")


@pytest.fixture(scope="session")
def templates(sample_definition: dict[str, Any]) -> dict[str, Template]:
    """Stage name → template."""
    return {name: compose(load_stage(name), sample_definition, PAGES) for name in STAGES}


@pytest.fixture(params=STAGES)
def stage(request: pytest.FixtureRequest) -> Stage:
    """Each stage in turn."""
    return load_stage(request.param)


@pytest.fixture
def template(stage: Stage, templates: dict[str, Template]) -> Template:
    """The template of the stage."""
    return templates[stage.name]


@pytest.fixture(scope="session")
def real_definition(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Chalice packages for the routes of `app.py`."""
    return chalice_definition(stage_source(tmp_path_factory.mktemp("real") / "source"), "local")


@dataclass(frozen=True)
class Deployed:
    """The sample, deployed: what a test needs to talk to it or to deploy it again."""

    session: boto3.Session
    stage: Stage
    endpoint: str
    sample: Path
    build: Path
    outputs: dict[str, str]

    def client(self, service: str) -> Any:
        """A client with all rights of the emulator's account."""
        return Account(self.session, self.stage, self.endpoint).client(service)


@contextmanager
def live_stack(root: Path, sample: Path) -> Iterator[Deployed]:
    """The sample on an emulator with IAM enforcement, through the very function that operators use."""
    folder = LocalFolder(root / "local")
    folder.make()
    emulator = Emulator(folder, free_port(47000))
    build = root / "build"
    write_site(build / "site")
    # The libraries are those of any other package of this machine: not collected twice.
    (BUILD / "libraries").mkdir(parents=True, exist_ok=True)
    (build / "libraries").symlink_to(BUILD / "libraries")
    stage = load_stage("local")
    try:
        emulator.start()
        session, _ = session_of(stage, emulator.endpoint)
        outputs = deploy_stack(session, stage, endpoint_url=emulator.endpoint, origin=ORIGIN, root=sample, build=build)
        yield Deployed(session, stage, emulator.endpoint, sample, build, outputs)
    finally:
        emulator.stop()


@pytest.fixture(scope="session")
def deployed(tmp_path_factory: pytest.TempPathFactory, sample: Path) -> Iterator[Deployed]:
    """One deployed sample for all tests that leave it as it was."""
    with live_stack(tmp_path_factory.mktemp("live"), sample) as stack:
        yield stack
