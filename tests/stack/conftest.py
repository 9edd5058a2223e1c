"""The composed templates of all stages, made once."""

from typing import Any

import pytest

from infrastructure.compose import Template, compose
from infrastructure.deployment.routes import chalice_definition
from infrastructure.deployment.source import stage_source
from infrastructure.stage import Stage, load_stage
from tests.stack.sample_routes import write_sample

STAGES = ("local", "dev", "staging", "prod")
PAGES = ["/", "/ar/", "/ar/k/01/", "/fr/"]


@pytest.fixture(scope="session")
def sample_definition(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Chalice packages for the sample routes."""
    return chalice_definition(write_sample(tmp_path_factory.mktemp("sample") / "project"), "local")


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
