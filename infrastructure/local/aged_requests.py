"""Two requests that time has passed over, for the abuse cases: an approval past its end, an approver without the role.

Waiting a day and dismissing a person would give the same.
"""

from __future__ import annotations

import secrets
import time
import uuid
from typing import TYPE_CHECKING, Any

import httpx

from chalicelib.stores.tables import JsonAttribute
from infrastructure.local.folder import read_json, write_private
from infrastructure.local.officers import Account, Officer, enrol, password
from infrastructure.local.tokens import sign_in

if TYPE_CHECKING:
    from infrastructure.local.system import System

COURT, COMMUNE = "TPI-AGADIR", "Agadir"
RIGHT = f"custodian:{COURT}"
FORMER = Officer("former-custodian", (RIGHT,), "DEMO-FORMER", f"former:{COURT}", shown=False)
LONG_AGO = "2026-01-01T00:00:00Z"
FOUND_WITHIN = 30.0
WANTED = {"fields": ["full_name"], "motive": "Audition", "reference": "PV-2026-1", "legal_basis": "CPP 59"}


class AgedRequestsError(Exception):
    """The running system did not let them be made."""


def add_aged_requests(system: System) -> None:
    """Tell `expired_request` and `revoked_request` in `abuse.json`; made once a folder. Raises AgedRequestsError."""
    file = system.folder.root / "aged_requests.json"
    known = read_json(file)
    if not known:
        try:
            with httpx.Client(base_url=system.base_url, timeout=30) as http:
                known = _made(system, http)
        except (httpx.HTTPError, KeyError, ValueError) as error:
            raise AgedRequestsError(f"no aged requests for the abuse cases: {type(error).__name__}") from error
        write_private(file, known)
    told = read_json(system.folder.abuse)
    told["variables"] |= known
    write_private(system.folder.abuse, told)


def _made(system: System, http: httpx.Client) -> dict[str, str]:
    asker = system.token(f"investigator:{COURT}")
    case = _confidential_case(http, asker)
    expired, revoked = (str(_posted(http, f"cases/{case}/unseal-requests", asker, WANTED)["id"]) for _ in range(2))
    _posted(http, f"unseal-requests/{expired}/approve", system.token(RIGHT), {})
    _age(system.client("dynamodb"), system.outputs["IdentitiesTable"], case, expired)
    _approved_by_somebody_who_left(system, http, revoked)
    return {"expired_request": expired, "revoked_request": revoked}


def _confidential_case(http: httpx.Client, asker: str) -> str:
    """The id of a new case of the court, once it is routed and found."""
    mark = secrets.token_hex(8)
    report = {
        "lang": "fr",
        "citizen_choice": "FRAUD",
        "text": f"Annonce fictive {mark}",
        "reporter": {"role": "victim", "identity": "confidential"},
        "identity": {"full_name": "Personne Fictive"},
        "locations": {"offence_commune": COMMUNE, "victim_commune": COMMUNE},
    }
    http.post("/api/reports", json=report, headers={"Idempotency-Key": str(uuid.uuid4())}).raise_for_status()
    deadline = time.monotonic() + FOUND_WITHIN
    while time.monotonic() < deadline:
        items = _posted(http, "search", asker, {"q": mark})["items"]
        if items:
            return str(items[0]["id"])
        time.sleep(0.5)
    raise ValueError("not found in time")


def _approved_by_somebody_who_left(system: System, http: httpx.Client, request: str) -> None:
    pool: Any = system.client("cognito-idp")
    pool_id, client_id = system.outputs["UserPoolId"], system.outputs["PortalClientId"]
    key = password()
    enrol(pool, pool_id, [FORMER], [Account(FORMER.user, key, ["custodian"], [COURT], FORMER.principal)])
    token = sign_in(pool, pool_id, client_id, FORMER.user, key)
    _posted(http, f"unseal-requests/{request}/approve", token, {})
    pool.admin_remove_user_from_group(UserPoolId=pool_id, Username=FORMER.user, GroupName=RIGHT)
    pool.admin_disable_user(UserPoolId=pool_id, Username=FORMER.user)


def _age(dynamodb: Any, table: str, case: str, request: str) -> None:
    """Moves the end of an approval into the past, with the operator's own rights; no function could."""
    key = {"pk": {"S": f"CASE#{case}"}, "sk": {"S": f"REQUEST#{request}"}}
    kept = dynamodb.get_item(TableName=table, Key=key, ConsistentRead=True)["Item"]["body"]["B"]
    body = JsonAttribute().serialize({**JsonAttribute().deserialize(kept), "expires_at": LONG_AGO})
    dynamodb.update_item(
        TableName=table, Key=key, UpdateExpression="SET body = :body", ExpressionAttributeValues={":body": {"B": body}}
    )


def _posted(http: httpx.Client, path: str, token: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = http.post(f"/api/portal/{path}", json=body, headers={"Authorization": f"Bearer {token}"})
    return dict(answer.raise_for_status().json())
