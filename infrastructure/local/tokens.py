"""Tokens of demo officers without a browser. Only the local stage's client allows the password flow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient

Kind = Literal["id", "access"]


def sign_in(
    pool: CognitoIdentityProviderClient, pool_id: str, client_id: str, user: str, password: str, kind: Kind = "id"
) -> str:
    """A fresh token of `user`; botocore's ClientError (NotAuthorizedException) when the password is wrong."""
    answer = pool.admin_initiate_auth(
        UserPoolId=pool_id,
        ClientId=client_id,
        AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": user, "PASSWORD": password},
    )
    tokens = answer["AuthenticationResult"]
    return tokens["IdToken"] if kind == "id" else tokens["AccessToken"]
