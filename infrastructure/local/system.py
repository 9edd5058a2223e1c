"""A whole local system: emulator, proxy, deployed stack, officers, samples; brought up and taken down as one."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
import httpx

from infrastructure.deployment.deploy import deploy_stack
from infrastructure.local.addresses import Client, write_abuse, write_addresses
from infrastructure.local.emulator import Emulator, EmulatorError
from infrastructure.local.folder import PROJECT, LocalFolder, read_json, write_private
from infrastructure.local.foreign_tokens import expired_tokens, other_client, other_pool
from infrastructure.local.locks import ProcessLock
from infrastructure.local.officers import Account, Officer, accounts, enrol, roster
from infrastructure.local.ports import HOST, listening_socket, port_of
from infrastructure.local.progress import Progress, silent
from infrastructure.local.proxy.routes import Deployment
from infrastructure.local.proxy.thread import ProxyThread
from infrastructure.local.sample_reports import send_all, wait_until_diagnosed
from infrastructure.local.session import emulator_session, forget_the_callers_account
from infrastructure.local.sources import sources_digest
from infrastructure.local.tokens import Kind, sign_in
from infrastructure.stage import Stage, load_stage

SNAPSHOT_EVERY = 45.0
DIAGNOSED_WITHIN = 60.0


class BuildError(Exception):
    """The site could not be built; the message is the builder's own."""


@dataclass
class System:
    """A running system. `outputs` are the stack's; `accounts` the officers that can sign in.

    `receipts` are the sample reports' by sample; `complaints` say what is not as it should be.
    """

    folder: LocalFolder
    stage: Stage
    emulator: Emulator
    base_url: str
    outputs: dict[str, str]
    accounts: list[Account]
    receipts: dict[str, str] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    @property
    def session(self) -> boto3.Session:
        """A session with every right on the emulator; to be used with `endpoint_url=system.emulator.endpoint`."""
        return emulator_session(self.stage.region)

    def client(self, service: Any) -> Any:
        """A boto3 client of the emulator with every right."""
        return self.session.client(service, endpoint_url=self.emulator.endpoint)

    def account(self, who: str) -> Account:
        """The account of a user name or a principal; KeyError when there is none."""
        return find_account(self.accounts, who)

    def token(self, who: str, kind: Kind = "id") -> str:
        """A fresh token of an officer, named by user or principal."""
        account = self.account(who)
        return sign_in(
            self.client("cognito-idp"),
            self.outputs["UserPoolId"],
            self.outputs["PortalClientId"],
            account.user,
            account.password,
            kind,
        )


def find_account(known: list[Account], who: str) -> Account:
    """The account of a user name or a principal; KeyError when there is none."""
    for account in known:
        if who in (account.user, account.principal):
            return account
    raise KeyError(who)


@contextmanager
def running_system(
    folder: Path,
    *,
    seed: bool = False,
    site_port: int = 0,
    emulator_port: int = 0,
    build: bool = True,
    progress: Progress | None = None,
) -> Iterator[System]:
    """Brings a whole system up in `folder`, on free ports unless named, and takes it down, its state kept.

    `seed` sends the sample reports. `build` False takes `build/site` as it is. AlreadyRunningError when another
    process runs one in this folder. The calling process forgets its own AWS account.
    """
    forget_the_callers_account()
    shown = progress or silent()
    local = LocalFolder(folder.resolve())
    local.make()
    lock = ProcessLock(local.lock)
    lock.take(phase="starting")
    with ExitStack() as ending:
        ending.callback(lock.release)
        system = _bring_up(local, lock, ending, shown, site_port, emulator_port, build)
        with shown.step("Waking the functions"):
            complaint = _woken(system)
        if complaint:
            system.complaints.append(complaint)
        if seed:
            _samples(system, shown)
        with shown.step("Saving the state"):
            system.emulator.snapshot()
        ending.enter_context(_saved_regularly(system.emulator))
        lock.tell(**_told(system))
        yield system
        lock.tell(**{**_told(system), "phase": "stopping"})


def _bring_up(
    local: LocalFolder,
    lock: ProcessLock,
    ending: ExitStack,
    shown: Progress,
    site_port: int,
    emulator_port: int,
    build: bool,
) -> System:
    stage = load_stage("local")
    last = read_json(local.ports)
    emulator = Emulator(local, emulator_port)
    ending.callback(emulator.stop)
    with shown.step("Starting the local cloud"):
        emulator.start()
    site = listening_socket(site_port, last.get("site", 0))
    base_url = f"http://{HOST}:{port_of(site)}"
    write_private(local.ports, {"emulator": emulator.port, "site": port_of(site)})
    lock.tell(phase="starting", base_url=base_url)
    proxy = ProxyThread(site, HOST, emulator.port)
    ending.callback(proxy.stop)
    proxy.start()
    outputs = _deployed(local, stage, emulator, base_url, build, shown)
    proxy.deployed(Deployment(outputs["ApiId"], outputs["DistributionDomain"], outputs["UserPoolId"]))
    people = roster()
    system = System(local, stage, emulator, base_url, outputs, accounts(people, local.accounts))
    with shown.step("Signing the demo officers up"):
        _officers(system, people)
    return system


def _deployed(
    local: LocalFolder, stage: Stage, emulator: Emulator, base_url: str, build: bool, shown: Progress
) -> dict[str, str]:
    digest = sources_digest(PROJECT, base_url)
    last = read_json(local.deployed)
    if last.get("digest") == digest:
        return dict(last["outputs"])
    if build:
        with shown.step("Building the site"):
            _build_site()
    with shown.step("Deploying the stack"):
        outputs = deploy_stack(
            emulator_session(stage.region),
            stage,
            endpoint_url=emulator.endpoint,
            origin=base_url,
            report=shown.say,
        )
    write_private(local.deployed, {"digest": digest, "outputs": outputs})
    emulator.snapshot()
    return outputs


def _build_site() -> None:
    command = [sys.executable, "-c", "from infrastructure.cli import main; main()", "build"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildError(f"The site was not built:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")


def _officers(system: System, people: list[Officer]) -> None:
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


def _woken(system: System) -> str:
    """Calls each function once, so that the first person does not wait for its start; a complaint, or nothing."""
    bearer = {"Authorization": f"Bearer {system.token('investigator:TPI-AGADIR')}"}
    asked: list[tuple[str, dict[str, str]]] = [("/api/health", {}), ("/api/portal/me", bearer)]
    with ThreadPoolExecutor(len(asked)) as callers:
        answers = list(
            callers.map(lambda one: httpx.get(system.base_url + one[0], headers=one[1], timeout=35).status_code, asked)
        )
    wrong = [f"{path} answers {status}" for (path, _), status in zip(asked, answers, strict=True) if status != 200]
    return "; ".join(wrong)


def _samples(system: System, shown: Progress) -> None:
    file = system.folder.samples
    with shown.step("Sending the sample reports"):
        system.receipts = send_all(system.base_url, file, shown.count)
    with shown.step("Waiting for their diagnosis"):
        late = wait_until_diagnosed(system.base_url, file, DIAGNOSED_WITHIN, shown.count)
    if late:
        system.complaints.append(f"not diagnosed within {DIAGNOSED_WITHIN:.0f} s: samples {', '.join(late)}")


@contextmanager
def _saved_regularly(emulator: Emulator) -> Iterator[None]:
    stop = threading.Event()

    def save() -> None:
        while not stop.wait(SNAPSHOT_EVERY):
            with suppress(EmulatorError):
                emulator.snapshot()

    thread = threading.Thread(target=save, name="snapshots", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _told(system: System) -> dict[str, object]:
    return {
        "phase": "ready",
        "base_url": system.base_url,
        "endpoint": system.emulator.endpoint,
        "region": system.stage.region,
        "pool_id": system.outputs["UserPoolId"],
        "client_id": system.outputs["PortalClientId"],
    }
