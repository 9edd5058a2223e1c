"""Which part of the emulator answers an address, and the Host that leads there."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote

MEGABYTE = 1024 * 1024
# API Gateway takes 10 MB; the emulator would take anything.
API_BODY_LIMIT = 10 * MEGABYTE
PAGE_BODY_LIMIT = MEGABYTE

# Paths that the emulator answers itself whatever the Host is: one erases everything, others show queues and mails.
EMULATORS_OWN = (
    "/_",
    "/iceberg",
    "/v20180820/",
    "/v2/",
    "/WriteGetObjectResponse",
    "/Execute",
    "/BeginTransaction",
    "/CommitTransaction",
    "/RollbackTransaction",
    "/BatchExecute",
)
EMULATORS_OWN_EXACTLY = frozenset({"/health", "/v2"})

# The sign-in service: exactly what a browser needs, because any other request to the emulator's own Host
# would reach its whole control plane.
SIGN_IN = frozenset(
    {
        ("GET", "/oauth2/authorize"),
        ("POST", "/oauth2/login"),
        ("POST", "/oauth2/token"),
        ("GET", "/oauth2/userInfo"),
        ("POST", "/login"),
        ("GET", "/logout"),
    }
)
SIGN_IN_PATHS = frozenset(path for _, path in SIGN_IN) | {"/oauth2"}
KEY_FILES = ("/.well-known/jwks.json", "/.well-known/openid-configuration")


@dataclass(frozen=True)
class Deployment:
    """What the proxy must know of the deployed stack; read again after every deploy, since the API's id changes."""

    api_id: str
    distribution_domain: str
    pool_id: str


@dataclass(frozen=True)
class Way:
    """Where a request goes: `host` None stands for the emulator's own; `https` as seen by the one who answers."""

    kind: str
    host: str | None
    https: bool
    body_limit: int


@dataclass(frozen=True)
class Refusal:
    """The proxy answers itself. `allow`: methods for a 405."""

    status: int
    slug: str
    allow: str = ""


def is_api(target: str) -> bool:
    """Whether an answer to this request target belongs to the API, hence is a problem document when it fails."""
    return _seen_path(target).startswith("/api/")


def way_for(method: str, target: str, deployment: Deployment) -> Way | Refusal:
    """Decides by the path as the emulator decodes it and as a distribution normalises it (RFC 3986, dot segments)."""
    decoded = unquote(target.partition("?")[0])
    seen = _seen_path(target)
    if _emulators_own(decoded) or _emulators_own(seen):
        return Refusal(404, "not-found")
    if seen.startswith("/api/"):
        return Way("api", f"{deployment.api_id}.execute-api.localhost", True, API_BODY_LIMIT)
    if (method, decoded) in SIGN_IN:
        return Way("sign-in", None, False, PAGE_BODY_LIMIT)
    if decoded in {f"/{deployment.pool_id}{file}" for file in KEY_FILES}:
        return Way("sign-in", None, False, PAGE_BODY_LIMIT) if method == "GET" else _not_allowed("GET")
    if decoded in SIGN_IN_PATHS:
        return _not_allowed(", ".join(sorted(m for m, path in SIGN_IN if path == decoded)))
    return Way("site", deployment.distribution_domain, True, PAGE_BODY_LIMIT)


def _not_allowed(allow: str) -> Refusal:
    return Refusal(405, "method-not-allowed", allow) if allow else Refusal(404, "not-found")


def _emulators_own(path: str) -> bool:
    single = "/" + path.lstrip("/")
    return single.startswith(EMULATORS_OWN) or single in EMULATORS_OWN_EXACTLY


def _seen_path(target: str) -> str:
    path = unquote(target.partition("?")[0])
    normal = posixpath.normpath(path) if path else "/"
    return normal + "/" if path.endswith("/") and not normal.endswith("/") else normal
