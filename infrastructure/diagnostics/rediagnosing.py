"""The use case of re-diagnosis on a deployed stage, with the operator's own rights."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from random import random

from chalicelib.gateways.search_secret import SearchSecret
from chalicelib.stores.cases import Cases
from chalicelib.stores.diagnosed_cases import DiagnosedCases
from chalicelib.stores.received_cases import ReceivedCases
from chalicelib.stores.tables import TableNames, bind_tables
from chalicelib.stores.terms import TermIndex
from chalicelib.stores.write import Writer
from chalicelib.usecases.diagnosis.needs import Rules
from chalicelib.usecases.diagnosis.rediagnose_cases import RediagnoseCases
from chalicelib.wiring.workers import rules_in_force
from infrastructure.commands.asked import stage_and_session
from infrastructure.deployment.outputs import stack_outputs


def rediagnosing(stage: str, endpoint: str | None, before: str) -> RediagnoseCases:
    """Bound to the tables of the stage. Raises StackError when it is not deployed."""
    settings, session, address = stage_and_session(stage, endpoint)
    outputs = stack_outputs(session, settings, endpoint_url=address)
    if not settings.cloud:
        # The models make their own clients; the emulator takes any key, as long as there is one.
        os.environ.setdefault("AWS_ACCESS_KEY_ID", "test")
        os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "test")
    tables = {name.lower(): outputs[f"{name}Table"] for name in ("Cases", "Receipts", "Audit", "Terms")}
    bind_tables(TableNames(**tables), region=settings.region, host=address)
    manager = session.client("secretsmanager", endpoint_url=address)
    return over_bound_tables(SearchSecret(manager, outputs["SearchSecret"]), rules_in_force(), before)


def over_bound_tables(keys: Callable[[], Sequence[bytes]], rules: Rules, before: str) -> RediagnoseCases:
    """Over the tables that the models are bound to."""
    writer = Writer(token=lambda: secrets.token_hex(16), jitter=random)
    cases = Cases()
    records = DiagnosedCases(cases, writer, TermIndex(keys))
    return RediagnoseCases(ReceivedCases(cases, writer), records, rules, lambda: datetime.now(UTC), before)
