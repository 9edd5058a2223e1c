"""Checksums of bank and wallet identifiers: Luhn, ISO 7064 mod 97, base58check, bech32 and bech32m."""

import hashlib

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BASE58_VALUES = {character: value for value, character in enumerate(BASE58)}
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_VALUES = {character: value for value, character in enumerate(_BECH32)}
_BECH32_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_DOUBLED = str.maketrans("0123456789", "0246813579")


def luhn_valid(digits: str) -> bool:
    """ISO/IEC 7812 check digit."""
    kept, doubled = digits[-1::-2], digits[-2::-2].translate(_DOUBLED)
    return (sum((kept + doubled).encode()) - ord("0") * len(digits)) % 10 == 0


def rib_valid(digits: str) -> bool:
    """A Moroccan RIB: 24 digits that are a multiple of 97."""
    return len(digits) == 24 and int(digits) % 97 == 0


def iban_valid(iban: str) -> bool:
    """ISO 13616: the rearranged number is 1 modulo 97."""
    return int("".join(str(int(character, 36)) for character in iban[4:] + iban[:4])) % 97 == 1


def base58check_version(text: str) -> int | None:
    """Version byte of a 25-byte base58check string, None when the checksum or a character is wrong."""
    number = 0
    for character in text:
        value = _BASE58_VALUES.get(character)
        if value is None:
            return None
        number = number * 58 + value
    if number >> 200:
        return None
    payload = number.to_bytes(25, "big")
    if len(text) - len(text.lstrip("1")) != len(payload) - len(payload.lstrip(b"\0")):
        return None
    check = hashlib.sha256(hashlib.sha256(payload[:21]).digest()).digest()[:4]
    return payload[0] if check == payload[21:] else None


def segwit_valid(address: str) -> bool:
    """A bitcoin witness address in lower case: bech32 for version 0, bech32m for later ones (BIP 173, BIP 350)."""
    data = [_BECH32_VALUES.get(character, -1) for character in address[3:]]
    if min(data, default=-1) < 0 or len(data) < 8 or data[0] > 16:
        return False
    check = _polymod([3, 3, 0, 2, 3, *data])
    size = (len(data) - 7) * 5 // 8
    if (len(data) - 7) * 5 % 8 > 4 or not 2 <= size <= 40 or (data[0] == 0 and size not in (20, 32)):
        return False
    return check == (1 if data[0] == 0 else 0x2BC830A3)


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for position, generator in enumerate(_BECH32_GENERATOR):
            if top >> position & 1:
                check ^= generator
    return check
