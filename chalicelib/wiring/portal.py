"""The portal function, put together once a process."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from chalicelib.gateways.case_file import CaseFiles
from chalicelib.gateways.export_bucket import ExportBucket
from chalicelib.gateways.search_secret import SearchSecret
from chalicelib.reference_data.categories import categories
from chalicelib.reference_data.court_list import court_list
from chalicelib.routes.caller import SignIn
from chalicelib.routes.portal.api import PortalApi
from chalicelib.settings import PortalSettings
from chalicelib.stores.audit import AuditBook
from chalicelib.stores.case_records import CaseRecords
from chalicelib.stores.cases import Cases
from chalicelib.stores.contests import Contests
from chalicelib.stores.court_decisions import CourtDecisions
from chalicelib.stores.cursors import Cursors
from chalicelib.stores.deadlines import Deadlines
from chalicelib.stores.duty_alerts import DutyAlerts
from chalicelib.stores.link_book import LinkBook
from chalicelib.stores.queue import Queue
from chalicelib.stores.search_index import SearchIndex
from chalicelib.stores.tables import TableNames, bind_tables
from chalicelib.stores.write import Writer
from chalicelib.usecases.casework.add_words import AddNote, SendMessage
from chalicelib.usecases.casework.change_state import ChangeState
from chalicelib.usecases.casework.correct_case import CorrectCase
from chalicelib.usecases.casework.count_cases import CountCases
from chalicelib.usecases.casework.export_case import FILES_AN_HOUR, ExportCase, Shelf
from chalicelib.usecases.casework.export_table import EXPORTS_AN_HOUR, ExportTable
from chalicelib.usecases.casework.give_case import GiveCase
from chalicelib.usecases.casework.give_contact_code import GiveContactCode
from chalicelib.usecases.casework.keep_duty import KeepDuty
from chalicelib.usecases.casework.link_cases import LinkCases
from chalicelib.usecases.casework.list_contests import ListContests
from chalicelib.usecases.casework.list_deadlines import ListDeadlines
from chalicelib.usecases.casework.list_queue import ListQueue
from chalicelib.usecases.casework.move_assigned import MoveAssigned
from chalicelib.usecases.casework.move_case import MoveCase
from chalicelib.usecases.casework.needs import Desk
from chalicelib.usecases.casework.own_rate import OwnRate
from chalicelib.usecases.casework.page_of_items import PageOfItems
from chalicelib.usecases.casework.perform_act import PerformAct
from chalicelib.usecases.casework.read_audit import ReadAudit
from chalicelib.usecases.casework.read_case import ReadCase
from chalicelib.usecases.casework.read_timeline import ReadTimeline
from chalicelib.usecases.casework.search_cases import SearchCases
from chalicelib.wiring.process import CALLS, new_id, now, writer

# Virtual addresses name the region, as a signed address must: the global one would send a browser on, unsigned.
_FILES = CALLS.merge(Config(signature_version="s3v4", s3={"addressing_style": "virtual"}))
_BUNDLE = Path(__file__).parent.parent / "site_bundle"


@dataclass(frozen=True)
class PortalTools:
    """What differs between a deployed portal and one under test."""

    sign_in: SignIn
    writer: Writer
    secrets: Callable[[], Sequence[bytes]]
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    terms_of: Callable[[str], Sequence[str]]
    searches_a_minute: int
    shelf: Shelf


@cache
def portal_api() -> PortalApi:
    """Build it from the environment. Raises MissingSettingError."""
    settings = PortalSettings.from_environment()
    bind_tables(TableNames(**settings.tables))
    return assembled(
        PortalTools(
            sign_in=SignIn(settings.user_pool_id, settings.portal_client_id),
            writer=writer(),
            secrets=SearchSecret(boto3.client("secretsmanager", config=CALLS), settings.search_secret_arn),
            now=now,
            new_id=new_id,
            terms_of=_terms_of,
            searches_a_minute=settings.searches_a_minute,
            shelf=ExportBucket(boto3.client("s3", config=_FILES), settings.export_bucket),
        )
    )


def assembled(tools: PortalTools) -> PortalApi:
    """The portal over these tools."""
    desk = Desk(records=CaseRecords(Cases(), tools.writer), now=tools.now, new_id=tools.new_id)
    chains, queue, cursors = AuditBook(), Queue(), Cursors(tools.secrets)
    courts = court_list()
    searches = OwnRate(desk, chains, tools.searches_a_minute, timedelta(minutes=1))
    links = LinkCases(desk, LinkBook(tools.now))
    return PortalApi(
        sign_in=tools.sign_in,
        now=tools.now,
        courts=courts,
        desk=desk,
        list_queue=ListQueue(desk, queue, cursors),
        page_of_items=PageOfItems(desk, cursors),
        read_case=ReadCase(desk, links),
        add_note=AddNote(desk),
        send_message=SendMessage(desk),
        give_case=GiveCase(desk),
        move_case=MoveCase(desk, frozenset(court.id for court in courts)),
        change_state=ChangeState(desk),
        correct_case=CorrectCase(desk, categories(), _placed),
        link_cases=links,
        give_contact_code=GiveContactCode(desk),
        perform_act=PerformAct(desk),
        move_assigned=MoveAssigned(desk, queue),
        search_cases=SearchCases(desk, SearchIndex(tools.secrets), cursors, tools.terms_of, searches),
        read_timeline=ReadTimeline(desk, chains, cursors),
        read_audit=ReadAudit(desk, chains, cursors),
        count_cases=CountCases(desk, queue, CourtDecisions()),
        export_table=ExportTable(desk, queue, OwnRate(desk, chains, EXPORTS_AN_HOUR, timedelta(hours=1))),
        export_case=ExportCase(
            desk,
            chains,
            OwnRate(desk, chains, FILES_AN_HOUR, timedelta(hours=1)),
            CaseFiles(_words, _argument, _court, _form),
            tools.shelf,
        ),
        keep_duty=KeepDuty(desk, DutyAlerts(tools.writer)),
        list_deadlines=ListDeadlines(desk, Deadlines(), cursors),
        list_contests=ListContests(desk, Contests(), cursors),
    )


# Rules are imported when something first needs them: signing in, the queue and a case do not.


def _terms_of(question: str) -> Sequence[str]:
    from chalicelib.domain.diagnosis.search_terms import query_terms
    from chalicelib.reference_data.diagnosis_rules import load_diagnosis_rules

    return query_terms(question, load_diagnosis_rules())


def _placed(report: Mapping[str, Any], received_at: str, category: str) -> tuple[Any, Mapping[str, Any]]:
    from chalicelib.wiring.placing import placed

    return placed(report, received_at, category)


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    """The officers' catalogue, as the site builder leaves it in the package."""
    words: Mapping[str, Mapping[str, str]] = json.loads((_BUNDLE / "portal_words.json").read_bytes())
    return words


@cache
def _form(lang: str) -> Mapping[str, Any]:
    """The form that is published now, in a language, from the same place."""
    form: Mapping[str, Any] = json.loads((_BUNDLE / "forms" / f"{lang}.json").read_bytes())
    return form


def _argument(territory: Mapping[str, Any], lang: str) -> Mapping[str, Any]:
    from chalicelib.domain.jurisdiction.explanation import explain
    from chalicelib.reference_data.court_data import load_court_data

    return explain(territory, load_court_data(), lang)


def _court(court_id: str, lang: str) -> str:
    """Its name; the national desk has its number alone."""
    named = next((court for court in court_list() if court.id == court_id), None)
    return court_id if named is None else named.name_ar if lang == "ar" else named.name_fr
