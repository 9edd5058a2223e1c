"""A whole deployment: package, upload, change set, site, and what follows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import boto3

from infrastructure.change_set import Change, ChangeSet, Report, discard, execute, make_change_set
from infrastructure.deployment.account import Account
from infrastructure.deployment.emulator_steps import after_deployment
from infrastructure.deployment.outputs import outputs_if_any, stack_outputs
from infrastructure.deployment.package import BUILD, Package, make_package
from infrastructure.deployment.site import upload_site
from infrastructure.deployment.source import ROOT
from infrastructure.deployment.upload import upload
from infrastructure.stage import Stage

# Until the distribution exists nobody knows its address; no browser can be there yet.
UNKNOWN_ORIGIN = "https://not-deployed-yet.invalid"

Confirm = Callable[[tuple[Change, ...]], bool]


class DeclinedError(Exception):
    """The person who was shown the changes did not want them."""


def silent(line: str) -> None:
    """Reports to nobody."""


def site_origin(account: Account, origin: str | None) -> str:
    """The site's address: told, set for the stage, or the distribution's as the last deployment gave it."""
    if origin or account.stage.origin:
        return str(origin or account.stage.origin).rstrip("/")
    outputs = outputs_if_any(account)
    return f"https://{outputs['DistributionDomain']}" if outputs else UNKNOWN_ORIGIN


def plan_stack(account: Account, package: Package, origin: str) -> ChangeSet | None:
    """Uploads the package and asks for the change set; None = nothing would change."""
    bucket, template_key = upload(account, package)
    return make_change_set(
        account.client("cloudformation"),
        account.stage.stack,
        account.template_url(bucket, template_key),
        {"CodeBucket": bucket, "CodeKey": package.key, "SiteOrigin": origin},
        {"application": "e-blagh", "stage": account.stage.name},
    )


def preview_stack(
    session: boto3.Session, stage: Stage, *, endpoint_url: str | None = None, origin: str | None = None
) -> tuple[Change, ...]:
    """What a deployment would change; nothing is changed."""
    account = Account(session, stage, endpoint_url)
    change_set = plan_stack(account, make_package(stage), site_origin(account, origin))
    if change_set is None:
        return ()
    discard(account.client("cloudformation"), change_set)
    return change_set.changes


def deploy_stack(
    session: boto3.Session,
    stage: Stage,
    *,
    endpoint_url: str | None = None,
    origin: str | None = None,
    confirm: Confirm | None = None,
    report: Report | None = None,
    root: Path = ROOT,
    build: Path = BUILD,
) -> dict[str, str]:
    """Brings a stage to the state of the folder `root` and returns the stack's outputs.

    `origin`: the site's address (the local proxy's); `confirm` sees the changes first and answers True to go on;
    `report` gets one line for each step and resource. Raises `DeclinedError`, `StackError` or the errors of
    `make_package`; the stack is then as it was.
    """
    say = report or silent
    account = Account(session, stage, endpoint_url)
    say("packaging")
    package = make_package(stage, root=root, build=build)
    address = site_origin(account, origin)
    apply(account, package, address, confirm, say)
    outputs = stack_outputs(session, stage, endpoint_url=endpoint_url)
    if address == UNKNOWN_ORIGIN:
        say("the site's address is known now: telling sign-in and functions")
        apply(account, package, f"https://{outputs['DistributionDomain']}", None, say)
        outputs = stack_outputs(session, stage, endpoint_url=endpoint_url)
    if not stage.cloud:
        after_deployment(account, package.template, outputs)
    say("uploading the site")
    changed = upload_site(account, outputs, build / "site")
    say(f"site: {changed} files changed")
    return outputs


def apply(account: Account, package: Package, origin: str, confirm: Confirm | None, say: Report) -> None:
    """One change set, from question to end."""
    say("asking what would change")
    change_set = plan_stack(account, package, origin)
    if change_set is None:
        say("stack: nothing to change")
        return
    client = account.client("cloudformation")
    if confirm is not None and not confirm(change_set.changes):
        discard(client, change_set)
        raise DeclinedError("nothing was changed")
    execute(client, change_set, say)
