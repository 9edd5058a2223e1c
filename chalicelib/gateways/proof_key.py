"""The key that signs proofs lives in KMS and never leaves it; its public half is published with the site."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from chalicelib.domain.intake.receipt_proof import key_name
from chalicelib.gateways.keys_in_force import key_failure

_HALF = 32


@dataclass(frozen=True)
class KmsProofKey:
    """`key_arn`: a P-256 key that signs. `kms` gives the client, made when the first proof is taken."""

    kms: Callable[[], Any]
    key_arn: str

    @property
    def name(self) -> str:
        """`kid` of the published key."""
        return key_name(self.key_arn)

    def signature(self, text: bytes) -> bytes:
        """R and S as ES256 writes them; KMS gives them in DER. Raises Unavailable, or KeyUnavailable."""
        try:
            answer = self.kms().sign(
                KeyId=self.key_arn, Message=text, MessageType="RAW", SigningAlgorithm="ECDSA_SHA_256"
            )
        except (BotoCoreError, ClientError) as error:
            raise key_failure(error, "signing") from error
        r, s = decode_dss_signature(answer["Signature"])
        return r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big")
