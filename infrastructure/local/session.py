"""The way into the emulator for those who run it."""

from __future__ import annotations

import boto3


def emulator_session(region: str) -> boto3.Session:
    """A session with every right on the emulator: its root is the key `test`, whatever the secret."""
    return boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=region)
