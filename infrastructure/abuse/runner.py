"""Runs the cases of a file against a deployment and counts what passed, the positive ones apart."""

import http.client
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from infrastructure.abuse.exchange import Answer, ForeignHostError, Target, prepare, send
from infrastructure.abuse.expectations import (
    faults,
    found,
    matches_status,
    same_faults,
    series_faults,
    timing_faults,
)
from infrastructure.abuse.principals import NoSuchTokenError, Principals
from infrastructure.abuse.values import MissingVariableError, Values

FORMAT = "e-blagh-abuse/1"
_PARALLEL = 32
_UNTIL_PAUSE_SECONDS = 0.5
_LONGEST_WAIT_SECONDS = 30
_BUSY = (429, 503)


class CaseFailedError(Exception):
    """A step's answer was not as expected."""


class NotRunError(Exception):
    """A case needs what the configuration does not have."""


@dataclass(frozen=True)
class Outcome:
    """What became of one case: `passed`, `failed` or `not run`, and why."""

    id: str
    title: str
    state: str
    positive: bool
    reason: str = ""
    unchecked: Sequence[str] = ()

    @property
    def family(self) -> str:
        return self.id.split("-")[0]


def is_positive(case: Mapping[str, Any]) -> bool:
    """Whether one of the case's own steps demands success."""

    def demands(step: Mapping[str, Any]) -> bool:
        success = all(str(status).startswith("2") for status in step["expect"]["status"])
        least = any(str(status).startswith("2") for status in step["expect"].get("at_least", {}))
        return (success and not step.get("needs")) or least

    return any(demands(step) for step in case["steps"])


@dataclass
class Runner:
    """One run over one file. `variables` are the configuration's; `pace` seconds are waited before each request."""

    document: Mapping[str, Any]
    target: Target
    principals: Principals
    variables: Mapping[str, Any]
    pace: float = 0.0
    _shared: dict[str, Mapping[str, Any] | str] = field(default_factory=dict)

    def run(self, cases: Iterable[Mapping[str, Any]]) -> Iterator[Outcome]:
        """Run cases in order, yielding each outcome as it is known."""
        for case in cases:
            yield self._outcome(case)

    def _outcome(self, case: Mapping[str, Any]) -> Outcome:
        state, reason = "passed", ""
        try:
            self._case(case)
        except (NotRunError, NoSuchTokenError) as error:
            state, reason = "not run", str(error)
        except CaseFailedError as error:
            state, reason = "failed", str(error)
        except MissingVariableError as error:
            state, reason = "failed", f"variable {error} was never saved"
        except ForeignHostError as error:
            state, reason = "failed", f"refused to speak to {error}"
        except (OSError, http.client.HTTPException) as error:
            state, reason = "failed", f"no answer: {type(error).__name__} {error}"
        return Outcome(case["id"], case["title"], state, is_positive(case), reason, case.get("after", []))

    def _case(self, case: Mapping[str, Any]) -> None:
        values = Values({**self.document.get("vars", {}), **self.variables}, self.target.host)
        for name in case.get("needs", []):
            if name == "id_token" and not values.has(name):
                values.set(name, self.principals.token("investigator:COURT_A", values))
            if not values.has(name):
                raise NotRunError(f"needs {name}")
        for name in case.get("given", []):
            self._fixture(name, values)
        principal = case["as"]
        each = case.get("each")
        if not each:
            self._steps(case["steps"], values, principal)
            return
        listed = values.fill(each["in"])
        for value in listed:
            own = values.copy()
            own.renew("key", *(() if case.get("given") else ("mark",)))
            own.set(each["var"], own.fill(value))
            try:
                self._steps(case["steps"], own, principal)
            except CaseFailedError as error:
                raise CaseFailedError(f"{each['var']} = {str(value)[:80]!r}: {error}") from None

    def _fixture(self, name: str, values: Values) -> None:
        fixture = self.document["fixtures"][name]
        if not fixture.get("shared"):
            for inner in fixture.get("given", []):
                self._fixture(inner, values)
            self._fixture_steps(name, fixture, values)
            return
        if name not in self._shared:
            own = Values({**self.document.get("vars", {}), **self.variables}, self.target.host)
            try:
                for inner in fixture.get("given", []):
                    self._fixture(inner, own)
                self._fixture_steps(name, fixture, own)
                saved = {v for step in fixture["steps"] for v in step.get("save", {})}
                self._shared[name] = {variable: own.get(variable) for variable in saved}
            except CaseFailedError as error:
                self._shared[name] = str(error)
        kept = self._shared[name]
        if isinstance(kept, str):
            raise CaseFailedError(kept)
        for variable, value in kept.items():
            values.set(variable, value)

    def _fixture_steps(self, name: str, fixture: Mapping[str, Any], values: Values) -> None:
        try:
            self._steps(fixture["steps"], values, "anonymous")
        except CaseFailedError as error:
            raise CaseFailedError(f"fixture {name}: {error}") from None

    def _steps(self, steps: Sequence[Mapping[str, Any]], values: Values, principal: Any) -> None:
        series: dict[str, list[Answer]] = {}
        for number, step in enumerate(steps, start=1):
            if any(not values.has(name) for name in step.get("needs", [])):
                continue
            try:
                answers = self._step(step, values, step.get("as", principal))
                self._compare(step, answers, series, values)
            except CaseFailedError as error:
                raise CaseFailedError(f"step {step.get('name', number)}: {error}") from None
            series[step.get("name", str(number))] = answers
            self._save(step, answers, values)

    def _step(self, step: Mapping[str, Any], values: Values, principal: Any) -> list[Answer]:
        times = step.get("times", 1)
        if "until" in step:
            deadline = time.monotonic() + step["until"]
            while True:
                answer = self._send(step, values, principal)
                judged = self._judge(answer, step["expect"], values)
                if not judged:
                    return [answer]
                if time.monotonic() > deadline:
                    raise CaseFailedError(f"after {step['until']} s: {'; '.join(judged)}")
                time.sleep(_UNTIL_PAUSE_SECONDS)

        def once(n: int) -> Answer:
            own = values.copy()
            own.set("n", n)
            return self._send(step, own, principal)

        if step.get("parallel"):
            with ThreadPoolExecutor(min(_PARALLEL, times)) as pool:
                answers = list(pool.map(once, range(times)))
        else:
            answers = [once(n) for n in range(times)]
        for answer in answers:
            judged = self._judge(answer, step["expect"], values)
            if judged:
                raise CaseFailedError("; ".join(judged))
        judged = series_faults(answers, step["expect"], values)
        if judged:
            raise CaseFailedError("; ".join(judged))
        return answers

    def _send(self, step: Mapping[str, Any], values: Values, principal: Any) -> Answer:
        token = self.principals.token(principal, values)
        listed = [values.fill(status) for status in step["expect"]["status"]]
        for _ in range(4):
            if self.pace:
                time.sleep(self.pace)
            prepared = prepare(step["request"], values, self.document.get("bodies", {}), self.target, token)
            answer = send(prepared)
            if self.target.is_own(prepared.netloc):
                self._never(answer, values)
            wait = answer.header("Retry-After") or ""
            busy = answer.status in _BUSY and wait.isdigit() and int(wait) <= _LONGEST_WAIT_SECONDS
            if not busy or matches_status(answer.status, listed):
                break
            time.sleep(int(wait))
        return answer

    def _never(self, answer: Answer, values: Values) -> None:
        for text in self.document.get("never_in_body", []):
            if values.text(text) in answer.text:
                raise CaseFailedError(f"the body holds {text!r}")
        for name in self.document.get("never_in_headers", []):
            if answer.header(name) is not None:
                raise CaseFailedError(f"the header {name} is present")

    def _judge(self, answer: Answer, expect: Mapping[str, Any], values: Values) -> list[str]:
        judged = faults(answer, expect, values, self.document.get("schemas", {}))
        longest = expect.get("max_seconds", self.document.get("default_max_seconds", 10))
        if answer.seconds > longest:
            judged.append(f"took {answer.seconds:.1f} s, at most {longest} s allowed")
        return judged

    def _compare(
        self, step: Mapping[str, Any], answers: list[Answer], series: Mapping[str, list[Answer]], values: Values
    ) -> None:
        expect = step["expect"]
        judged: list[str] = []
        if "same_as" in expect:
            other = series[expect["same_as"]["step"]][0]
            for answer in answers:
                judged += same_faults(answer, other, expect["same_as"], values)
        if "timing_like" in expect:
            judged += timing_faults(answers, series[expect["timing_like"]["step"]], expect["timing_like"])
        if judged:
            raise CaseFailedError("; ".join(sorted(set(judged))))

    @staticmethod
    def _save(step: Mapping[str, Any], answers: Sequence[Answer], values: Values) -> None:
        if not step.get("save"):
            return
        source = next((answer for answer in answers if 200 <= answer.status < 300), answers[0])
        for variable, origin in step["save"].items():
            if origin.startswith("="):
                values.set(variable, values.text(origin[1:]))
            elif origin == "body":
                values.set(variable, source.text)
            elif origin.startswith("header:"):
                values.set(variable, source.header(origin.removeprefix("header:")) or "")
            else:
                try:
                    hits = found(source.json(), origin)
                except ValueError:
                    hits = []
                if hits:
                    values.set(variable, hits if "[*]" in origin else hits[0])


@dataclass(frozen=True)
class Tally:
    """The counts of a run."""

    outcomes: Sequence[Outcome]

    def _count(self, state: str, *, positive_only: bool = False) -> int:
        return sum(o.state == state and (o.positive or not positive_only) for o in self.outcomes)

    @property
    def uncounted_families(self) -> list[str]:
        """Families of which no positive case passed: their refusals prove nothing."""
        families = {outcome.family for outcome in self.outcomes}
        proved = {outcome.family for outcome in self.outcomes if outcome.state == "passed" and outcome.positive}
        return sorted(families - proved)

    @property
    def last_line(self) -> str:
        """`passed 310, failed 20 (positive: passed 90, failed 5), not run 4`."""
        return (
            f"passed {self._count('passed')}, failed {self._count('failed')} (positive: passed "
            f"{self._count('passed', positive_only=True)}, failed {self._count('failed', positive_only=True)}), "
            f"not run {self._count('not run')}"
        )

    def exit_status(self, *, strict: bool) -> int:
        """0 only if nothing failed; strict also asks that everything ran and every family counts."""
        failed = self._count("failed") > 0
        incomplete = self._count("not run") > 0 or bool(self.uncounted_families)
        return int(failed or (strict and incomplete))
