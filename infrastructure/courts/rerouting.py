"""What an operator asks of the cases of a deployed stage, with their own rights: rerouting, counts of decisions."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from random import random

from chalicelib.domain.jurisdiction.overrides import CourtDecision
from chalicelib.stores.cases import Cases
from chalicelib.stores.court_decisions import CourtDecisions
from chalicelib.stores.received_cases import ReceivedCases
from chalicelib.stores.tables import TableNames, bind_tables
from chalicelib.stores.write import Writer
from chalicelib.usecases.jurisdiction.reroute_cases import RerouteCases
from chalicelib.wiring.workers import rules_in_force
from infrastructure.commands.asked import stage_and_session
from infrastructure.deployment.outputs import stack_outputs


def rerouting(stage: str, endpoint: str | None) -> RerouteCases:
    """Bound to the tables of the stage. Raises StackError when it is not deployed."""
    bind_cases(stage, endpoint)
    return over_bound_tables()


def decisions_of(stage: str, months: Iterable[str], endpoint: str | None) -> list[CourtDecision]:
    """What persons decided about proposed courts, of cases received in these months. Raises StackError, Unavailable."""
    bind_cases(stage, endpoint)
    return [decision for month in months for decision in CourtDecisions().of(month)]


def bind_cases(stage: str, endpoint: str | None) -> None:
    """Bind the models to the cases, receipts and audit of the stage. Raises StackError when it is not deployed."""
    settings, session, address = stage_and_session(stage, endpoint)
    outputs = stack_outputs(session, settings, endpoint_url=address)
    if not settings.cloud:
        # The models make their own clients; the emulator takes any key, as long as there is one.
        os.environ.setdefault("AWS_ACCESS_KEY_ID", "test")
        os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "test")
    names = TableNames(outputs["CasesTable"], receipts=outputs["ReceiptsTable"], audit=outputs["AuditTable"])
    bind_tables(names, region=settings.region, host=address)


def over_bound_tables() -> RerouteCases:
    """Over the tables that the models are bound to, by the rules of this package."""
    writer = Writer(token=lambda: secrets.token_hex(16), jitter=random)
    rules = rules_in_force()
    return RerouteCases(ReceivedCases(Cases(), writer), rules.place, rules.version, lambda: datetime.now(UTC))
