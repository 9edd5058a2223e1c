"""CloudFormation change sets: made, shown, executed, with progress and the reason of a failure in words."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from botocore.exceptions import ClientError

CAPABILITIES = ["CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]
NOTHING_TO_DO = ("didn't contain changes", "No updates are to be performed")
DONE = {"CREATE_COMPLETE", "UPDATE_COMPLETE"}
POLL_SECONDS = 3.0
FIRST_POLL_SECONDS = 0.1
WITHIN_SECONDS = 3600.0

Report = Callable[[str], None]


class StackError(Exception):
    """A change set or a stack that failed; the message names the resource and the reason that AWS gave."""


@dataclass(frozen=True)
class Change:
    """What will happen to one resource; `replacement` True = a new one, the old one is removed."""

    action: str
    logical_id: str
    kind: str
    replacement: bool
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChangeSet:
    """A change set that is ready to be executed."""

    name: str
    stack: str
    creates: bool
    changes: tuple[Change, ...]


def waits() -> Iterator[float]:
    """Pauses between looks: short at first (the emulator needs half a second), then what AWS deserves."""
    pause = FIRST_POLL_SECONDS
    while True:
        yield pause
        pause = min(pause * 1.5, POLL_SECONDS)


def describe_stack(client: Any, stack: str) -> dict[str, Any] | None:
    """The stack as CloudFormation tells it, or None when there is none."""
    try:
        found: dict[str, Any] = client.describe_stacks(StackName=stack)["Stacks"][0]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    return None if found["StackStatus"] == "DELETE_COMPLETE" else found


def make_change_set(
    client: Any, stack: str, template_url: str, parameters: dict[str, str], tags: dict[str, str]
) -> ChangeSet | None:
    """Asks CloudFormation what the template would change; None = nothing. Raises `StackError`."""
    found = describe_stack(client, stack)
    status = found["StackStatus"] if found else "REVIEW_IN_PROGRESS"
    if status == "ROLLBACK_COMPLETE":
        raise StackError(f"the first deployment of {stack} failed: remove it with `e-blagh destroy`, then deploy again")
    if status.endswith("_IN_PROGRESS") and status != "REVIEW_IN_PROGRESS":
        raise StackError(f"{stack} is being changed by someone else ({status})")
    creates = status == "REVIEW_IN_PROGRESS"
    name = f"e-blagh-{uuid4().hex}"
    try:
        client.create_change_set(
            StackName=stack,
            ChangeSetName=name,
            ChangeSetType="CREATE" if creates else "UPDATE",
            TemplateURL=template_url,
            Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
            Capabilities=CAPABILITIES,
            Tags=[{"Key": key, "Value": value} for key, value in tags.items()],
        )
    except client.exceptions.ClientError as error:
        raise StackError(f"CloudFormation refuses the template of {stack}: {error}") from error
    for pause in waits():
        made = client.describe_change_set(StackName=stack, ChangeSetName=name)
        if made["Status"] in {"CREATE_COMPLETE", "FAILED"}:
            break
        time.sleep(pause)
    if made["Status"] == "FAILED":
        client.delete_change_set(StackName=stack, ChangeSetName=name)
        reason = made.get("StatusReason", "no reason given")
        if any(text in reason for text in NOTHING_TO_DO):
            return None
        raise StackError(f"CloudFormation refuses the template of {stack}: {reason}")
    return ChangeSet(name, stack, creates, tuple(changes_of(client, stack, name)))


def changes_of(client: Any, stack: str, name: str) -> Iterator[Change]:
    """The changes, page by page."""
    token: dict[str, str] = {}
    while True:
        page = client.describe_change_set(StackName=stack, ChangeSetName=name, **token)
        for entry in page.get("Changes", []):
            change = entry["ResourceChange"]
            yield Change(
                action=change["Action"],
                logical_id=change["LogicalResourceId"],
                kind=change["ResourceType"],
                replacement=change.get("Replacement") == "True",
                details=tuple(
                    sorted({d["Target"]["Name"] for d in change.get("Details", []) if d.get("Target", {}).get("Name")})
                ),
            )
        if not page.get("NextToken"):
            return
        token = {"NextToken": page["NextToken"]}


def discard(client: Any, change_set: ChangeSet) -> None:
    """Forgets a change set that was only looked at, and the empty stack that a first one leaves behind."""
    client.delete_change_set(StackName=change_set.stack, ChangeSetName=change_set.name)
    if change_set.creates:
        client.delete_stack(StackName=change_set.stack)


def execute(client: Any, change_set: ChangeSet, report: Report) -> None:
    """Executes and waits; each resource is reported as it is done. Raises `StackError` with the first failure."""
    since = last_event(client, change_set.stack)
    client.execute_change_set(StackName=change_set.stack, ChangeSetName=change_set.name)
    follow(client, change_set.stack, DONE, since, report)


def last_event(client: Any, stack: str) -> datetime | None:
    """When the newest event of the stack happened."""
    try:
        events = client.describe_stack_events(StackName=stack)["StackEvents"]
    except ClientError:
        return None
    return events[0]["Timestamp"] if events else None


def follow(client: Any, stack: str, wanted: set[str], since: datetime | None, report: Report) -> None:
    """Waits until the stack rests. `stack` may be an id (needed for a deletion). Raises `StackError`."""
    seen: set[str] = set()
    failures: list[str] = []
    deadline = time.monotonic() + WITHIN_SECONDS
    for pause in waits():
        status = client.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"]
        for event in new_events(client, stack, since, seen):
            resource, happened = event["LogicalResourceId"], event["ResourceStatus"]
            if happened.endswith("_FAILED") and "cancelled" not in event.get("ResourceStatusReason", ""):
                failures.append(f"{resource} ({event['ResourceType']}): {event.get('ResourceStatusReason', happened)}")
            if not happened.endswith("_IN_PROGRESS"):
                report(f"{resource}: {happened.replace('_', ' ').lower()}")
        if not status.endswith("_IN_PROGRESS"):
            break
        if time.monotonic() > deadline:
            raise StackError(f"{stack} still is {status} after an hour")
        time.sleep(pause)
    if status not in wanted:
        raise StackError(f"{stack} ended as {status}. " + ("; ".join(failures) or "CloudFormation gave no reason."))


def new_events(client: Any, stack: str, since: datetime | None, seen: set[str]) -> list[dict[str, Any]]:
    """Events after `since` that were not seen before, oldest first."""
    fresh: list[dict[str, Any]] = []
    for page in client.get_paginator("describe_stack_events").paginate(StackName=stack):
        for event in page["StackEvents"]:
            if (since is not None and event["Timestamp"] <= since) or event["EventId"] in seen:
                return fresh[::-1]
            seen.add(event["EventId"])
            fresh.append(event)
    return fresh[::-1]
