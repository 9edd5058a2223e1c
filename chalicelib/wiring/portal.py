"""The portal function, put together once a process."""

import secrets
from datetime import UTC, datetime
from functools import cache
from random import random

import boto3

from chalicelib.domain.ids import ID_BYTES, id_from
from chalicelib.gateways.search_secret import SearchSecret
from chalicelib.reference_data.categories import categories
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
from chalicelib.usecases.casework.add_words import AddNote, SendMessage
from chalicelib.usecases.casework.change_state import ChangeState
from chalicelib.usecases.casework.correct_case import CorrectCase
from chalicelib.usecases.casework.give_case import GiveCase
from chalicelib.usecases.casework.link_cases import LinkCases
from chalicelib.usecases.casework.list_queue import ListQueue
from chalicelib.usecases.casework.move_case import MoveCase
from chalicelib.usecases.casework.needs import Desk
from chalicelib.usecases.casework.page_of_items import PageOfItems
from chalicelib.usecases.casework.read_case import ReadCase


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
    sign_in = SignIn(settings.user_pool_id, settings.portal_client_id)
    return assembled(sign_in, desk, Queue(), Cursors(secret))


def assembled(sign_in: SignIn, desk: Desk, queue: Queue, cursors: Cursors) -> PortalApi:
    """The portal over these tools (tests bring their own time and ids)."""
    courts = load_court_data().courts
    return PortalApi(
        sign_in=sign_in,
        now=desk.now,
        courts=tuple(courts.values()),
        desk=desk,
        list_queue=ListQueue(desk, queue, cursors),
        page_of_items=PageOfItems(desk, cursors),
        read_case=ReadCase(desk),
        add_note=AddNote(desk),
        send_message=SendMessage(desk),
        give_case=GiveCase(desk),
        move_case=MoveCase(desk, frozenset(courts)),
        change_state=ChangeState(desk),
        correct_case=CorrectCase(desk, categories()),
        link_cases=LinkCases(desk),
    )


def _now() -> datetime:
    return datetime.now(UTC)
