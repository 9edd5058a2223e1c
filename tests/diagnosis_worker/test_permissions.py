"""Every call that the public function, the worker and the sweeper make is in the permission table, and no more."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import boto3
import pytest
from moto import mock_aws

from chalicelib.stores.tables import AuditRow, IdentityRow, MetaRow, ReceiptRow, TableNames, TermRow, bind_tables
from chalicelib.wiring import public, retention, workers
from infrastructure.permissions import allowed
from tests.diagnosis_worker.recorded import Recorded
from tests.intake.world import IDENTITY, KEY, NAMED

TABLES = {f"{name.upper()}_TABLE": name for name in ("cases", "receipts", "identities", "audit", "terms")}


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """Every resource of the stack; gives what calls say of each → its name in the permission table."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-3")
    with mock_aws():
        bind_tables(TableNames(**{name: name for name in TABLES.values()}), region="eu-west-3")
        for model in (MetaRow, ReceiptRow, IdentityRow, AuditRow, TermRow):
            model.create_table(billing_mode="PAY_PER_REQUEST")
        kms, manager = boto3.client("kms"), boto3.client("secretsmanager")
        secret = json.dumps({"v": 1, "key": "k" * 64})
        made = {
            "IDENTITY_KEY_ID": kms.create_key()["KeyMetadata"]["KeyId"],
            "CONTACT_KEY_ID": kms.create_key()["KeyMetadata"]["KeyId"],
            "PROOF_KEY_ID": kms.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["Arn"],
            "WORK_QUEUE_URL": boto3.client("sqs").create_queue(QueueName="work")["QueueUrl"],
            "DUTY_TOPIC_ARN": boto3.client("sns").create_topic(Name="duty")["TopicArn"],
            "RECEIPT_SECRET_ARN": manager.create_secret(Name="receipt", SecretString=secret)["ARN"],
            "SEARCH_SECRET_ARN": manager.create_secret(Name="search", SecretString=secret)["ARN"],
        }
        for name, value in {
            **TABLES,
            **made,
            "STAGE": "test",
            "SITE_ORIGIN": "https://site.example",
            "UNDER_LOAD": "no",
        }.items():
            monkeypatch.setenv(name, value)
        yield {
            made["IDENTITY_KEY_ID"]: "identity-key",
            made["CONTACT_KEY_ID"]: "contact-key",
            made["PROOF_KEY_ID"]: "proof-key",
            made["WORK_QUEUE_URL"]: "work-queue",
            made["DUTY_TOPIC_ARN"]: "duty-topic",
            made["RECEIPT_SECRET_ARN"]: "receipt-secret",
            made["SEARCH_SECRET_ARN"]: "search-secret",
        }
    for built in (public.public_api, workers.diagnosing_worker, workers.sweeping_worker, retention.retaining_worker):
        built.cache_clear()
    bind_tables(TableNames())


def held_against_the_table(function: str, recorded: Recorded) -> set[tuple[str, str]]:
    refused = {
        (resource, operation) for resource, operation in recorded.asked if not allowed(function, resource, operation)
    }
    assert refused == set(), f"{function} asks for what permissions.yaml does not list"
    asked, recorded.asked = recorded.asked, set()
    return asked


def later() -> datetime:
    return datetime.now(UTC) + timedelta(hours=1)


def test_every_call_is_in_the_permission_table(monkeypatch: pytest.MonkeyPatch, cloud: dict[str, str]) -> None:
    recorded = Recorded(monkeypatch, cloud)
    api = public.public_api()
    sealed = {"contact": {"channel": "call"}, "suspect": {"name": "Nom Fictif"}}
    danger = {**NAMED, **sealed, "citizen_choice": "DANGER"}
    receipt = api.submit(danger, KEY).receipt
    assert api.submit(danger, KEY).replayed
    api.add.message({"receipt": receipt, "text": "encore"}, None)
    api.add.facts({"receipt": receipt, "suspect": {"name": "Nom Fictif"}}, None)
    api.declare({"receipt": receipt, "mode": "named", "identity": IDENTITY, "contact": {"channel": "call"}}, KEY)
    api.erase({"receipt": receipt}, None)
    api.follow(receipt)
    asked = held_against_the_table("PublicAPI", recorded)
    assert ("identity-key", "kms:Encrypt") in asked
    assert ("contact-key", "kms:Encrypt") in asked
    assert ("work-queue", "sqs:SendMessage") in asked

    (case_id,) = {row.id for row in MetaRow.scan() if isinstance(row, MetaRow)}
    recorded.asked = set()
    assert workers.diagnosing_worker().diagnose(case_id)
    asked = held_against_the_table("DiagnoseReport", recorded)
    assert ("terms", "dynamodb:PutItem") in asked

    sweep = workers.sweeping_worker().sweep
    swept = replace(sweep, now=later)()
    assert swept.rung == 1
    asked = held_against_the_table("SweepStalled", recorded)
    assert ("cases/by_due", "dynamodb:Query") in asked
    assert ("duty-topic", "sns:Publish") in asked

    assert replace(retention.retaining_worker().enforce, now=later)() == 1
    asked = held_against_the_table("EnforceRetention", recorded)
    assert {("identities", "dynamodb:DeleteItem"), ("identities", "dynamodb:PutItem")} <= asked
    assert api.follow(receipt)["identity"]["erasure"] == "done"
