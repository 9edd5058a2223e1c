"""Takes a stage away, with what it holds."""

from __future__ import annotations

import boto3
from botocore.exceptions import ClientError

from infrastructure.change_set import Report, StackError, describe_stack, follow, last_event
from infrastructure.deployment.account import Account, missing
from infrastructure.deployment.deploy import silent
from infrastructure.deployment.outputs import outputs_if_any
from infrastructure.stage import Stage


def destroy_stack(
    session: boto3.Session, stage: Stage, *, endpoint_url: str | None = None, report: Report | None = None
) -> None:
    """Empties the buckets of site, exported files and code and deletes the stack.

    In a protected stage tables, keys, secrets and pool are retained and stay until an operator lifts their protection.
    Raises `StackError` when there is no such stack or it cannot be deleted.
    """
    say = report or silent
    account = Account(session, stage, endpoint_url)
    client = account.client("cloudformation")
    found = describe_stack(client, stage.stack)
    if found is None:
        raise StackError(f"stage {stage.name} is not deployed")
    outputs = outputs_if_any(account) or {}
    if "SiteBucket" in outputs:
        say("emptying the site")
        empty(account, outputs["SiteBucket"])
    if "ExportBucket" in outputs:
        say("emptying the exported files")
        empty(account, outputs["ExportBucket"])
    since = last_event(client, stage.stack)
    client.delete_stack(StackName=stage.stack)
    follow(client, found["StackId"], {"DELETE_COMPLETE"}, since, say)
    say("removing packages")
    bucket = account.code_bucket
    empty(account, bucket)
    account.client("s3").delete_bucket(Bucket=bucket)


def empty(account: Account, bucket: str) -> None:
    """Deletes every object of a bucket; a bucket that is gone already is empty."""
    s3 = account.client("s3")
    try:
        for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
            keys = [{"Key": entry["Key"]} for entry in page.get("Contents", [])]
            if keys:
                s3.delete_objects(Bucket=bucket, Delete={"Objects": keys})
    except ClientError as error:
        if not missing(error):
            raise
