"""What a composed template must never be, whatever cfn-lint says: our own rules, each with its reason in words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from infrastructure.compose import Template
from infrastructure.edge.gateway import METHODS
from infrastructure.rest_api import GUARD, PORTAL, UNKNOWN_IN_PORTAL
from infrastructure.stage import Stage

FOLDER = re.compile(r"^(\$\{(?:AnchorBucket\.Arn\}/anchors|ExportBucket\.Arn\}/exports)/)\*$")
Resource = dict[str, Any]
Rule = Callable[[Template, Stage], Iterator[str]]
STATEFUL = ("AWS::DynamoDB::Table", "AWS::KMS::Key", "AWS::SecretsManager::Secret", "AWS::Cognito::UserPool")
ADDRESS_MARKS = ("sourceIp", "c-ip", "cs-uri-query", "Authorization")


def findings(template: Template, stage: Stage) -> list[str]:
    """Every violation of every rule; empty = the template may be deployed."""
    return [finding for rule in RULES for finding in rule(template, stage)]


def of_type(template: Template, *kinds: str) -> Iterator[tuple[str, Resource]]:
    """Logical id and resource of these kinds."""
    for name, resource in template["Resources"].items():
        if resource["Type"] in kinds:
            yield name, resource


def role_statements(template: Template) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each statement of each role's own policies."""
    for name, resource in of_type(template, "AWS::IAM::Role"):
        for policy in resource["Properties"].get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                yield name, statement


def below_a_folder(resource: Any) -> Any:
    """The objects of one folder of a bucket have no other name than `${Bucket.Arn}/folder/*`: the star is left out."""
    name = resource.get("Fn::Sub") if isinstance(resource, dict) else None
    return FOLDER.sub(r"\1", name) if isinstance(name, str) else resource


def no_wildcard_permission(template: Template, stage: Stage) -> Iterator[str]:
    """A role names its resources and its operations. A key's own policy has no other name for itself than `*`."""
    for name, statement in role_statements(template):
        resources = statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]]
        actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
        if any("*" in json.dumps(below_a_folder(resource)) for resource in resources):
            yield f"{name}: a statement about every resource"
        if any("*" in action for action in actions):
            yield f"{name}: a statement with every operation"
    for name, resource in of_type(template, "AWS::S3::BucketPolicy", "AWS::SQS::QueuePolicy", "AWS::SNS::TopicPolicy"):
        for statement in resource["Properties"]["PolicyDocument"]["Statement"]:
            if statement["Effect"] == "Allow" and (statement["Resource"] == "*" or statement["Principal"] == "*"):
                yield f"{name}: open to everyone or about everything"


def queue_has_dead_letters_and_alarm(template: Template, stage: Stage) -> Iterator[str]:
    """A message that cannot be handled is kept, and somebody is told."""
    queues = dict(of_type(template, "AWS::SQS::Queue"))
    dead = {
        queue["Properties"]["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
        for queue in queues.values()
        if "RedrivePolicy" in queue["Properties"]
    }
    watched = {
        dimension["Value"]["Fn::GetAtt"][0]
        for _, alarm in of_type(template, "AWS::CloudWatch::Alarm")
        for dimension in alarm["Properties"].get("Dimensions", [])
        if dimension["Name"] == "QueueName" and alarm["Properties"].get("AlarmActions")
    }
    for name, queue in queues.items():
        if name not in dead and "RedrivePolicy" not in queue["Properties"]:
            yield f"{name}: no dead-letter queue"
        if name in dead and name not in watched:
            yield f"{name}: no alarm that tells somebody"


def function_keeps_its_log_for_a_time(template: Template, stage: Stage) -> Iterator[str]:
    """Logs end; a function without a log group of ours would make one that never does."""
    groups = dict(of_type(template, "AWS::Logs::LogGroup"))
    for name, group in groups.items():
        if "RetentionInDays" not in group["Properties"]:
            yield f"{name}: kept for ever"
    for name, function in of_type(template, "AWS::Serverless::Function", "AWS::Lambda::Function"):
        if function["Properties"].get("LoggingConfig", {}).get("LogGroup", {}).get("Ref") not in groups:
            yield f"{name}: no log group of its own"


def api_operations(template: Template) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Path, method and operation of the whole API."""
    for path, operations in template["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]["paths"].items():
        for method, operation in operations.items():
            yield path, method.upper(), operation


def portal_is_guarded_and_nothing_else(template: Template, stage: Stage) -> Iterator[str]:
    """Officers sign in, citizens never do; of the gateway's refusals only unknown portal paths ask it."""
    for path, method, operation in api_operations(template):
        ours = operation["x-amazon-apigateway-integration"]["type"] == "aws_proxy"
        guarded = operation.get("security") == GUARD
        wanted = path in UNKNOWN_IN_PORTAL or (ours and path.startswith(f"{PORTAL}/"))
        if guarded != wanted:
            yield f"{method} {path}: {'guarded' if guarded else 'open'}"


def every_method_is_answered(template: Template, stage: Stage) -> Iterator[str]:
    """Otherwise the gateway answers itself, and repeats the token that it was given."""
    answered: dict[str, set[str]] = {}
    for path, method, _ in api_operations(template):
        answered.setdefault(path, set()).add(method)
    for path in ("/", "/{proxy+}", *UNKNOWN_IN_PORTAL):
        answered.setdefault(path, set())
    for path, methods in answered.items():
        for method in METHODS:
            if method not in methods:
                yield f"{method} {path}: left to the gateway"


def no_address_is_kept(template: Template, stage: Stage) -> Iterator[str]:
    """Neither gateway nor edge writes where a reporter was, nor what was said."""
    api = template["Resources"]["RestAPI"]["Properties"]
    log_format = api.get("AccessLogSetting", {}).get("Format", "")
    for mark in ADDRESS_MARKS:
        if mark in log_format:
            yield f"RestAPI: the access log holds {mark}"
    if any(setting.get("DataTraceEnabled") for setting in api["MethodSettings"]):
        yield "RestAPI: bodies are logged"
    for name, distribution in of_type(template, "AWS::CloudFront::Distribution"):
        if "Logging" in distribution["Properties"]["DistributionConfig"]:
            yield f"{name}: the edge writes addresses"


def sign_in_is_strict(template: Template, stage: Stage) -> Iterator[str]:
    """Accounts come from administrators; the stages that hold real reports ask for a second factor."""
    for name, pool in of_type(template, "AWS::Cognito::UserPool"):
        properties = pool["Properties"]
        if properties.get("AdminCreateUserConfig", {}).get("AllowAdminCreateUserOnly") is not True:
            yield f"{name}: strangers can make accounts"
        if stage.name in {"staging", "prod"} and properties["MfaConfiguration"] != "ON":
            yield f"{name}: no second factor"
        for attribute in properties["Schema"]:
            if attribute["Mutable"]:
                yield f"{name}: {attribute['Name']} can be changed"
    for name, client in of_type(template, "AWS::Cognito::UserPoolClient"):
        properties = client["Properties"]
        if properties["AllowedOAuthFlows"] != ["code"] or properties["AllowedOAuthScopes"] != ["openid"]:
            yield f"{name}: another flow or scope than code and openid"
        passwords = [flow for flow in properties["ExplicitAuthFlows"] if "PASSWORD" in flow]
        if passwords and stage.name != "local":
            yield f"{name}: passwords outside the sign-in page"


def real_data_is_protected(template: Template, stage: Stage) -> Iterator[str]:
    """Staging and prod outlive a mistake with the stack."""
    if stage.name not in {"staging", "prod"}:
        return
    for name, resource in of_type(template, *STATEFUL):
        if resource.get("DeletionPolicy") != "Retain" or resource.get("UpdateReplacePolicy") != "Retain":
            yield f"{name}: would be lost with the stack"
        if resource["Type"] == "AWS::DynamoDB::Table" and not resource["Properties"].get("DeletionProtectionEnabled"):
            yield f"{name}: can be deleted"


def anchors_cannot_be_taken_away(template: Template, stage: Stage) -> Iterator[str]:
    """Governance mode can be bypassed by whoever is granted it; a bucket that goes with its stack locks nothing."""
    resource = template["Resources"].get("AnchorBucket", {"Properties": {}})
    properties = resource["Properties"]
    locked = properties.get("ObjectLockConfiguration", {}).get("Rule", {}).get("DefaultRetention", {})
    if not properties.get("ObjectLockEnabled") or locked.get("Mode") != "COMPLIANCE" or not locked.get("Days"):
        yield "AnchorBucket: anchors can be taken away"
    if stage.cloud and resource.get("DeletionPolicy") != "Retain":
        yield "AnchorBucket: anchors go with the stack"
    for name, statement in role_statements(template):
        if {"s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObjectRetention"} & set(statement["Action"]):
            yield f"{name}: may take objects away"


def writes_stay_in_transactions(template: Template, stage: Stage) -> Iterator[str]:
    """On AWS a lone PutItem may return what it replaces; inside a transaction it cannot."""
    writes = {"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"}
    for name, statement in role_statements(template):
        inside = statement.get("Condition", {}).get("ForAnyValue:StringEquals", {}).get("dynamodb:EnclosingOperation")
        if stage.cloud and writes & set(statement["Action"]) and inside != ["TransactWriteItems"]:
            yield f"{name}: writes outside a transaction"


RULES: tuple[Rule, ...] = (
    no_wildcard_permission,
    queue_has_dead_letters_and_alarm,
    function_keeps_its_log_for_a_time,
    portal_is_guarded_and_nothing_else,
    every_method_is_answered,
    no_address_is_kept,
    sign_in_is_strict,
    real_data_is_protected,
    anchors_cannot_be_taken_away,
    writes_stay_in_transactions,
)
