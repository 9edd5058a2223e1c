"""Proof of work in the ALTCHA form (version 1): a number to be found, no cookie, no other host."""

import hashlib
import json
from base64 import b64decode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from chalicelib.domain.moments import written

VALID_FOR = timedelta(minutes=10)
# A telephone of 2016 tries some 50,000 hashes a second.
HIGHEST_NUMBER = 100_000


@dataclass(frozen=True)
class AltchaWork:
    """The first of `keys` signs the challenges, one that any of them signed is taken; nothing is kept until one is
    spent.
    """

    keys: Sequence[bytes]
    now: Callable[[], datetime]

    def challenge(self) -> dict[str, Any]:
        """`{algorithm, challenge, maxNumber, salt, signature, expires_at}`."""
        # Imported under load alone.
        from altcha.v1 import ChallengeOptions, create_challenge

        expires = self.now() + VALID_FOR
        options = ChallengeOptions(hmac_key=self.keys[0], max_number=HIGHEST_NUMBER, expires=expires)
        return {**create_challenge(options).to_dict(), "expires_at": written(expires)}

    def spent_name(self, proof: str) -> str | None:
        """The name under which a right proof is marked as spent, None when it is wrong or too old."""
        from altcha.v1 import verify_solution

        try:
            solution = json.loads(b64decode(proof, validate=True))
            right = any(verify_solution(solution, key)[0] for key in self.keys)
            return hashlib.sha256(str(solution["challenge"]).encode()).hexdigest() if right else None
        except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
            return None
