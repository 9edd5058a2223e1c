"""The receipt secret: read once at cold start, never logged."""

import json
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.intake.receipt_code import ReceiptKeys
from chalicelib.usecases.errors import Unavailable


def receipt_keys(secrets_manager: Any, arn: str) -> ReceiptKeys:
    """The live versions: `{"v": 1, "key": "…"}`, others under `"older"` and `"next"`, each `{"<v>": "<key>"}`.

    The next one is announced: looked for, not yet made with. Raises Unavailable.
    """
    try:
        text = secrets_manager.get_secret_value(SecretId=arn)["SecretString"]
    except (BotoCoreError, ClientError) as error:
        raise Unavailable from error
    secret = json.loads(text)
    live = {str(secret["v"]): secret["key"], **secret.get("older", {}), **secret.get("next", {})}
    return ReceiptKeys({int(version): key.encode() for version, key in live.items()}, int(secret["v"]))
