"""Which judicial police may receive the file (section 4 of the rules): beside the proposal, never part of it.

No text assigns communes to one force. What follows the kind of the commune is practice, so `inferred`; where it says
nothing the list is empty and the desk decides.
"""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.jurisdiction.argument import INFERRED, LAW
from chalicelib.domain.jurisdiction.court_map import CourtData, court_of_appeal


def judicial_police(territory: Mapping[str, Any], law: CourtData) -> list[dict[str, Any]]:
    """Services for a proposal: `[{service, basis, articles, communes}]`, those of its first forum's places first.

    `service`: a key of the wording `police`; `basis`: law or inferred; `communes`: codes the service answers for.
    """
    forums = territory["forums"]
    if not forums:
        return []
    services = _local_services(forums[0], law)
    if _beyond_one_force(forums, law):
        services.append({"service": "national_brigade", "basis": LAW, "articles": ["CPP 22-1"], "communes": []})
    if "minor_suspect" in territory["flags"]:
        services.append({"service": "minors_officers", "basis": LAW, "articles": ["CPP 19", "CPP 460"], "communes": []})
    return services


def _local_services(forum: Mapping[str, Any], law: CourtData) -> list[dict[str, Any]]:
    found: dict[str, list[str]] = {}
    for step in forum["steps"]:
        communes = step.get("communes", ())
        services = {law.tables.police[law.places.communes[code].kind] for code in communes}
        if len(services) == 1:
            known = found.setdefault(services.pop(), [])
            known.extend(code for code in communes if code not in known)
    return [
        {"service": service, "basis": INFERRED, "articles": ["CPP 20", "CPP 22"], "communes": communes}
        for service, communes in found.items()
    ]


def _beyond_one_force(forums: list[Mapping[str, Any]], law: CourtData) -> bool:
    """Exclusive competence, or courts of several courts of appeal: the prosecution may charge the national brigade."""
    appeals = {court_of_appeal(law.courts[forum["court_id"]], law).id for forum in forums}
    return len(appeals) > 1 or any(forum["exclusive"] for forum in forums)
