"""The store contract on the engine that `on_dynamodb_local` started; not collected on its own."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from chalicelib.stores.cases import Cases
from chalicelib.stores.receipts import ReceiptBook
from chalicelib.usecases.errors import ConditionFailed, Unavailable
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


def test_many_submits_at_once_under_one_receipt_leave_one_case(book: ReceiptBook) -> None:
    """Here alone: the double copies its tables for a transaction and loses what another thread wrote."""

    def submit(number: int) -> bool:
        try:
            book.submit(contract.a_submission(contract.a_case(f"{number:026d}")))
        except (ConditionFailed, Unavailable):
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(submit, range(8))) == 1
    assert sum(Cases().get(f"{number:026d}") is not None for number in range(8)) == 1
