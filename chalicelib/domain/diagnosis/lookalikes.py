"""Look-alike domains of protected names (diagnostics specification, section 6): a reason for each, no proof."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from chalicelib.domain.diagnosis.hosts import registrable_domain, unicode_host
from chalicelib.domain.diagnosis.normal_form import normal_word
from chalicelib.domain.diagnosis.web_rules import WebRules

_CONFUSABLES = str.maketrans("0135@$", "oiesas")
_LETTER_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
SHORT = 4
EDIT_ONE, EDIT_TWO = 6, 8
REASONS = ("punycode", "homoglyph", "wrong_suffix", "brand_in_subdomain", "added_word", "edit")


@dataclass(frozen=True, order=True)
class LookAlike:
    """A host that imitates a protected name, and how."""

    domain: str
    imitates: str
    reason: str

    def shown(self) -> dict[str, str]:
        """The JSON form."""
        return {"domain": self.domain, "imitates": self.imitates, "reason": self.reason}


def lookalikes_of(hosts: Iterable[str], web: WebRules) -> list[LookAlike]:
    """The look-alikes among the hosts, sorted; one for each host."""
    found = [lookalike for host in dict.fromkeys(hosts) if (lookalike := _lookalike(host, web))]
    return sorted(found)


@lru_cache(maxsize=4096)
def _lookalike(host: str, web: WebRules) -> LookAlike | None:
    if host in web.hosts or host.partition(".")[2] in web.wildcard_hosts:
        return None
    if any(host == own or host.endswith(f".{own}") for name in web.protected_names for own in name.domains):
        return None
    spelling = _spelling(host)
    candidates: list[tuple[int, int, str, str]] = []
    for name in web.protected_names:
        for token in name.tokens:
            reason = _reason(spelling, token, web.added_words)
            if reason:
                candidates.append((-len(token), REASONS.index(reason), name.id, reason))
    if not candidates:
        return None
    _, _, imitates, reason = min(candidates)
    return LookAlike(host, imitates, reason)


class _Spelling(NamedTuple):
    """A host as it is compared: what its owner registered, the labels above it, and the parts that may be misspelt."""

    owner: str
    above: tuple[str, ...]
    folded: str
    parts: tuple[str, ...]
    punycode: bool


def _spelling(host: str) -> _Spelling:
    domain = registrable_domain(host)
    owner, _, _ = unicode_host(domain).partition(".")
    labels = unicode_host(host).split(".")
    above = labels[: max(0, len(labels) - domain.count(".") - 1)]
    folded = _folded(owner)
    parts = tuple({owner, folded, owner.replace("-", ""), *folded.split("-")})
    return _Spelling(owner, tuple(label for label in above if label != "www"), folded, parts, "xn--" in domain)


def _reason(host: _Spelling, token: str, added: frozenset[str]) -> str:
    if any(_holds(label, token, added) for label in host.above):
        return "brand_in_subdomain"
    if host.owner == token or host.owner.replace("-", "") == token:
        return "wrong_suffix"
    if _holds(host.owner, token, added):
        return "added_word"
    if host.folded != host.owner and (_holds(host.folded, token, added) or host.folded.replace("-", "") == token):
        return "punycode" if host.punycode else "homoglyph"
    return "edit" if any(_close(part, token) for part in host.parts) else ""


def _holds(label: str, token: str, added: frozenset[str]) -> bool:
    """Whether a token stands in a label as a part, or with only added words around it."""
    plain = label.replace("-", "").replace("_", "")
    if token not in plain:
        return False
    if token in label.split("-"):
        return True
    if len(token) < SHORT:
        return False
    before, _, after = plain.partition(token)
    if len(token) >= EDIT_TWO:
        return True
    return (not before or before.rstrip("0123456789") in added) and (not after or after.strip("0123456789") in added)


def _folded(label: str) -> str:
    text = "-".join(map(normal_word, label.split("-"))).translate(_CONFUSABLES)
    for pair, letter in _LETTER_PAIRS:
        text = text.replace(pair, letter)
    return text


def _close(part: str, token: str) -> bool:
    """One edit for a token of six letters or more, two for eight or more; the first letter or the last must stand."""
    allowed = 2 if len(token) >= EDIT_TWO else 1 if len(token) >= EDIT_ONE else 0
    if not allowed or part == token or abs(len(part) - len(token)) > allowed or len(part) < EDIT_ONE - 1:
        return False
    return _distance(part, token, allowed) <= allowed


def _distance(a: str, b: str, limit: int) -> int:
    """Edits (insert, delete, replace, swap of neighbours) between two short words; stops above the limit."""
    before: list[int] = []
    previous = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        current = [i]
        for j, right in enumerate(b, 1):
            cost = min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (left != right))
            if i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, previous = previous, current
    return previous[-1]
