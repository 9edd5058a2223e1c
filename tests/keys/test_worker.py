"""The worker as Lambda runs it: its own wiring, its settings, and no call that its role may not make."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.stores.tables import TableNames, bind_tables
from chalicelib.wiring.resealing import resealing_worker
from chalicelib.workers.reseal_identities import handle
from infrastructure.permissions import allowed
from tests.diagnosis_worker.recorded import Recorded
from tests.keys.stage import ALL, Keys, key_stage


@pytest.fixture
def keys() -> Iterator[Keys]:
    with key_stage() as stage:
        yield stage
    resealing_worker.cache_clear()
    bind_tables(TableNames())


def test_every_call_is_in_the_permission_table(keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    case = keys.reported()
    keys.change()
    environment = {
        "STAGE": "test",
        **{f"{name.upper()}_TABLE": name for name in ("cases", "identities", "audit")},
        "IDENTITY_KEY_IDS": ",".join(keys.identity),
        "CONTACT_KEY_IDS": ",".join(keys.contact),
    }
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("chalicelib.wiring.resealing.bind_tables", lambda names: None)
    named = dict(zip(keys.identity, ("identity-key", "former-identity-key"), strict=True))
    named |= dict(zip(keys.contact, ("contact-key", "former-contact-key"), strict=True))
    recorded = Recorded(monkeypatch, named)
    resealing_worker.cache_clear()
    # The clock of the worker is the real one, and the case of the test is of a month that may be yet to come.
    monkeypatch.setattr("chalicelib.wiring.resealing.now", keys.world.now)
    answer: Any = json.loads(json.dumps(handle({"after": "", "limit": 10}, None)))
    assert (answer["rows"], answer["values"], answer["left"], answer["done"]) == (2, 4, [], True)
    assert {one for one in recorded.asked if not allowed("ResealIdentities", *one)} == set()
    asked = {operation for _, operation in recorded.asked}
    assert {"kms:ReEncryptFrom", "kms:ReEncryptTo", "dynamodb:PutItem"} <= asked
    assert not asked & {"kms:Decrypt", "kms:Encrypt", "dynamodb:Scan"}
    assert keys.opened(case) == ALL
