"""The files that tell people and programs where the running system is and who may sign in."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

from infrastructure.local.folder import LocalFolder, write_private
from infrastructure.local.officers import Account

# The two courts of the abuse cases, names of places that route to them, the form's two accepted versions, and what the
# proxy throttles.
ABUSE_VARIABLES: dict[str, Any] = {
    "court_a": "TPI-AGADIR",
    "court_b": "TPI-FES",
    "commune_a": "Agadir",
    "commune_b": "Fès",
    "form_version": 1,
    "old_form_version": 0,
    "rate_limits": "20 a second over the receipt routes",
}


@dataclass(frozen=True)
class Client:
    """A client of a user pool."""

    pool_id: str
    client_id: str


def keys_address(base_url: str, pool_id: str) -> str:
    """Where the pool publishes the keys of its tokens."""
    return f"{base_url}/{pool_id}/.well-known/jwks.json"


def write_addresses(folder: LocalFolder, base_url: str, pool_id: str, accounts: list[Account]) -> None:
    """`addresses.json`: members exactly as published in the operator manual."""
    write_private(
        folder.addresses,
        {
            "base_url": base_url,
            "site": f"{base_url}/ar/",
            "portal": f"{base_url}/portal/",
            "jwks_url": keys_address(base_url, pool_id),
            "accounts": [account.told() for account in accounts],
        },
    )


def write_abuse(
    folder: LocalFolder,
    base_url: str,
    endpoint: str,
    region: str,
    clients: dict[str, Client],
    expired: dict[str, str],
) -> None:
    """`abuse.json`: the configuration of an abuse run (`infrastructure.abuse.configuration`).

    `clients`: `portal`, `otherclient`, `otherpool`; the accounts of `addresses.json` sign in to each of them.
    `expired`: tokens by principal. `endpoint` is the emulator's own address. These three are for `token_command`.
    """
    portal = clients["portal"]
    write_private(
        folder.abuse,
        {
            "base_url": base_url,
            "jwks_url": keys_address(base_url, portal.pool_id),
            "variables": {
                **ABUSE_VARIABLES,
                "authorize_url": f"{base_url}/oauth2/authorize",
                "client_id": portal.client_id,
            },
            "token_command": [sys.executable, "-m", "infrastructure.local.token_command", str(folder.root)],
            "endpoint": endpoint,
            "region": region,
            "clients": {
                name: {"pool_id": client.pool_id, "client_id": client.client_id} for name, client in clients.items()
            },
            "expired": expired,
        },
    )
