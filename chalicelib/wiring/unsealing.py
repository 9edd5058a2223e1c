"""The unsealing function, put together once a process."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from random import random

import boto3
from botocore.config import Config

from chalicelib.domain.ids import ID_BYTES, id_from
from chalicelib.gateways.directory import Directory
from chalicelib.gateways.keys_in_force import KeysInForce
from chalicelib.gateways.open_seal import OpenSeal
from chalicelib.gateways.opening_alarm import opening_alarm
from chalicelib.gateways.search_secret import SearchSecret
from chalicelib.routes.caller import SignIn
from chalicelib.routes.unsealing.api import UnsealingApi
from chalicelib.settings import UnsealingSettings
from chalicelib.stores.cases import Cases
from chalicelib.stores.cursors import Cursors
from chalicelib.stores.opening_requests import OpeningRequests
from chalicelib.stores.openings import Sights
from chalicelib.stores.tables import TableNames, bind_tables
from chalicelib.stores.write import Writer
from chalicelib.usecases.identity.ask_opening import AskOpening
from chalicelib.usecases.identity.decide_opening import DecideOpening
from chalicelib.usecases.identity.needs import Alarm
from chalicelib.usecases.identity.needs import Directory as DirectoryNeeded
from chalicelib.usecases.identity.needs import OpenSeal as OpenSealNeeded
from chalicelib.usecases.identity.open_identity import OpenIdentity
from chalicelib.usecases.identity.opening_desk import OpeningDesk
from chalicelib.usecases.identity.see_reporter import SeeReporter

_CALLS = Config(connect_timeout=1, read_timeout=3, retries={"total_max_attempts": 3})


@dataclass(frozen=True)
class UnsealingTools:
    """What differs between a deployed function and one under test."""

    sign_in: SignIn
    writer: Writer
    open_seal: OpenSealNeeded
    directory: DirectoryNeeded
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    secrets: Callable[[], Sequence[bytes]]
    alarm: Alarm


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
    return assembled(
        UnsealingTools(
            sign_in=SignIn(settings.user_pool_id, settings.portal_client_id),
            writer=Writer(token=lambda: secrets.token_hex(16), jitter=random),
            open_seal=OpenSeal(boto3.client("kms", config=_CALLS), KeysInForce.listed(settings.identity_key_ids)),
            directory=Directory(boto3.client("cognito-idp", config=_CALLS), settings.user_pool_id),
            now=lambda: datetime.now(UTC),
            new_id=lambda: id_from(secrets.token_bytes(ID_BYTES)),
            secrets=SearchSecret(boto3.client("secretsmanager", config=_CALLS), settings.search_secret_arn),
            alarm=opening_alarm,
        )
    )


def assembled(tools: UnsealingTools) -> UnsealingApi:
    """The unsealing function over these tools."""
    sights = Sights(Cases(), tools.writer)
    desk = OpeningDesk(OpeningRequests(tools.writer), sights, tools.now, tools.new_id)
    return UnsealingApi(
        sign_in=tools.sign_in,
        now=tools.now,
        see_reporter=SeeReporter(sights, tools.open_seal, tools.now),
        ask_opening=AskOpening(desk, Cursors(tools.secrets)),
        decide_opening=DecideOpening(desk),
        open_identity=OpenIdentity(desk, tools.directory, tools.open_seal, tools.alarm),
    )
