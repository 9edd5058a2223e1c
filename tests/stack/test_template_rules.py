"""Each rule lets the composed template pass and catches the fault that it is there for."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from infrastructure.compose import Template
from infrastructure.stage import Stage, load_stage
from infrastructure.template_rules import findings

Fault = Callable[[dict[str, Any]], Any]


def properties(resources: dict[str, Any], name: str) -> Any:
    return resources[name]["Properties"]


def statements(resources: dict[str, Any], role: str) -> Any:
    return properties(resources, role)["Policies"][0]["PolicyDocument"]["Statement"]


def paths(resources: dict[str, Any]) -> Any:
    return properties(resources, "RestAPI")["DefinitionBody"]["paths"]


FAULTS: dict[str, Fault] = {
    "PublicAPIRole: a statement about every resource": lambda r: statements(r, "PublicAPIRole")[0].update(Resource="*"),
    "PortalAPIRole: a statement with every operation": lambda r: statements(r, "PortalAPIRole")[0].update(
        Action="dynamodb:*"
    ),
    "PublicAPIRole: writes outside a transaction": lambda r: statements(r, "PublicAPIRole")[0].pop("Condition"),
    "SiteBucketPolicy: open to everyone or about everything": lambda r: properties(r, "SiteBucketPolicy")[
        "PolicyDocument"
    ]["Statement"][0].update(Principal="*"),
    "WorkQueue: no dead-letter queue": lambda r: properties(r, "WorkQueue").pop("RedrivePolicy"),
    "WorkDeadLetters: no alarm that tells somebody": lambda r: r.pop("WorkDeadLettersAlarm"),
    "PublicAPILogs: kept for ever": lambda r: properties(r, "PublicAPILogs").pop("RetentionInDays"),
    "SweepStalled: no log group of its own": lambda r: properties(r, "SweepStalled").pop("LoggingConfig"),
    "GET /portal/queue: open": lambda r: paths(r)["/portal/queue"]["get"].pop("security"),
    "GET /portal/{proxy+}: open": lambda r: paths(r)["/portal/{proxy+}"]["get"].pop("security"),
    "POST /reports: guarded": lambda r: paths(r)["/reports"]["post"].update(security=[{"officers": []}]),
    "DELETE /reports: left to the gateway": lambda r: paths(r)["/reports"].pop("delete"),
    "GET /{proxy+}: left to the gateway": lambda r: paths(r).pop("/{proxy+}"),
    "RestAPI: the access log holds sourceIp": lambda r: properties(r, "RestAPI")["AccessLogSetting"].update(
        Format="$context.identity.sourceIp"
    ),
    "RestAPI: bodies are logged": lambda r: properties(r, "RestAPI")["MethodSettings"][0].update(DataTraceEnabled=True),
    "Distribution: the edge writes addresses": lambda r: properties(r, "Distribution")["DistributionConfig"].update(
        Logging={"Bucket": "logs"}
    ),
    "UserPool: strangers can make accounts": lambda r: properties(r, "UserPool").pop("AdminCreateUserConfig"),
    "UserPool: no second factor": lambda r: properties(r, "UserPool").update(MfaConfiguration="OFF"),
    "UserPool: personnel can be changed": lambda r: properties(r, "UserPool")["Schema"][0].update(Mutable=True),
    "PortalClient: another flow or scope than code and openid": lambda r: properties(r, "PortalClient").update(
        AllowedOAuthScopes=["openid", "aws.cognito.signin.user.admin"]
    ),
    "PortalClient: passwords outside the sign-in page": lambda r: properties(r, "PortalClient").update(
        ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH"]
    ),
    "CasesTable: would be lost with the stack": lambda r: r["CasesTable"].update(DeletionPolicy="Delete"),
    "AnchorBucket: anchors can be taken away": lambda r: properties(r, "AnchorBucket")["ObjectLockConfiguration"][
        "Rule"
    ]["DefaultRetention"].update(Mode="GOVERNANCE"),
    "AnchorBucket: anchors go with the stack": lambda r: r["AnchorBucket"].update(DeletionPolicy="Delete"),
    "AnchorChainsRole: may take objects away": lambda r: statements(r, "AnchorChainsRole")[2]["Action"].append(
        "s3:DeleteObject"
    ),
    "AuditTable: can be deleted": lambda r: properties(r, "AuditTable").pop("DeletionProtectionEnabled"),
}


def test_no_rule_finds_anything_in_a_composed_template(template: Template, stage: Stage) -> None:
    assert findings(template, stage) == []


@pytest.mark.parametrize("finding", sorted(FAULTS))
def test_a_rule_catches_its_fault(finding: str, templates: dict[str, Template]) -> None:
    # GIVEN the template of prod with one fault in it
    broken = copy.deepcopy(templates["prod"])
    FAULTS[finding](broken["Resources"])
    # WHEN the rules look at it
    found = findings(broken, load_stage("prod"))
    # THEN that fault is named, and no rule complains of what is sound
    assert finding in found
    assert [one for one in found if one.split(": ")[1] != finding.split(": ")[1]] == []
