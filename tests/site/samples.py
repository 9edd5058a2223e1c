"""Fictional reports and receipts for the tests of the pages."""

from __future__ import annotations

from typing import Any

from chalicelib.gateways.code_to_scan import code_to_scan

CODE = "7K3M-Q9ZT-2B4X-0HVD"
KEY = "k" * 22
TICKET = "t" * 40
RECEIVED = "2026-11-24T21:21:47Z"
CONTACT_CODE = "7K3M0HV1"
JWS = "eyJhbGciOiJFUzI1NiJ9." + "e30" * 40 + "." + "x" * 86
PROOF = {"jws": JWS, "svg": code_to_scan(JWS)}
GENUINE = {"genuine": True, "channel": "call", "made_at": "2026-11-25T08:40:00Z"}

FIELDS = {
    "lang": ["fr"],
    "citizen_choice": ["SEXT"],
    "form.version": ["1"],
    "form.kind": ["SEXT"],
    "reporter.role": ["victim"],
    "reporter.age_band": ["minor"],
    "reporter.identity": ["anonymous"],
    "victim.age_band": ["from_16"],
    "answers.demand": ["money", "images"],
    "answers.deadline": ["yes"],
    "answers.deadline_when.day": ["٢٧"],
    "answers.deadline_when.month": ["11"],
    "answers.deadline_when.year": ["2026"],
    "answers.amount": ["3000"],
    "answers.amount.currency": ["MAD"],
    "answers.pictured_under_18": ["no"],
    "urls": ["https://social.example/profile?id=100002", "https://social.example/p/7"],
    "identifiers.handles": ["@someone"],
    "locations.offence_commune": ["Agadir"],
    "locations.reporter_country": ["MA"],
    "text": ["Il menace d’envoyer les photos.\nIl veut de l’argent."],
}

VIEW: dict[str, Any] = {
    "status": "examined",
    "routing": "placed",
    "received_at": RECEIVED,
    "first_read_at": "2026-11-25T08:40:00Z",
    "messages": [
        {"id": "5Q1", "from": "service", "text": "Avez-vous le lien du compte ?", "at": "2026-11-25T09:02:11Z"},
        {"id": "5Q2", "from": "reporter", "text": "Oui : https://social.example/x", "at": "2026-11-25T10:02:11Z"},
    ],
    "cursor": None,
    "informed": [],
    "identity": {
        "mode": "confidential",
        "erasure": None,
        "openings": [{"kind": "opened", "at": "2026-11-26T10:00:04Z", "service": "TPI-AGADIR"}],
    },
    "uploads": "open",
    "contest": False,
    "also_reported": False,
    "evidence": [{"id": "3C1", "name": "capture.png", "sha256": "ab" * 32, "state": "held"}],
}
