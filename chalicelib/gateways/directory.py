"""The pool of officers, asked what a person may do at this moment.

An account that is disabled keeps its groups, and a name that becomes free may be given to another person: rights are
those of an enabled account of the same subject.
"""

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.access import Right, rights_of
from chalicelib.domain.identity.opening import Person
from chalicelib.usecases.errors import Unavailable

_GROUPS_AT_MOST = 60


class Directory:
    """Groups of the pool. A person whom it does not know has none."""

    def __init__(self, cognito: Any, pool_id: str) -> None:
        self._cognito = cognito
        self._pool_id = pool_id

    def rights(self, person: Person) -> frozenset[Right]:
        """Raises Unavailable."""
        try:
            account = self._cognito.admin_get_user(UserPoolId=self._pool_id, Username=person.username)
            if not account["Enabled"] or _subject(account) != person.sub:
                return frozenset()
            answer = self._cognito.admin_list_groups_for_user(
                UserPoolId=self._pool_id, Username=person.username, Limit=_GROUPS_AT_MOST
            )
        except self._cognito.exceptions.UserNotFoundException:
            return frozenset()
        except (BotoCoreError, ClientError) as error:
            raise Unavailable from error
        return rights_of([group["GroupName"] for group in answer["Groups"]])


def _subject(account: Mapping[str, Any]) -> str | None:
    return next((part["Value"] for part in account["UserAttributes"] if part["Name"] == "sub"), None)
