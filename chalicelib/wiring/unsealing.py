"""The unsealing function, put together once a process."""

import secrets
from datetime import UTC, datetime
from functools import cache
from random import random

import boto3

from chalicelib.gateways.open_seal import OpenSeal
from chalicelib.routes.caller import SignIn
from chalicelib.routes.unsealing.api import UnsealingApi
from chalicelib.settings import UnsealingSettings
from chalicelib.stores.cases import Cases
from chalicelib.stores.openings import Sights
from chalicelib.stores.tables import TableNames, bind_tables
from chalicelib.stores.write import Writer
from chalicelib.usecases.identity.see_reporter import SeeReporter


@cache
def unsealing_api() -> UnsealingApi:
    """Build it from the environment. Raises MissingSettingError."""
    settings = UnsealingSettings.from_environment()
    bind_tables(
        TableNames(
            cases=settings.cases_table,
            receipts=settings.receipts_table,
            identities=settings.identities_table,
            audit=settings.audit_table,
        )
    )
    sights = Sights(Cases(), Writer(token=lambda: secrets.token_hex(16), jitter=random))
    return UnsealingApi(
        sign_in=SignIn(settings.user_pool_id, settings.portal_client_id),
        now=_now,
        see_reporter=SeeReporter(sights, OpenSeal(boto3.client("kms"), settings.identity_key_id), _now),
    )


def _now() -> datetime:
    return datetime.now(UTC)
