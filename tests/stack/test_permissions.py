"""The permission table is the one source: policies equal it, and it gives nobody what the architecture refuses."""

from pathlib import Path

import pytest

from infrastructure.compose import Template
from infrastructure.permissions import PermissionTableError, allowed, load_permissions, statements
from infrastructure.stage import Stage

TABLES = ("cases", "receipts", "identities", "audit", "terms")
FUNCTIONS = (
    "PublicAPI",
    "PortalAPI",
    "UnsealIdentity",
    "DiagnoseReport",
    "SweepStalled",
    "EnforceRetention",
    "AnchorChains",
    "ResealIdentities",
)


def test_policies_equal_the_table(template: Template, stage: Stage) -> None:
    for function in FUNCTIONS:
        policy = template["Resources"][f"{function}Role"]["Properties"]["Policies"]
        rendered = statements(
            function,
            load_permissions(),
            transactions_only=stage.transactions_only,
            generations=stage.key_generations,
        )
        own_log = {
            "Effect": "Allow",
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            "Resource": [{"Fn::GetAtt": [f"{function}Logs", "Arn"]}],
        }
        assert [one["PolicyDocument"]["Statement"] for one in policy] == [[*rendered, own_log]]


def test_the_table_names_the_functions_that_exist(template: Template) -> None:
    named = {row.function for row in load_permissions()}
    deployed = {n for n, one in template["Resources"].items() if one["Type"] == "AWS::Serverless::Function"}
    assert named == deployed == set(FUNCTIONS)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_nobody_scans_deletes_or_changes_the_audit(function: str) -> None:
    assert not any(allowed(function, table, "dynamodb:Scan") for table in TABLES)
    deleting = {table for table in TABLES if allowed(function, table, "dynamodb:DeleteItem")}
    # Search terms of a desk that a case has left are the one thing that goes without a retention.
    assert deleting == {"EnforceRetention": {"identities"}, "DiagnoseReport": {"terms"}}.get(function, set())
    assert not allowed(function, "audit", "dynamodb:UpdateItem")


def test_every_write_of_a_table_is_inside_a_transaction() -> None:
    writes = {"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"}
    assert [row for row in load_permissions() if writes & set(row.operations) and not row.transaction] == []


def test_the_public_function_adds_and_never_looks_back() -> None:
    for table in ("cases", "identities", "audit", "terms"):
        for operation in ("GetItem", "Query", "UpdateItem", "BatchGetItem"):
            assert not allowed("PublicAPI", table, f"dynamodb:{operation}")
    assert not allowed("PublicAPI", "receipts", "dynamodb:UpdateItem")
    assert not allowed("PublicAPI", "identity-key", "kms:Decrypt")
    assert not allowed("PublicAPI", "contact-key", "kms:Decrypt")


def test_only_unsealing_opens_identities() -> None:
    openers = {row.function for row in load_permissions() if "kms:Decrypt" in row.operations}
    readers = {row.function for row in load_permissions() if allowed(row.function, "identities", "dynamodb:GetItem")}
    assert openers == readers == {"UnsealIdentity"}


def test_the_portal_has_no_way_to_identities_or_to_the_queue() -> None:
    resources = {row.resource for row in load_permissions() if row.function == "PortalAPI"}
    assert resources & {"identities", "identity-key", "contact-key", "receipt-secret", "work-queue"} == set()


def test_unsealing_neither_sends_nor_changes_a_case() -> None:
    assert not allowed("UnsealIdentity", "cases", "dynamodb:UpdateItem")
    assert not allowed("UnsealIdentity", "work-queue", "sqs:SendMessage")


def test_the_worker_never_touches_an_identity() -> None:
    resources = {row.resource for row in load_permissions() if row.function in {"DiagnoseReport", "SweepStalled"}}
    assert resources & {"identities", "identity-key", "contact-key", "receipt-secret"} == set()


def test_the_retention_ends_what_it_cannot_read() -> None:
    operations = {
        operation for row in load_permissions() if row.function == "EnforceRetention" for operation in row.operations
    }
    assert not any(operation.startswith("kms:") for operation in operations)
    assert not allowed("EnforceRetention", "cases", "dynamodb:Query")


def test_the_anchors_write_no_table_and_take_nothing_away() -> None:
    operations = {
        operation for row in load_permissions() if row.function == "AnchorChains" for operation in row.operations
    }
    assert operations & {"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"} == set()
    assert {operation for operation in operations if operation.startswith("s3:")} == {
        "s3:ListBucket",
        "s3:PutObject",
        "s3:GetObject",
    }
    touching = {row.function for row in load_permissions() if row.resource in {"anchors", "anchor-bucket"}}
    assert touching == {"AnchorChains"}


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("{function: F, resource: nowhere, operations: [a:B], why: because}", "unknown resource"),
        ("{function: F, resource: cases, operations: ['dynamodb:*'], why: because}", "operations in full"),
        ("{function: F, resource: cases, operations: [dynamodb:Query], why: ''}", "a reason"),
    ],
)
def test_a_row_out_of_shape_is_refused(row: str, complaint: str, tmp_path: Path) -> None:
    file = tmp_path / "permissions.yaml"
    file.write_text(f"- {row}\n")
    with pytest.raises(PermissionTableError, match=complaint):
        load_permissions(file)


def test_exported_files_are_the_portals_alone_and_it_takes_none_away() -> None:
    touching = {
        (row.function, operation)
        for row in load_permissions()
        if row.resource == "exports"
        for operation in row.operations
    }
    assert touching == {("PortalAPI", "s3:PutObject"), ("PortalAPI", "s3:GetObject")}
