"""The composed template: clean, the same every time, and of the shape that the architecture asks for."""

import json
from pathlib import Path
from typing import Any

import pytest

from infrastructure.commands.check import lint
from infrastructure.compose import PARTS, Template, as_json, compose, merge, read_part, stage_values
from infrastructure.functions import Function, read_functions
from infrastructure.rest_api import UnplacedPathError, operations_of
from infrastructure.stage import Stage, UnknownStageError, load_stage
from infrastructure.template_rules import findings
from tests.stack.conftest import PAGES


def resources(template: Template, kind: str) -> dict[str, Any]:
    return {name: one["Properties"] for name, one in template["Resources"].items() if one["Type"] == kind}


def test_cfn_lint_refuses_what_the_emulator_would_accept(templates: dict[str, Template], tmp_path: Path) -> None:
    broken = json.loads(as_json(templates["prod"]))
    broken["Outputs"]["CasesTable"]["Value"] = {"Ref": "NoSuchTable"}
    file = tmp_path / "template.json"
    file.write_text(json.dumps(broken))
    assert any("NoSuchTable" in line for line in lint(file, load_stage("prod").region))


@pytest.mark.parametrize("name", ["local", "prod"])
def test_cfn_lint_has_nothing_to_say(name: str, real_definition: dict[str, Any], tmp_path: Path) -> None:
    """The two stages between differ from prod in values only."""
    stage = load_stage(name)
    file = tmp_path / "template.json"
    file.write_text(as_json(compose(stage, real_definition, PAGES)))
    assert lint(file, stage.region) == []


def test_the_real_routes_break_no_rule_of_ours(real_definition: dict[str, Any], stage: Stage) -> None:
    assert findings(compose(stage, real_definition, PAGES), stage) == []


def test_the_same_code_makes_the_same_text(sample_definition: dict[str, Any], stage: Stage) -> None:
    assert as_json(compose(stage, sample_definition, PAGES)) == as_json(compose(stage, sample_definition, PAGES))


def test_a_part_that_defines_a_name_again_is_refused() -> None:
    with pytest.raises(Exception, match="defined twice: CasesTable"):
        merge({"CasesTable": {}}, {"CasesTable": {}})


def test_an_unknown_stage_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownStageError, match="local, dev, staging, prod"):
        load_stage("production")


@pytest.mark.parametrize(
    ("path", "function"),
    [
        ("/health", "PublicAPI"),
        ("/reports", "PublicAPI"),
        ("/portal/queue", "PortalAPI"),
        ("/portal/cases/{case_id}", "PortalAPI"),
        ("/portal/cases/{case_id}/reporter", "UnsealIdentity"),
        ("/portal/cases/{case_id}/unseal-requests", "UnsealIdentity"),
        ("/portal/unseal-requests", "UnsealIdentity"),
        ("/portal/unseal-requests/{request_id}/open", "UnsealIdentity"),
    ],
)
def test_a_path_is_answered_by_its_function(path: str, function: str, templates: dict[str, Template]) -> None:
    operations = templates["prod"]["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]["paths"][path]
    answering = {
        operation["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"]
        for operation in operations.values()
        if operation["x-amazon-apigateway-integration"]["type"] == "aws_proxy"
    }
    assert len(answering) == 1
    assert f"${{{function}.Arn}}" in answering.pop()


def test_a_path_that_no_function_answers_is_refused() -> None:
    with pytest.raises(UnplacedPathError, match="/lost"):
        operations_of("/lost", {}, [])


def test_a_wrong_method_is_told_the_right_ones(templates: dict[str, Template]) -> None:
    paths = templates["prod"]["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]["paths"]
    answer = paths["/reports"]["get"]["x-amazon-apigateway-integration"]["responses"]["default"]
    assert answer["statusCode"] == "405"
    assert answer["responseParameters"]["method.response.header.Allow"] == "'POST'"


def test_every_answer_of_the_gateway_is_a_problem_with_all_headers(templates: dict[str, Template]) -> None:
    body = templates["prod"]["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]
    for kind, answer in body["x-amazon-apigateway-gateway-responses"].items():
        names = {name.removeprefix("gatewayresponse.header.") for name in answer["responseParameters"]}
        assert {
            "Cache-Control",
            "Content-Security-Policy",
            "Content-Type",
            "Cross-Origin-Opener-Policy",
            "Cross-Origin-Resource-Policy",
            "Referrer-Policy",
            "Strict-Transport-Security",
            "X-Content-Type-Options",
        } <= names, kind
        problem = json.loads(answer["responseTemplates"]["application/json"])
        assert problem["type"].startswith("urn:e-blagh:problem:")
        assert problem["status"] == answer["statusCode"]
        # Nothing of the request: the gateway's own variables would repeat a token.
        assert "$" not in json.dumps(answer["responseTemplates"])


def test_only_the_local_stage_signs_in_without_a_browser(template: Template, stage: Stage) -> None:
    client = template["Resources"]["PortalClient"]["Properties"]
    assert ("ALLOW_ADMIN_USER_PASSWORD_AUTH" in client["ExplicitAuthFlows"]) == (stage.name == "local")
    assert client["IdTokenValidity"] == 15
    assert client["RefreshTokenValidity"] == 8
    assert client["EnableTokenRevocation"] is True
    assert client["TokenValidityUnits"]["RefreshToken"] == "hours"


def test_the_queue_hands_back_single_messages_and_is_not_outrun(template: Template) -> None:
    source = template["Resources"]["DiagnoseReportSource"]["Properties"]
    assert source["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert source["ScalingConfig"]["MaximumConcurrency"] >= 2
    worker = template["Resources"]["DiagnoseReport"]["Properties"]
    # A delivery that was refused at the cap counts as received: the message must stay hidden for long enough.
    assert template["Resources"]["WorkQueue"]["Properties"]["VisibilityTimeout"] >= 4 * worker["Timeout"]


def test_only_the_unsealing_role_may_open_what_the_identity_key_sealed(template: Template) -> None:
    policy = template["Resources"]["IdentityKey"]["Properties"]["KeyPolicy"]["Statement"]
    deny = next(statement for statement in policy if statement["Effect"] == "Deny")
    assert "kms:Decrypt" in deny["Action"]
    named = [arn["Fn::Sub"] for arn in deny["Condition"]["ArnNotLike"]["aws:PrincipalArn"]]
    assert [arn.split("AWS::AccountId}:")[1] for arn in named] == [
        "role/${AWS::StackName}-UnsealIdentity",
        "assumed-role/${AWS::StackName}-UnsealIdentity/*",
    ]
    role = template["Resources"]["UnsealIdentityRole"]["Properties"]["RoleName"]
    assert role == {"Fn::Sub": "${AWS::StackName}-UnsealIdentity"}


def test_no_table_is_sealed_with_a_key_of_the_identities(template: Template) -> None:
    assert all(
        "KMSMasterKeyId" not in one["SSESpecification"] for one in resources(template, "AWS::DynamoDB::Table").values()
    )


def test_a_function_knows_only_what_its_settings_read(template: Template, stage: Stage) -> None:
    common = {"STAGE", "SITE_ORIGIN", "LOG_LEVEL", "POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE"}
    table = read_part(PARTS / "functions.yaml", stage_values(stage, PAGES))
    functions: list[Function] = read_functions(table)
    for function in functions:
        variables = template["Resources"][function.name]["Properties"]["Environment"]["Variables"]
        assert variables.keys() - {"E_BLAGH_FUNCTION"} == common | set(function.environment)
        assert variables.get("E_BLAGH_FUNCTION", "") == function.serves
