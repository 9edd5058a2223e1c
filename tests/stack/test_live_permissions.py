"""Every role against every resource, on the emulator with IAM enforcement: it may what the table says, and no more."""

import json
from typing import Any

import pytest

from infrastructure.permissions import allowed
from tests.stack.conftest import Deployed

HTTP = ("PublicAPI", "PortalAPI", "UnsealIdentity")
FUNCTIONS = (*HTTP, "DiagnoseReport", "SweepStalled", "EnforceRetention", "AnchorChains")
SECRETS = {"ReceiptSecret": "receipt-secret", "SearchSecret": "search-secret", "AnchorSecret": "anchor-secret"}
INDEXES = {
    "cases/by_queue": "queue_pk",
    "cases/by_open": "open_pk",
    "cases/by_assignee": "assignee_pk",
    "cases/by_due": "due_pk",
    "cases/by_deadline": "deadline_pk",
    "cases/by_month": "month_pk",
    "audit/by_hour": "hour_pk",
}
KEY = {"pk": {"S": "CASE#0"}, "sk": {"S": "META"}}

Call = dict[str, Any]


def call(service: str, operation: str, members: dict[str, Any], *in_bytes: str) -> Call:
    return {"service": service, "operation": operation, "members": members, "bytes": in_bytes}


def table_calls(table: str, name: str) -> dict[tuple[str, str], Call]:
    """Every kind of access to a table; writes inside a transaction, as the product makes them."""
    update = {"UpdateExpression": "SET a = :a", "ExpressionAttributeValues": {":a": {"S": "x"}}}
    inside = {
        "PutItem": {"Put": {"TableName": name, "Item": KEY}},
        "UpdateItem": {"Update": {"TableName": name, "Key": KEY, **update}},
        "DeleteItem": {"Delete": {"TableName": name, "Key": KEY}},
        "ConditionCheckItem": {
            "ConditionCheck": {"TableName": name, "Key": KEY, "ConditionExpression": "attribute_not_exists(nothing)"}
        },
    }
    condition = {"KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": {"S": "x"}}}
    return {
        **{
            (table, f"dynamodb:{operation}"): call("dynamodb", "transact_write_items", {"TransactItems": [item]})
            for operation, item in inside.items()
        },
        (table, "dynamodb:GetItem"): call("dynamodb", "get_item", {"TableName": name, "Key": KEY}),
        (table, "dynamodb:Query"): call("dynamodb", "query", {"TableName": name, **condition}),
        (table, "dynamodb:Scan"): call("dynamodb", "scan", {"TableName": name}),
    }


def index_call(index: str, table: str) -> Call:
    condition = {
        "KeyConditionExpression": f"{INDEXES[index]} = :p",
        "ExpressionAttributeValues": {":p": {"S": "x"}},
    }
    return call("dynamodb", "query", {"TableName": table, "IndexName": index.split("/")[1], **condition})


@pytest.fixture(scope="module")
def calls(deployed: Deployed) -> dict[tuple[str, str], Call]:
    """(resource, operation) → the call that needs exactly this permission."""
    outputs = deployed.outputs
    every: dict[tuple[str, str], Call] = {}
    for table in ("cases", "receipts", "identities", "audit", "terms"):
        every |= table_calls(table, outputs[f"{table.capitalize()}Table"])
    for index in INDEXES:
        table = outputs[f"{index.split('/')[0].capitalize()}Table"]
        every[(index, "dynamodb:Query")] = index_call(index, table)
    for resource, output in (("identity-key", "IdentityKey"), ("contact-key", "ContactKey")):
        sealed = deployed.client("kms").encrypt(KeyId=outputs[output], Plaintext=b"x")["CiphertextBlob"]
        key = {"KeyId": outputs[output]}
        every[(resource, "kms:Encrypt")] = call("kms", "encrypt", {**key, "Plaintext": "x"}, "Plaintext")
        blob = {**key, "CiphertextBlob": sealed.decode("latin-1")}
        every[(resource, "kms:Decrypt")] = call("kms", "decrypt", blob, "CiphertextBlob")
    for secret in deployed.client("secretsmanager").list_secrets()["SecretList"]:
        (resource,) = (resource for logical, resource in SECRETS.items() if logical in secret["Name"])
        read = call("secretsmanager", "get_secret_value", {"SecretId": secret["ARN"]})
        every[(resource, "secretsmanager:GetSecretValue")] = read
    queue = {"QueueUrl": outputs["WorkQueue"]}
    every[("work-queue", "sqs:SendMessage")] = call("sqs", "send_message", {**queue, "MessageBody": "{}"})
    every[("work-queue", "sqs:ReceiveMessage")] = call("sqs", "receive_message", queue)
    every[("work-queue", "sqs:PurgeQueue")] = call("sqs", "purge_queue", queue)
    topic = {"TopicArn": outputs["DutyTopic"], "Message": "x"}
    every[("duty-topic", "sns:Publish")] = call("sns", "publish", topic)
    pool = {"UserPoolId": outputs["UserPoolId"], "Username": "nobody"}
    every[("user-pool", "cognito-idp:AdminListGroupsForUser")] = call("cognito-idp", "admin_list_groups_for_user", pool)
    every[("user-pool", "cognito-idp:AdminAddUserToGroup")] = call(
        "cognito-idp", "admin_add_user_to_group", {**pool, "GroupName": "x:y"}
    )
    site = {"Bucket": outputs["SiteBucket"], "Key": "portal/config.json", "Body": "x"}
    every[("site", "s3:PutObject")] = call("s3", "put_object", site)
    anchors = {"Bucket": outputs["AnchorBucket"]}
    anchor = {**anchors, "Key": "anchors/2026/11/24/21.json"}
    deployed.client("s3").put_object(**anchor, Body=b"{}")
    every[("anchor-bucket", "s3:ListBucket")] = call("s3", "list_objects_v2", anchors)
    every[("anchors", "s3:PutObject")] = call("s3", "put_object", {**anchor, "Body": "{}", "IfNoneMatch": "*"})
    every[("anchors", "s3:GetObject")] = call("s3", "get_object", anchor)
    every[("anchors", "s3:DeleteObject")] = call("s3", "delete_object", anchor)
    every[("elsewhere", "s3:PutObject")] = call("s3", "put_object", {**anchors, "Key": "elsewhere", "Body": "x"})
    return every


def outcomes(deployed: Deployed, function: str, wanted: list[Call]) -> list[str]:
    """Runs the calls inside the function, under its role; HTTP functions are called as the gateway calls them."""
    payload: Any = {"calls": wanted}
    http = function in HTTP
    if http:
        payload = {
            "httpMethod": "POST",
            "path": "/reports",
            "headers": {"content-type": "application/json"},
            "multiValueHeaders": {"content-type": ["application/json"]},
            "multiValueQueryStringParameters": None,
            "pathParameters": None,
            "stageVariables": None,
            "isBase64Encoded": False,
            "body": json.dumps(payload),
            "requestContext": {"resourcePath": "/reports", "httpMethod": "POST", "identity": {}},
        }
    answer = deployed.client("lambda").invoke(
        FunctionName=f"e-blagh-local-{function}", Payload=json.dumps(payload).encode()
    )
    document = json.loads(answer["Payload"].read())
    assert "errorMessage" not in document, document
    outcome: list[str] = json.loads(document["body"]) if http else document
    return outcome


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_role_may_exactly_what_the_table_says(
    function: str, deployed: Deployed, calls: dict[tuple[str, str], Call]
) -> None:
    # GIVEN the deployed function
    # WHEN it makes every call that any function might need, and some that none may
    found = dict(zip(calls, outcomes(deployed, function, list(calls.values())), strict=True))
    # THEN what its rows list is allowed, and all else is denied
    wrong = {
        f"{operation} on {resource}": outcome
        for (resource, operation), outcome in found.items()
        if outcome.startswith("allowed") != allowed(function, resource, operation)
    }
    assert wrong == {}
