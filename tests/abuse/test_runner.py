"""The runner of abuse cases: what it sends, what it accepts, how it counts."""

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from infrastructure.abuse.exchange import Target
from infrastructure.abuse.principals import NoSuchTokenError, Principals
from infrastructure.abuse.runner import Outcome, Runner, Tally
from tests.abuse.servers import Echo, Refuser, serving

CASES = json.loads((Path(__file__).parent / "cases.json").read_text(encoding="utf-8"))
COURTS = {"COURT_A": "TPI-AGADIR", "COURT_B": "TPI-FES", "NATIONAL": "NATIONAL"}


class FakeTokens:
    def token(self, principal: str, kind: str) -> str:
        if kind != "id":
            raise NoSuchTokenError(f"no {kind} token")
        return f"eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.{principal}"


def run(base_url: str, cases: list[dict[str, Any]], **document: Any) -> list[Outcome]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
    principals = Principals(FakeTokens(), COURTS, lambda kid: key)
    whole = {"default_max_seconds": 10, **document}
    variables = {"court_a": "TPI-AGADIR", "court_b": "TPI-FES"}
    return list(Runner(whole, Target(base_url), principals, variables).run(cases))


def case(*steps: dict[str, Any], **members: Any) -> dict[str, Any]:
    return {
        "id": "TRY-001",
        "title": "t",
        "threat": "T",
        "as": "anonymous",
        "steps": list(steps),
        "after": [],
        **members,
    }


def step(
    path: str = "/x", *, status: list[Any] | None = None, expect: dict[str, Any] | None = None, **members: Any
) -> dict[str, Any]:
    request = {"method": "POST", "path": path, **members.pop("request", {})}
    return {"request": request, "expect": {"status": status or [201], **(expect or {})}, **members}


def test_a_server_that_refuses_everything_fails_the_public_file() -> None:
    # GIVEN cases that need no waiting for a queue
    quick = [
        c
        for c in CASES["cases"]
        if not any("until" in s or s.get("parallel") for s in c["steps"]) and not c.get("given")
    ]
    # WHEN they run against a server that answers 400 to all
    with serving(Refuser) as base_url:
        tally = Tally(run(base_url, quick, **{k: CASES[k] for k in ("vars", "bodies", "schemas", "fixtures")}))
    # THEN many refusals pass, and yet the run fails: no positive case did, no family counts
    assert any(outcome.state == "passed" for outcome in tally.outcomes)
    assert all(outcome.state != "passed" for outcome in tally.outcomes if outcome.positive)
    assert tally.exit_status(strict=False) == 1
    assert set(tally.uncounted_families) == {outcome.family for outcome in tally.outcomes}


def test_the_request_goes_out_as_written() -> None:
    sent = step(
        "/a/../b/${raw:v}/${v}",
        request={"json": {"$body": "base", "$merge": {"c": None, "d": "${n}"}}, "headers": {"X-Two": ["1", "2"]}},
        expect={
            "json": {
                "$.path": {"equals": "/a/../b/x%2Fy/x%252Fy"},
                "$.body": {"equals": '{"a": 1, "d": 0}'},
            }
        },
    )
    one = case(sent, each={"var": "v", "in": ["x%2Fy"]})
    with serving(Echo) as base_url:
        [outcome] = run(base_url, [one], bodies={"base": {"a": 1, "c": 2}})
    assert outcome.state == "passed", outcome.reason


def test_two_headers_of_one_name_are_two_headers() -> None:
    sent = step(
        request={"headers": {"X-Two": ["1", "2"], "Accept": None}},
        expect={"body_contains": ['["X-Two", "1"], ["X-Two", "2"]'], "body_not_contains": ['Accept"']},
    )
    with serving(Echo) as base_url:
        [outcome] = run(base_url, [case(sent)])
    assert outcome.state == "passed", outcome.reason


def test_a_person_speaks_with_the_token_of_the_court() -> None:
    sent = step(expect={"body_contains": ["Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.investigator:TPI-AGADIR"]})
    with serving(Echo) as base_url:
        [outcome] = run(base_url, [case(sent, **{"as": "investigator:COURT_A"})])
    assert outcome.state == "passed", outcome.reason


def test_a_case_without_its_token_is_not_run() -> None:
    with serving(Echo) as base_url:
        [outcome] = run(base_url, [case(step(), **{"as": "otherpool/investigator:COURT_A"})])
    assert outcome.state == "not run"


def test_a_saved_value_is_seen_by_the_next_step_and_a_missing_one_fails() -> None:
    first = step("/number", save={"number": "$.number", "gone": "$.gone"})
    second = step("/y/${number}", expect={"json": {"$.path": {"equals": "/y/1"}}})
    third = step("/y/${gone}")
    with serving(Echo) as base_url:
        good, bad = run(base_url, [case(first, second), case(first, third)])
    assert good.state == "passed", good.reason
    assert bad.state == "failed"


def test_a_busy_server_is_waited_for() -> None:
    with serving(Echo) as base_url:
        [outcome] = run(base_url, [case(step("/busy"))])
    assert outcome.state == "passed", outcome.reason


def test_a_shared_fixture_runs_once_and_the_others_each_time() -> None:
    def fixture(*, shared: bool) -> dict[str, Any]:
        return {"made": {"shared": shared, "steps": [step("/number", save={"number": "$.number"})]}}

    twice = [
        case(step("/y/${number}", expect={"json": {"$.path": {"equals": f"/y/{n}"}}}), given=["made"]) for n in (1, 2)
    ]
    again = [
        case(step("/y/${number}", expect={"json": {"$.path": {"equals": "/y/1"}}}), given=["made"]) for _ in range(2)
    ]
    with serving(Echo) as base_url:
        assert [o.state for o in run(base_url, twice, fixtures=fixture(shared=False))] == ["passed", "passed"]
    with serving(Echo) as base_url:
        assert [o.state for o in run(base_url, again, fixtures=fixture(shared=True))] == ["passed", "passed"]


@pytest.mark.parametrize(
    "expect",
    [
        {"json": {"$.body": {"count": 0}}},
        {"json": {"$.headers": {"max_count": 0}}},
        {"json": {"$.nothing": {"present": True}}},
        {"headers": {"Content-Type": None}},
        {"body_contains": ["absent"]},
        {"json_schema": {"type": "object", "required": ["nothing"]}},
        {"max_seconds": 0},
        {"distinct": {"path": "$.path", "count": 2}},
        {"at_most": {"201": 0}},
        {"at_least": {"2xx": 2}},
        {"if_status": {"201": {"body_contains": ["absent"]}}},
    ],
)
def test_each_expectation_can_fail(expect: dict[str, Any]) -> None:
    with serving(Echo) as base_url:
        [outcome] = run(base_url, [case(step(expect=expect))])
    assert outcome.state == "failed"


def test_what_must_never_be_said_fails_any_case() -> None:
    with serving(Echo) as base_url:
        [outcome] = run(base_url, [case(step("/leak", status=[200]))], never_in_body=["Traceback (most recent"])
    assert outcome.state == "failed"


def test_a_foreign_host_is_never_spoken_to() -> None:
    foreign = step()
    foreign["request"] = {"method": "GET", "url": "http://elsewhere.example/"}
    with serving(Echo) as base_url:
        [outcome] = run(base_url, [case(foreign)])
    assert (outcome.state, "elsewhere.example" in outcome.reason) == ("failed", True)


def test_the_last_line_counts_positive_cases_apart() -> None:
    outcomes = [
        Outcome("A-1", "", "passed", True),
        Outcome("A-2", "", "passed", False),
        Outcome("B-1", "", "failed", True),
        Outcome("B-2", "", "not run", False),
    ]
    tally = Tally(outcomes)
    assert tally.last_line == "passed 2, failed 1 (positive: passed 1, failed 1), not run 1"
    assert tally.uncounted_families == ["B"]
