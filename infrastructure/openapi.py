"""The OpenAPI 3.1 document, made from the schemas, the problem list and the routes that the application registers.

`python -m infrastructure.openapi` writes the file that the package carries and `GET /api/openapi.json` answers; a test
refuses one that is not up to date.
"""

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chalicelib.domain.intake.contact_code import CHANNELS
from chalicelib.domain.intake.forms import answers_schema
from chalicelib.reference_data.form_structure import load_forms
from chalicelib.reference_data.problem_list import problem_kinds
from chalicelib.routes.decoding import FORM, JSON, MAX_BODY_BYTES, MAX_DEPTH, MAX_NUMBER_DIGITS
from chalicelib.schemas.checking import schema
from infrastructure.portal_answers import AT, ID, answer_of, shapes

FILE = Path(__file__).parent.parent / "chalicelib" / "schemas" / "openapi.json"
STAGE = "/api"

# Public operations whose bodies have a schema: (summary, request schema, status and name of the answer).
_BODIES = {
    ("/reports", "POST"): ("Send a report", "Report", {"201": "Accepted", "200": "Accepted"}),
    ("/receipts", "POST"): ("Follow a report by its receipt", "Follow", {"200": "ReceiptView"}),
    ("/receipts/messages", "POST"): ("Add a message", "Message", {"201": "Added", "200": "Added"}),
    ("/receipts/facts", "POST"): ("Add facts", "Facts", {"202": "Added", "200": "Added"}),
    ("/receipts/identity", "POST"): ("Declare or complete an identity", "Identity", {"202": "Added", "200": "Added"}),
    ("/receipts/identity/erase", "POST"): ("Erase identity and contact", "Erase", {"202": "Added"}),
    ("/receipts/contest", "POST"): ("Contest a closure", "Contest", {"202": "Added", "200": "Added"}),
    ("/receipts/contact-code", "POST"): ("Check a code that was said", "ContactCode", {"200": "CodeChecked"}),
    ("/receipts/proof", "POST"): ("Take a proof that a report was made", "Proof", {"200": "ProofTaken"}),
}
# Schemas of bodies, each a component under its own name.
_MEMBERS = ("report", "facts", "message", "follow", "identity", "erase", "contest", "contact_code", "proof")
_SUMMARIES = {
    ("/reports/review", "POST"): "Read a report over before it is sent (form only, answers a page)",
    ("/challenge", "GET"): "A proof of work, asked for only under load",
    ("/openapi.json", "GET"): "This document",
    ("/health", "GET"): "Whether the service answers",
}


def document(routes: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The document for the routes of a Chalice application: path → method → entry."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "e-blagh", "version": "1", "description": _limits()},
        "servers": [{"url": STAGE}],
        "paths": {path: _operations(path, methods) for path, methods in sorted(routes.items())},
        "components": {
            "securitySchemes": {
                "officer": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "JWT",
                    "description": "id token of the user pool",
                }
            },
            "schemas": _schemas(),
            "responses": {"Problem": _problem_response()},
            "parameters": {
                "IdempotencyKey": {
                    "name": "Idempotency-Key",
                    "in": "header",
                    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{22,128}$"},
                }
            },
        },
    }


def text() -> str:
    """The document of this application as the text of its file."""
    from app import app

    return json.dumps(document(app.routes), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _limits() -> str:
    return (
        "Citizens report illicit online content; officers work the cases. "
        f"A JSON body is UTF-8, at most {MAX_BODY_BYTES} bytes, {MAX_DEPTH} deep, no member twice, numbers of at most "
        f"{MAX_NUMBER_DIGITS} digits, no Content-Encoding. Unknown members are refused, null ones are absent. "
        "Idempotency-Key: 22 to 128 of [A-Za-z0-9_-]. A receipt adds at most 30 messages or facts an hour. "
        "Lists: limit 1 to 100, default 50; a cursor is valid for 15 minutes."
    )


def _operations(path: str, methods: Mapping[str, Any]) -> dict[str, Any]:
    names = re.findall(r"{(\w+)}", path)
    parameters = [{"name": name, "in": "path", "required": True, "schema": ID} for name in names]
    operations = {method.lower(): _operation(path, method) for method in sorted(methods)}
    return {**({"parameters": parameters} if parameters else {}), **operations}


def _operation(path: str, method: str) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": f"{method.lower()}{re.sub(r'[^a-z0-9]+', '_', path)}",
        "responses": {"default": {"$ref": "#/components/responses/Problem"}},
    }
    if path.startswith("/portal"):
        operation["security"] = [{"officer": []}]
    if (path, method) in _BODIES:
        summary, body, answers = _BODIES[path, method]
        reference = {"schema": {"$ref": f"#/components/schemas/{body}"}}
        # A form posts the same members under dotted names; it can be answered by a page.
        operation |= {
            "summary": summary,
            "requestBody": {"required": True, "content": {JSON: reference, FORM: reference}},
        }
        operation["responses"] |= {status: _answer(name) for status, name in answers.items()}
        if body not in ("Follow", "ContactCode", "Proof"):
            operation["parameters"] = [{"$ref": "#/components/parameters/IdempotencyKey"}]
    else:
        operation["summary"] = _SUMMARIES.get((path, method), operation["operationId"])
        status, answer = answer_of(method, path) or ("200", {})
        operation["responses"][status] = {"description": "Done", "content": {JSON: {"schema": answer}}}
    return operation


def _answer(name: str) -> dict[str, Any]:
    page = {"text/html": {"schema": {"type": "string"}}}
    return {"description": name, "content": {JSON: {"schema": {"$ref": f"#/components/schemas/{name}"}}, **page}}


def _schemas() -> dict[str, Any]:
    shared = {f"Report_{name}": part for name, part in schema("report")["$defs"].items()}
    members = {name.title().replace("_", ""): schema(name) for name in _MEMBERS}
    forms = {
        f"Answers_{form.version}_{kind}": answers_schema(form.answered(kind))
        for form in load_forms().versions
        for kind in form.kinds
    }
    found: dict[str, Any] = {**shared, **members, **forms, **_answers(), **shapes(), "Problem": _problem()}
    return {name: _placed(part) for name, part in found.items()}


def _placed(part: Any) -> Any:
    """The schema at its place in the document: references lead to the components, ids and inner definitions go."""
    if isinstance(part, dict):
        kept = {name: _placed(value) for name, value in part.items() if name not in ("$id", "$schema", "$defs")}
        if "$ref" in kept:
            name = kept["$ref"].rpartition("/$defs/")[2]
            kept["$ref"] = kept["$ref"] if "components" in kept["$ref"] else f"#/components/schemas/Report_{name}"
        return kept
    return [_placed(each) for each in part] if isinstance(part, list) else part


def _answers() -> dict[str, Any]:
    code = {"type": "string", "pattern": "^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$"}
    message = {"id": ID, "from": {"enum": ["reporter", "service"]}, "text": {"type": "string"}, "at": AT}
    opening = {"kind": {"enum": ["opened", "seen"]}, "at": AT, "service": {"type": "string"}}
    ways = {"enum": ["message", "letter", "call"]}
    informed = {"channel": ways, "on": {"type": "string", "format": "date"}, "service": {"type": "string"}}
    evidence = {
        "id": ID,
        "name": {"type": "string"},
        "sha256": {"type": "string"},
        "state": {"enum": ["expected", "arrived", "held", "quarantined", "expired"]},
    }
    identity = {
        "mode": {"enum": ["anonymous", "confidential", "named"]},
        "erasure": {"enum": [None, "asked", "done"]},
        "openings": {"type": "array", "items": _object(opening)},
    }
    view = {
        "status": {"enum": ["received", "examined", "with_authorities", "closed"]},
        "routing": {"enum": [None, "placed", "desk"]},
        "received_at": AT,
        "first_read_at": {"type": ["string", "null"]},
        "messages": {"type": "array", "maxItems": 100, "items": _object(message)},
        "cursor": {"type": ["string", "null"]},
        "informed": {"type": "array", "items": _object(informed)},
        "facts": {"type": "array", "items": _object({"id": ID, "at": AT})},
        "identity": _object(identity, held_until={"type": "string", "format": "date"}),
        "uploads": {"enum": ["open", "refused"]},
        "contest": {"type": "boolean"},
        "also_reported": {"type": "boolean"},
        "evidence": {"type": "array", "items": _object(evidence)},
    }
    jws = {"type": "string", "pattern": r"^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$"}
    genuine = _object({"genuine": {"const": True}, "channel": {"enum": list(CHANNELS)}, "made_at": AT})
    return {
        "Accepted": _object({"receipt": code, "received_at": AT}),
        "Added": _object({"id": ID}),
        "ProofTaken": _object({"jws": jws, "svg": {"type": "string"}}),
        "CodeChecked": {"oneOf": [genuine, _object({"genuine": {"const": False}})]},
        "ReceiptView": _object(view),
    }


def _object(properties: dict[str, Any], **optional: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": sorted(properties), "properties": {**properties, **optional}}


def _problem() -> dict[str, Any]:
    slugs = [f"urn:e-blagh:problem:{slug}" for slug in problem_kinds()]
    told = ["required", "unknown-member", "unknown-question", "type", "format", "too-long", "too-short", "too-many"]
    error = _object({"pointer": {"type": "string"}, "slug": {"enum": [*told, "not-in-list", "blank"]}})
    kind = _object({"type": {"enum": slugs}, "title": {"type": "string"}, "status": {"type": "integer"}})
    return {**kind, "properties": {**kind["properties"], "errors": {"type": "array", "items": error}}}


def _problem_response() -> dict[str, Any]:
    listed = "; ".join(f"{kind.status} {slug}" for slug, kind in problem_kinds().items())
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": listed, "content": content}


def main() -> int:
    """Write the document into the package; with `--check` only tell whether the written one is up to date."""
    if "--check" in sys.argv[1:]:
        current = FILE.read_text(encoding="utf-8") == text()
        if not current:
            print(f"{FILE.name} is not up to date: python -m infrastructure.openapi", file=sys.stderr)
        return int(not current)
    FILE.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
