"""The public half of the key that signs proofs, as the site publishes it (JWK Set, RFC 7517)."""

from __future__ import annotations

import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from chalicelib.domain.intake.receipt_proof import base64url, key_name

RECEIPT_KEYS = ".well-known/receipt-keys.json"
_COORDINATE = 32


def receipt_keys(kms: Any, key_arn: str) -> bytes:
    """The file of `/.well-known/receipt-keys.json`; with it anybody can verify a proof without asking us."""
    key = load_der_public_key(kms.get_public_key(KeyId=key_arn)["PublicKey"])
    if not isinstance(key, EllipticCurvePublicKey):
        raise TypeError(f"{key_arn} is no key of a curve")
    point = key.public_numbers()
    published = {
        "kty": "EC",
        "crv": "P-256",
        "x": base64url(point.x.to_bytes(_COORDINATE, "big")),
        "y": base64url(point.y.to_bytes(_COORDINATE, "big")),
        "alg": "ES256",
        "use": "sig",
        "kid": key_name(key_arn),
    }
    return json.dumps({"keys": [published]}, sort_keys=True).encode()
