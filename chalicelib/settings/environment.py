"""The one place that reads the environment; each function asks for what it needs and nothing else."""

import os

from chalicelib.settings.errors import MissingSettingError


def required(name: str) -> str:
    """The value of an environment variable. Raises MissingSettingError when it is absent or empty."""
    value = os.environ.get(name, "")
    if not value:
        raise MissingSettingError(name)
    return value


def served_function() -> str:
    """Which HTTP function this process is: public, portal or unsealing; `all` when packaging and in tests."""
    return os.environ.get("E_BLAGH_FUNCTION", "all")
