"""The account that a deployment talks to: a session, and the emulator's address when it is not AWS."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from infrastructure.stage import Stage

# Path addressing works on AWS and on the emulator alike, whose buckets have no names in any DNS.
S3_CONFIG = Config(signature_version="s3v4", s3={"addressing_style": "path"})


@dataclass(frozen=True)
class Account:
    """Makes the clients of one stage."""

    session: boto3.Session
    stage: Stage
    endpoint_url: str | None = None

    def client(self, service: str) -> Any:
        """A client in the stage's region."""
        config = S3_CONFIG if service == "s3" else None
        # The stubs have an overload for each service; a name that is not written out fits none of them.
        session: Any = self.session
        return session.client(service, region_name=self.stage.region, endpoint_url=self.endpoint_url, config=config)

    @property
    def number(self) -> str:
        """The account's id."""
        return str(self.client("sts").get_caller_identity()["Account"])

    @property
    def code_bucket(self) -> str:
        """Name of the bucket of packages and templates; private to the account."""
        return f"{self.stage.stack}-code-{self.number}-{self.stage.region}"

    def template_url(self, bucket: str, key: str) -> str:
        """Where CloudFormation reads a template."""
        if self.endpoint_url:
            return f"{self.endpoint_url}/{bucket}/{key}"
        return f"https://{bucket}.s3.{self.stage.region}.amazonaws.com/{key}"


def session_of(stage: Stage, endpoint_url: str | None = None) -> tuple[boto3.Session, str | None]:
    """The session that the commands use: the caller's own credentials, or the emulator's root.

    `endpoint_url` defaults to AWS_ENDPOINT_URL; the local stage without one has no account to talk to (`ClientError`
    never arises here: nothing is called yet).
    """
    address = endpoint_url or os.environ.get("AWS_ENDPOINT_URL") or None
    if stage.cloud:
        return boto3.Session(region_name=stage.region), address
    return boto3.Session("test", "test", region_name=stage.region), address


def missing(error: ClientError) -> bool:
    """Whether AWS answered that something does not exist."""
    return error.response.get("Error", {}).get("Code") in {"404", "NoSuchBucket", "NoSuchKey", "NotFound"}
