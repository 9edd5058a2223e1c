"""Tokens of demo officers without a browser. Only the local stage's client allows the password flow."""

from __future__ import annotations

from typing import Any, Literal

Kind = Literal["id", "access"]


def sign_in(pool: Any, pool_id: str, client_id: str, user: str, password: str, kind: Kind = "id") -> str:
    """A fresh token of `user`; `pool` is a boto3 client of Cognito.

    Raises botocore's ClientError (NotAuthorizedException) when the password is wrong.
    """
    answer = pool.admin_initiate_auth(
        UserPoolId=pool_id,
        ClientId=client_id,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": user, "PASSWORD": password},
    )
    return str(answer["AuthenticationResult"]["IdToken" if kind == "id" else "AccessToken"])
