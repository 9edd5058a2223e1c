"""The store contract on moto, in process."""

from collections.abc import Iterator

import pytest
from moto import mock_aws

from tests.stores import contract
from tests.stores.contract import *  # noqa: F403


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with mock_aws():
        contract.bind()
        yield
    contract.bind_tables(contract.TableNames())
