"""Renders `templates/functions.yaml`: a function, its role with the policy of `permissions.yaml`, its log group."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from infrastructure.permissions import Permission, statements
from infrastructure.stage import Stage

METRICS_NAMESPACE = "e-blagh"


@dataclass(frozen=True)
class Function:
    """One row of `functions.yaml`; `serves` is empty for workers."""

    name: str
    handler: str
    environment: tuple[str, ...]
    timeout: int
    memory: int
    serves: str = ""
    paths: tuple[str, ...] = ()

    def answers(self, path: str) -> bool:
        """Whether an HTTP path (inside the stage, `{parameter}` for a variable segment) is this function's."""
        return any(re.fullmatch(path_pattern(pattern), path) for pattern in self.paths)


def path_pattern(pattern: str) -> str:
    """`/portal/cases/{id}/reporter` or `/portal/...` as a regular expression; a parameter may have any name."""
    escaped = re.escape(pattern.removesuffix("..."))
    named = re.sub(r"\\\{\w+\\\}", r"\\{\\w+\\}", escaped)
    return named + (".*" if pattern.endswith("...") else "")


def read_functions(document: dict[str, Any]) -> list[Function]:
    """The functions in the order in which a path looks for its own."""
    return [
        Function(
            name=name,
            handler=row["handler"],
            environment=tuple(row["environment"]),
            timeout=row.get("timeout", document["Defaults"]["timeout"]),
            memory=row.get("memory", document["Defaults"]["memory"]),
            serves=row.get("serves", ""),
            paths=tuple(row.get("paths", ())),
        )
        for name, row in document["Functions"].items()
    ]


def render_functions(
    functions: Iterable[Function],
    values: dict[str, Any],
    rows: Iterable[Permission],
    stage: Stage,
    runtime: str,
) -> dict[str, Any]:
    """Resources of all functions. `values`: what each environment variable holds; `runtime`: `python3.11` …"""
    resources: dict[str, Any] = {}
    rows = tuple(rows)
    for function in functions:
        variables = {
            "STAGE": stage.name,
            "SITE_ORIGIN": {"Ref": "SiteOrigin"},
            "LOG_LEVEL": stage.log_level,
            "POWERTOOLS_SERVICE_NAME": function.name,
            "POWERTOOLS_METRICS_NAMESPACE": METRICS_NAMESPACE,
            **{name: values[name] for name in function.environment},
        }
        if function.serves:
            variables["E_BLAGH_FUNCTION"] = function.serves
        physical = {"Fn::Sub": f"${{AWS::StackName}}-{function.name}"}
        resources[function.name] = {
            "Type": "AWS::Serverless::Function",
            "Properties": {
                "FunctionName": physical,
                "Handler": function.handler,
                "Runtime": runtime,
                "CodeUri": {"Bucket": {"Ref": "CodeBucket"}, "Key": {"Ref": "CodeKey"}},
                "Role": {"Fn::GetAtt": [f"{function.name}Role", "Arn"]},
                "Timeout": function.timeout,
                "MemorySize": function.memory,
                "Environment": {"Variables": variables},
                "LoggingConfig": {"LogGroup": {"Ref": f"{function.name}Logs"}},
            },
        }
        resources[f"{function.name}Role"] = role(function.name, physical, rows, stage)
        resources[f"{function.name}Logs"] = {
            "Type": "AWS::Logs::LogGroup",
            "DeletionPolicy": "Delete",
            "UpdateReplacePolicy": "Delete",
            "Properties": {
                "LogGroupName": {"Fn::Sub": f"/aws/lambda/${{AWS::StackName}}-{function.name}"},
                "RetentionInDays": stage.log_days,
            },
        }
    return resources


def role(name: str, physical: dict[str, str], rows: Iterable[Permission], stage: Stage) -> dict[str, Any]:
    """The role under a fixed name (the key policy names it) with its rows, and writing to its own log group."""
    log = {
        "Effect": "Allow",
        "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
        "Resource": [{"Fn::GetAtt": [f"{name}Logs", "Arn"]}],
    }
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "RoleName": physical,
            "AssumeRolePolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [
                    {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
                ],
            },
            "Policies": [
                {
                    "PolicyName": "permissions",
                    "PolicyDocument": {
                        "Version": "2012-10-17",
                        "Statement": [
                            *statements(
                                name,
                                rows,
                                transactions_only=stage.transactions_only,
                                generations=stage.key_generations,
                            ),
                            log,
                        ],
                    },
                }
            ],
        },
    }
