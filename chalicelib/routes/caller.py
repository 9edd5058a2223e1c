"""Who calls: the claims that the authorizer put beside the request, checked a second time.

The gateway's authorizer also takes access tokens and tokens of other clients, and under the test client none at all
(aws/chalice #1479): nothing is believed here but a complete, unexpired id token of our pool and our client.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from chalice.app import Request

from chalicelib.domain.access import Officer, rights_of
from chalicelib.routes.problem import Problem

_GATEWAY_DATE = "%a %b %d %H:%M:%S UTC %Y"


@dataclass(frozen=True)
class SignIn:
    """The pool and client whose id tokens count."""

    pool_id: str
    client_id: str

    @property
    def issuer(self) -> str:
        """A pool's id begins with its region: `<region>_<name>`."""
        return f"https://cognito-idp.{self.pool_id.split('_')[0]}.amazonaws.com/{self.pool_id}"


def caller(request: Request, sign_in: SignIn, now: datetime) -> Officer:
    """The officer who signed in. Raises Problem `unauthenticated`, whatever is wrong."""
    claims = ((request.context or {}).get("authorizer") or {}).get("claims")
    if not isinstance(claims, Mapping) or not _genuine(claims, sign_in, now):
        raise Problem("unauthenticated")
    return Officer(
        sub=claims["sub"],
        personnel=str(claims.get("custom:personnel") or ""),
        rights=rights_of(claims.get("cognito:groups")),
        username=str(claims.get("cognito:username") or ""),
    )


def _genuine(claims: Mapping[str, Any], sign_in: SignIn, now: datetime) -> bool:
    expiry = _instant(claims.get("exp"))
    subject = claims.get("sub")
    return (
        claims.get("token_use") == "id"
        and claims.get("aud") == sign_in.client_id
        and claims.get("iss") == sign_in.issuer
        and expiry is not None
        and now < expiry
        and isinstance(subject, str)
        and subject != ""
    )


def _instant(value: object) -> datetime | None:
    """Seconds since 1970 as a number or text, or the date that the gateway makes of them."""
    text = str(value)
    try:
        if text.isdecimal():
            return datetime.fromtimestamp(int(text), UTC)
        return datetime.strptime(text, _GATEWAY_DATE).replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        return None
