"""Answers that the proxy makes itself: problem documents under `/api/`, a short text elsewhere, every protection on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from infrastructure.edge.headers import CUSTOM_HEADERS, answer_headers

PROTECTIONS = {**answer_headers(), "Permissions-Policy": CUSTOM_HEADERS["Permissions-Policy"]}
TITLES: dict[str, dict[str, str]] = json.loads(Path(__file__).with_name("titles.json").read_text(encoding="utf-8"))
READER_WITHOUT_LANGUAGE = "ar"
RETRY_AFTER = "2"


@dataclass(frozen=True)
class OwnAnswer:
    """Status, headers and body, ready to be sent."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def own_answer(status: int, slug: str, *, api: bool, languages: str = "", allow: str = "") -> OwnAnswer:
    """An answer of the closed list of problems, titled in the reader's language (`languages`: Accept-Language)."""
    title = _title(slug, languages)
    if api:
        kind = "application/problem+json"
        problem = {"type": f"urn:e-blagh:problem:{slug}", "title": title, "status": status}
        body = json.dumps(problem, ensure_ascii=False).encode()
    else:
        kind = "text/plain; charset=utf-8"
        body = (title + "\n").encode()
    headers = [("Content-Type", kind), ("Content-Length", str(len(body))), *PROTECTIONS.items()]
    if status in (429, 503):
        headers.append(("Retry-After", RETRY_AFTER))
    if allow:
        headers.append(("Allow", allow))
    return OwnAnswer(status, tuple(headers), body)


def _title(slug: str, languages: str) -> str:
    titles = TITLES[slug]
    for entry in languages.split(","):
        tag = entry.partition(";")[0].strip().lower().partition("-")[0]
        if tag in titles:
            return titles[tag]
    return titles[READER_WITHOUT_LANGUAGE]
