"""Prints one token, for programs: `python -m infrastructure.local.token_command FOLDER PRINCIPAL KIND`.

Kinds: `id`, `access`, `expired`, `otherclient`, `otherpool`. Exit status 1 when there is no such token.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from infrastructure.local.folder import LocalFolder, read_json
from infrastructure.local.session import emulator_session, forget_the_callers_account
from infrastructure.local.tokens import Kind, sign_in

PORTAL_KINDS = ("id", "access")
FOREIGN_KINDS = ("otherclient", "otherpool")
# A system that does not run should say so at once.
PATIENCE = Config(connect_timeout=2, read_timeout=15, retries={"total_max_attempts": 2})


class NoTokenError(Exception):
    """Nobody of that name, no token of that kind, or no running system."""


def token(folder: LocalFolder, who: str, kind: str) -> str:
    """A token of an officer, named by user or principal; NoTokenError when there is none."""
    told, addresses = read_json(folder.abuse), read_json(folder.addresses)
    if not told or not addresses:
        raise NoTokenError("no system has run in this folder yet: start one with `make run`")
    account = next((one for one in addresses["accounts"] if who in (one["user"], one["principal"])), None)
    if account is None:
        raise NoTokenError(f"no demo officer is called {who}")
    if kind == "expired":
        return str(told["expired"][account["principal"]])
    if kind not in PORTAL_KINDS + FOREIGN_KINDS:
        raise NoTokenError(f"no kind of token is called {kind}")
    client: dict[str, str] = told["clients"][kind if kind in FOREIGN_KINDS else "portal"]
    forget_the_callers_account()
    wanted: Kind = "access" if kind == "access" else "id"
    pool: Any = emulator_session(told["region"]).client("cognito-idp", endpoint_url=told["endpoint"], config=PATIENCE)
    try:
        return sign_in(pool, client["pool_id"], client["client_id"], account["user"], account["password"], wanted)
    except (BotoCoreError, ClientError) as error:
        raise NoTokenError(f"the sign-in service gave no token: {error}") from error


def main() -> int:
    """Prints the token that the arguments name."""
    try:
        folder, who, kind = sys.argv[1:]
        print(token(LocalFolder(Path(folder)), who, kind))
    except (NoTokenError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
