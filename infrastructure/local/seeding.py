"""What a deployed local system needs before people can use it: officers, functions that are awake, samples."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import httpx

from infrastructure.local.addresses import Client, write_abuse, write_addresses
from infrastructure.local.foreign_tokens import expired_tokens, other_client, other_pool
from infrastructure.local.officers import Officer, enrol
from infrastructure.local.progress import Progress
from infrastructure.local.sample_reports import send_all, wait_until_diagnosed

if TYPE_CHECKING:
    from infrastructure.local.system import System

DIAGNOSED_WITHIN = 60.0


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
    """Calls each function once, so that the first person does not wait for its start; a complaint, or nothing."""
    bearer = {"Authorization": f"Bearer {system.token('investigator:TPI-AGADIR')}"}
    asked: list[tuple[str, dict[str, str]]] = [("/api/health", {}), ("/api/portal/me", bearer)]
    with ThreadPoolExecutor(len(asked)) as callers:
        answers = list(
            callers.map(lambda one: httpx.get(system.base_url + one[0], headers=one[1], timeout=35).status_code, asked)
        )
    wrong = [f"{path} answers {status}" for (path, _), status in zip(asked, answers, strict=True) if status != 200]
    return "; ".join(wrong)


def seed_samples(system: System, shown: Progress) -> None:
    """Sends the sample reports that were not sent yet and waits for their diagnosis."""
    file = system.folder.samples
    with shown.step("Sending the sample reports"):
        system.receipts = send_all(system.base_url, file, shown.count)
    with shown.step("Waiting for their diagnosis"):
        late = wait_until_diagnosed(system.base_url, file, DIAGNOSED_WITHIN, shown.count)
    if late:
        system.complaints.append(f"not diagnosed within {DIAGNOSED_WITHIN:.0f} s: samples {', '.join(late)}")
