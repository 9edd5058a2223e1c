"""The renewal of the receipt secret: announced first, in force later, so that no receipt is ever looked for in vain.

A function reads the secret at its cold start. Were the new version in force at once, a warm function would not find a
receipt that another one has just made with it, and would make a second one for a repeated submit. So the new version
is announced, every function of before is replaced, and only then do new receipts come from it.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from infrastructure.change_set import StackError

KEY_BYTES = 32
# A call that a replaced function still answers ends within its time-out of 10 s.
CALLS_END_SECONDS = 15

Secret = dict[str, Any]


def announced(secret: Secret, key: str) -> Secret:
    """The secret with a next version, which functions look for and make nothing with; one announced before stays."""
    return secret if secret.get("next") else {**secret, "next": {str(secret["v"] + 1): key}}


def in_force(secret: Secret) -> Secret:
    """The secret whose next version makes receipts; that of before is among the older ones, which are all kept."""
    ((version, key),) = secret["next"].items()
    older = {**secret.get("older", {}), str(secret["v"]): secret["key"]}
    return {"v": int(version), "key": key, "older": older}


@dataclass(frozen=True)
class ReceiptSecret:
    """The secret of a deployed stage. `manager`, `functions`: clients of Secrets Manager and Lambda.

    `calls_end` waits until what a replaced function still answers is answered.
    """

    manager: Any
    functions: Any
    arn: str
    function: str
    calls_end: Callable[[], None]

    def renew(self) -> Iterator[str]:
        """Each step when it is done, in words.

        Broken off anywhere, the next run goes on. Raises ClientError, StackError when somebody else renews it.
        """
        secret, version = self._read()
        if not secret.get("next"):
            self._put(announced(secret, secrets.token_hex(KEY_BYTES)), version)
            yield f"version {secret['v'] + 1} is announced"
        self._replace_functions()
        self.calls_end()
        yield "every function looks for it"
        secret, version = self._read()
        if secret.get("next"):
            self._put(in_force(secret), version)
        secret, _ = self._read()
        yield f"version {secret['v']} is in force"
        self._replace_functions()
        yield "every function makes receipts with it"

    def _read(self) -> tuple[Secret, str]:
        answer = self.manager.get_secret_value(SecretId=self.arn)
        secret: Secret = json.loads(answer["SecretString"])
        return secret, str(answer["VersionId"])

    def _put(self, secret: Secret, after: str) -> None:
        """Put what follows the version `after`. Its id follows from that one: two renewals at once cannot both put."""
        token = hashlib.sha256(f"after {after}".encode()).hexdigest()
        try:
            self.manager.put_secret_value(SecretId=self.arn, SecretString=json.dumps(secret), ClientRequestToken=token)
        except ClientError as error:
            if error.response["Error"]["Code"] != "ResourceExistsException":
                raise
            raise StackError("somebody else renews the receipt secret at this moment: run the command again") from error

    def _replace_functions(self) -> None:
        """A change of its description makes Lambda start the function anew; calls under way end as they began."""
        mark = f"receipt secret read after {self._read()[1][:8]}"
        self.functions.update_function_configuration(FunctionName=self.function, Description=mark)
        self.functions.get_waiter("function_updated_v2").wait(FunctionName=self.function)
