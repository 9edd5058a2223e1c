"""Fictional cases in the shapes of the portal's API, for the browser tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

ME = "5f0c7a1e-0000-4000-8000-000000000001"
COLLEAGUE = "9b1d2c3f-0000-4000-8000-000000000002"
COURTS = [
    {
        "id": "TPI-AGADIR",
        "name_ar": "المحكمة الابتدائية أكادير",
        "name_fr": "Tribunal de première instance d’Agadir",
        "kind": "first_instance",
        "open_from": None,
    },
    {
        "id": "TPI-FES",
        "name_ar": "المحكمة الابتدائية فاس",
        "name_fr": "Tribunal de première instance de Fès",
        "kind": "first_instance",
        "open_from": None,
    },
    {
        "id": "TPI-OUED-ZEM",
        "name_ar": "المحكمة الابتدائية وادي زم",
        "name_fr": "Tribunal de première instance d’Oued Zem",
        "kind": "first_instance",
        "open_from": None,
    },
    {
        "id": "CA-RABAT",
        "name_ar": "محكمة الاستئناف الرباط",
        "name_fr": "Cour d’appel de Rabat",
        "kind": "appeal",
        "open_from": None,
    },
]
NAMED, ANONYMOUS, SEALED = ("0" + letter * 25 for letter in "NAS")


def ago(**past: float) -> str:
    return (datetime.now(UTC) - timedelta(**past)).strftime("%Y-%m-%dT%H:%M:00Z")


def link(letter: str, kind: str, strength: str, total: int, *rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A link of a case; `more` says who made it."""
    shown = {"kind": kind, "strength": strength, "total": total, "common": False, "made": None, "items": list(rows)}
    return {"id": "0" + letter * 25, **shown, **more}


def owed(kind: str, days: int) -> dict[str, Any]:
    """A deadline so many days from today."""
    standing = "overdue" if days < 0 else "today" if days == 0 else "soon" if days <= 3 else "later"
    owed_by = "prosecutor" if kind == "inform" else "judicial_police"
    return {"kind": kind, "owed_by": owed_by, "due": ago(days=-days)[:10], "days_left": days, "standing": standing}


def named_officer(sub: str, role: str = "investigator") -> dict[str, str]:
    """An officer as a request names them."""
    return {"sub": sub, "name": f"{role}.{sub[:4]}", "personnel": f"P-{sub[-3:]}", "role": role}


def opening(state: str, letter: str = "X", **members: Any) -> dict[str, Any]:
    """A request of a colleague to open the identity of the sealed case."""
    asked = {"fields": ["phone"], "motive": "Rappeler", "reference": "PV-1", "legal_basis": "CPP 59"}
    when = {"requested_at": ago(hours=1), "expires_at": ago(days=-6)}
    people = {"court": "TPI-AGADIR", "requester": named_officer(COLLEAGUE), "decider": None, "reason": None}
    return {"id": "0" + letter * 25, "case": SEALED, "state": state, **asked, **when, **people, **members}


def rang(letter: str = "D", **members: Any) -> dict[str, Any]:
    """An unread danger that rang."""
    unread = {"urgency": "U0", "court": "TPI-AGADIR", "count": 1, "since": ago(minutes=9), "acknowledged_at": None}
    return {"id": "0" + letter * 25, **unread, **members}


def made_file(author: str, letter: str = "F", **members: Any) -> dict[str, Any]:
    """A case's file, made just now."""
    made = {"kind": "dossier", "lang": "fr", "author": author, "state": "ready", "made_at": ago(minutes=0)}
    return {"id": "0" + letter * 25, **made, **members}


def row(case_id: str, **members: Any) -> dict[str, Any]:
    return {
        "id": case_id,
        "court": "TPI-AGADIR",
        "state": "triage",
        "urgency": "U2",
        "category": "FRAUD",
        "language": "fr",
        "assignee": None,
        "created_at": ago(hours=5),
        "version": 3,
        **members,
    }


def _case(summary: dict[str, Any], **members: Any) -> dict[str, Any]:
    return {
        **summary,
        "diagnosis": None,
        "territory": None,
        "court_choices": [],
        "report": {"lang": "ar", "citizen_choice": summary["category"], "reporter": {"role": "victim"}},
        "notes": [],
        "messages": [],
        "contests": [],
        "contested_at": None,
        "evidence": [],
        "links": [],
        "leave": None,
        "flags": [],
        "unread": True,
        "identity": {"mode": "confidential", "fields": ["full_name", "phone"], "erased": False},
        "sealed_answers": [],
        "unseal_requests": [],
        "acts": [],
        "deadlines": [],
        "orders": {},
        "complaint": None,
        **members,
    }


def _steps(fact: str, rank: int, commune: str, court: str) -> list[dict[str, Any]]:
    return [
        {
            "rules": ["J4", "J2"],
            "basis": "law",
            "articles": ["CPP 44", "CPP 259", "decree 2.23.665 art. 3"],
            "fact": fact,
            "rank": rank,
            "communes": [commune],
            "court": court,
        },
        {
            "rules": ["J8"],
            "basis": "ours",
            "articles": ["CPP 40"],
            "court": court,
            "level": "misdemeanour",
            "class_from": "presumed",
        },
    ]


def _explanation(paragraph: str, effect: str) -> dict[str, Any]:
    def police(service: str, basis: str, article: str, communes: list[str]) -> dict[str, Any]:
        return {"service": service, "basis": basis, "articles": [article], "communes": communes, "label": service}

    return {
        "paragraph": paragraph,
        "missing": [{"key": "victim.nationality", "effect": effect}, {"key": "offence_class", "effect": ""}],
        "police": [
            police("dgsn", "inferred", "CPP 20", ["09.001.01.01"]),
            police("national_brigade", "law", "CPP 22-1", []),
        ],
    }


def named() -> dict[str, Any]:
    """A hacked account, told in Arabizi by a named victim of Agadir, with everything that a case page can show."""
    text = (
        "Salam, 3afakom whatsapp dyali tpirata lbare7. sifto lya code o 3titou lihom, daba kaysifto l s7abi "
        "https://wa-verify.example/c?x=1 o 3 dyal nass sifto 1500dh l +212600000003. \u202egnp.erutpac\u202c"
    )
    return _case(
        row(NAMED, category="HACK", urgency="U1", language="ary-Latn", created_at=ago(minutes=31)),
        report={
            "lang": "ar",
            "citizen_choice": "OTHER",
            "text": text,
            "form": {"version": 1, "kind": "HACK"},
            "reporter": {"role": "victim", "identity": "named", "age_band": "adult"},
            "answers": {"paid_when": "under_24h", "amount": {"amount": 150000, "currency": "MAD"}},
            "victim": {"age_band": "minor", "nationality": "MA"},
            "urls": ["https://wa-verify.example/c?x=1"],
            "identifiers": {"phones": ["06 00 00 00 03"], "emails": ["fraude@wa-verify.example"]},
            "occurred": "lbare7",
            "locations": {"offence_commune": "Agadir", "suspect_commune": "Oued Zem", "reporter_country": "MA"},
        },
        diagnosis={
            "language": "ary-Latn",
            "script": "Latn",
            "observables": [
                {"type": "phone", "value": "+212600000003", "raw": "+212600000003", "where": "text"},
                {"type": "url", "value": "https://wa-verify.example/c?x=1", "where": "text"},
                {"type": "rib", "value": "999780000000000000000105", "where": "text"},
            ],
            "content_keys": [],
            "lookalikes": [{"domain": "wa-verify.example", "imitates": "whatsapp", "reason": "added_word"}],
            "category": "HACK",
            "secondary": ["FRAUD", "IMPERS"],
            "urgency": "U1",
            "reasons": [
                {"signal": "hack.friends", "evidence": "whatsapp dyali tpirata", "effect": "HACK +4"},
                {"signal": "phish.credential", "evidence": "sifto lya code", "effect": "PHISH +2"},
                {"signal": "citizen_choice", "evidence": "OTHER", "effect": "OTHER +1"},
            ],
            "flags": ["minor", "citizen_choice_differs", "lookalike", "bidi_control"],
        },
        territory={
            "forums": [
                {
                    "court_id": "TPI-AGADIR",
                    "prosecutor": "procureur_du_roi",
                    "rule_ids": ["J4", "J2"],
                    "articles": ["CPP 44", "CPP 259", "decree 2.23.665 art. 3"],
                    "facts_used": ["offence"],
                    "exclusive": False,
                    "note": "",
                    "notes": [],
                    "steps": _steps("offence", 1, "09.001.01.01", "TPI-AGADIR"),
                },
                {
                    "court_id": "TPI-OUED-ZEM",
                    "prosecutor": "procureur_du_roi",
                    "rule_ids": ["J4"],
                    "articles": ["CPP 44", "CPP 259", "decree 2.23.665 art. 3"],
                    "facts_used": ["suspect_residence"],
                    "exclusive": False,
                    "note": "",
                    "notes": [],
                    "steps": _steps("suspect_residence", 2, "05.311.01.09", "TPI-OUED-ZEM"),
                },
            ],
            "flags": ["several_forums", "class_presumed", "minor_victim"],
            "missing": ["victim.nationality", "offence_class"],
            "confidence": "likely",
            "explanation": {
                "ar": _explanation("التعليل كله.", "أثره."),
                "fr": _explanation("Tout l’argument.", "Effet."),
            },
            "questions": {
                "victim.nationality": {
                    "ar": "هل الشخص المتضرر مغربي؟",
                    "fr": "La personne visée est-elle marocaine ?",
                    "en": "Is the person harmed Moroccan?",
                }
            },
        },
        notes=[
            {
                "id": "0" + "P" * 25,
                "author": COLLEAGUE,
                "text": "Vu avec la brigade.",
                "at": ago(minutes=20),
                "private": True,
            }
        ],
        messages=[
            {"id": "0" + "Q" * 25, "from": "reporter", "text": "واش وصلكم التبليغ؟", "at": ago(minutes=25)},
            {
                "id": "0" + "R" * 25,
                "from": "service",
                "author": COLLEAGUE,
                "text": "نعم، توصلنا به.",
                "at": ago(minutes=15),
            },
        ],
        evidence=[
            {
                "id": "0" + "E" * 25,
                "name": "capture.png",
                "type": "image/png",
                "size": 182_000,
                "sha256": "ea" * 32,
                "state": "held",
            }
        ],
        links=[
            link("K", "rib", "strong", 4, row(SEALED, joins="group", alike=None)),
            link("M", "phone", "medium", 100, common=True),
            link("T", "text", "weak", 1, row(SEALED, joins="group", alike=93)),
        ],
        flags=["minor"],
        identity={"mode": "named", "fields": ["full_name", "phone"], "erased": False},
        sealed_answers=["suspect.name"],
    )


def anonymous() -> dict[str, Any]:
    """Praise of terrorism told by an anonymous witness: no act before the prosecutor's leave."""
    return _case(
        row(ANONYMOUS, category="TERR", urgency="U1", language="ar", court="CA-RABAT", created_at=ago(minutes=48)),
        report={
            "lang": "ar",
            "citizen_choice": "TERR",
            "text": "أبلغكم عن قناة تنشر مقاطع تمجد عملية إرهابية وتدعو الشباب إلى السفر، مع رابط للتواصل الخاص.",
            "reporter": {"role": "witness", "identity": "anonymous"},
            "urls": ["https://t.me.example/s/qanat_example_04"],
        },
        territory={
            "forums": [
                {
                    "court_id": "CA-RABAT",
                    "prosecutor": "procureur_general",
                    "rule_ids": ["J5"],
                    "articles": ["law 03-03 art. 7"],
                    "facts_used": ["category"],
                    "exclusive": True,
                    "note": "",
                }
            ],
            "flags": ["exclusive_forum", "prosecutor_leave_required"],
            "missing": [],
            "confidence": "certain",
        },
        identity={"mode": "anonymous", "fields": [], "erased": False},
    )


def sealed() -> dict[str, Any]:
    """A young case with a sealed identity, not diagnosed yet."""
    return _case(
        row(SEALED, language=None, created_at=ago(hours=26)),
        report={
            "lang": "fr",
            "citizen_choice": "FRAUD",
            "text": "Téléphone payé hier soir, page disparue.",
            "reporter": {"role": "victim"},
        },
    )


def others(count: int) -> list[dict[str, Any]]:
    """More rows, in the queue's order, of every urgency and many kinds."""
    kinds = ["PHISH", "HACK", "SEXT", "THREAT", "FRAUD", "DEFAM", "EXAM", "PRIV", "INTIMATE", "HARASS"]
    letters = "BCDEFGHJKMPQRTVWXYZ"
    made = []
    for at in range(count):
        made.append(
            _case(
                row(
                    "1" + letters[at % len(letters)] * 24 + letters[at // len(letters)],
                    category=kinds[at % len(kinds)],
                    urgency=f"U{min(4, 2 + at * 3 // count)}",
                    language=["ary", "fr", "ar", "zgh", "ary-Latn"][at % 5],
                    state=["triage", "referred", "in_inquiry"][at % 3],
                    assignee=[None, COLLEAGUE, ME][at % 3],
                    created_at=ago(hours=60 - at),
                )
            )
        )
    return made
