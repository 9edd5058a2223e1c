"""The workers, put together once a process; `app.py` is never loaded here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import boto3

from chalicelib.domain.diagnosis.diagnose import diagnose
from chalicelib.domain.diagnosis.groups import links_of
from chalicelib.domain.diagnosis.link import Link
from chalicelib.domain.diagnosis.own_span import OwnSpan
from chalicelib.domain.diagnosis.search_terms import search_terms
from chalicelib.domain.jurisdiction.court_map import CourtData
from chalicelib.domain.jurisdiction.places import find_places
from chalicelib.domain.moments import read
from chalicelib.gateways.duty import DutyTopic
from chalicelib.gateways.search_secret import SearchSecret
from chalicelib.gateways.time_limit import within
from chalicelib.gateways.work_queue import SqsWorkQueue
from chalicelib.reference_data.court_data import load_court_data
from chalicelib.reference_data.diagnosis_rules import load_diagnosis_rules
from chalicelib.settings import DiagnoseReportSettings, SweepStalledSettings
from chalicelib.stores.cases import Cases
from chalicelib.stores.diagnosed_cases import DiagnosedCases
from chalicelib.stores.outbox import DueRows
from chalicelib.stores.tables import TableNames, bind_tables
from chalicelib.stores.terms import TermIndex
from chalicelib.usecases.diagnosis.diagnose_report import DiagnoseReport
from chalicelib.usecases.diagnosis.needs import Rules
from chalicelib.usecases.diagnosis.sweep_stalled import SweepStalled
from chalicelib.wiring.placing import placed
from chalicelib.wiring.process import CALLS, now, writer

# Of the 15 or 30 s that a batch of ten has. The largest report that intake accepts takes a tenth of it.
RULES_SECONDS = 1.0


@dataclass(frozen=True)
class DiagnosingWorker:
    """Behind the queue."""

    diagnose: DiagnoseReport


@dataclass(frozen=True)
class SweepingWorker:
    """Behind the schedule."""

    sweep: SweepStalled


@cache
def diagnosing_worker() -> DiagnosingWorker:
    """Build it from the environment. Raises MissingSettingError."""
    settings = DiagnoseReportSettings.from_environment()
    bind_tables(TableNames(**settings.tables))
    secret = SearchSecret(boto3.client("secretsmanager", config=CALLS), settings.search_secret_arn)
    records = DiagnosedCases(Cases(), writer(), TermIndex(secret))
    return DiagnosingWorker(DiagnoseReport(records, bounded(rules_in_force()), now))


@cache
def sweeping_worker() -> SweepingWorker:
    """Build it from the environment. Raises MissingSettingError."""
    settings = SweepStalledSettings.from_environment()
    bind_tables(TableNames(**settings.tables))
    queue = SqsWorkQueue(boto3.client("sqs", config=CALLS), settings.work_queue_url)
    duty = DutyTopic(boto3.client("sns", config=CALLS), settings.duty_topic_arn)
    return SweepingWorker(SweepStalled(DueRows(Cases(), writer()), queue, duty, now))


def bounded(rules: Rules, seconds: float = RULES_SECONDS) -> Rules:
    """The same rules, each broken off with TooLong when it takes longer."""
    return Rules(
        rules.version,
        within(seconds, rules.diagnose),
        within(seconds, rules.place),
        within(seconds, rules.links),
        within(seconds, rules.terms),
    )


@cache
def rules_in_force() -> Rules:
    """Diagnosis and territory as this package carries them; `e-blagh explain` runs the very same."""
    rules, law = load_diagnosis_rules(), load_court_data()

    def diagnosed(report: Mapping[str, Any], received_at: str, own_spans: Sequence[Mapping[str, Any]]) -> Any:
        return diagnose(report, rules, received_at=read(received_at), own_spans=_spans(own_spans))

    def linked(report: Mapping[str, Any], diagnosis: Mapping[str, Any]) -> Sequence[Link]:
        return links_of(diagnosis, report, rules)

    def terms(report: Mapping[str, Any], diagnosis: Mapping[str, Any]) -> Sequence[str]:
        return search_terms(diagnosis, report, _place_names(report, law))

    return Rules(f"{rules.version}.{law.version}", diagnosed, placed, linked, terms)


def _place_names(report: Mapping[str, Any], law: CourtData) -> list[str]:
    """The places of a report as they were written and, where one commune was meant, as the map calls it."""
    said = [text for name, text in sorted((report.get("locations") or {}).items()) if name.endswith("_commune")]
    found = [find_places(text, law).candidates for text in said]
    named = [law.places.communes[codes[0]] for codes in found if len(codes) == 1]
    return list(dict.fromkeys([*(commune.name_fr for commune in named), *(c.name_ar for c in named), *said]))


def _spans(listed: Sequence[Mapping[str, Any]]) -> list[OwnSpan]:
    return [OwnSpan(**span) for span in listed]
