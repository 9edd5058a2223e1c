"""The outputs of a stack: ids and addresses that the commands, the portal and the local proxy need."""

from __future__ import annotations

import boto3

from infrastructure.change_set import StackError, describe_stack
from infrastructure.deployment.account import Account
from infrastructure.stage import Stage


def stack_outputs(session: boto3.Session, stage: Stage, *, endpoint_url: str | None = None) -> dict[str, str]:
    """Output name → value; raises `StackError` when the stage is not deployed."""
    found = outputs_if_any(Account(session, stage, endpoint_url))
    if found is None:
        raise StackError(f"stage {stage.name} is not deployed")
    return found


def outputs_if_any(account: Account) -> dict[str, str] | None:
    """The same, or None when there is no stack yet."""
    found = describe_stack(account.client("cloudformation"), account.stage.stack)
    if found is None or "Outputs" not in found:
        return None
    return {output["OutputKey"]: output["OutputValue"] for output in found["Outputs"]}
