"""What a deployed local system needs before people can use it: officers, functions that are awake, samples."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import httpx

from infrastructure.local.addresses import Client, write_abuse, write_addresses
from infrastructure.local.aged_requests import AgedRequestsError, add_aged_requests
from infrastructure.local.foreign_tokens import expired_tokens, other_client, other_pool
from infrastructure.local.officers import Officer, enrol
from infrastructure.local.progress import Progress
from infrastructure.local.sample_reports import send_all, wait_until_diagnosed

if TYPE_CHECKING:
    from infrastructure.local.system import System

DIAGNOSED_WITHIN = 60.0
# Below the number of calls that the proxy lets through at once.
WOKEN_AT_ONCE = 5


def seed_officers(system: System, people: list[Officer]) -> None:
    """Signs the people up, makes the foreign clients and tokens of the abuse cases, writes the two address files."""
    pool: Any = system.client("cognito-idp")
    pool_id, client_id = system.outputs["UserPoolId"], system.outputs["PortalClientId"]
    if not _enrolled(pool, pool_id, people):
        enrol(pool, pool_id, people, system.accounts)
    others = {
        "portal": Client(pool_id, client_id),
        "otherclient": Client(pool_id, other_client(pool, pool_id)),
        "otherpool": Client(*other_pool(pool, people, system.accounts)),
    }
    expired = expired_tokens(pool, pool_id, client_id, system.accounts)
    write_addresses(system.folder, system.base_url, pool_id, system.accounts)
    write_abuse(system.folder, system.base_url, system.emulator.endpoint, system.stage.region, others, expired)


def _enrolled(pool: Any, pool_id: str, people: list[Officer]) -> bool:
    users: set[str] = set()
    for page in pool.get_paginator("list_users").paginate(UserPoolId=pool_id):
        users.update(user["Username"] for user in page["Users"])
    return users >= {person.user for person in people}


def woken(system: System) -> str:
    """Starts a few workers of each function, so that the first people do not wait for them; a complaint, or nothing.

    Calls that come at once need a worker each; a start costs about half a second of a core.
    """
    bearer = {"Authorization": f"Bearer {system.token('investigator:TPI-AGADIR')}"}
    nobodys = {"receipt": "0000-0000-0000-0000"}
    with httpx.Client(base_url=system.base_url, timeout=60) as http, ThreadPoolExecutor(WOKEN_AT_ONCE) as callers:
        calls = [
            *[("receipts", 404, callers.submit(http.post, "/api/receipts", json=nobodys)) for _ in range(3)],
            ("portal", 200, callers.submit(http.get, "/api/portal/me", headers=bearer)),
            ("unsealing", 200, callers.submit(http.get, "/api/portal/unseal-requests", headers=bearer)),
        ]
        try:
            answers = [(what, wanted, call.result().status_code) for what, wanted, call in calls]
        except httpx.HTTPError as error:
            return f"no answer: {type(error).__name__}"
    return "; ".join(sorted({f"{what} answers {status}" for what, wanted, status in answers if status != wanted}))


def seed_samples(system: System, shown: Progress) -> None:
    """Sends the sample reports that were not sent yet and waits for their diagnosis."""
    file = system.folder.samples
    with shown.step("Sending the sample reports"):
        system.receipts = send_all(system.base_url, file, shown.count)
    with shown.step("Waiting for their diagnosis"):
        late = wait_until_diagnosed(system.base_url, file, DIAGNOSED_WITHIN, shown.count)
    if late:
        system.complaints.append(f"not diagnosed within {DIAGNOSED_WITHIN:.0f} s: samples {', '.join(late)}")


def seed_aged_requests(system: System, shown: Progress) -> None:
    """Makes the two requests that time has passed over; what is in the way becomes a complaint."""
    with shown.step("Making requests that time has passed over"):
        try:
            add_aged_requests(system)
        except AgedRequestsError as error:
            system.complaints.append(str(error))
