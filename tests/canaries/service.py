"""The whole service in one process: its own application, wiring and workers, over the services of AWS in memory.

Only the clocks of the workers and the binding of the tables differ: here all functions share one process, so the tables
are bound once for all of them.
"""

import contextlib
import importlib
import io
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import botocore.awsrequest
import botocore.client
import pytest
from botocore.exceptions import EndpointConnectionError
from chalice.test import Client

from chalicelib import telemetry
from chalicelib.domain.access import Officer
from chalicelib.routes import problems
from chalicelib.routes.public import telling
from chalicelib.wiring import anchors, portal, public, resealing, retention, unsealing, workers
from chalicelib.workers import anchor_chains, diagnose_report, enforce_retention, sweep_stalled
from tests.canaries.marks import TOKEN
from tests.canaries.places import TABLES, LogLines, Places, sent_text, table_texts
from tests.casework.world import tables, token

REGION = "eu-west-3"
SECRET = json.dumps({"v": 1, "key": "k" * 64})
# A sealed value is sent to be sealed, and an anchor's or an object's content is looked at where it is kept.
_NOT_LOOKED_AT = {("kms", "Encrypt"), ("kms", "Decrypt"), ("kms", "ReEncrypt")}


@dataclass
class Answer:
    status: int
    text: str
    headers: dict[str, str]

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@dataclass
class Service:
    """Asks as a citizen or an officer, runs the workers, and keeps all that is said on the way."""

    places: Places
    client: Client
    pool: str
    queue: str
    heard: str
    bucket: str
    ahead: timedelta = timedelta()
    down: set[str] = field(default_factory=set)
    watched: bool = True
    asked: set[tuple[str, str]] = field(default_factory=set)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def ask(self, place: str, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """`place` names who reads the answer; a refusal is everybody's."""
        raw = body if isinstance(body, bytes) else body.encode() if isinstance(body, str) else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", **{name.replace("_", "-"): text for name, text in headers.items()}}
        response = self.client.http.request(method, path, headers=sent, body=b"" if body is None else raw)
        self.asked.add((method, path.partition("?")[0]))
        answer = Answer(response.status_code, response.body.decode(), dict(response.headers))
        refused = answer.status >= 400 and not answer.text.startswith("<")
        self.places.add("answers: refusals" if refused else f"answers: {place}", answer.text)
        self.places.add("headers of answers", json.dumps(answer.headers))
        return answer

    def officer(self, person: Officer, place: str, method: str, path: str, body: Any = None) -> Answer:
        issuer = f"https://cognito-idp.{REGION}.amazonaws.com/{self.pool}"
        signed = token(person, datetime.now(UTC), iss=issuer).removesuffix("none") + TOKEN.value
        body = {} if body is None and method == "POST" else body
        return self.ask(place, method, f"/portal/{path}", body, Authorization=signed)

    def deliver(self) -> None:
        """The queue's messages to the worker, as Lambda hands them over."""
        sqs = boto3.client("sqs")
        while messages := sqs.receive_message(QueueUrl=self.queue, MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                self.places.add("messages of the queue", message["Body"])
                self.diagnose(message["Body"])
                sqs.delete_message(QueueUrl=self.queue, ReceiptHandle=message["ReceiptHandle"])

    def diagnose(self, body: str) -> None:
        record = {"messageId": "1", "body": body, "eventSource": "aws:sqs", "receiptHandle": "r", "attributes": {}}
        self.places.add("answers: workers", json.dumps(diagnose_report.handle({"Records": [record]}, Context())))

    def run(self, worker: Any) -> None:
        """A scheduled worker, which may fail as a whole."""
        try:
            self.places.add("answers: workers", json.dumps(worker.handle({}, Context())))
        except Exception as error:
            self.places.add("exceptions", told(error))

    def run_all(self) -> None:
        self.deliver()
        for worker in (sweep_stalled, enforce_retention, anchor_chains):
            self.run(worker)
        self.deliver()

    def look(self) -> None:
        """Read what is kept: tables, anchors, notices."""
        dynamodb, sqs, s3 = boto3.client("dynamodb"), boto3.client("sqs"), boto3.client("s3")
        for table in TABLES:
            for text in table_texts(dynamodb, table):
                self.places.add(f"table: {table}", text)
        while messages := sqs.receive_message(QueueUrl=self.heard, MaxNumberOfMessages=10).get("Messages"):
            for message in messages:
                self.places.add("notices of the duty", message["Body"])
                sqs.delete_message(QueueUrl=self.heard, ReceiptHandle=message["ReceiptHandle"])
        for entry in s3.list_objects_v2(Bucket=self.bucket).get("Contents", []):
            body = s3.get_object(Bucket=self.bucket, Key=entry["Key"])["Body"].read().decode()
            self.places.add("anchors", entry["Key"] + body)


class Context:
    function_name = "canaries"


def told(error: BaseException) -> str:
    """An exception with what it was given, and those behind it."""
    texts: list[str] = []
    known: set[int] = set()
    seen: BaseException | None = error
    # An exception may be said to come from itself.
    while seen is not None and id(seen) not in known:
        known.add(id(seen))
        texts.append(f"{type(seen).__name__}{seen.args!r}{seen} {vars(seen)!r}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return " ".join(texts)


@contextlib.contextmanager
def service() -> Iterator[Service]:
    """Everything in place, nothing asked yet."""
    with pytest.MonkeyPatch.context() as patch, tables(), contextlib.redirect_stdout(io.StringIO()) as printed:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "testing")
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        for name in ("AWS_ENDPOINT_URL", "E_BLAGH_FUNCTION"):
            patch.delenv(name, raising=False)
        made = _made(patch)
        for module in (public, portal, unsealing, workers, retention, anchors, resealing):
            patch.setattr(module, "bind_tables", lambda *_, **__: None)
        _forget()
        app = importlib.import_module("app").app
        with Client(app) as client:
            running = Service(Places(), client, **made)
            for module in (workers, retention, anchors, resealing):
                patch.setattr(module, "now", running.now)
            patch.setattr(telemetry.metrics.provider, "namespace", "canaries")
            with _watched(patch, running):
                yield running
        running.places.add("metrics and whatever is printed", printed.getvalue())
    _forget()


def _made(patch: pytest.MonkeyPatch) -> dict[str, str]:
    kms, sqs, sns = boto3.client("kms"), boto3.client("sqs"), boto3.client("sns")
    secrets, s3, cognito = boto3.client("secretsmanager"), boto3.client("s3"), boto3.client("cognito-idp")
    queue = sqs.create_queue(QueueName="work")["QueueUrl"]
    heard = sqs.create_queue(QueueName="heard")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=heard, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    topic = sns.create_topic(Name="duty")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    for bucket in ("anchors", "exports"):
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
    identity, former_identity, contact, former_contact = (kms.create_key()["KeyMetadata"]["Arn"] for _ in range(4))
    proof = kms.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["Arn"]
    pool = cognito.create_user_pool(PoolName="officers")["UserPool"]["Id"]
    environment = {
        "STAGE": "local",
        "SITE_ORIGIN": "https://site.example",
        **{f"{table.upper()}_TABLE": table for table in TABLES},
        # The public function is still the one of before a key change: there is something to carry over.
        "IDENTITY_KEY_ID": former_identity,
        "IDENTITY_KEY_IDS": f"{identity},{former_identity}",
        "CONTACT_KEY_ID": former_contact,
        "CONTACT_KEY_IDS": f"{contact},{former_contact}",
        "PROOF_KEY_ID": proof,
        "WORK_QUEUE_URL": queue,
        "RECEIPT_SECRET_ARN": secrets.create_secret(Name="receipts", SecretString=SECRET)["ARN"],
        "SEARCH_SECRET_ARN": secrets.create_secret(Name="search", SecretString=SECRET)["ARN"],
        "ANCHOR_SECRET_ARN": secrets.create_secret(Name="anchors", SecretString=SECRET)["ARN"],
        "ANCHOR_BUCKET": "anchors",
        "EXPORT_BUCKET": "exports",
        "USER_POOL_ID": pool,
        "PORTAL_CLIENT_ID": "portal-client",
        "SEARCHES_A_MINUTE": "60",
        "DUTY_TOPIC_ARN": topic,
        "UNDER_LOAD": "no",
    }
    for name, value in environment.items():
        patch.setenv(name, value)
    return {"pool": pool, "queue": queue, "heard": heard, "bucket": "anchors"}


def enrol(running: Service, *people: Officer) -> None:
    """Accounts and groups in the pool, as `e-blagh users` makes them."""
    cognito = boto3.client("cognito-idp")
    for person in people:
        account = {"UserPoolId": running.pool, "Username": person.sub}
        cognito.admin_create_user(**account)
        # A pool gives the subject itself; here it is the one that the person's token names.
        cognito.admin_update_user_attributes(**account, UserAttributes=[{"Name": "sub", "Value": person.sub}])
        for right in person.rights:
            group = {"UserPoolId": running.pool, "GroupName": f"{right.role}:{right.court}"}
            with contextlib.suppress(cognito.exceptions.GroupExistsException):
                cognito.create_group(**group)
            cognito.admin_add_user_to_group(**group, Username=person.sub)


def _forget() -> None:
    """Nothing that an earlier test built is used here, and nothing of here later."""
    for build in (
        public.public_api,
        public._kms,
        portal.portal_api,
        unsealing.unsealing_api,
        workers.diagnosing_worker,
        workers.sweeping_worker,
        retention.retaining_worker,
        anchors.anchoring_worker,
        resealing.resealing_worker,
    ):
        build.cache_clear()


@contextlib.contextmanager
def _watched(patch: pytest.MonkeyPatch, running: Service) -> Iterator[None]:
    places = running.places
    call = botocore.client.BaseClient._make_api_call
    prepare = botocore.awsrequest.AWSPreparedRequest.__init__

    def watched_call(self: Any, operation: str, members: Any) -> Any:
        name = self.meta.service_model.service_name
        if name in running.down:
            raise EndpointConnectionError(endpoint_url=self.meta.endpoint_url)
        if (name, operation) not in _NOT_LOOKED_AT and name != "dynamodb":
            # What an object holds is looked at where it is kept.
            places.add(f"calls of {name}", sent_text({each: members[each] for each in members if each != "Body"}))
        if name == "dynamodb" and operation in {"Query", "GetItem"}:
            places.add("keys asked of tables", sent_text(members))
        return call(self, operation, members)

    def watched_request(self: Any, method: str, url: str, *rest: Any, **more: Any) -> None:
        places.add("addresses of calls", str(url))
        prepare(self, method, url, *rest, **more)

    patch.setattr(botocore.client.BaseClient, "_make_api_call", watched_call)
    patch.setattr(botocore.awsrequest.AWSPreparedRequest, "__init__", watched_request)
    lines = LogLines(places, telemetry.logger.registered_formatter)
    product, root = logging.getLogger(telemetry.logger.service), logging.getLogger()
    level = root.level
    root.setLevel(logging.INFO)
    for logger in (product, root):
        logger.addHandler(lines)
    _note_exceptions(patch, running)
    try:
        yield
    finally:
        root.setLevel(level)
        for logger in (product, root):
            logger.removeHandler(lines)


def _note_exceptions(patch: pytest.MonkeyPatch, running: Service) -> None:
    """What reaches the one place where errors become answers, and the one where a message fails."""

    def noted(owner: Any, name: str, position: int) -> None:
        real = getattr(owner, name)

        def noting(*arguments: Any, **members: Any) -> Any:
            error = members["exception"] if "exception" in members else arguments[position]
            if running.watched:
                running.places.add("exceptions", told(error[1] if isinstance(error, tuple) else error))
            return real(*arguments, **members)

        patch.setattr(owner, name, noting)

    noted(problems, "meaning", 0)
    noted(telling, "_problem", 0)
    noted(diagnose_report._processor, "failure_handler", 1)
