"""Where a list stopped, sealed: encrypted, authenticated, bound to person, path, scope and filter, for 15 minutes."""

import base64
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from chalicelib.usecases.casework.errors import BadCursor

VALID_SECONDS = 900
_LONGEST = 2000


class Cursors:
    """Cursors under keys derived from the secrets, the current one first; all of them are still read.

    `secrets` raises Unavailable when they cannot be had.
    """

    def __init__(self, secrets: Callable[[], Sequence[bytes]]) -> None:
        self._secrets = secrets

    def seal(self, position: str, binding: Mapping[str, object], now: datetime) -> str:
        """An opaque text for a position. Base 32 in lower case, so that chance spells no key of ours in it."""
        plain = json.dumps([position, _digest(binding)]).encode()
        token = base64.urlsafe_b64decode(self._fernet().encrypt_at_time(plain, int(now.timestamp())))
        return _spelled(token)

    def open(self, cursor: str, binding: Mapping[str, object], now: datetime) -> str:
        """The position. Raises BadCursor when it is not ours, too old, or was given for something else."""
        if len(cursor) > _LONGEST:
            raise BadCursor
        try:
            token = base64.b32decode(cursor.upper() + "=" * (-len(cursor) % 8))
            plain = self._fernet().decrypt_at_time(
                base64.urlsafe_b64encode(token), ttl=VALID_SECONDS, current_time=int(now.timestamp())
            )
        except (ValueError, InvalidToken):
            raise BadCursor from None
        position, bound = json.loads(plain)
        if bound != _digest(binding) or _spelled(token) != cursor:
            raise BadCursor
        return str(position)

    def _fernet(self) -> MultiFernet:
        return MultiFernet([Fernet(_derived(secret)) for secret in self._secrets()])


def _spelled(token: bytes) -> str:
    return base64.b32encode(token).decode().rstrip("=").lower()


def _derived(secret: bytes) -> bytes:
    return base64.urlsafe_b64encode(HKDF(SHA256(), length=32, salt=None, info=b"e-blagh cursors 1").derive(secret))


def _digest(binding: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(binding, sort_keys=True).encode()).hexdigest()
