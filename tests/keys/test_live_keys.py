"""The same gateways against the emulator's key service, which knows the states of keys: disabled, pending deletion."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from chalicelib.gateways.keys_in_force import KeysInForce
from chalicelib.gateways.open_seal import OpenSeal
from chalicelib.gateways.seal import KmsSeal
from chalicelib.usecases.errors import KeyUnavailable
from chalicelib.usecases.identity.needs import SealedField
from infrastructure.local.emulator import Emulator
from infrastructure.local.folder import LocalFolder
from infrastructure.local.ports import free_port
from tests.keys.stage import ALL, SAID

CASE = "0" * 26


@pytest.fixture(scope="module")
def kms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = LocalFolder(tmp_path_factory.mktemp("keys") / "local")
    folder.make()
    emulator = Emulator(folder, free_port(47500))
    try:
        emulator.start()
        session: Any = boto3.Session("test", "test", region_name="us-east-1")
        yield session.client("kms", endpoint_url=emulator.endpoint)
    finally:
        emulator.stop()


def test_a_key_that_is_off_refuses_and_opens_all_once_it_is_on(kms: Any) -> None:
    # GIVEN values that a former and the newest key sealed
    keys = [kms.create_key()["KeyMetadata"]["Arn"] for _ in range(2)]
    fields = []
    for key, secrets in ((keys[1], SAID[:2]), (keys[0], SAID[2:])):
        for (purpose, field), value in KmsSeal(lambda: kms, key, key)(CASE, secrets).items():
            fields.append(SealedField(field, value.ciphertext, purpose, value.key_id))
    open_seal = OpenSeal(kms, KeysInForce(keys))
    assert open_seal(CASE, fields) == ALL
    for off, on in (
        (kms.disable_key, [kms.enable_key]),
        (
            lambda KeyId: kms.schedule_key_deletion(KeyId=KeyId, PendingWindowInDays=7),  # noqa: N803 boto3's name
            [kms.cancel_key_deletion, kms.enable_key],
        ),
    ):
        for key in keys:
            # WHEN one of them is off THEN nothing is sealed by it, nothing shown of the case, and it is said why
            off(KeyId=key)
            with pytest.raises(KeyUnavailable):
                open_seal(CASE, fields)
            with pytest.raises(KeyUnavailable):
                KmsSeal(lambda key=key: kms, key, key)(CASE, SAID)  # type: ignore[misc]
            # AND what the other sealed opens all the same; once it is on, everything does
            others = [field for field in fields if field.key_id != key]
            assert open_seal(CASE, others).items() <= ALL.items()
            for step in on:
                step(KeyId=key)
            assert open_seal(CASE, fields) == ALL
