"""The secret that veils names of chains in anchors."""

import json
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.audit.anchor import VeilKeys
from chalicelib.usecases.errors import Unavailable


def veil_keys(secrets_manager: Any, arn: str) -> VeilKeys:
    """The live versions: `{"v": 1, "key": "…"}`, older ones under `"older": {"<v>": "<key>"}`. Raises Unavailable."""
    try:
        text = secrets_manager.get_secret_value(SecretId=arn)["SecretString"]
    except (BotoCoreError, ClientError) as error:
        raise Unavailable from error
    secret = json.loads(text)
    live = {str(secret["v"]): secret["key"], **secret.get("older", {})}
    return VeilKeys({int(version): key.encode() for version, key in live.items()})
