"""The proof that a report was made: a compact JWS (RFC 7515) which says who vouches, since when, and nothing else."""

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

from chalicelib.domain.moments import read, to_minute

# What tells this proof from everything else that a receipt's holder adds under a key; no idempotency key is so short.
PROOF_NAME = "proof"


def base64url(data: bytes) -> str:
    """Base 64 in the alphabet of addresses, without padding."""
    return urlsafe_b64encode(data).decode().rstrip("=")


def key_name(key_arn: str) -> str:
    """`kid`: which public key verifies; a digest, because an ARN names the account."""
    return base64url(hashlib.sha256(key_arn.encode()).digest()[:12])


def unsigned(issuer: str, received_at: str, proof_id: str, key: str) -> str:
    """`header.claims`, to be signed. `received_at`: `…Z`, of which the minute is told; `key`: its `kid`."""
    claims = {"iss": issuer, "iat": int(read(to_minute(received_at)).timestamp()), "jti": proof_id}
    return f"{_part({'alg': 'ES256', 'kid': key})}.{_part(claims)}"


def signed(text: str, signature: bytes) -> str:
    """The whole proof; `signature`: R and S, 32 bytes each (RFC 7518, 3.4)."""
    return f"{text}.{base64url(signature)}"


def _part(members: Mapping[str, Any]) -> str:
    return base64url(json.dumps(members, separators=(",", ":")).encode())
