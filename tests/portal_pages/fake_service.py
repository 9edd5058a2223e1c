"""A service small enough to read: the built portal, a sign-in page, and the portal's API over cases in memory.

It refuses what the contract refuses (no token, stale version, out of sight), so that the pages meet true answers.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from chalicelib.domain.audit.entry import Deed, Entry, entry_after
from chalicelib.domain.casework.effects import ANSWERS_A_CONTEST
from chalicelib.domain.identity.opening import DECIDES
from infrastructure.edge.headers import content_policy, portal_policy

from . import cases
from .lawful import lawful

CLIENT = "portal-client"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".css": "text/css",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
PAGE_HEADERS = {
    "Content-Security-Policy": content_policy(portal_policy(None)),
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
ROW = ("id", "court", "state", "urgency", "category", "language", "assignee", "created_at", "version")
PAGE = 20
# The acts that the tests make: the state that follows, if another, and the leave that it records.
ACTS = {
    "ask_seriousness": ("seriousness_check", None),
    "ask_leave": ("leave_asked", "asked"),
    "give_leave": ("leave_given", "given"),
    "refuse_leave": ("leave_refused", "refused"),
    "notify": ("with_prosecutor", None),
    "instruct": ("instructed", None),
    "close": ("closed", None),
    "reopen": ("reopened", None),
    "uphold_closure": (None, None),
}


@dataclass
class World:
    """What the service holds and what it was asked; a test changes it freely."""

    sub: str = cases.ME
    cases: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: list[dict[str, Any]] = field(default_factory=list)
    rights: list[tuple[str, str]] = field(
        default_factory=lambda: [("investigator", "TPI-AGADIR"), ("analyst", "NATIONAL")]
    )
    duty: list[dict[str, Any]] = field(default_factory=list)
    openings: list[dict[str, Any]] = field(default_factory=list)
    entries: list[dict[str, Any]] = field(default_factory=lambda: chained(7))
    reporter: dict[str, str] = field(default_factory=lambda: {"full_name": "سلمى المثال", "phone": "+212600000042"})
    requests: list[tuple[str, str, Any]] = field(default_factory=list)
    attempts: list[dict[str, str]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    seconds: int = 900
    fail_next: tuple[int, str] | None = None
    wrong_nonce: bool = False
    # A test that looks at a list before its rows have come holds them back.
    held_back: threading.Lock = field(default_factory=threading.Lock)

    def sent(self, path: str) -> list[Any]:
        return [body for method, asked, body in self.requests if method == "POST" and asked.endswith(path)]


def summary(case: dict[str, Any]) -> dict[str, Any]:
    return {name: case[name] for name in ROW}


class RefusedError(Exception):
    def __init__(self, status: int, slug: str, **extra: Any) -> None:
        super().__init__(slug)
        self.status, self.slug, self.extra = status, slug, extra


def _token(world: World, nonce: str) -> str:
    claims = {
        "sub": world.sub,
        "aud": CLIENT,
        "exp": int(time.time()) + world.seconds,
        "token_use": "id",
        "nonce": nonce,
    }
    claims["jti"] = str(len(world.tokens))
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    token = f"e30.{body}.c2ln"
    world.tokens.add(token)
    return token


class Api:
    """The answers of the API's paths over one world."""

    def __init__(self, world: World) -> None:
        self.world = world

    def answer(self, method: str, path: str, query: dict[str, str], body: Any) -> Any:
        world = self.world
        parts = path.strip("/").split("/")
        if world.fail_next and method == "POST":
            status, slug = world.fail_next
            world.fail_next = None
            raise RefusedError(status, slug)
        match (method, parts):
            case ("GET", ["me"]):
                roles = sorted({role for role, _ in world.rights})
                courts = sorted({court for _, court in world.rights})
                rights = [{"role": role, "court": court} for role, court in world.rights]
                return {"sub": world.sub, "rights": rights, "roles": roles, "courts": courts}
            case ("GET", ["courts"]):
                return _page(cases.COURTS, query)
            case ("GET", ["queue"]):
                return _page([summary(case) for case in world.cases.values() if self._wanted(case, query)], query)
            case ("POST", ["search"]):
                words = body["q"].lower().split()
                found = [
                    summary(case)
                    for case in world.cases.values()
                    if all(word in json.dumps(case, ensure_ascii=False).lower() for word in words)
                ]
                return _page(found, body)
            case ("GET", ["duty"]):
                return _page(world.duty, {})
            case ("POST", ["duty", call_id, "acknowledge"]):
                call = next(call for call in world.duty if call["id"] == call_id)
                call["acknowledged_at"] = cases.ago(minutes=0)
                return call
            case ("GET", ["unseal-requests"]):
                wanted = [one for one in world.openings if query.get("state") in (None, one["state"])]
                return _page([{**one, "may_decide": self._may_decide(one)} for one in wanted], {})
            case ("POST", ["unseal-requests", request_id, step]):
                opening = next(opening for opening in world.openings if opening["id"] == request_id)
                return self._opening(opening, step)
            case ("GET", ["statistics"]):
                courts = sorted({case["court"] for case in world.cases.values()})
                return {
                    "courts": [_figures(court, world.cases.values()) for court in courts],
                    "complete": True,
                    "rules": [
                        {"rule": "J4", "decided": 8, "overridden": 1, "instead": {"TPI-FES": 1}},
                        {"rule": "J12", "decided": 2, "overridden": 2, "instead": {"TPI-AGADIR": 2}},
                    ],
                }
            case ("GET", ["export.csv"]):
                lines = [",".join(ROW)]
                lines += [",".join(str(case[name] or "") for name in ROW) for case in world.cases.values()]
                return "\r\n".join(lines)
            case ("GET", ["audit"]):
                return _page(world.entries, query)
            case ("GET", ["deadlines"]):
                owing = [case for case in world.cases.values() if case["deadlines"]]
                owing.sort(key=lambda case: case["deadlines"][0]["due"])
                return _page([{**summary(case), "deadlines": case["deadlines"]} for case in owing], query)
            case ("GET", ["contests"]):
                waiting = [case for case in world.cases.values() if case["contested_at"]]
                return _page([_contested(case) for case in sorted(waiting, key=_since)], query)
            case ("GET", ["exports", file_id]):
                mine = [file for file in world.files if (file["id"], file["author"]) == (file_id, world.sub)]
                if not mine:
                    raise RefusedError(404, "not-found")
                return {"state": "ready", "url": "/portal/config.json", "sha256": "0" * 64}
            case (_, ["cases", case_id, *rest]):
                case = self._seen(case_id)
                answer = self._case(method, case, rest, body)
                return lawful(case, world.sub, world.rights) if answer is case else answer
        raise RefusedError(404, "not-found")

    def _opening(self, opening: dict[str, Any], step: str) -> Any:
        before, after = {
            "approve": ("requested", "approved"),
            "refuse": ("requested", "refused"),
            "open": ("approved", "opened"),
        }[step]
        if opening["state"] != before:
            raise RefusedError(409, "not-allowed-now")
        opening["state"] = after
        if step != "open":
            role = next(role for role, _ in self.world.rights if role in DECIDES)
            opening["decider"] = cases.named_officer(self.world.sub, role)
        return {"fields": self.world.reporter} if step == "open" else {"state": after}

    def _may_decide(self, opening: dict[str, Any]) -> bool:
        decides = any(role in DECIDES and court == opening["court"] for role, court in self.world.rights)
        return opening["state"] == "requested" and decides and opening["requester"]["sub"] != self.world.sub

    def _wanted(self, case: dict[str, Any], query: dict[str, str]) -> bool:
        closed = case["state"] == "closed"
        if closed != (query.get("desk") == "closed"):
            return False
        holder = {"me": self.world.sub, "none": None}.get(query.get("assignee", ""), "any")
        if holder != "any" and case["assignee"] != holder:
            return False
        return all(
            case[name] == query[name]
            for name in ("court", "state", "urgency", "category", "language")
            if query.get(name)
        )

    def _seen(self, case_id: str) -> dict[str, Any]:
        if case_id not in self.world.cases:
            raise RefusedError(404, "not-found")
        return self.world.cases[case_id]

    def _case(self, method: str, case: dict[str, Any], rest: list[str], body: Any) -> Any:
        if isinstance(body, dict) and body.get("version", case["version"]) != case["version"]:
            raise RefusedError(409, "version-conflict", current=lawful(case, self.world.sub, self.world.rights))
        match (method, rest):
            case ("GET", []):
                return case
            case ("GET", ["export"]):
                return _page(self.world.files, {})
            case ("POST", ["exports"]):
                made = {"id": "0" + "F" * 25, "author": self.world.sub, "made_at": cases.ago(minutes=0)}
                self.world.files.append({**made, **body, "state": "ready"})
                return {"id": made["id"]}
            case ("GET", ["timeline"]):
                actions = ["report.received", "case.read", "note.added", "case.taken"]
                return _page(
                    [
                        {
                            "at": cases.ago(minutes=30 - at),
                            "action": action,
                            "actor": cases.COLLEAGUE,
                            "role": "analyst",
                            "item": None,
                        }
                        for at, action in enumerate(actions)
                    ],
                    {},
                )
            case ("POST", ["take"]):
                case.update(assignee=self.world.sub, version=case["version"] + 1)
                return case
            case ("POST", ["assign"]):
                case.update(assignee=body["sub"], version=case["version"] + 1)
                return case
            case ("POST", ["state"]):
                case.update(state=body["state"], version=case["version"] + 1)
                return case
            case ("POST", ["refer" | "court"]):
                moved = body["court"] not in {court for _, court in self.world.rights}
                case.update(
                    court=body["court"],
                    state="referred" if rest == ["refer"] else case["state"],
                    version=case["version"] + 1,
                )
                if moved:
                    del self.world.cases[case["id"]]
                return {name: case[name] for name in ("id", "version", "court", "state")} if moved else case
            case ("POST", ["corrections"]):
                case.update(
                    {name: body[name] for name in ("category", "urgency", "language") if name in body},
                    version=case["version"] + 1,
                )
                return case
            case ("POST", ["acts"]):
                state, leave = ACTS[body["act"]]
                given = {"state": leave, "dated": body.get("dated", "2026-11-24")} if leave else case["leave"]
                answered = body["act"] in ANSWERS_A_CONTEST
                since = None if answered else case["contested_at"]
                case.update(state=state or case["state"], leave=given, contested_at=since, version=case["version"] + 1)
                case["acts"].append(
                    {"id": "0" + "T" * 25, "at": cases.ago(minutes=0), "author": self.world.sub, **body}
                )
                return case
            case ("POST", ["unseal-requests"]):
                asked = {"court": case["court"], "requester": cases.named_officer(self.world.sub)}
                when = {"requested_at": cases.ago(minutes=0), "expires_at": cases.ago(days=-7)}
                opening = cases.opening("requested", case=case["id"], **asked, **when, **body)
                self.world.openings.append(opening)
                case["unseal_requests"].append(
                    {name: opening[name] for name in ("id", "state", "fields", "requested_at")}
                )
                return {"id": opening["id"]}
            case ("POST", ["links"]):
                made = {"at": cases.ago(minutes=0), "author": self.world.sub, "reason": body["reason"]}
                joined = cases.row(body["case"], joins="officer", alike=None)
                case["links"].insert(0, cases.link("L", "officer", "officer", 1, joined, made=made))
                return {"id": "0" + "L" * 25}
            case ("POST", ["links", link_id, "undo"]):
                case["links"] = [link for link in case["links"] if link["id"] != link_id]
                return case
            case ("POST", ["notes"]):
                note = {
                    "id": "0" + "V" * 25,
                    "author": self.world.sub,
                    "text": body["text"],
                    "at": cases.ago(minutes=0),
                    "private": body.get("private", False),
                }
                case["notes"].append(note)
                return {"id": note["id"]}
            case ("POST", ["messages"]):
                message = {
                    "id": "0" + "W" * 25,
                    "from": "service",
                    "author": self.world.sub,
                    "text": body["text"],
                    "at": cases.ago(minutes=0),
                }
                case["messages"].append(message)
                return {"id": message["id"]}
            case ("POST", ["contact-codes"]):
                return {"code": "K7M2-9QXD", "expires_at": cases.ago(days=-3)}
            case ("POST", ["reporter"]):
                return {
                    "fields": self.world.reporter if body["part"] == "identity" else {"suspect.name": "كريم المثال"}
                }
        raise RefusedError(404, "not-found")


def _since(case: dict[str, Any]) -> str:
    return str(case["contested_at"])


def _contested(case: dict[str, Any]) -> dict[str, Any]:
    closing = next((act for act in reversed(case["acts"]) if act["act"] == "close"), None)
    return {**summary(case), "contested_at": case["contested_at"], "closing": closing, "contests": case["contests"]}


def _figures(court: str, every: Iterable[dict[str, Any]]) -> dict[str, Any]:
    mine = [case for case in every if case["court"] == court]
    families = {f"by_{name}": _counted(case[name] for case in mine) for name in ("state", "urgency", "category")}
    return {"court": court, "cases": len(mine), **families}


def _counted(values: Iterator[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return counts


def chained(count: int) -> list[dict[str, Any]]:
    """A true chain of a case, as the API gives it."""
    entries: list[Entry] = []
    for at in range(count):
        deed = Deed("CASE#x", cases.COLLEAGUE, "case.read", cases.ago(hours=count - at), role="analyst")
        entries.append(entry_after(entries[-1] if entries else None, deed))
    return [{name: value for name, value in vars(entry).items() if name != "prev"} for entry in entries]


def _page(items: list[Any], asked: dict[str, Any]) -> dict[str, Any]:
    start = int(asked["cursor"].split(".")[1]) if asked.get("cursor") else 0
    size = min(int(asked.get("limit") or PAGE), 100)
    shown = items[start : start + size]
    cursor = f"cursor-of-this-walk.{start + size}" if start + size < len(items) else None
    return {"items": shown, "count": len(shown), "cursor": cursor}


class Handler(BaseHTTPRequestHandler):
    world: World
    pages: Path
    codes: dict[str, dict[str, str]]

    def log_message(self, *_: object) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(address.query).items()}
        if address.path.startswith("/api/portal"):
            self._api("GET", address.path.removeprefix("/api/portal"), query, None)
        elif address.path == "/oauth2/authorize":
            self._authorize(query)
        elif address.path == "/logout":
            self._send(302, b"", {"Location": query["logout_uri"]})
        elif address.path == "/portal/config.json":
            origin = f"http://{self.headers['Host']}"
            config = {
                "stage": "test",
                "region": "eu-west-3",
                "pool_id": "pool",
                "client_id": CLIENT,
                "signin_origin": origin,
                "api": "/api",
            }
            self._send(200, json.dumps(config).encode(), {"Content-Type": TYPES[".json"]})
        else:
            self._page(address.path)

    def do_POST(self) -> None:
        address = urlsplit(self.path)
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if address.path.startswith("/api/portal"):
            self._api("POST", address.path.removeprefix("/api/portal"), {}, json.loads(raw))
        elif address.path == "/oauth2/token":
            self._exchange({name: values[-1] for name, values in parse_qs(raw.decode()).items()})
        else:
            self._send(400, b"{}", {"Content-Type": TYPES[".json"]})

    def _page(self, path: str) -> None:
        name = path.removeprefix("/portal/")
        file = self.pages / (f"{name}index.html" if not name or name.endswith("/") else name)
        if not path.startswith("/portal/") or not file.is_file():
            self._send(404, b"", {})
            return
        self._send(200, file.read_bytes(), {"Content-Type": TYPES[file.suffix], **PAGE_HEADERS})

    def _authorize(self, query: dict[str, str]) -> None:
        self.world.attempts.append(query)
        code = f"code-{len(self.world.attempts)}"
        self.codes[code] = query
        self._send(
            302, b"", {"Location": f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"}
        )

    def _exchange(self, form: dict[str, str]) -> None:
        nonce = ""
        if form["grant_type"] == "authorization_code":
            attempt = self.codes.pop(form["code"])
            digest = (
                base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
            )
            if digest != attempt["code_challenge"]:
                self._send(400, b'{"error": "invalid_grant"}', {"Content-Type": TYPES[".json"]})
                return
            nonce = "another" if self.world.wrong_nonce else attempt["nonce"]
        elif form["refresh_token"] not in self.world.tokens:
            self._send(400, b'{"error": "invalid_grant"}', {"Content-Type": TYPES[".json"]})
            return
        self.world.tokens.add("refresh")
        answer = {"id_token": _token(self.world, nonce), "refresh_token": "refresh", "expires_in": self.world.seconds}
        self._send(200, json.dumps(answer).encode(), {"Content-Type": TYPES[".json"]})

    def _api(self, method: str, path: str, query: dict[str, str], body: Any) -> None:
        self.world.requests.append((method, path, body if method == "POST" else query))
        if path == "/queue":
            with self.world.held_back:
                pass
        try:
            if self.headers.get("Authorization", "").removeprefix("Bearer ") not in self.world.tokens:
                raise RefusedError(401, "unauthenticated")
            answer = Api(self.world).answer(method, path, query, body)
            if isinstance(answer, str):
                self._send(200, answer.encode(), {"Content-Type": "text/csv; charset=utf-8"})
            else:
                self._send(200, json.dumps(answer, ensure_ascii=False).encode(), {"Content-Type": TYPES[".json"]})
        except RefusedError as refused:
            problem = {
                "type": f"urn:e-blagh:problem:{refused.slug}",
                "title": "…",
                "status": refused.status,
                **refused.extra,
            }
            self._send(
                refused.status,
                json.dumps(problem, ensure_ascii=False).encode(),
                {"Content-Type": "application/problem+json"},
            )

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Cache-Control": "no-store", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving(pages: Path, world: World) -> Iterator[str]:
    """Serve on a free port; yields the origin. `localhost`, because the sign-in needs a secure context."""
    handler = type("BoundHandler", (Handler,), {"world": world, "pages": pages, "codes": {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
