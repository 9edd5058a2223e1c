"""The labelled set of a deployed stage, read with the operator's own rights."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from random import random

from chalicelib.stores.cases import Cases
from chalicelib.stores.received_cases import ReceivedCases
from chalicelib.stores.write import Writer
from infrastructure.courts.rerouting import bind_cases
from infrastructure.diagnostics.labelled_set import LabelledSet


def labelling(stage: str, endpoint: str | None) -> LabelledSet:
    """Bound to the tables of the stage. Raises StackError when it is not deployed."""
    bind_cases(stage, endpoint)
    return over_bound_tables()


def over_bound_tables() -> LabelledSet:
    """Over the tables that the models are bound to."""
    cases = Cases()
    writer = Writer(token=lambda: secrets.token_hex(16), jitter=random)
    return LabelledSet(ReceivedCases(cases, writer), lambda deeds: writer.commit([], deeds), lambda: datetime.now(UTC))
