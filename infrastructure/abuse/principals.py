"""Who speaks in a step, and the token that says so: genuine, of another kind, or forged."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from infrastructure.abuse.values import Values, merge_patch

_KINDS = ("access", "expired", "otherpool", "otherclient")


class NoSuchTokenError(Exception):
    """The configuration has no token of that kind: the case is not run."""


class TokenSource(Protocol):
    """Where genuine tokens come from."""

    def token(self, principal: str, kind: str) -> str:
        """A token of a principal (`investigator:TPI-AGADIR`), kind `id`, `access`, `expired`, `otherpool` or
        `otherclient`. Raises NoSuchTokenError."""
        ...


@dataclass
class Principals:
    """Turns the `as` of a step into a bearer token (or None for `anonymous`)."""

    source: TokenSource
    courts: Mapping[str, str]
    pool_key: Callable[[str], rsa.RSAPublicKey]
    _attacker: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )

    def token(self, principal: Any, values: Values) -> str | None:
        """The token of a principal. Raises NoSuchTokenError."""
        if isinstance(principal, dict):
            return self._forged(principal, values)
        name = values.text(principal)
        if name == "anonymous":
            return None
        kind, _, who = name.rpartition("/")
        return self.source.token(self._named(who), kind if kind in _KINDS else "id")

    def _named(self, who: str) -> str:
        role, _, court = who.partition(":")
        return f"{role}:{self.courts.get(court, court)}" if court else role

    def _forged(self, recipe: Mapping[str, Any], values: Values) -> str:
        genuine = self.token(recipe["token_of"], values)
        if genuine is None:
            raise NoSuchTokenError("a forged token is made of somebody's token")
        head, claims, signature = genuine.split(".")
        patch = values.fill(recipe.get("header", {}))
        if patch.get("jwk") == "$attacker_jwk":
            patch["jwk"] = self._attacker_jwk()
        old_header = json.loads(_unpadded(head))
        new_head = _packed(merge_patch(old_header, patch)) if patch else head
        changed = values.fill(recipe.get("claims", {}))
        new_claims = _packed(merge_patch(json.loads(_unpadded(claims)), changed)) if changed else claims
        signed = f"{new_head}.{new_claims}".encode()
        return (
            f"{new_head}.{new_claims}.{self._signature(recipe['sign'], signed, signature, old_header.get('kid', ''))}"
        )

    def _signature(self, how: str, signed: bytes, genuine: str, kid: str) -> str:
        if how == "keep":
            return genuine
        if how == "none":
            return ""
        if how == "attacker":
            return _b64(self._attacker.sign(signed, padding.PKCS1v15(), hashes.SHA256()))
        secret = how.removeprefix("hmac:").encode()
        if how == "hmac:public-key":
            secret = self.pool_key(kid).public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
            )
        return _b64(hmac.new(secret, signed, hashlib.sha256).digest())

    def _attacker_jwk(self) -> dict[str, str]:
        numbers = self._attacker.public_key().public_numbers()
        modulus = numbers.n.to_bytes(256, "big")
        return {"kty": "RSA", "alg": "RS256", "use": "sig", "n": _b64(modulus), "e": _b64(numbers.e.to_bytes(3, "big"))}


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _unpadded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _packed(value: Any) -> str:
    return _b64(json.dumps(value, separators=(",", ":")).encode())


def public_key_of(jwks: Mapping[str, Any], kid: str) -> rsa.RSAPublicKey:
    """The RSA key of a key set, by its id (the first one when the id is unknown)."""
    keys = jwks["keys"]
    chosen = next((key for key in keys if key.get("kid") == kid), keys[0])
    e, n = (int.from_bytes(_unpadded(chosen[name]), "big") for name in ("e", "n"))
    return rsa.RSAPublicNumbers(e, n).public_key()
