"""Opens what `seal` closed: `kms:Decrypt` under the context of case, field and purpose. Unsealing function only."""

from base64 import b64decode
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.gateways.keys_in_force import KeysInForce, key_failure
from chalicelib.usecases.errors import Unavailable
from chalicelib.usecases.identity.needs import SealedField

_AT_ONCE = 5


class OpenSeal:
    """All values of a case that are asked for, or none; by the key that sealed each, if that key is in force."""

    def __init__(self, kms: Any, keys: KeysInForce) -> None:
        self._kms = kms
        self._keys = keys

    def __call__(self, case_id: str, fields: Sequence[SealedField]) -> Mapping[str, str]:
        """Values by name. Raises Unavailable when one cannot be opened, KeyUnavailable when that is for its key's sake:
        nothing is then shown. A value that names a key which is not in force is not sent to the key service at all.
        """
        if not fields:
            return {}
        if any(self._keys.named(field.key_id) is None for field in fields):
            raise Unavailable
        try:
            with ThreadPoolExecutor(min(_AT_ONCE, len(fields))) as pool:
                values = list(pool.map(lambda field: self._open(case_id, field), fields))
        except (BotoCoreError, ClientError) as error:
            raise key_failure(error, "opening") from error
        except ValueError:
            # No base64, or no text: somebody changed the row. Nothing of it is shown, not even in an error.
            raise Unavailable from None
        return {field.name: value for field, value in zip(fields, values, strict=True)}

    def _open(self, case_id: str, field: SealedField) -> str:
        answer = self._kms.decrypt(
            KeyId=self._keys.named(field.key_id),
            CiphertextBlob=b64decode(field.ciphertext),
            EncryptionContext={"case": case_id, "field": field.name, "purpose": field.purpose},
        )
        plain: bytes = answer["Plaintext"]
        return plain.decode()
