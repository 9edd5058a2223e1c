"""The key of the proofs in its service, what the deployment publishes of it, and the drawing."""

import json
import xml.etree.ElementTree as ET
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ConnectTimeoutError
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicNumbers
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from moto import mock_aws

from chalicelib.gateways.code_to_scan import code_to_scan
from chalicelib.gateways.proof_key import KmsProofKey
from chalicelib.usecases.errors import KeyUnavailable, Unavailable
from infrastructure.deployment.proof_keys import receipt_keys

TEXT = b"header.claims"


@pytest.fixture
def kms(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-3")
    with mock_aws():
        yield boto3.client("kms")


@pytest.fixture
def arn(kms: Any) -> str:
    return str(kms.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["Arn"])


def number(text: str) -> int:
    return int.from_bytes(urlsafe_b64decode(text + "=="), "big")


def test_what_the_key_signed_is_verified_with_what_the_site_publishes(kms: Any, arn: str) -> None:
    signing = KmsProofKey(lambda: kms, arn)
    (published,) = json.loads(receipt_keys(kms, arn))["keys"]
    assert published.keys() == {"kty", "crv", "x", "y", "alg", "use", "kid"}
    assert published["kid"] == signing.name
    assert arn.rpartition("/")[2] not in published["kid"]
    public = EllipticCurvePublicNumbers(number(published["x"]), number(published["y"]), SECP256R1()).public_key()
    for _ in range(8):
        signature = signing.signature(TEXT)
        assert len(signature) == 64
        der = encode_dss_signature(int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big"))
        public.verify(der, TEXT, ECDSA(SHA256()))


def test_a_service_that_does_not_answer_is_unavailable(arn: str) -> None:
    class Down:
        def sign(self, **_: Any) -> None:
            raise ConnectTimeoutError(endpoint_url="https://service.example")

    with pytest.raises(Unavailable):
        KmsProofKey(Down, arn).signature(TEXT)


def test_a_key_that_is_gone_is_told_apart(kms: Any, arn: str) -> None:
    missing = arn[:-12] + "0" * 12
    with pytest.raises(KeyUnavailable):
        KmsProofKey(lambda: kms, missing).signature(TEXT)


def test_the_drawing_stands_alone_and_asks_the_page_for_nothing() -> None:
    drawing = code_to_scan("e30." * 70)
    root = ET.fromstring(drawing)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    # It shrinks with a narrow screen instead of being cut.
    assert root.get("viewBox")
    assert {each.tag.rpartition("}")[2] for each in root.iter()} == {"svg", "g", "path"}
    assert not any(word in drawing for word in ("style", "href", "script", "url("))
