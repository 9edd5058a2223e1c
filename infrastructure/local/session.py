"""The way into the emulator for those who run it."""

from __future__ import annotations

import os
from collections.abc import MutableMapping

import boto3

LOOPBACK = "127.0.0.1,localhost"


def emulator_session(region: str) -> boto3.Session:
    """A session with every right on the emulator: its root is the key `test`, whatever the secret."""
    return boto3.Session(aws_access_key_id="test", aws_secret_access_key="test", region_name=region)


def forget_the_callers_account(environment: MutableMapping[str, str] = os.environ) -> None:
    """Makes this process blind to the AWS account and the web proxy of the person who runs it.

    A profile, an endpoint or a proxy meant for something else would otherwise be in the way of the emulator, or the
    emulator's calls in the way of a real account.
    """
    for name in [name for name in environment if name.startswith("AWS_")]:
        del environment[name]
    environment["AWS_CONFIG_FILE"] = environment["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull
    for name in ("NO_PROXY", "no_proxy"):
        environment[name] = ",".join(filter(None, (environment.get(name), LOOPBACK)))
