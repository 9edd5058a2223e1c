"""The sign-in page in a line: it asks nobody anything, and holds the portal to state, nonce and code challenge."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from typing import Any
from urllib.parse import urlencode

from .world import RefusedError, World

CLIENT = "portal-client"


def back_with_code(world: World, query: dict[str, str]) -> str:
    """The address that an officer who signed in comes back to."""
    world.attempts.append(query)
    code = f"code-{len(world.attempts)}"
    world.codes[code] = query
    return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"


def exchanged(world: World, form: dict[str, str]) -> dict[str, Any]:
    """Tokens for a code, or for a refresh token. Raises RefusedError."""
    nonce = ""
    if form["grant_type"] == "authorization_code":
        attempt = world.codes.pop(form["code"])
        if _unpadded(hashlib.sha256(form["code_verifier"].encode()).digest()) != attempt["code_challenge"]:
            raise RefusedError(400, "invalid_grant")
        nonce = "another" if world.wrong_nonce else attempt["nonce"]
    elif form["refresh_token"] not in world.tokens:
        raise RefusedError(400, "invalid_grant")
    world.tokens.add("refresh")
    return {"id_token": _token(world, nonce), "refresh_token": "refresh", "expires_in": world.seconds}


def _token(world: World, nonce: str) -> str:
    claims = {
        "sub": world.sub,
        "aud": CLIENT,
        "exp": int(time.time()) + world.seconds,
        "token_use": "id",
        "nonce": nonce,
        "jti": str(len(world.tokens)),
    }
    token = f"e30.{_unpadded(json.dumps(claims).encode())}.c2ln"
    world.tokens.add(token)
    return token


def _unpadded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
