"""The code bucket: packages and templates by the hash of their content, so that nothing is sent twice."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from infrastructure.deployment.account import Account, missing
from infrastructure.deployment.package import Package


def ensure_bucket(account: Account, bucket: str) -> None:
    """Makes the private bucket when it is not there yet."""
    s3 = account.client("s3")
    try:
        s3.head_bucket(Bucket=bucket)
        return
    except ClientError as error:
        if not missing(error):
            raise
    # us-east-1 is the one region that must not be named.
    place: dict[str, Any] = {}
    if account.stage.region != "us-east-1":
        place = {"CreateBucketConfiguration": {"LocationConstraint": account.stage.region}}
    s3.create_bucket(Bucket=bucket, **place)
    s3.put_public_access_block(
        Bucket=bucket,
        PublicAccessBlockConfiguration={
            "BlockPublicAcls": True,
            "BlockPublicPolicy": True,
            "IgnorePublicAcls": True,
            "RestrictPublicBuckets": True,
        },
    )


def upload(account: Account, package: Package) -> tuple[str, str]:
    """Uploads archive and template when they are new; returns the bucket and the template's key."""
    bucket = account.code_bucket
    ensure_bucket(account, bucket)
    template_key = f"template/{hashlib.sha256(package.template_file.read_bytes()).hexdigest()}.json"
    put_once(account.client("s3"), bucket, package.key, package.archive)
    put_once(account.client("s3"), bucket, template_key, package.template_file)
    return bucket, template_key


def put_once(s3: Any, bucket: str, key: str, file: Path) -> None:
    """Uploads a file whose key holds the hash of its content."""
    try:
        s3.head_object(Bucket=bucket, Key=key)
        return
    except ClientError as error:
        if not missing(error):
            raise
    s3.upload_file(str(file), bucket, key)
