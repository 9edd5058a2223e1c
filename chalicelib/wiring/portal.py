"""The portal function, put together once a process."""

import secrets
from datetime import UTC, datetime
from functools import cache
from random import random

import boto3

from chalicelib.domain.ids import ID_BYTES, id_from
from chalicelib.gateways.search_secret import SearchSecret
from chalicelib.reference_data.court_data import load_court_data
from chalicelib.routes.caller import SignIn
from chalicelib.routes.portal.api import PortalApi
from chalicelib.settings import PortalSettings
from chalicelib.stores.audit import AuditBook
from chalicelib.stores.case_records import CaseRecords
from chalicelib.stores.cases import Cases
from chalicelib.stores.cursors import Cursors
from chalicelib.stores.queue import Queue
from chalicelib.stores.tables import TableNames, bind_tables
from chalicelib.stores.write import Writer
from chalicelib.usecases.casework.list_queue import ListQueue
from chalicelib.usecases.casework.needs import Desk


@cache
def portal_api() -> PortalApi:
    """Build it from the environment. Raises MissingSettingError."""
    settings = PortalSettings.from_environment()
    bind_tables(
        TableNames(
            cases=settings.cases_table,
            receipts=settings.receipts_table,
            audit=settings.audit_table,
            terms=settings.terms_table,
        )
    )
    chains = AuditBook()
    writer = Writer(token=lambda: secrets.token_hex(16), jitter=random, audit=chains)
    records = CaseRecords(Cases(), writer)
    secret = SearchSecret(boto3.client("secretsmanager"), settings.search_secret_arn)
    desk = Desk(records=records, now=_now, new_id=lambda: id_from(secrets.token_bytes(ID_BYTES)), chains=chains)
    cursors = Cursors(secret)
    return PortalApi(
        sign_in=SignIn(settings.user_pool_id, settings.portal_client_id),
        now=_now,
        courts=tuple(load_court_data().courts.values()),
        list_queue=ListQueue(desk, Queue(), cursors),
    )


def _now() -> datetime:
    return datetime.now(UTC)
