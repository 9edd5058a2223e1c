"""Wallets: bitcoin, Ethereum, Tron, Monero. The right shape with a wrong checksum sets a flag and is no observable."""

import re
from collections.abc import Iterator

from chalicelib.domain.diagnosis.observables.checksums import BASE58, base58check_version, segwit_valid
from chalicelib.domain.diagnosis.observables.found import MAX_CHECKS, Found, Search
from chalicelib.domain.diagnosis.observables.keccak import keccak_256

_B58 = "1-9A-HJ-NP-Za-km-z"
_WALLET = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"(?P<eth>0[xX][0-9A-Fa-f]{40})"
    r"|(?P<segwit>(?:bc1|BC1)[A-Za-z0-9]{11,87})"
    rf"|(?P<xmr>[48][{_B58}]{{94}}(?:[{_B58}]{{11}})?)"
    rf"|(?P<tron>T[{_B58}]{{33}})"
    rf"|(?P<btc>[13][{_B58}]{{25,34}})"
    r")(?![A-Za-z0-9])"
)
SHORTEST_WALLET = 14
"""Letters and figures in one run."""
_MONERO_BLOCKS = {0: 0, 2: 1, 3: 2, 5: 3, 6: 4, 7: 5, 9: 6, 10: 7, 11: 8}
_MONERO_NETWORKS = (18, 19, 42)


def find_wallets(search: Search) -> None:
    """Take the wallets of the text; flag `crypto_checksum_invalid` for those of the right shape that are wrong."""
    search.take(_wallets(search))


def _wallets(search: Search) -> Iterator[Found]:
    for count, match in enumerate(_WALLET.finditer(search.rest)):
        if count == MAX_CHECKS // 10:
            return
        kind, text = match.lastgroup or "", match.group()
        value = _value(kind, text)
        if value:
            yield Found("btc" if kind == "segwit" else kind, value, match.start(), match.end())
        elif not (text.isdigit() or text.isalpha()):
            search.flag("crypto_checksum_invalid")


def _value(kind: str, text: str) -> str:
    if kind == "eth":
        return _ethereum(text[2:])
    if kind == "segwit":
        lower = text.lower()
        return lower if text in (lower, text.upper()) and segwit_valid(lower) else ""
    if kind == "btc":
        return text if base58check_version(text) in (0, 5) else ""
    if kind == "tron":
        return text if base58check_version(text) == 0x41 else ""
    return text if _monero_valid(text) else ""


def _ethereum(digits: str) -> str:
    lower = digits.lower()
    check = keccak_256(lower.encode()).hex()
    mixed = "".join(c.upper() if int(check[place], 16) >= 8 else c for place, c in enumerate(lower))
    return f"0x{mixed}" if digits in (lower, digits.upper(), mixed) else ""


def _monero_valid(text: str) -> bool:
    payload = bytearray()
    for start in range(0, len(text), 11):
        block = text[start : start + 11]
        number = 0
        for character in block:
            number = number * 58 + BASE58.index(character)
        size = _MONERO_BLOCKS.get(len(block), 0)
        if number >> (8 * size):
            return False
        payload += number.to_bytes(size, "big")
    return payload[0] in _MONERO_NETWORKS and keccak_256(bytes(payload[:-4]))[:4] == bytes(payload[-4:])
