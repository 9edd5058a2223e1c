"""`e-blagh explain`: one result a line, in order; a bad line is told on its line and in the exit status."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infrastructure.commands.explain import Kind, explained, write_explanations

ROOT = Path(__file__).parents[2]


def results(kind: Kind, *lines: object) -> list[dict[str, Any]]:
    return [result for result, _ in explained(kind, [json.dumps(line) for line in lines])]


def test_results_come_in_the_order_of_the_lines() -> None:
    found = results(Kind.report, *({"id": f"R{n}", "text": "Bonjour"} for n in range(5)))
    assert [result["id"] for result in found] == ["R0", "R1", "R2", "R3", "R4"]


def test_a_labelled_example_is_read_as_its_report() -> None:
    report = {"text": "Il me menace de publier mes photos si je ne paie pas.", "citizen_choice": "SEXT"}
    bare, example = results(Kind.report, {"id": "R1", **report}, {"id": "R1", "report": report, "expected": {}})
    assert bare == example


def test_the_reporters_own_values_are_marked_as_their_own() -> None:
    text = "Il appelle le 0600000042 depuis le 0600000021."
    [plain, own] = results(Kind.report, {"text": text}, {"text": text, "identity": {"phone": "+212600000042"}})
    assert not any(observable.get("own") for observable in plain["observables"])
    assert {o["value"] for o in own["observables"] if o.get("own")} == {"+212600000042"}


def test_a_route_names_the_court_of_the_commune() -> None:
    [found] = results(Kind.route, {"id": "F1", "places": [{"role": "offence", "commune": "Agadir"}]})
    assert (found["id"], found["forums"][0]["court_id"]) == ("F1", "TPI-AGADIR")


def test_a_link_has_a_canonical_form_and_a_key() -> None:
    [found] = results(Kind.url, {"url": "http://www.youtube.com/watch?v=dQw4w9WgXcQ&feature=share"})
    assert found == {
        "url": "http://www.youtube.com/watch?v=dQw4w9WgXcQ&feature=share",
        "canonical": "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "content_key": "youtube:video:dQw4w9WgXcQ",
    }


def test_a_place_has_candidates_and_an_unknown_one_none() -> None:
    known, unknown = results(Kind.place, {"text": "Agadir"}, {"text": "Xyzzyville"})
    assert len(known["candidates"]) == 1
    assert unknown == {"text": "Xyzzyville", "candidates": []}


@pytest.mark.parametrize(
    ("kind", "line", "slug", "pointer"),
    [
        (Kind.report, "not json", "malformed", ""),
        (Kind.report, "[1]", "type", ""),
        (Kind.report, '{"text": "x", "received_at": "yesterday"}', "format", "/received_at"),
        (Kind.route, '{"category": "NONSENSE"}', "not-in-list", "/category"),
        (Kind.url, "{}", "required", "/url"),
        (Kind.url, '{"url": 5}', "type", "/url"),
        (Kind.place, '{"text": null}', "type", "/text"),
        (Kind.place, '{"text": "Fès", "province": 5}', "type", "/province"),
        (Kind.report, "[" * 100_000, "malformed", ""),
    ],
)
def test_a_bad_line_is_an_error_object_and_the_next_one_is_explained(
    kind: Kind, line: str, slug: str, pointer: str
) -> None:
    good = '{"text": "Agadir", "url": "https://a.example/"}'
    out = io.StringIO()
    assert not write_explanations(kind, io.StringIO(f"{line}\n\n{good}\n"), out)
    first, second = map(json.loads, out.getvalue().splitlines())
    assert first == {"error": {"slug": slug, "pointer": pointer}}
    assert "error" not in second


def test_the_command_ends_with_one_after_a_bad_line() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("e-blagh")), "explain", "place"],
        input=b'{"text": "Agadir"}\n{"text": "\xff"}\nnot json\n',
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert len(done.stdout.splitlines()) == 3


def test_a_byte_order_mark_before_the_first_line_is_no_part_of_it() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("e-blagh")), "explain", "route"],
        input=b'\xef\xbb\xbf{"id": "F1", "category": "TERR"}\r\n\r\n{"id": "F2", "category": "TERR"}',
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["F1", "F2"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(), lambda c: st.lists(c) | st.dictionaries(st.text(), c)
)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(Kind),
    st.dictionaries(st.sampled_from(["id", "text", "url", "urls", "report", "places", "lang"]), json_values),
)
def test_any_object_is_explained_or_told_wrong(kind: Kind, line: dict[str, Any]) -> None:
    [(result, good)] = explained(kind, [json.dumps(line)])
    assert good == ("error" not in result)
