"""A ciphertext opens in its own place alone: moved to another case, field or purpose it is nothing."""

from collections.abc import Iterator

import pytest

from chalicelib.gateways.keys_in_force import KeysInForce
from chalicelib.gateways.open_seal import OpenSeal
from chalicelib.usecases.errors import Unavailable
from chalicelib.usecases.identity.needs import SealedField
from tests.keys.stage import REACHED, SAID, Keys, key_stage, moved

CASES = ("0" * 26, "1" * 26)
Place = tuple[str, str, str]


@pytest.fixture
def keys() -> Iterator[Keys]:
    with key_stage() as stage:
        yield stage


def test_every_swap_is_undecryptable(keys: Keys, capsys: pytest.CaptureFixture[str]) -> None:
    # GIVEN the values of two cases, sealed by keys of two generations in force
    sealed: dict[Place, SealedField] = {}
    said = {(secret.purpose, secret.field): secret for secret in (*SAID, *REACHED)}
    for case in CASES:
        for (purpose, field), value in keys.seal()(case, tuple(said.values())).items():
            sealed[case, field, purpose] = SealedField(field, value.ciphertext, purpose, value.key_id)
        keys.change()
    every = KeysInForce((*keys.identity, *keys.contact))

    def opened(place: Place, ciphertext: str, key_id: str) -> str:
        """As the unsealing function asks; even if it were given every key of the stage."""
        case, field, purpose = place
        found = OpenSeal(keys.kms, every)(case, [SealedField(field, ciphertext, purpose, key_id)])
        return found[field]

    for place, value in sealed.items():
        assert opened(place, value.ciphertext, value.key_id) == said[place[2], place[1]].value
    # WHEN each is put into each other's place, with and without its key's name; or changed by one bit
    tried = 0
    for place, own in sealed.items():
        others = [value for other, value in sealed.items() if other != place]
        for ciphertext, key_id in [
            *((value.ciphertext, value.key_id) for value in others),
            *((value.ciphertext, own.key_id) for value in others),
            (own.ciphertext, next(key for key in every.keys if key != own.key_id)),
            (moved(own.ciphertext), own.key_id),
            ("", own.key_id),
        ]:
            tried += 1
            with pytest.raises(Unavailable):
                opened(place, ciphertext, key_id)
    with capsys.disabled():
        print(f"\nswapped seals: {tried} tried, 0 opened")
