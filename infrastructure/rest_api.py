"""The REST API: Chalice's definition with each path given to its function, guarded, and covered by fall-backs."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from infrastructure.edge.gateway import METHODS, gateway_responses, mock, with_fall_backs
from infrastructure.functions import Function
from infrastructure.stage import Stage

AUTHORIZER = "officers"
PORTAL = "/portal"
# Whatever no route has below the portal: who is there is asked first, so that no stranger learns what exists.
UNKNOWN_IN_PORTAL = (PORTAL, f"{PORTAL}/{{proxy+}}")
GUARD: list[dict[str, list[str]]] = [{AUTHORIZER: []}]
LOG_FIELDS = {
    "id": "$context.requestId",
    "at": "$context.requestTimeEpoch",
    "method": "$context.httpMethod",
    "resource": "$context.resourcePath",
    "status": "$context.status",
    "ms": "$context.responseLatency",
    "bytes": "$context.responseLength",
    "error": "$context.error.responseType",
}


class UnplacedPathError(Exception):
    """A route that no function of `functions.yaml` answers."""


def definition(chalice: dict[str, Any], functions: Sequence[Function]) -> dict[str, Any]:
    """Swagger 2.0 of the whole API from what Chalice generated for the routes of `app.py`."""
    paths = {path: operations_of(path, methods, functions) for path, methods in chalice["paths"].items()}
    for path in UNKNOWN_IN_PORTAL:
        paths[path] = {method.lower(): {**mock("not-found"), "security": GUARD} for method in METHODS}
    return {
        "swagger": "2.0",
        "info": {"title": "e-blagh", "version": "1"},
        "schemes": ["https"],
        "x-amazon-apigateway-binary-media-types": [],
        "x-amazon-apigateway-gateway-responses": gateway_responses(),
        "securityDefinitions": {
            AUTHORIZER: {
                "type": "apiKey",
                "name": "Authorization",
                "in": "header",
                "x-amazon-apigateway-authtype": "cognito_user_pools",
                "x-amazon-apigateway-authorizer": {
                    "type": "cognito_user_pools",
                    "providerARNs": [{"Fn::GetAtt": ["UserPool", "Arn"]}],
                },
            }
        },
        "definitions": chalice.get("definitions", {}),
        "paths": with_fall_backs(paths),
    }


def operations_of(path: str, methods: dict[str, Any], functions: Sequence[Function]) -> dict[str, Any]:
    """The operations of one path, in the hands of the first function that answers it; portal paths are guarded."""
    owner = next((function for function in functions if function.serves and function.answers(path)), None)
    if owner is None:
        raise UnplacedPathError(f"no function answers {path}")
    guarded = path == PORTAL or path.startswith(f"{PORTAL}/")
    operations = {}
    for method, chalice_operation in methods.items():
        operation = copy.deepcopy(chalice_operation)
        operation.pop("security", None)
        if guarded:
            operation["security"] = GUARD
        operation["x-amazon-apigateway-integration"]["uri"] = {
            "Fn::Sub": "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"
            f"${{{owner.name}.Arn}}/invocations"
        }
        operations[method] = operation
    return operations


def render_api(body: dict[str, Any], functions: Sequence[Function], stage: Stage) -> dict[str, Any]:
    """The API, its stage `api`, and the right of the gateway to call each HTTP function."""
    properties: dict[str, Any] = {
        "Name": {"Ref": "AWS::StackName"},
        "StageName": "api",
        "EndpointConfiguration": {"Type": "REGIONAL"},
        "DefinitionBody": body,
        "MethodSettings": [
            {
                "ResourcePath": "/*",
                "HttpMethod": "*",
                "ThrottlingRateLimit": stage.rate,
                "ThrottlingBurstLimit": stage.burst,
                "DataTraceEnabled": False,
                "MetricsEnabled": True,
            }
        ],
    }
    resources: dict[str, Any] = {"RestAPI": {"Type": "AWS::Serverless::Api", "Properties": properties}}
    if stage.cloud:
        # No address of a caller is in the format: a reporter's must not be kept anywhere.
        properties["AccessLogSetting"] = {
            "DestinationArn": {"Fn::GetAtt": ["ApiLogs", "Arn"]},
            "Format": ",".join(f'"{name}":"{value}"' for name, value in LOG_FIELDS.items()).join("{}"),
        }
        resources["RestAPI"]["DependsOn"] = ["ApiLogAccount"]
    for function in functions:
        if function.serves:
            resources[f"{function.name}Invoke"] = {
                "Type": "AWS::Lambda::Permission",
                "Properties": {
                    "Action": "lambda:InvokeFunction",
                    "FunctionName": {"Ref": function.name},
                    "Principal": "apigateway.amazonaws.com",
                    "SourceArn": {
                        "Fn::Sub": "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${RestAPI}/*"
                    },
                },
            }
    return resources
