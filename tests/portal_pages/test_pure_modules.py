"""The rules of the pages that need no page: defanging, hidden signs, highlights, routes, days, who may what."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from infrastructure.site.portal import ROOT, SITE, SOURCES

from . import cases
from .lawful import lawful

Run = Callable[[str], Any]
EXPORTS = """
export * from "./shared/defang";
export * from "./shared/marks";
export * from "./shared/when";
export * from "./case/highlight";
export * from "./case/available";
export * from "./shell/routes";
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Evaluates a JavaScript expression with the modules' exports in `m`."""
    bundle = tmp_path_factory.mktemp("modules") / "modules.cjs"
    path = f"{os.environ['PATH']}{os.pathsep}{ROOT / '.venv' / 'bin'}"
    subprocess.run(
        [
            SITE / "node_modules" / ".bin" / "esbuild",
            "--bundle",
            "--format=cjs",
            "--platform=node",
            f"--outfile={bundle}",
        ],
        input=EXPORTS,
        text=True,
        cwd=SOURCES,
        env={**os.environ, "PATH": path},
        check=True,
        capture_output=True,
    )

    def evaluate(expression: str) -> Any:
        # The preferences live in the browser; here there are none.
        script = f"globalThis.localStorage = undefined; const m = require({json.dumps(str(bundle))}); "
        script += f"console.log(JSON.stringify({expression}))"
        done = subprocess.run(["node", "-e", script], capture_output=True, text=True, env={"PATH": path}, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return evaluate


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("https://shop.example.net/p/77?a=1.2", "hxxps://shop[.]example[.]net/p/77?a=1.2"),
        ("HTTP://a.example", "hxxp://a[.]example"),
        ("javascript://x.example/%0aalert(1)", "javascript://x[.]example/%0aalert(1)"),
        ("fraude@shop.example", "fraude[@]shop[.]example"),
        ("+212600000003", "+212600000003"),
        ("@compte.example", "@compte.example"),
    ],
)
def test_an_address_is_written_so_that_nothing_opens_it(run: Run, sent: str, shown: str) -> None:
    assert run(f"m.defang({json.dumps(sent)})") == shown


def test_hidden_signs_are_named_and_nothing_is_lost(run: Run) -> None:
    text = "a\u202egnp\u202c b\u200bc \u0645\u064a\u200c\u062e x\u200dy \x07"
    found = run(f"m.pieces({json.dumps(text)})")
    assert [piece["mark"] for piece in found if piece["mark"]] == ["RLO", "PDF", "ZWSP", "ZWJ", "U+0007"]
    assert "".join(piece["text"] for piece in found) == text


def test_a_highlight_is_never_cut_in_its_middle(run: Run) -> None:
    text = "compte piraté hier, code envoyé https://x.example/a"
    found = run(f"m.segments({json.dumps(text)}, ['compte piraté', 'piraté hier', '', 'absent'])")
    assert "".join(segment["text"] for segment in found) == text
    assert [segment["text"] for segment in found if segment["lit"]] == ["compte piraté hier"]
    assert [segment["text"] for segment in found if segment["address"]] == ["https://x.example/a"]


@pytest.mark.parametrize(
    ("fragment", "route"),
    [
        ("#queue", {"desk": "queue", "caseId": None}),
        (f"#search/case/{cases.NAMED}", {"desk": "search", "caseId": cases.NAMED}),
        (f"#queue/case/{cases.NAMED.lower()}", None),
        ("#queue/case/../../x", None),
        ("#elsewhere", None),
        ("", None),
    ],
)
def test_a_fragment_is_a_route_or_nothing(run: Run, fragment: str, route: Any) -> None:
    assert run(f"m.readRoute({json.dumps(fragment)})") == route


@pytest.mark.parametrize(
    ("written", "is_day"),
    [("2026-02-28", True), ("2026-02-31", False), ("2026-2-3", False), ("2026-13-01", False), ("", False)],
)
def test_a_day_exists_in_the_calendar(run: Run, written: str, is_day: bool) -> None:
    assert run(f"m.isDay({json.dumps(written)})") is is_day


def test_a_month_is_that_of_morocco(run: Run) -> None:
    assert run("m.month(new Date('2026-11-30T23:30:00Z'))") == "2026-12"


def _me(*rights: tuple[str, str]) -> dict[str, Any]:
    return {
        "sub": cases.ME,
        "rights": [{"role": role, "court": court} for role, court in rights],
        "roles": sorted({role for role, _ in rights}),
        "courts": sorted({court for _, court in rights}),
    }


@pytest.mark.parametrize(
    ("rights", "change", "offered"),
    [
        ([("investigator", "TPI-AGADIR")], {}, ["take", "correct", "link", "record_complaint", "unseal"]),
        ([("investigator", "TPI-FES")], {}, []),
        ([("analyst", "NATIONAL")], {"state": "referred"}, []),
        ([("analyst", "NATIONAL")], {}, ["take", "refer", "court", "correct", "link", "close", "record_complaint"]),
        (
            [("prosecutor", "TPI-AGADIR")],
            {"state": "with_prosecutor"},
            ["instruct", "close", "inform_complainant", "record_complaint", "delay_notice", "hold_erasure"],
        ),
        (
            [("investigator", "TPI-AGADIR")],
            {"state": "referred", "assignee": cases.ME},
            ["state", "correct", "link", "notify", "record_complaint", "reporter"],
        ),
        ([("supervisor", "TPI-AGADIR")], {"state": "closed"}, ["reopen", "reporter"]),
        # Rights of two groups are never crossed: supervisor elsewhere, investigator here.
        (
            [("supervisor", "TPI-FES"), ("investigator", "TPI-AGADIR")],
            {},
            ["take", "correct", "link", "record_complaint", "unseal"],
        ),
    ],
)
def test_what_is_offered_follows_role_court_and_state(run: Run, rights: Any, change: Any, offered: list[str]) -> None:
    kase = lawful({**cases.named(), **change}, cases.ME, rights)
    assert run(f"m.available({json.dumps(kase)}, {json.dumps(_me(*rights))})") == offered


def test_nothing_of_an_inquiry_is_offered_on_an_anonymous_case_before_leave(run: Run) -> None:
    rights = [("investigator", "CA-RABAT"), ("supervisor", "CA-RABAT"), ("analyst", "NATIONAL")]
    me = json.dumps(_me(*rights))
    for state in ("triage", "seriousness_check", "leave_asked", "reopened"):
        case = {**cases.anonymous(), "state": state, "assignee": cases.ME}
        kase = json.dumps(lawful(case, cases.ME, rights))
        assert not {"refer", "notify"} & set(run(f"m.available({kase}, {me})"))
        assert "in_inquiry" not in run(f"m.nextStates({kase})")


def test_a_moment_names_its_month_in_moroccan_arabic(run: Run) -> None:
    # Without a browser the page speaks Arabic, the default.
    assert run("m.moment('2026-08-24T20:05:00Z')").startswith("24 غشت 2026")
