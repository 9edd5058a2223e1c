"""The stand-in for the service answers as the API is described: what it makes up cannot drift from the product."""

from typing import Any

import pytest

from . import cases
from .fake_service import answer
from .world import World

CASE = f"/cases/{cases.NAMED}"
OPENING = f"/unseal-requests/{'0' + 'X' * 25}"
VERSION = {"version": 3}
ASKED = {"fields": ["phone"], "motive": "m", "reference": "r", "legal_basis": "l"}
CALLS: list[tuple[str, str, Any]] = [
    *(("GET", path, None) for path in ("/me", "/courts", "/queue", "/duty", "/unseal-requests", "/statistics")),
    *(("GET", path, None) for path in ("/audit", "/deadlines", "/contests", CASE, f"{CASE}/timeline")),
    ("POST", "/search", {"q": "fraude"}),
    ("POST", f"/duty/{'0' + 'D' * 25}/acknowledge", {}),
    ("POST", f"{OPENING}/approve", {}),
    ("POST", f"{OPENING}/refuse", {"reason": "r"}),
    ("POST", f"{CASE}/exports", {"kind": "dossier", "lang": "fr"}),
    ("GET", f"{CASE}/export", None),
    ("GET", f"/exports/{'0' + 'F' * 25}", None),
    ("POST", f"{CASE}/take", VERSION),
    ("POST", f"{CASE}/take", {"version": 1}),
    ("POST", f"{CASE}/assign", {**VERSION, "sub": cases.COLLEAGUE}),
    ("POST", f"{CASE}/state", {**VERSION, "state": "in_inquiry"}),
    ("POST", f"{CASE}/refer", {**VERSION, "court": "TPI-AGADIR", "reason": "r"}),
    ("POST", f"{CASE}/court", {**VERSION, "court": "TPI-FES", "motive": "m"}),
    ("POST", f"{CASE}/corrections", {**VERSION, "urgency": "U0", "reason": "r"}),
    ("POST", f"{CASE}/acts", {**VERSION, "act": "close", "reason": "r", "text": "t"}),
    ("POST", f"{CASE}/unseal-requests", ASKED),
    ("POST", f"{CASE}/links", {"case": cases.SEALED, "reason": "r"}),
    ("POST", f"{CASE}/links/{'0' + 'K' * 25}/undo", {"reason": "r"}),
    ("POST", f"{CASE}/notes", {"text": "t"}),
    ("POST", f"{CASE}/messages", {"text": "t"}),
    ("POST", f"{CASE}/contact-codes", {"channel": "call"}),
    ("POST", f"{CASE}/reporter", {"purpose": "p", "part": "identity"}),
    ("GET", f"/cases/{cases.ANONYMOUS}", None),
    ("GET", f"/cases/{cases.SEALED}", None),
    ("GET", "/cases/nowhere", None),
]


@pytest.mark.parametrize(("method", "path", "body"), CALLS, ids=lambda part: part if isinstance(part, str) else "")
def test_an_answer_is_as_described(world: World, method: str, path: str, body: Any) -> None:
    # GIVEN every desk has something to show
    world.rights.append(("prosecutor", "TPI-AGADIR"))
    world.openings.append(cases.opening("requested"))
    world.duty.append(cases.rang())
    world.files.append(cases.made_file(world.sub))
    world.cases[cases.NAMED]["deadlines"] = [cases.owed("inform", 2)]
    world.cases[cases.NAMED]["contested_at"] = cases.ago(days=1)
    # WHEN
    answer(world, method, path, {}, body)
    answer(world, "GET", CASE, {}, None)
    # THEN this and what it leaves behind
    assert world.faults == []
