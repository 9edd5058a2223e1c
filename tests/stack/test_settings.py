"""Each function is given what its settings read, in a form that they can read, and nothing that they do not."""

from pathlib import Path

import pytest

from chalicelib import settings
from infrastructure.compose import PARTS, Template, read_part, stage_values
from infrastructure.functions import Function, read_functions
from infrastructure.stage import load_stage
from tests.stack.conftest import PAGES

SETTINGS = {
    "PublicAPI": settings.PublicSettings,
    "PortalAPI": settings.PortalSettings,
    "UnsealIdentity": settings.UnsealingSettings,
    "DiagnoseReport": settings.DiagnoseReportSettings,
    "SweepStalled": settings.SweepStalledSettings,
    "EnforceRetention": settings.EnforceRetentionSettings,
    "AnchorChains": settings.AnchorChainsSettings,
    "ResealIdentities": settings.ResealIdentitiesSettings,
}
# Read by the logger, the metrics and the app, not by a function's settings.
COMMON = {
    "STAGE",
    "SITE_ORIGIN",
    "LOG_LEVEL",
    "POWERTOOLS_SERVICE_NAME",
    "POWERTOOLS_METRICS_NAMESPACE",
    "E_BLAGH_FUNCTION",
}


def declared() -> dict[str, Function]:
    table = read_part(Path(PARTS / "functions.yaml"), stage_values(load_stage("local"), PAGES))
    return {function.name: function for function in read_functions(table)}


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_a_function_is_given_exactly_what_its_settings_read(
    name: str, templates: dict[str, Template], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = templates["local"]["Resources"][name]["Properties"]["Environment"]["Variables"]
    read: set[str] = set()

    def required(variable: str) -> str:
        read.add(variable)
        value = given.get(variable)
        return value if isinstance(value, str) else "what CloudFormation fills in"

    monkeypatch.setattr(settings, "required", required)
    SETTINGS[name].from_environment()
    assert read <= given.keys()
    assert given.keys() - COMMON == read - COMMON
    assert set(declared()[name].environment) == read - COMMON
