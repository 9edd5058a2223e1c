"""The permission table (`permissions.yaml`) as data, and the IAM policies rendered from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from infrastructure.key_generations import KEYS, in_force

FILE = Path(__file__).with_name("permissions.yaml")
TABLES = {
    "cases": "CasesTable",
    "receipts": "ReceiptsTable",
    "identities": "IdentitiesTable",
    "audit": "AuditTable",
    "terms": "TermsTable",
}
# `GetAtt Id` of a secret is its ARN on AWS and on the emulator alike; `Ref` is not.
RESOURCES: dict[str, dict[str, Any]] = {
    **{table: {"Fn::GetAtt": [logical, "Arn"]} for table, logical in TABLES.items()},
    "proof-key": {"Fn::GetAtt": ["ProofKey", "Arn"]},
    "receipt-secret": {"Fn::GetAtt": ["ReceiptSecret", "Id"]},
    "search-secret": {"Fn::GetAtt": ["SearchSecret", "Id"]},
    "work-queue": {"Fn::GetAtt": ["WorkQueue", "Arn"]},
    "duty-topic": {"Ref": "DutyTopic"},
    "user-pool": {"Fn::GetAtt": ["UserPool", "Arn"]},
    "anchor-bucket": {"Fn::GetAtt": ["AnchorBucket", "Arn"]},
    "anchors": {"Fn::Sub": "${AnchorBucket.Arn}/anchors/*"},
    "exports": {"Fn::Sub": "${ExportBucket.Arn}/exports/*"},
    "anchor-secret": {"Fn::GetAtt": ["AnchorSecret", "Id"]},
}


class PermissionTableError(Exception):
    """A row that names an unknown resource, or does not say why."""


@dataclass(frozen=True)
class Permission:
    """One row: `function` may do `operations` on `resource`; `transaction`: inside TransactWriteItems only."""

    function: str
    resource: str
    operations: tuple[str, ...]
    why: str
    transaction: bool = False


@cache
def load_permissions(file: Path = FILE) -> tuple[Permission, ...]:
    """All rows in their order; raises `PermissionTableError` on a row out of shape."""
    rows = tuple(
        Permission(**{**row, "operations": tuple(row["operations"])}) for row in yaml.safe_load(file.read_text())
    )
    for row in rows:
        if not row.why or not row.operations or any("*" in operation for operation in row.operations):
            raise PermissionTableError(f"{row.function} on {row.resource}: needs operations in full, and a reason")
        arns_of(row.resource, (1,))
    return rows


def allowed(function: str, resource: str, operation: str) -> bool:
    """Whether a row lets `function` do `operation` (`dynamodb:Query`) on `resource` (`cases/by_queue`)."""
    return any(
        row.function == function and row.resource == resource and operation in row.operations
        for row in load_permissions()
    )


def arns_of(resource: str, generations: Sequence[int]) -> list[dict[str, Any]]:
    """CloudFormation expressions of a resource's ARNs; raises `PermissionTableError` for an unknown one.

    A key is every generation of it in force; `former-…` those that are to be left behind, which may be none.
    """
    if resource.removeprefix("former-") in KEYS:
        keys = in_force(KEYS[resource.removeprefix("former-")], generations)
        return keys[1:] if resource.startswith("former-") else keys
    return [_arn_of(resource)]


def _arn_of(resource: str) -> dict[str, Any]:
    table, slash, index = resource.partition("/")
    if slash and table in TABLES and index:
        return {"Fn::Sub": f"${{{TABLES[table]}.Arn}}/index/{index}"}
    if resource not in RESOURCES:
        raise PermissionTableError(f"unknown resource {resource!r}")
    return RESOURCES[resource]


def statements(
    function: str, rows: Iterable[Permission], *, transactions_only: bool, generations: Sequence[int]
) -> list[dict[str, Any]]:
    """IAM statements of a function, one a row; the condition keeps a write inside its transaction.

    DynamoDB gives `dynamodb:EnclosingOperation` to each item of a transaction; alone, `PutItem` with
    `ReturnValues=ALL_OLD` would read what it replaces.
    """
    rendered = []
    for row in rows:
        resources = arns_of(row.resource, generations) if row.function == function else []
        if not resources:
            continue
        statement: dict[str, Any] = {
            "Effect": "Allow",
            "Action": list(row.operations),
            "Resource": resources,
        }
        if row.transaction and transactions_only:
            statement["Condition"] = {
                "ForAnyValue:StringEquals": {"dynamodb:EnclosingOperation": ["TransactWriteItems"]}
            }
        rendered.append(statement)
    return rendered
