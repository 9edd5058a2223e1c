"""Carries a sealed value to the newest key by `kms:ReEncrypt`: it is never in clear outside the key service."""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.gateways.keys_in_force import KeysInForce, key_failure
from chalicelib.usecases.identity.reseal_needs import Undecryptable
from chalicelib.usecases.intake.needs import Sealed

_ABOUT_THE_VALUE = {"InvalidCiphertextException", "IncorrectKeyException"}


@dataclass(frozen=True)
class KmsReseal:
    """`contact` keys hold the purpose `contact`, `identity` keys the others: never one from the other."""

    kms: Any
    identity: KeysInForce
    contact: KeysInForce

    def newest(self, value: Sealed) -> bool:
        """Whether the newest key of its kind sealed the value."""
        keys = self._keys(value)
        return keys.named(value.key_id) == keys.newest

    def known(self, value: Sealed) -> bool:
        """Whether a key in force of its kind sealed the value."""
        return self._keys(value).named(value.key_id) is not None

    def __call__(self, case_id: str, field: str, value: Sealed) -> Sealed:
        """The value under the newest key. Raises Undecryptable, KeyUnavailable, Unavailable."""
        keys = self._keys(value)
        context = {"case": case_id, "field": field, "purpose": value.purpose}
        try:
            answer = self.kms.re_encrypt(
                CiphertextBlob=b64decode(value.ciphertext),
                SourceKeyId=keys.named(value.key_id),
                SourceEncryptionContext=context,
                DestinationKeyId=keys.newest,
                DestinationEncryptionContext=context,
            )
        except (BotoCoreError, ClientError) as error:
            if isinstance(error, ClientError) and error.response["Error"]["Code"] in _ABOUT_THE_VALUE:
                raise Undecryptable from None
            raise key_failure(error, "sealing") from error
        return Sealed(b64encode(answer["CiphertextBlob"]).decode(), answer["KeyId"], value.purpose)

    def _keys(self, value: Sealed) -> KeysInForce:
        return self.contact if value.purpose == "contact" else self.identity
