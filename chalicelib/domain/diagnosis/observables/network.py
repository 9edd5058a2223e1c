"""IP addresses and file fingerprints."""

import re
from itertools import islice

from chalicelib.domain.diagnosis.hosts import ip_address
from chalicelib.domain.diagnosis.observables.found import MAX_CHECKS, Found, Search

_DOT = r"(?:\.|\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\))"
_NUMBER = r"(?:0|[1-9][0-9]{0,2})"
_IPV4 = re.compile(
    rf"(?<![\w+])(?<![\w]\.)(?<!\d[.\-/]){_NUMBER}(?:{_DOT}{_NUMBER}){{3}}(?!\w)(?!{_DOT}\d)(?!-\d)", re.IGNORECASE
)
_IPV6 = re.compile(r"(?<![\w:.])[0-9A-Fa-f]{0,4}+(?:(?:\[:\]|:)[0-9A-Fa-f]{0,4}+){2,8}+(?:\.[0-9]{1,3}){0,3}(?![\w:])")
_HASH = re.compile(r"(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{64}|[0-9A-Fa-f]{40}|[0-9A-Fa-f]{32})(?![0-9A-Za-z])")
_DOTTED = re.compile(r"\.[0-9]")
_MARKS = re.compile(r"[\[\](){}]")


def find_hashes(search: Search) -> None:
    """Take file fingerprints: 32, 40 or 64 hexadecimal digits standing alone."""
    search.take(
        Found("hash", match.group().lower(), match.start(), match.end()) for match in _HASH.finditer(search.rest)
    )


def find_addresses(search: Search) -> None:
    """Take IPv4 and IPv6 addresses, defanged or not, in compressed lower-case form."""
    text = search.rest
    dots = _DOTTED.search(text) is not None or "[" in text or "(" in text or "{" in text
    for pattern in [_IPV4] * dots + [_IPV6] * (":" in text):
        found = []
        for match in islice(pattern.finditer(search.rest), MAX_CHECKS):
            text = _MARKS.sub("", re.sub(r"\[dot\]|\(dot\)", ".", match.group(), flags=re.IGNORECASE))
            value = ip_address(text) if len(text) > 3 else ""
            if value:
                found.append(Found("ip", value, match.start(), match.end()))
        search.take(found)
