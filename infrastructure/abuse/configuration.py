"""What a run needs to know of a deployment: its address, its people, the variables of the cases."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric import rsa

from infrastructure.abuse.exchange import Target
from infrastructure.abuse.principals import NoSuchTokenError, Principals, public_key_of
from infrastructure.abuse.tokens import CommandTokens


class NotConfiguredError(Exception):
    """There is no configuration, or it cannot be read."""


@dataclass(frozen=True)
class Configuration:
    """One deployment. File members: `base_url`, `jwks_url`, `variables`, and optionally `hosts`, `pace`,
    `token_command` (prints a token: principal and kind are appended as two arguments)."""

    document: Mapping[str, Any]

    @classmethod
    def read(cls, file: Path) -> "Configuration":
        """Read a configuration file (the local system writes one). Raises NotConfiguredError."""
        try:
            return cls(json.loads(file.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise NotConfiguredError(f"the configuration {file} cannot be read: {error}") from None

    @property
    def target(self) -> Target:
        return Target(self.document["base_url"].rstrip("/"), frozenset(self.document.get("hosts", [])))

    @property
    def variables(self) -> Mapping[str, Any]:
        return dict(self.document["variables"])

    @property
    def pace(self) -> float:
        return float(self.document.get("pace", 0.0))

    @cached_property
    def _jwks(self) -> Mapping[str, Any]:
        return dict(httpx.get(self.document["jwks_url"], timeout=10).json())

    def _pool_key(self, kid: str) -> rsa.RSAPublicKey:
        return public_key_of(self._jwks, kid)

    def principals(self) -> Principals:
        """Who may speak in this deployment. Raises NoSuchTokenError when it names no way to tokens."""
        command = self.document.get("token_command")
        if not command:
            raise NoSuchTokenError("the configuration has no token_command")
        courts = {
            "COURT_A": self.variables["court_a"],
            "COURT_B": self.variables["court_b"],
            "NATIONAL": "NATIONAL",
        }
        return Principals(CommandTokens(command), courts, self._pool_key)
