"""What the emulator does not read from the template and must be told after each deployment.

ministack ignores the Object Lock of a bucket, `x-amazon-apigateway-gateway-responses` and the answers of mock
integrations; its data plane shows what is put here only after a new deployment of the API, and forgets it whenever the
definition changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from infrastructure.compose import Template
from infrastructure.deployment.account import Account

CALLS_AT_ONCE = 8


def after_deployment(account: Account, template: Template, outputs: dict[str, str]) -> None:
    """Puts the lock of the anchors and the answers of the gateway into the emulator, as the template has them."""
    lock_anchors(account.client("s3"), template, outputs["AnchorBucket"])
    gateway: Any = account.client("apigateway")
    api = outputs["ApiId"]
    properties = template["Resources"]["RestAPI"]["Properties"]
    body = properties["DefinitionBody"]
    resources = {
        resource["path"]: resource["id"]
        for page in gateway.get_paginator("get_resources").paginate(restApiId=api)
        for resource in page["items"]
    }

    def put_mock(mocked: tuple[str, str, dict[str, Any]]) -> None:
        path, method, answer = mocked
        gateway.put_integration_response(
            restApiId=api,
            resourceId=resources[path],
            httpMethod=method.upper(),
            statusCode=answer["statusCode"],
            responseParameters=answer["responseParameters"],
            responseTemplates=answer["responseTemplates"],
        )

    def put_refusal(refusal: tuple[str, dict[str, Any]]) -> None:
        kind, answer = refusal
        gateway.put_gateway_response(
            restApiId=api,
            responseType=kind,
            statusCode=str(answer["statusCode"]),
            responseParameters=answer["responseParameters"],
            responseTemplates=answer["responseTemplates"],
        )

    with ThreadPoolExecutor(CALLS_AT_ONCE) as pool:
        list(pool.map(put_mock, mocks(body["paths"])))
        list(pool.map(put_refusal, body["x-amazon-apigateway-gateway-responses"].items()))
    gateway.create_deployment(restApiId=api, stageName=properties["StageName"])


def lock_anchors(s3: Any, template: Template, bucket: str) -> None:
    """Versioning first: a bucket without it takes no lock."""
    properties = template["Resources"]["AnchorBucket"]["Properties"]
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration=properties["VersioningConfiguration"])
    lock = properties["ObjectLockConfiguration"]
    s3.put_object_lock_configuration(Bucket=bucket, ObjectLockConfiguration=lock)


def mocks(paths: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and answer of every mock integration of a definition."""
    for path, operations in paths.items():
        for method, operation in operations.items():
            integration = operation["x-amazon-apigateway-integration"]
            if integration["type"] == "mock":
                yield path, method, integration["responses"]["default"]
