"""AnchorChains: every hour that is over is anchored once, and what it kept stands against a cut chain."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from chalicelib.domain.audit.anchor import NO_ANCHOR_BEFORE, VeilKeys, hash_of, read_anchor
from chalicelib.domain.audit.chain import actor_chain, case_chain
from chalicelib.gateways.anchor_bucket import LockedAnchors, hour_of, key_of
from chalicelib.gateways.veil_keys import veil_keys
from chalicelib.stores.audit import AuditBook
from chalicelib.stores.tables import TableNames, bind_tables
from chalicelib.telemetry import metrics
from chalicelib.usecases.audit.anchor_chains import HOURS_LOOKED_BACK, AnchorChains, Anchored, hours_over
from chalicelib.usecases.errors import Unavailable
from chalicelib.wiring.anchors import anchoring_worker
from chalicelib.workers import anchor_chains
from infrastructure.audit.ledger import AnchorBucket
from tests.audit.stage import BUCKET, KEYS, REGION, TABLE, AuditStage, audit_stage

HOUR, NEXT = "2026-11-24T21", "2026-11-24T22"
CASE, ACTOR = case_chain("0" * 26), actor_chain("officer-1", "2026-11")


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Iterator[AuditStage]:
    """An audit of two hours, nothing anchored; the service's own models read it."""
    for name, value in (("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test")):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with audit_stage() as stage:
        bind_tables(TableNames(audit=TABLE), region=REGION)
        stage.append(CASE, HOUR, 3)
        stage.append(ACTOR, HOUR, 1)
        stage.append(CASE, NEXT, 2)
        yield stage


def run_at(stage: AuditStage, hour: int, minute: int, day: int = 24) -> Anchored:
    now = datetime(2026, 11, day, hour, minute, tzinfo=UTC)
    return AnchorChains(AuditBook(), LockedAnchors(stage.s3, BUCKET), lambda: KEYS, lambda: now)()


def kept(stage: AuditStage) -> list[str]:
    listed = stage.s3.list_objects_v2(Bucket=BUCKET).get("Contents", [])
    return [hour_of(entry["Key"]) for entry in listed]


def test_an_hour_is_over_when_its_last_transactions_are() -> None:
    at = datetime(2026, 11, 24, 22, 4, 59, tzinfo=UTC)
    assert hours_over(at)[-1] == "2026-11-24T20"
    assert hours_over(at.replace(minute=5))[-1] == HOUR
    assert len(set(hours_over(at))) == HOURS_LOOKED_BACK


def test_an_hour_is_anchored_with_the_heads_of_its_chains(stage: AuditStage) -> None:
    # WHEN the first run after the hour comes
    assert run_at(stage, 22, 7).entries == 4
    # THEN the hour's anchor holds its chains' ends, under names that say nothing
    anchor = read_anchor(stage.s3.get_object(Bucket=BUCKET, Key=key_of(HOUR))["Body"].read())
    assert {(head.chain, head.seq) for head in anchor.heads} == {
        (KEYS.veiled(CASE, 1), 3),
        (KEYS.veiled(ACTOR, 1), 1),
    }
    assert NEXT not in kept(stage)


def test_a_second_run_has_nothing_to_do(stage: AuditStage) -> None:
    first = run_at(stage, 22, 7)
    assert (first.hours, first.differing) == (HOURS_LOOKED_BACK, 0)
    assert run_at(stage, 22, 20) == Anchored(0, 0, 0)


def test_the_next_run_covers_what_runs_before_it_missed(stage: AuditStage) -> None:
    run_at(stage, 20, 7)
    # Nothing ran from 21:07 to 00:07.
    assert run_at(stage, 0, 7, day=25) == Anchored(4, 6, 0)
    assert {HOUR, NEXT} <= set(kept(stage))


def test_each_anchor_is_put_after_the_one_before_it_even_after_an_outage(stage: AuditStage) -> None:
    run_at(stage, 20, 7)
    # Nothing ran for four days: more than two of them have no anchor, and the line goes on all the same.
    run_at(stage, 23, 7, day=28)
    datas = [kept.data for kept in AnchorBucket(stage.s3, BUCKET).kept()]
    line = [read_anchor(data) for data in datas]
    assert len(line) == 2 * HOURS_LOOKED_BACK
    assert [anchor.number for anchor in line] == list(range(1, len(line) + 1))
    assert [anchor.prev for anchor in line] == [NO_ANCHOR_BEFORE, *map(hash_of, datas[:-1])]


def test_what_was_anchored_stands_against_a_cut_chain(stage: AuditStage) -> None:
    run_at(stage, 23, 7)
    assert stage.findings() == []
    stage.remove(CASE, 5)
    assert [(one.where, one.seq) for one in stage.findings()] == [(CASE, 5)]


class RacedBucket:
    """Another run put the anchor between our look and our put."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def put_object(self, **asked: Any) -> None:
        assert asked["IfNoneMatch"] == "*"
        raise ClientError({"Error": {"Code": "PreconditionFailed"}}, "PutObject")

    def get_object(self, **asked: Any) -> Any:
        return {"Body": self}

    def read(self) -> bytes:
        return self.data


@pytest.mark.parametrize(("there", "answer"), [(b"{}", "same"), (b"[]", "other")])
def test_an_anchor_is_never_put_over_another(there: bytes, answer: str) -> None:
    assert LockedAnchors(RacedBucket(there), BUCKET).keep(HOUR, b"{}") == answer


class DeadClient:
    """A service that does not answer."""

    def __getattr__(self, name: str) -> Any:
        def call(*_: Any, **__: Any) -> Any:
            if name == "get_paginator":
                return self
            raise EndpointConnectionError(endpoint_url="x")

        return call


def test_a_service_that_does_not_answer_is_unavailable() -> None:
    bucket = LockedAnchors(DeadClient(), BUCKET)
    for call in (
        lambda: bucket.missing([HOUR]),
        lambda: bucket.before(HOUR),
        lambda: bucket.keep(HOUR, b""),
        lambda: veil_keys(DeadClient(), "x"),
    ):
        with pytest.raises(Unavailable):
            call()


def test_older_versions_of_the_key_still_read_older_anchors(stage: AuditStage) -> None:
    secret = json.dumps({"v": 2, "key": "n" * 64, "older": {"1": "k" * 64}})
    made = boto3.client("secretsmanager", region_name=REGION)
    keys = veil_keys(made, made.create_secret(Name="anchors", SecretString=secret)["ARN"])
    assert keys == VeilKeys({2: b"n" * 64, 1: b"k" * 64})
    assert keys.veiled(CASE, 1) == KEYS.veiled(CASE, 1)


def test_the_handler_returns_numbers_and_logs_no_name(
    stage: AuditStage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # GIVEN the function as it is deployed
    made = boto3.client("secretsmanager", region_name=REGION)
    arn = made.create_secret(Name="anchors", SecretString=json.dumps({"v": 1, "key": "k" * 64}))["ARN"]
    for name, value in (
        ("STAGE", "local"),
        ("AUDIT_TABLE", TABLE),
        ("ANCHOR_BUCKET", BUCKET),
        ("ANCHOR_SECRET_ARN", arn),
    ):
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(metrics.provider, "namespace", "test")
    anchoring_worker.cache_clear()
    hour = f"{datetime.now(UTC):%Y-%m-%d}T00"
    stage.append(case_chain("7" * 26), hour, 2)
    # WHEN its schedule calls it
    numbers = anchor_chains.handle({}, None)
    anchoring_worker.cache_clear()
    # THEN two days of hours are anchored, and no line names a chain
    assert numbers["HoursAnchored"] == HOURS_LOOKED_BACK
    assert "7" * 26 not in capsys.readouterr().out
