"""What a journey does to the running system behind the API's back, as root of the emulator."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from infrastructure.local.system import System

LONG_AGO = "2026-01-01T00:00:00Z"


def physical(system: System, logical: str) -> str:
    """The real name of a resource of the stack."""
    found = system.client("cloudformation").describe_stack_resource(
        StackName=system.stage.stack, LogicalResourceId=logical
    )
    return str(found["StackResourceDetail"]["PhysicalResourceId"])


def sweep(system: System) -> dict[str, int]:
    """Runs the sweeper now, as its schedule does; its numbers."""
    answer = system.client("lambda").invoke(FunctionName=physical(system, "SweepStalled"), Payload=b"{}")
    said: dict[str, Any] = json.loads(answer["Payload"].read())
    assert "FunctionError" not in answer, said
    return said


@contextmanager
def sending_denied(system: System) -> Iterator[None]:
    """The public role may not send to any queue."""
    iam, role = system.client("iam"), physical(system, "PublicAPIRole")
    denial = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "sqs:SendMessage", "Resource": "*"}]}
    iam.put_role_policy(RoleName=role, PolicyName="test-denial", PolicyDocument=json.dumps(denial))
    try:
        yield
    finally:
        iam.delete_role_policy(RoleName=role, PolicyName="test-denial")


@contextmanager
def worker_stopped(system: System) -> Iterator[None]:
    """The queue gives nothing to the worker."""
    client, source = system.client("lambda"), physical(system, "DiagnoseReportSource")
    client.update_event_source_mapping(UUID=source, Enabled=False)
    try:
        yield
    finally:
        client.update_event_source_mapping(UUID=source, Enabled=True)


def ring_now(system: System, case_id: str) -> None:
    """Makes the ring of a case due: what three minutes without a reader do."""
    table = system.session.resource("dynamodb", endpoint_url=system.emulator.endpoint).Table(
        system.outputs["CasesTable"]
    )
    key = {"pk": f"CASE#{case_id}", "sk": "META"}
    # One byte says how the JSON after it is kept: what a case owes is short, hence never compressed. The sweeper
    # compares these bytes, so they are written as the product writes them.
    kept = bytes(table.get_item(Key=key)["Item"]["owed"].value)
    owed = json.loads(kept[1:])
    assert "ring" in owed
    owed["ring"] = LONG_AGO
    table.update_item(
        Key=key,
        UpdateExpression="SET owed = :owed, due_sk = :due",
        ExpressionAttributeValues={
            ":owed": kept[:1] + json.dumps(owed, separators=(",", ":")).encode(),
            ":due": f"{LONG_AGO}#CASE#{case_id}#META",
        },
    )
