"""Seals values one by one with KMS: nothing that this role holds can open them again."""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.intake.report import Secret
from chalicelib.gateways.keys_in_force import key_failure
from chalicelib.usecases.intake.needs import Sealed

_AT_ONCE = 8


@dataclass(frozen=True)
class KmsSeal:
    """`contact_key_id` seals the purpose `contact`, `identity_key_id` the others.

    `kms` gives the client: a report with nothing to seal need not wait for one to be made.
    """

    kms: Callable[[], Any]
    identity_key_id: str
    contact_key_id: str

    def __call__(self, case_id: str, secrets: Sequence[Secret]) -> Mapping[tuple[str, str], Sealed]:
        """Encrypt all values at the same time, each bound to its case, field and purpose. Raises Unavailable, or
        KeyUnavailable when the key itself is refused.
        """
        self.kms()  # made here once, not by each thread
        try:
            with ThreadPoolExecutor(max_workers=min(_AT_ONCE, len(secrets))) as threads:
                sealed = list(threads.map(lambda secret: self._sealed(case_id, secret), secrets))
        except (BotoCoreError, ClientError) as error:
            raise key_failure(error, "sealing") from error
        return {(secret.purpose, secret.field): value for secret, value in zip(secrets, sealed, strict=True)}

    def _sealed(self, case_id: str, secret: Secret) -> Sealed:
        answer = self.kms().encrypt(
            KeyId=self.contact_key_id if secret.purpose == "contact" else self.identity_key_id,
            Plaintext=secret.value.encode(),
            EncryptionContext={"case": case_id, "field": secret.field, "purpose": secret.purpose},
        )
        return Sealed(b64encode(answer["CiphertextBlob"]).decode(), answer["KeyId"], secret.purpose)
