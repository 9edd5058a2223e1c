"""The demo officers: one person for every principal of the abuse cases, and an investigator where samples go.

Fictional people of a local installation: their passwords are made here, at random, and stay in the local folder.
"""

from __future__ import annotations

import contextlib
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from infrastructure.local.folder import read_json, write_private

ROSTER = Path(__file__).with_name("roster.yaml")

# No letters and digits that look alike. Three groups of five: 86 bits, and every class that the pool asks for.
LETTERS, DIGITS = "abcdefghjkmnpqrstuvwxyz", "23456789"


@dataclass(frozen=True)
class Officer:
    """A person: account name, groups `<role>:<court>`, personnel number, principal of the abuse cases."""

    user: str
    groups: tuple[str, ...]
    personnel: str
    principal: str
    shown: bool

    @property
    def roles(self) -> list[str]:
        """Roles, each once, in the order of the groups."""
        return list(dict.fromkeys(group.partition(":")[0] for group in self.groups))

    @property
    def courts(self) -> list[str]:
        """Courts or the national desk, each once."""
        return list(dict.fromkeys(group.partition(":")[2] for group in self.groups))


@dataclass(frozen=True)
class Account:
    """An officer's account; `shown` when it is one of the main ones."""

    user: str
    password: str
    roles: list[str]
    courts: list[str]
    principal: str
    shown: bool = False

    def told(self) -> dict[str, Any]:
        """As `addresses.json` tells it."""
        return {name: value for name, value in asdict(self).items() if name != "shown"}


def roster() -> list[Officer]:
    """Everyone, from `roster.yaml`."""
    plan: dict[str, Any] = yaml.safe_load(ROSTER.read_text(encoding="utf-8"))
    people = [
        (f"{name}:{court}", tuple(f"{role}:{court}" for role in roles))
        for court in plan["courts"]
        for name, roles in plan["people"].items()
    ]
    people += [(f"investigator:{court}", (f"investigator:{court}",)) for court in plan["investigators_also_at"]]
    people.append(("nogroup", ()))
    return [
        Officer(
            user=principal.replace(":", "-").lower(),
            groups=groups,
            personnel=f"DEMO-{number:04d}",
            principal=principal,
            shown=principal in plan["shown"],
        )
        for number, (principal, groups) in enumerate(people, start=1)
    ]


def password() -> str:
    """A random password that a person can type: 15 letters and digits in three groups."""
    groups = ["".join(secrets.choice(LETTERS + DIGITS) for _ in range(4)) for _ in range(3)]
    ends = [secrets.choice(DIGITS), secrets.choice(LETTERS).upper(), secrets.choice(LETTERS)]
    return "-".join(group + end for group, end in zip(groups, ends, strict=True))


def accounts(people: list[Officer], file: Path) -> list[Account]:
    """The people's accounts, with the passwords kept in `file`; missing ones are made and kept."""
    kept = read_json(file)
    known: dict[str, str] = {person.user: kept.get(person.user) or password() for person in people}
    if known != kept:
        write_private(file, known)
    return [
        Account(person.user, known[person.user], person.roles, person.courts, person.principal, person.shown)
        for person in people
    ]


def enrol(pool: Any, pool_id: str, people: list[Officer], accounts: list[Account]) -> None:
    """Makes every person, group and membership that the pool lacks, and sets the passwords."""
    keys = {account.user: account.password for account in accounts}
    for group in sorted({group for person in people for group in person.groups}):
        try:
            pool.create_group(UserPoolId=pool_id, GroupName=group)
        except pool.exceptions.GroupExistsException:
            continue
    for person in people:
        with contextlib.suppress(pool.exceptions.UsernameExistsException):
            pool.admin_create_user(
                UserPoolId=pool_id,
                Username=person.user,
                MessageAction="SUPPRESS",
                # The emulator makes up a temporary one that is shorter than the pool's policy, and then refuses it.
                TemporaryPassword=keys[person.user],
                UserAttributes=[{"Name": "custom:personnel", "Value": person.personnel}],
            )
        pool.admin_set_user_password(
            UserPoolId=pool_id, Username=person.user, Password=keys[person.user], Permanent=True
        )
        for group in person.groups:
            pool.admin_add_user_to_group(UserPoolId=pool_id, Username=person.user, GroupName=group)
