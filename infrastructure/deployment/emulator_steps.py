"""What the emulator does not read from the template and must be told after each deployment.

ministack ignores `x-amazon-apigateway-gateway-responses`; its data plane shows what is put here only after a new
deployment of the API, and forgets it whenever the definition changed.
"""

from __future__ import annotations

from typing import Any

from infrastructure.compose import Template
from infrastructure.deployment.account import Account


def after_deployment(account: Account, template: Template, outputs: dict[str, str]) -> None:
    """Puts the gateway's answers, read from the template that was just deployed, into the emulator."""
    gateway: Any = account.client("apigateway")
    body = template["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]
    for kind, answer in body["x-amazon-apigateway-gateway-responses"].items():
        gateway.put_gateway_response(
            restApiId=outputs["ApiId"],
            responseType=kind,
            statusCode=str(answer["statusCode"]),
            responseParameters=answer["responseParameters"],
            responseTemplates=answer["responseTemplates"],
        )
    stage_name = template["Resources"]["RestAPI"]["Properties"]["StageName"]
    gateway.create_deployment(restApiId=outputs["ApiId"], stageName=stage_name)
