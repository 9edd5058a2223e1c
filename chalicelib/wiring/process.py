"""What every function takes from its process: the clock, chance, and how long it waits for a service of AWS."""

import secrets
from datetime import UTC, datetime
from random import random

from botocore.config import Config

from chalicelib.domain.ids import ID_BYTES, id_from
from chalicelib.stores.write import Writer

CALLS = Config(connect_timeout=1, read_timeout=3, retries={"total_max_attempts": 3})


def now() -> datetime:
    """In UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """A fresh id (see domain.ids)."""
    return id_from(secrets.token_bytes(ID_BYTES))


def writer() -> Writer:
    """Writes to the bound tables; a token and a wait are drawn anew each time."""
    return Writer(token=lambda: secrets.token_hex(16), jitter=random)
