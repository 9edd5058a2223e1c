"""What API Gateway answers by itself: its own refusals, unknown paths and methods, in the error shape of the API.

Without the mocks an unknown path or method that carries a token would be answered by 403 with the token inside.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, TypedDict, cast

import yaml

from infrastructure.edge.headers import answer_headers

FILE = Path(__file__).with_name("problems.yaml")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
RETRY_SECONDS = {"too-many": 5, "unavailable": 10}
# The gateway's own types of refusal, and what each is in the API's closed list.
REFUSALS = {
    "ACCESS_DENIED": "forbidden",
    "API_CONFIGURATION_ERROR": "internal",
    "AUTHORIZER_CONFIGURATION_ERROR": "unavailable",
    "AUTHORIZER_FAILURE": "unavailable",
    "BAD_REQUEST_BODY": "malformed",
    "BAD_REQUEST_PARAMETERS": "malformed",
    "DEFAULT_4XX": "malformed",
    "DEFAULT_5XX": "unavailable",
    "EXPIRED_TOKEN": "unauthenticated",
    "INTEGRATION_FAILURE": "unavailable",
    "INTEGRATION_TIMEOUT": "unavailable",
    "INVALID_API_KEY": "forbidden",
    "INVALID_SIGNATURE": "unauthenticated",
    "MISSING_AUTHENTICATION_TOKEN": "not-found",
    "QUOTA_EXCEEDED": "too-many",
    "REQUEST_TOO_LARGE": "too-large",
    "RESOURCE_NOT_FOUND": "not-found",
    "THROTTLED": "too-many",
    "UNAUTHORIZED": "unauthenticated",
    "UNSUPPORTED_MEDIA_TYPE": "unsupported-media",
    "WAF_FILTERED": "forbidden",
}
# A mock reads its request as JSON whatever it is; a type that is not listed here is refused as 415.
MOCK_TYPES = (
    "application/json",
    "application/x-www-form-urlencoded",
    "application/octet-stream",
    "application/problem+json",
    "application/xml",
    "multipart/form-data",
    "text/html",
    "text/plain",
)


class Problem(TypedDict):
    """Status and Arabic title of a slug."""

    status: int
    title: str


@cache
def problems() -> dict[str, Problem]:
    """The problems that the gateway can tell, by slug."""
    return cast(dict[str, Problem], yaml.safe_load(FILE.read_text()))


def problem_body(slug: str) -> str:
    """The answer's body (RFC 9457); nothing of the request is in it."""
    problem = problems()[slug]
    document = {"type": f"urn:e-blagh:problem:{slug}", "title": problem["title"], "status": problem["status"]}
    return json.dumps(document, ensure_ascii=False)


def problem_headers(slug: str, allow: str | None = None) -> dict[str, str]:
    """Headers of the answer, `Allow` for a wrong method, `Retry-After` where waiting helps."""
    headers = {"Content-Type": "application/problem+json", **answer_headers()}
    if slug in RETRY_SECONDS:
        headers["Retry-After"] = str(RETRY_SECONDS[slug])
    if allow:
        headers["Allow"] = allow
    return headers


def gateway_responses() -> dict[str, Any]:
    """`x-amazon-apigateway-gateway-responses` of the definition."""
    return {
        kind: {
            "statusCode": problems()[slug]["status"],
            "responseParameters": {
                f"gatewayresponse.header.{name}": f"'{value}'" for name, value in problem_headers(slug).items()
            },
            "responseTemplates": {"application/json": problem_body(slug)},
        }
        for kind, slug in REFUSALS.items()
    }


def mock(slug: str, allow: str | None = None) -> dict[str, Any]:
    """An operation that answers a problem without any function and without an authorizer."""
    status = str(problems()[slug]["status"])
    headers = problem_headers(slug, allow)
    return {
        "responses": {status: {"description": slug, "headers": {name: {"type": "string"} for name in headers}}},
        "x-amazon-apigateway-integration": {
            "type": "mock",
            "passthroughBehavior": "never",
            "requestTemplates": {kind: json.dumps({"statusCode": int(status)}) for kind in MOCK_TYPES},
            "responses": {
                "default": {
                    "statusCode": status,
                    "responseParameters": {
                        f"method.response.header.{name}": f"'{value}'" for name, value in headers.items()
                    },
                    "responseTemplates": {"application/json": problem_body(slug)},
                }
            },
        },
    }


def with_fall_backs(paths: dict[str, Any]) -> dict[str, Any]:
    """`paths` with 405 for each other method of a known path, and 404 for every unknown one.

    Each method is written out: the emulator does not know `x-amazon-apigateway-any-method`.
    """
    covered: dict[str, Any] = {}
    for path, operations in sorted(paths.items()):
        known = [method for method in METHODS if method.lower() in operations]
        missing = [method for method in METHODS if method not in known]
        refused = mock("method-not-allowed", allow=", ".join(known))
        covered[path] = {**operations, **{method.lower(): refused for method in missing}}
    for path in ("/", "/{proxy+}"):
        covered.setdefault(path, {method.lower(): mock("not-found") for method in METHODS})
    return covered
