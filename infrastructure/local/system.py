"""A whole local system: emulator, proxy, deployed stack, officers, samples; brought up and taken down as one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3

from infrastructure.local.deploying import deployed
from infrastructure.local.emulator import Emulator, EmulatorError
from infrastructure.local.folder import LocalFolder, read_json, write_private
from infrastructure.local.locks import ProcessLock
from infrastructure.local.officers import Account, accounts, roster
from infrastructure.local.ports import HOST, listening_socket, port_of
from infrastructure.local.progress import Progress, silent
from infrastructure.local.proxy.routes import Deployment
from infrastructure.local.proxy.thread import ProxyThread
from infrastructure.local.seeding import seed_aged_requests, seed_officers, seed_samples, woken
from infrastructure.local.session import emulator_session, forget_the_callers_account
from infrastructure.local.tokens import Kind, sign_in
from infrastructure.stage import Stage, load_stage

SNAPSHOT_EVERY = 45.0


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
    aged: bool = False,
    site_port: int = 0,
    emulator_port: int = 0,
    build: bool = True,
    progress: Progress | None = None,
) -> Iterator[System]:
    """Brings a whole system up in `folder`, on free ports unless named, and takes it down, its state kept.

    `seed` sends the sample reports, `aged` makes the requests that abuse cases find expired or revoked. `build` False
    takes `build/site` as it is. AlreadyRunningError when another process runs one in this folder. The calling process
    forgets its own AWS account.
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
            complaint = woken(system)
        if complaint:
            system.complaints.append(complaint)
        if seed:
            seed_samples(system, shown)
        if aged:
            seed_aged_requests(system, shown)
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
    outputs = deployed(local, stage, emulator, base_url, build, shown)
    proxy.deployed(Deployment(outputs["ApiId"], outputs["DistributionDomain"], outputs["UserPoolId"]))
    people = roster()
    system = System(local, stage, emulator, base_url, outputs, accounts(people, local.accounts))
    with shown.step("Signing the demo officers up"):
        seed_officers(system, people)
    return system


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
