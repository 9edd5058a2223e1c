"""Accounts of officers in the pool. A right is a group `<role>:<court id>`; nothing else gives any."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import ClientError

from infrastructure.deployment.account import Account
from infrastructure.deployment.outputs import stack_outputs
from infrastructure.deployment.user_book import UserBook
from infrastructure.stage import Stage

COURTS = Path(__file__).resolve().parents[2] / "chalicelib" / "reference_data" / "law" / "courts.json"
NATIONAL = "NATIONAL"
ROLES = ("analyst", "investigator", "supervisor", "prosecutor", "custodian", "auditor", "administrator")
PERSONNEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}")


class OfficerError(Exception):
    """A right, court, name or number that does not exist or is not well formed."""


@dataclass(frozen=True)
class Officer:
    """An account as the pool tells it."""

    user: str
    personnel: str
    enabled: bool
    status: str
    rights: tuple[str, ...]


@cache
def court_ids() -> frozenset[str]:
    """Every court of the map, and the national desk."""
    courts = json.loads(COURTS.read_text())["courts"]
    return frozenset(court["id"] for court in courts) | {NATIONAL}


def checked_right(right: str) -> str:
    """`investigator:TPI-AGADIR` as it is, when role and court exist; raises `OfficerError`."""
    role, colon, court = right.partition(":")
    if not colon or role not in ROLES:
        raise OfficerError(f"{right!r} is no right: it must be <role>:<court>, role one of {', '.join(ROLES)}")
    if court not in court_ids():
        raise OfficerError(f"{court!r} is no court of the map, nor {NATIONAL}")
    return right


class Officers:
    """The accounts of one stage."""

    def __init__(self, session: boto3.Session, stage: Stage, *, endpoint_url: str | None = None) -> None:
        """Finds the pool of the deployed stage; raises `StackError` when there is none."""
        outputs = stack_outputs(session, stage, endpoint_url=endpoint_url)
        self.pool_id = outputs["UserPoolId"]
        account = Account(session, stage, endpoint_url)
        self._pool: Any = account.client("cognito-idp")
        self._book = UserBook(account, outputs["AuditTable"])

    def create(self, user: str, personnel: str, rights: Iterable[str], password: str | None = None) -> None:
        """Makes an account that must choose its password at the first sign-in; `password` = the temporary one.

        Raises `OfficerError` before anything is made when a right or the personnel number is not well formed.
        """
        if not PERSONNEL.fullmatch(personnel):
            raise OfficerError(f"{personnel!r} is no personnel number: letters, digits and dashes, at most 40")
        checked = [checked_right(right) for right in rights]
        temporary = {"TemporaryPassword": password} if password else {}
        try:
            self._pool.admin_create_user(
                UserPoolId=self.pool_id,
                Username=user,
                UserAttributes=[{"Name": "custom:personnel", "Value": personnel}],
                MessageAction="SUPPRESS",
                **temporary,
            )
        except self._pool.exceptions.UsernameExistsException as error:
            raise OfficerError(f"{user} has an account already") from error
        self._book.note("account.created", self._item(user))
        for right in checked:
            self.grant(user, right)

    def list(self) -> list[Officer]:
        """Every account with its rights, by name."""
        found = []
        for page in self._pool.get_paginator("list_users").paginate(UserPoolId=self.pool_id):
            for entry in page["Users"]:
                attributes = {attribute["Name"]: attribute["Value"] for attribute in entry["Attributes"]}
                found.append(
                    Officer(
                        user=entry["Username"],
                        personnel=attributes.get("custom:personnel", ""),
                        enabled=entry["Enabled"],
                        status=entry["UserStatus"],
                        rights=self.rights(entry["Username"]),
                    )
                )
        return sorted(found, key=lambda officer: officer.user)

    def rights(self, user: str) -> tuple[str, ...]:
        """The rights of one account, sorted."""
        pages = self._pool.get_paginator("admin_list_groups_for_user").paginate(UserPoolId=self.pool_id, Username=user)
        return tuple(sorted(group["GroupName"] for page in pages for group in page["Groups"]))

    def grant(self, user: str, right: str) -> None:
        """Gives a right from the next token on; its group is made when nobody had it before."""
        with self._book.recorded("right.granted", self._item(user, checked_right(right))):
            with contextlib.suppress(self._pool.exceptions.GroupExistsException):
                self._pool.create_group(UserPoolId=self.pool_id, GroupName=right)
            self._about(user, "admin_add_user_to_group", GroupName=right)

    def revoke(self, user: str, right: str) -> None:
        """Takes a right away and ends the sessions that carry it."""
        with self._book.recorded("right.revoked", self._item(user, checked_right(right))):
            self._about(user, "admin_remove_user_from_group", GroupName=right)
            self._about(user, "admin_user_global_sign_out")

    def disable(self, user: str) -> None:
        """Keeps a person out from now on; the account stays, because entries of the audit name it."""
        with self._book.recorded("account.disabled", self._item(user)):
            self._about(user, "admin_disable_user")
            self._about(user, "admin_user_global_sign_out")

    def reset_password(self, user: str, password: str) -> None:
        """Sets a temporary password that must be changed at the next sign-in, and ends the sessions."""
        with self._book.recorded("account.password_reset", self._item(user)):
            self._about(user, "admin_set_user_password", Password=password, Permanent=False)
            self._about(user, "admin_user_global_sign_out")

    def _item(self, user: str, right: str = "") -> str:
        """What an entry is about: the account's subject, which says nothing of a person, and the right."""
        attributes = self._about(user, "admin_get_user")["UserAttributes"]
        subject = next(attribute["Value"] for attribute in attributes if attribute["Name"] == "sub")
        return f"USER#{subject}#{right}" if right else f"USER#{subject}"

    def _about(self, user: str, operation: str, **members: Any) -> Any:
        try:
            return getattr(self._pool, operation)(UserPoolId=self.pool_id, Username=user, **members)
        except self._pool.exceptions.UserNotFoundException as error:
            raise OfficerError(f"there is no account {user}") from error
        except ClientError as error:
            raise OfficerError(f"the pool refused: {error}") from error
