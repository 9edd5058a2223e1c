"""The pool of officers, asked what a person may do at this moment."""

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
            answer = self._cognito.admin_list_groups_for_user(
                UserPoolId=self._pool_id, Username=person.username, Limit=_GROUPS_AT_MOST
            )
        except self._cognito.exceptions.UserNotFoundException:
            return frozenset()
        except (BotoCoreError, ClientError) as error:
            raise Unavailable from error
        return rights_of([group["GroupName"] for group in answer["Groups"]])
