"""Whether a proof of a report is genuine, by the published keys alone: the same judgement as the site's page."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicNumbers
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

_HALF = 32


class NotGenuineError(Exception):
    """Why the text is no genuine proof, in words."""


@dataclass(frozen=True)
class Proof:
    """What a genuine proof says: which site vouches, the minute in which the report came in, the proof's own id."""

    issuer: str
    received_at: datetime
    id: str


def verified(jws: str, keys: Iterable[Mapping[str, str]]) -> Proof:
    """Judge a compact JWS by the members of a JWK Set; only ES256 counts. Raises NotGenuineError."""
    parts = "".join(jws.split()).split(".")
    try:
        header, claims, signature = parts
        head, said, sign = json.loads(_bytes(header)), json.loads(_bytes(claims)), _bytes(signature)
        proof = Proof(str(said["iss"]), datetime.fromtimestamp(said["iat"], UTC), str(said["jti"]))
    except (ValueError, KeyError, TypeError, OverflowError, OSError) as error:
        raise NotGenuineError("it is not a whole proof") from error
    known = next((key for key in keys if key["kid"] == head.get("kid")), None)
    if known is None or head.get("alg") != "ES256" or len(sign) != 2 * _HALF:
        raise NotGenuineError("no key of this site made it")
    r, s = (int.from_bytes(half, "big") for half in (sign[:_HALF], sign[_HALF:]))
    point = EllipticCurvePublicNumbers(_number(known["x"]), _number(known["y"]), SECP256R1())
    try:
        point.public_key().verify(encode_dss_signature(r, s), f"{header}.{claims}".encode(), ECDSA(SHA256()))
    except InvalidSignature:
        raise NotGenuineError("it was changed, or no key of this site made it") from None
    return proof


def key_set(text: bytes) -> list[dict[str, Any]]:
    """The keys of a JWK Set. Raises NotGenuineError when it is none."""
    try:
        keys: list[dict[str, Any]] = json.loads(text)["keys"]
    except (ValueError, KeyError, TypeError) as error:
        raise NotGenuineError("the file of keys is not one") from error
    return keys


def _bytes(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _number(part: str) -> int:
    return int.from_bytes(_bytes(part), "big")
