"""Every role against every resource, on the emulator with IAM enforcement: it may what the table says, and no more."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from infrastructure.permissions import allowed
from tests.stack.conftest import Deployed

HTTP = ("PublicAPI", "PortalAPI", "UnsealIdentity")
FUNCTIONS = (*HTTP, "DiagnoseReport", "SweepStalled", "EnforceRetention", "AnchorChains", "ResealIdentities")
SECRETS = {"ReceiptSecret": "receipt-secret", "SearchSecret": "search-secret", "AnchorSecret": "anchor-secret"}
INDEXES = {
    "cases/by_queue": "queue_pk",
    "cases/by_open": "open_pk",
    "cases/by_assignee": "assignee_pk",
    "cases/by_due": "due_pk",
    "cases/by_deadline": "deadline_pk",
    "cases/by_contest": "contest_pk",
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
    proof = {"KeyId": outputs["ProofKey"], "Message": "x", "MessageType": "RAW", "SigningAlgorithm": "ECDSA_SHA_256"}
    every[("proof-key", "kms:Sign")] = call("kms", "sign", proof, "Message")
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
    every[("user-pool", "cognito-idp:AdminGetUser")] = call("cognito-idp", "admin_get_user", pool)
    every[("user-pool", "cognito-idp:AdminListGroupsForUser")] = call("cognito-idp", "admin_list_groups_for_user", pool)
    every[("user-pool", "cognito-idp:AdminAddUserToGroup")] = call(
        "cognito-idp", "admin_add_user_to_group", {**pool, "GroupName": "x:y"}
    )
    invoked = {"FunctionName": "e-blagh-local-UnsealIdentity", "Payload": "{}"}
    every[("functions", "lambda:InvokeFunction")] = call("lambda", "invoke", invoked)
    site = {"Bucket": outputs["SiteBucket"], "Key": "portal/config.json", "Body": "x"}
    every[("site", "s3:PutObject")] = call("s3", "put_object", site)
    anchors = {"Bucket": outputs["AnchorBucket"]}
    anchor = {**anchors, "Key": "anchors/2026/11/24/21.json"}
    deployed.client("s3").put_object(**anchor, Body=b"{}")
    every[("anchor-bucket", "s3:ListBucket")] = call("s3", "list_objects_v2", anchors)
    every[("anchors", "s3:PutObject")] = call("s3", "put_object", {**anchor, "Body": "{}", "IfNoneMatch": "*"})
    every[("anchors", "s3:GetObject")] = call("s3", "get_object", anchor)
    every[("anchors", "s3:DeleteObject")] = call("s3", "delete_object", anchor)
    export = {"Bucket": outputs["ExportBucket"], "Key": "exports/01J00000000000000000000000"}
    deployed.client("s3").put_object(**export, Body=b"x")
    every[("exports", "s3:PutObject")] = call("s3", "put_object", {**export, "Body": "x"})
    every[("exports", "s3:GetObject")] = call("s3", "get_object", export)
    every[("exports", "s3:DeleteObject")] = call("s3", "delete_object", export)
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


Found = dict[str, dict[tuple[str, str], str]]


@pytest.fixture(scope="module")
def found(deployed: Deployed, calls: dict[tuple[str, str], Call]) -> Found:
    """Function → call → what came of it: every call that any function might need, and some that none may."""
    return {
        function: dict(zip(calls, outcomes(deployed, function, list(calls.values())), strict=True))
        for function in FUNCTIONS
    }


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_role_may_exactly_what_the_table_says(function: str, found: Found) -> None:
    # What its rows list is allowed, and all else is denied.
    wrong = {
        f"{operation} on {resource}": outcome
        for (resource, operation), outcome in found[function].items()
        if outcome.startswith("allowed") != allowed(function, resource, operation)
    }
    assert wrong == {}


# Answers of a service that let the caller in: done, nobody of that name, an object is there already.
PAST_THE_DOOR = ("", "UserNotFoundException", "PreconditionFailed")


def answer_to(deployed: Deployed, wanted: Call) -> str:
    """The error code of the operator's call; nothing when it was done."""
    members = {
        name: value.encode("latin-1") if name in wanted["bytes"] else value for name, value in wanted["members"].items()
    }
    try:
        getattr(deployed.client(wanted["service"]), wanted["operation"])(**members)
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    return ""


def test_each_refused_call_goes_through_for_somebody(
    found: Found, deployed: Deployed, calls: dict[tuple[str, str], Call], capsys: pytest.CaptureFixture[str]
) -> None:
    """A refusal says nothing when the call itself could not work: its twin is a role that may, or the operator."""
    refused = [(function, one) for function in FUNCTIONS for one in calls if found[function][one] == "denied"]
    by_a_role = {one for function in FUNCTIONS for one in calls if found[function][one] == "allowed"}
    by_the_operator = {one: answer_to(deployed, calls[one]) for one in {one for _, one in refused} - by_a_role}
    assert {one: code for one, code in by_the_operator.items() if code not in PAST_THE_DOOR} == {}
    allowed_calls = sum(found[function][one] != "denied" for function in FUNCTIONS for one in calls)
    with capsys.disabled():
        print(
            f"\n{len(refused)} calls refused, {allowed_calls} allowed: {len(FUNCTIONS)} roles, {len(calls)} calls each"
        )


OPENING = [
    ("identities", "dynamodb:PutItem"),
    ("identities", "dynamodb:GetItem"),
    ("identities", "dynamodb:Query"),
    ("identities", "dynamodb:UpdateItem"),
    ("identity-key", "kms:Decrypt"),
]


@pytest.mark.parametrize("one", OPENING, ids=" ".join)
def test_the_portal_writes_no_request_no_approval_and_opens_nothing(one: tuple[str, str], found: Found) -> None:
    # Requests and approvals are rows of `identities`; the same calls, one by one, by the only role that has them.
    assert found["PortalAPI"][one] == "denied"
    assert found["UnsealIdentity"][one] == "allowed"


def test_nobody_asks_the_unsealing_function_but_through_the_gateway(found: Found) -> None:
    assert {found[function][("functions", "lambda:InvokeFunction")] for function in FUNCTIONS} == {"denied"}
