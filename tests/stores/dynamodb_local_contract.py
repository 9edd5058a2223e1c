"""The store contract on the engine that `on_dynamodb_local` started; not collected on its own."""

import os
from collections.abc import Iterator

import pytest

from tests.stores import contract
from tests.stores.contract import *  # noqa: F403


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    contract.bind(os.environ["E_BLAGH_TEST_DYNAMODB"])
    yield
    contract.drop()
    contract.bind_tables(contract.TableNames())
