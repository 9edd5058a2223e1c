"""Speed and accuracy of the diagnosis beside well-known libraries, on the labelled reports, in one run.

Measured in pairs: a pass of the stack, a pass of the diagnosis, in turn, so that other work on the machine weighs on
both. Time is that of the processor. The stack reads what the diagnosis reads: text, links and identifiers. What it
does on the text alone, with the links for the one that normalises them, is shown too.
"""

import json
import statistics
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from rich.table import Table

from chalicelib.domain.diagnosis.diagnose import diagnose
from chalicelib.domain.diagnosis.web_address import canonical_url
from chalicelib.reference_data.diagnosis_rules import load_diagnosis_rules
from tests.diagnosis.conftest import FIXTURES, labelled

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".local" / "bench" / "bin" / "python"
PASSES, TIMES_FASTER = 15, 3
INDICATORS = ("url", "email", "ip", "hash", "btc", "xmr")
"""Types that the two extractors know, and what ioc-finder calls them."""
NAMES = (
    "urls",
    "email_addresses",
    "ipv4s",
    "ipv6s",
    "md5s",
    "sha1s",
    "sha256s",
    "bitcoin_addresses",
    "monero_addresses",
)

RULES = load_diagnosis_rules()
EXAMPLES = labelled("examples.jsonl")
REPORTS = [example["report"] for example in EXAMPLES]
LINKS = json.loads((FIXTURES / "url_pairs.json").read_text(encoding="utf-8"))


def given(report: Mapping[str, Any]) -> dict[str, Any]:
    """A report as the stack gets it."""
    text, urls = report.get("text") or "", report.get("urls") or []
    fields = [value if isinstance(value, list) else [value] for value in (report.get("identifiers") or {}).values()]
    return {"text": text, "urls": urls, "whole": "\n".join([text, *urls, *(str(x) for field in fields for x in field)])}


class Stack:
    """The libraries in their own environment, asked line by line."""

    def __init__(self) -> None:
        assert PYTHON.exists(), "the environment for benchmarks is made by `make bench`"
        command = [str(PYTHON), str(Path(__file__).with_name("stack.py"))]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.say(json.dumps([[given(report) for report in REPORTS], [link["url"] for link in LINKS]]))

    def say(self, line: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def ask(self, line: str) -> Any:
        self.say(line)
        assert self.process.stdout
        return json.loads(self.process.stdout.readline())


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    stack = Stack()
    yield stack
    stack.process.terminate()
    stack.process.wait()


def our_pass(rounds: int = 3) -> float:
    start = time.process_time()
    for _ in range(rounds):
        for report in REPORTS:
            diagnose(report, RULES)
    return (time.process_time() - start) / rounds


def rate(seconds: Iterable[float]) -> str:
    return f"{len(REPORTS) / min(seconds):,.0f}"


def shown(table: Table, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        Console(width=100).print("\n", table)


def test_the_whole_diagnosis_is_three_times_as_fast_as_the_stack(stack, capsys):
    first = our_pass(rounds=1)
    passes = [(stack.ask("pass whole"), our_pass(), stack.ask("pass text")) for _ in range(PASSES)]
    ratio, of_text = (statistics.median(sum(p[theirs].values()) / p[1] for p in passes) for theirs in (0, 2))
    table = Table("", "whole report", "text alone", title="Reports a second: best pass over the labelled reports")
    for name in passes[0][0]:
        table.add_row(name, *(rate(p[theirs][name] for p in passes) for theirs in (0, 2)))
    table.add_row(
        "the five, one after the other", *(rate(sum(p[theirs].values()) for p in passes) for theirs in (0, 2))
    )
    table.add_row("whole diagnosis", rate(p[1] for p in passes))
    table.add_row("whole diagnosis, first pass of a new process", rate([first]))
    table.add_row("median of the pairs: times the stack", f"{ratio:.2f}", f"{of_text:.2f}")
    shown(table, capsys)
    assert ratio >= TIMES_FASTER


def test_it_is_more_accurate_than_each_of_them(stack, capsys):
    theirs, normalised = stack.ask("answers")
    ours = [diagnose(report, RULES) for report in REPORTS]
    expected = [example["expected"] for example in EXAMPLES]
    table = Table("", "measure", "theirs", "ours", title="Accuracy on the labelled reports and links")
    wins = []

    def row(name: str, measure: str, their: float, our: float) -> None:
        table.add_row(name, measure, f"{their:.3f}", f"{our:.3f}")
        wins.append(our >= their)

    said = [answer["py3langid"] for answer in theirs]
    row(
        "py3langid",
        "language",
        share(a in {e["language"], *e.get("language_ok", ())} for a, e in zip(said, expected, strict=True)),
        share(a["language"] in {e["language"], *e.get("language_ok", ())} for a, e in zip(ours, expected, strict=True)),
    )
    for name in ("ioc-finder", "iocextract"):
        found = [extracted(name, answer[name]) for answer in theirs]
        for measure, their, our in zip(
            ("indicators, precision", "indicators, recall"),
            scored([(values(e, INDICATORS), f) for e, f in zip(expected, found, strict=True)]),
            scored([(values(e, INDICATORS), values(a, INDICATORS)) for e, a in zip(expected, ours, strict=True)]),
            strict=True,
        ):
            row(name, measure, their, our)
    for measure, their, our in zip(
        ("phones, precision", "phones, recall"),
        scored([(values(e, ["phone"]), set(t["phonenumbers"])) for e, t in zip(expected, theirs, strict=True)]),
        scored([(values(e, ["phone"]), values(a, ["phone"])) for e, a in zip(expected, ours, strict=True)]),
        strict=True,
    ):
        row("phonenumbers", measure, their, our)
    row(
        "url-normalize",
        "canonical links",
        share(url == link["canonical"] for url, link in zip(normalised, LINKS, strict=True)),
        share(canonical_url(link["url"], RULES).url == link["canonical"] for link in LINKS),
    )
    shown(table, capsys)
    assert all(wins)


def share(truths: Any) -> float:
    listed = list(truths)
    return sum(listed) / len(listed)


def values(answer: Mapping[str, Any], kinds: Any) -> set[str]:
    return {item["value"] for item in answer["observables"] if item["type"] in kinds}


def extracted(name: str, answer: Any) -> set[str]:
    if name == "iocextract":
        return set(answer)
    return {value for kind in NAMES for value in answer.get(kind, ())}


def scored(pairs: list[tuple[set[str], set[str]]]) -> tuple[float, float]:
    right = sum(len(want & got) for want, got in pairs)
    return right / max(1, sum(len(got) for _, got in pairs)), right / max(1, sum(len(want) for want, _ in pairs))
