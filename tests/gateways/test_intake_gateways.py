"""Seal, queue, secret and duty topic against their services (in-process doubles)."""

import json
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError
from moto import mock_aws

from chalicelib.domain.intake.report import Secret
from chalicelib.gateways.duty import DutyTopic
from chalicelib.gateways.seal import KmsSeal
from chalicelib.gateways.secrets import receipt_keys
from chalicelib.gateways.work_queue import SqsWorkQueue
from chalicelib.usecases.diagnosis.needs import Ring
from chalicelib.usecases.errors import Unavailable

SECRETS = (Secret("full_name", "identity", "Canari"), Secret("phone", "contact", "+212600000042"))
REGION = "eu-west-3"


@pytest.fixture(autouse=True)
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    with mock_aws():
        yield


class Down:
    """A service that never answers."""

    def __getattr__(self, _operation: str) -> Any:
        def call(**_arguments: Any) -> None:
            raise ConnectTimeoutError(endpoint_url="https://service.example")

        return call


def test_each_value_is_sealed_alone_by_the_key_of_its_purpose_and_bound_to_its_case() -> None:
    kms = boto3.client("kms")
    identity, contact = (kms.create_key()["KeyMetadata"] for _ in range(2))
    sealed = KmsSeal(lambda: kms, identity["KeyId"], contact["KeyId"])("0" * 26, SECRETS)
    assert sealed["identity", "full_name"].key_id == identity["Arn"]
    assert sealed["contact", "phone"].key_id == contact["Arn"]
    blob = b64decode(sealed["identity", "full_name"].ciphertext)
    assert b"Canari" not in blob
    context = {"case": "0" * 26, "field": "full_name", "purpose": "identity"}
    assert kms.decrypt(CiphertextBlob=blob, EncryptionContext=context)["Plaintext"] == b"Canari"
    for part in ({"case": "1" * 26}, {"field": "phone"}, {"purpose": "contact"}):
        with pytest.raises(ClientError):
            kms.decrypt(CiphertextBlob=blob, EncryptionContext={**context, **part})


def test_a_seal_that_does_not_answer_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        KmsSeal(Down, "a", "b")("0" * 26, SECRETS)


def test_a_hint_names_the_case_and_nothing_else() -> None:
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="work")["QueueUrl"]
    assert SqsWorkQueue(sqs, url).hint("0" * 26, 2)
    (message,) = sqs.receive_message(QueueUrl=url)["Messages"]
    assert json.loads(message["Body"]) == {"v": 1, "case": "0" * 26, "attempt": 2}


def test_a_queue_that_does_not_answer_is_no_error() -> None:
    assert SqsWorkQueue(Down(), "url").hint("0" * 26, 0) is False


@pytest.mark.parametrize(
    ("text", "current", "neighbours"),
    [
        ('{"v": 1, "key": "a"}', 1, []),
        ('{"v": 1, "key": "a", "next": {"2": "b"}}', 1, [2]),
        ('{"v": 2, "key": "b", "older": {"1": "a"}}', 2, [1]),
        ('{"v": 2, "key": "b", "older": {"1": "a"}, "next": {"3": "c"}}', 2, [3, 1]),
    ],
)
def test_every_live_version_of_the_receipt_secret_is_read(text: str, current: int, neighbours: list[int]) -> None:
    manager = boto3.client("secretsmanager")
    arn = manager.create_secret(Name="receipt", SecretString=text)["ARN"]
    keys = receipt_keys(manager, arn)
    assert (keys.current, keys.neighbours) == (current, neighbours)
    assert len(keys.partitions("0" * 16)) == len(keys.secrets) == len(neighbours) + 1


def test_a_secret_that_does_not_answer_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        receipt_keys(Down(), "arn")


def test_a_ring_tells_a_number_and_a_court_and_never_content() -> None:
    sns, sqs = boto3.client("sns"), boto3.client("sqs")
    topic = sns.create_topic(Name="duty")["TopicArn"]
    queue = sqs.create_queue(QueueName="listener")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    DutyTopic(sns, topic).ring([Ring("TPI-FES", "U0", 2, again=True)])
    (message,) = sqs.receive_message(QueueUrl=queue)["Messages"]
    notice = json.loads(json.loads(message["Body"])["Message"])
    assert notice == {"v": 1, "court": "TPI-FES", "urgency": "U0", "count": 2, "to": "supervisors"}


def test_a_topic_that_does_not_answer_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        DutyTopic(Down(), "arn").ring([Ring("TPI-FES", "U0", 1, again=False)])
