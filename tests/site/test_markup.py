"""The site's own checks with Node: markup of every built page and answer, sheets, types of the scripts."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from chalicelib.routes.pages import Pages
from infrastructure.site.settings import ROOT, SOURCES
from tests.site.samples import CODE, FIELDS, GENUINE, KEY, PROOF, RECEIVED, TICKET, VIEW

ENVIRONMENT = {**os.environ, "PATH": os.pathsep.join([str(ROOT / ".venv" / "bin"), os.environ.get("PATH", "")])}


def _run(*command: str) -> str:
    done = subprocess.run(command, cwd=SOURCES, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def _answers(pages: Pages) -> Iterator[tuple[str, str]]:
    errors = [{"pointer": "/reporter/identity", "slug": "required"}, {"pointer": "/occurred", "slug": "format"}]
    for lang in ("ar", "fr", "en"):
        yield f"review-{lang}", pages.review(lang, "SEXT", FIELDS, idempotency_key=KEY, ticket=TICKET)
        yield f"errors-{lang}", pages.form_with_errors(lang, None, FIELDS, errors, "invalid")
        receipt = pages.receipt(lang, code=CODE, received_at=RECEIVED, urgency="U1", kind="SEXT", uploads="refused")
        yield f"receipt-{lang}", receipt
        yield f"follow-{lang}", pages.follow_up(lang, code=CODE, view=VIEW, notice="facts-added")
        contested = {**VIEW, "contest": True, "contact_code": GENUINE}
        yield f"later-{lang}", pages.follow_up(lang, code=CODE, view=contested, notice="code-genuine")
        yield f"proof-{lang}", pages.follow_up(lang, code=CODE, view={**VIEW, "proof": PROOF}, notice="proof-made")
        unsaid = [{"pointer": "/mode", "slug": "required"}, {"pointer": "/identity", "slug": "required"}]
        fields = {"receipt": [CODE]}
        refused = pages.follow_up(
            lang, code=CODE, view=contested, errors=unsaid, fields=fields, posted_to="identity", notice="code-false"
        )
        yield f"unsaid-{lang}", refused
        for posted_to, pointer in (("contest", "/text"), ("contact-code", "/code")):
            errors_of = [{"pointer": pointer, "slug": "required"}]
            yield (
                f"{posted_to}-{lang}",
                pages.follow_up(lang, code=CODE, view=contested, errors=errors_of, fields=fields, posted_to=posted_to),
            )
        yield f"code-{lang}", pages.follow_up_form(lang, "not-found")
        yield f"problem-{lang}", pages.problem(lang, "too-many", 429)


def test_the_markup_of_every_built_page_is_valid(site: Path) -> None:
    assert not _run("node_modules/.bin/html-validate", "--config", "htmlvalidate.json", str(site))


def test_the_markup_of_every_answer_is_valid(pages: Pages, tmp_path: Path) -> None:
    for name, page in _answers(pages):
        (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
    assert not _run("node_modules/.bin/html-validate", "--config", "htmlvalidate.json", str(tmp_path))


def test_the_sheets_follow_the_rules() -> None:
    assert not _run("node_modules/.bin/stylelint", "components/**/*.css", "styles/**/*.css")


def test_the_scripts_are_strictly_typed() -> None:
    assert not _run("node_modules/.bin/tsc", "--noEmit")
