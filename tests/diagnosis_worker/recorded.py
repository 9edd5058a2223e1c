"""What a function really asks of AWS, to be held against the permission table."""

from typing import Any

import botocore.client
import pytest

_IN_TRANSACTION = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}


class Recorded:
    """Collects (resource, operation) in the words of `permissions.yaml`; `names`: what a call says → resource."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, names: dict[str, str]) -> None:
        self.asked: set[tuple[str, str]] = set()
        self._names = names
        original = botocore.client.BaseClient._make_api_call

        def call(client: Any, operation: str, arguments: dict[str, Any]) -> Any:
            self._note(client.meta.service_model.endpoint_prefix, operation, arguments)
            return original(client, operation, arguments)

        monkeypatch.setattr(botocore.client.BaseClient, "_make_api_call", call)

    def _note(self, service: str, operation: str, arguments: dict[str, Any]) -> None:
        if operation == "TransactWriteItems":
            for item in arguments["TransactItems"]:
                ((kind, step),) = item.items()
                self.asked.add((step["TableName"], f"dynamodb:{_IN_TRANSACTION[kind]}"))
        elif service == "dynamodb" and operation != "DescribeTable":
            index = arguments.get("IndexName")
            self.asked.add((arguments["TableName"] + (f"/{index}" if index else ""), f"dynamodb:{operation}"))
        elif operation == "ReEncrypt":
            self.asked.add((self._names[arguments["SourceKeyId"]], "kms:ReEncryptFrom"))
            self.asked.add((self._names[arguments["DestinationKeyId"]], "kms:ReEncryptTo"))
        elif service != "dynamodb":
            said = next(
                str(arguments[name]) for name in ("KeyId", "QueueUrl", "TopicArn", "SecretId") if name in arguments
            )
            self.asked.add((self._names[said], f"{service}:{operation}"))
