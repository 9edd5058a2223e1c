"""The unsealing function, put together once a process."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import boto3

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
from chalicelib.wiring.process import CALLS, new_id, now, writer


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
    bind_tables(TableNames(**settings.tables))
    return assembled(
        UnsealingTools(
            sign_in=SignIn(settings.user_pool_id, settings.portal_client_id),
            writer=writer(),
            open_seal=OpenSeal(boto3.client("kms", config=CALLS), KeysInForce(settings.identity_key_ids)),
            directory=Directory(boto3.client("cognito-idp", config=CALLS), settings.user_pool_id),
            now=now,
            new_id=new_id,
            secrets=SearchSecret(boto3.client("secretsmanager", config=CALLS), settings.search_secret_arn),
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
