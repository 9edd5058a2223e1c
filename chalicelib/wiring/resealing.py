"""The re-sealing, put together once a process; it may carry sealed values between keys and open none."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from random import random

import boto3
from botocore.config import Config

from chalicelib.gateways.keys_in_force import KeysInForce
from chalicelib.gateways.reseal import KmsReseal
from chalicelib.settings import ResealIdentitiesSettings
from chalicelib.stores.sealed_rows import StoredSeals
from chalicelib.stores.tables import TableNames, bind_tables
from chalicelib.stores.write import Writer
from chalicelib.usecases.identity.reseal_identities import ResealIdentities

_CALLS = Config(connect_timeout=1, read_timeout=3, retries={"total_max_attempts": 3})


@dataclass(frozen=True)
class ResealingWorker:
    """Behind the operator's command."""

    reseal: ResealIdentities


@cache
def resealing_worker() -> ResealingWorker:
    """Build it from the environment. Raises MissingSettingError."""
    settings = ResealIdentitiesSettings.from_environment()
    bind_tables(
        TableNames(
            cases=settings.cases_table,
            identities=settings.identities_table,
            audit=settings.audit_table,
        )
    )
    rows = StoredSeals(Writer(token=lambda: secrets.token_hex(16), jitter=random))
    keys = KmsReseal(
        boto3.client("kms", config=_CALLS),
        KeysInForce.listed(settings.identity_key_ids),
        KeysInForce.listed(settings.contact_key_ids),
    )
    return ResealingWorker(ResealIdentities(rows, keys, _now))


def _now() -> datetime:
    return datetime.now(UTC)
