"""The secret behind cursors and search terms, read once a process; a failed read is tried again at the next call."""

import json
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.usecases.errors import Unavailable


class SearchSecret:
    """Every version of the secret that counts, the current one first."""

    def __init__(self, secrets_manager: Any, arn: str) -> None:
        self._secrets_manager = secrets_manager
        self._arn = arn
        self._read: list[bytes] = []

    def __call__(self) -> list[bytes]:
        """Raises Unavailable."""
        if not self._read:
            try:
                answer = self._secrets_manager.get_secret_value(SecretId=self._arn)
            except (BotoCoreError, ClientError) as error:
                raise Unavailable from error
            secret = json.loads(answer["SecretString"])
            self._read = [str(key).encode() for key in (secret["key"], *secret.get("older", {}).values())]
        return self._read
