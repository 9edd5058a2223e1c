"""The portal, the unsealing function and the retention over tables, a key and a pool in memory."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import boto3
import pytest

from chalicelib.domain.access import Officer, Right
from chalicelib.gateways.directory import Directory
from chalicelib.gateways.keys_in_force import KeysInForce
from chalicelib.gateways.open_seal import OpenSeal
from chalicelib.routes.caller import SignIn
from chalicelib.routes.portal.api import PortalApi
from chalicelib.routes.unsealing.api import UnsealingApi
from chalicelib.stores.cases import Cases
from chalicelib.stores.retention import RetainedRows
from chalicelib.usecases.retention.enforce_retention import EnforceRetention
from chalicelib.wiring.portal import PortalTools
from chalicelib.wiring.portal import assembled as portal_assembled
from chalicelib.wiring.unsealing import UnsealingTools
from chalicelib.wiring.unsealing import assembled as unsealing_assembled
from tests.casework.world import SEARCH_KEY, World, tables
from tests.every_call.broken import Calls, watched
from tests.every_call.kept import put_back, saved
from tests.identity.conftest import Asking
from tests.portal_routes.conftest import ShelfInMemory

REGION = "eu-west-3"


@dataclass
class Service:
    """What the steps are tried on."""

    world: World
    asking: Asking
    portal: PortalApi
    unsealing: UnsealingApi
    retention: EnforceRetention
    pool: Any
    pool_id: str
    alarms: list[None]

    def enrolled(self, *groups: str) -> Officer:
        """A person of the pool, as a token names them."""
        name = groups[0].lower().replace(":", "-")
        made = self.pool.admin_create_user(UserPoolId=self.pool_id, Username=name)
        for group in groups:
            with suppress(self.pool.exceptions.GroupExistsException):
                self.pool.create_group(UserPoolId=self.pool_id, GroupName=group)
            self.pool.admin_add_user_to_group(UserPoolId=self.pool_id, Username=name, GroupName=group)
        sub = next(part["Value"] for part in made["User"]["Attributes"] if part["Name"] == "sub")
        rights = frozenset(Right(*group.split(":")) for group in groups)
        return Officer(sub, f"P-{name}", rights, name)


@pytest.fixture(scope="module")
def whole_service() -> Iterator[Service]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "testing")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        with tables():
            yield _built(World())


@pytest.fixture
def service(whole_service: Service) -> Iterator[Service]:
    """The same one for a whole module, with its tables empty again after each test."""
    empty, moment = saved(), whole_service.world.moment
    yield whole_service
    put_back(empty)
    whole_service.world.moment = moment
    whole_service.alarms.clear()


def _built(world: World) -> Service:
    sign_in, writer = SignIn("eu-west-3_pool", "portal-client"), world.writer()
    asking, alarms = Asking(world), list[None]()
    pool = boto3.client("cognito-idp", region_name=REGION)
    pool_id = pool.create_user_pool(PoolName="officers")["UserPool"]["Id"]
    portal = portal_assembled(
        PortalTools(sign_in, writer, lambda: [SEARCH_KEY], world.now, world.new_id, str.split, 60, ShelfInMemory())
    )
    unsealing = unsealing_assembled(
        UnsealingTools(
            sign_in,
            writer,
            OpenSeal(asking.kms, KeysInForce([asking.key])),
            Directory(pool, pool_id),
            world.now,
            world.new_id,
            lambda: [SEARCH_KEY],
            lambda: alarms.append(None),
        )
    )
    retention = EnforceRetention(RetainedRows(Cases(), writer), world.now)
    return Service(world, asking, portal, unsealing, retention, pool, pool_id, alarms)


@pytest.fixture
def calls() -> Iterator[Calls]:
    with watched() as every:
        yield every
