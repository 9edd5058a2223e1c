"""Genuine tokens that the portal must refuse: of another client, of another pool, expired. For the abuse cases.

The second client and the second pool live beside the stack, never in its template.
"""

from __future__ import annotations

from typing import Any

from infrastructure.local.officers import Account, Officer, enrol
from infrastructure.local.tokens import sign_in

OTHER_CLIENT = "another-client"
OTHER_POOL = "e-blagh-another-pool"
PASSWORD_FLOWS = ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
# What `describe_user_pool_client` tells and `update_user_pool_client` does not take.
READ_ONLY = frozenset({"CreationDate", "LastModifiedDate", "ClientSecret"})


def other_client(pool: Any, pool_id: str) -> str:
    """Id of a second client of the same pool, made when it is missing."""
    for client in pool.list_user_pool_clients(UserPoolId=pool_id, MaxResults=60)["UserPoolClients"]:
        if client["ClientName"] == OTHER_CLIENT:
            return str(client["ClientId"])
    return _client(pool, pool_id)


def other_pool(pool: Any, people: list[Officer], accounts: list[Account]) -> tuple[str, str]:
    """Ids of a second pool, with the same people and groups, and of its client; made when missing."""
    for found in pool.list_user_pools(MaxResults=60)["UserPools"]:
        if found["Name"] == OTHER_POOL:
            return found["Id"], other_client(pool, found["Id"])
    made = pool.create_user_pool(
        PoolName=OTHER_POOL,
        AdminCreateUserConfig={"AllowAdminCreateUserOnly": True},
        Schema=[{"Name": "personnel", "AttributeDataType": "String", "Mutable": False}],
    )["UserPool"]["Id"]
    enrol(pool, made, people, accounts)
    return made, _client(pool, made)


def expired_tokens(pool: Any, pool_id: str, client_id: str, accounts: list[Account]) -> dict[str, str]:
    """Id tokens by principal that the portal's own client gave for one second.

    Waiting a quarter of an hour would give the same; the client's settings are put back whatever happens.
    """
    settings = pool.describe_user_pool_client(UserPoolId=pool_id, ClientId=client_id)["UserPoolClient"]
    lasting = {name: value for name, value in settings.items() if name not in READ_ONLY and value != ""}
    units = {**lasting.get("TokenValidityUnits", {}), "IdToken": "seconds"}
    pool.update_user_pool_client(**{**lasting, "IdTokenValidity": 1, "TokenValidityUnits": units})
    try:
        return {
            account.principal: sign_in(pool, pool_id, client_id, account.user, account.password) for account in accounts
        }
    finally:
        pool.update_user_pool_client(**lasting)


def _client(pool: Any, pool_id: str) -> str:
    made = pool.create_user_pool_client(
        UserPoolId=pool_id, ClientName=OTHER_CLIENT, ExplicitAuthFlows=PASSWORD_FLOWS, GenerateSecret=False
    )
    return str(made["UserPoolClient"]["ClientId"])
