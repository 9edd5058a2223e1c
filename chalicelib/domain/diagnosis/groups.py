"""Links that a diagnosis offers to other reports (diagnostics specification, section 10). Merging is a human act."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.domain.diagnosis.hosts import registrable_domain
from chalicelib.domain.diagnosis.rules import DiagnosisRules

STRENGTHS = ("strong", "medium", "weak")
_WALLETS = ("btc", "eth", "tron", "xmr")
_STRONG = {"rib": "rib", "iban": "iban", "card": "card", "hash": "hash"} | dict.fromkeys(_WALLETS, "wallet")
_MEDIUM = {"phone": "phone", "account": "account", "email": "email"}
_OPAQUE_KINDS = ("short", "share", "watch_short", "message", "qr")


@dataclass(frozen=True)
class Link:
    """A value that two reports may share: what kind it is, and how much it weighs."""

    kind: str
    value: str
    strength: str


def links_of(diagnosis: Mapping[str, Any], report: Mapping[str, Any], rules: DiagnosisRules) -> list[Link]:
    """The named links of a diagnosis, strongest first. The reporter's own values never link."""
    own = {(item["type"], item["value"]) for item in diagnosis["observables"] if item.get("own")}
    own_text = {value for _, value in own}
    links = [
        Link("content_key", key, "weak" if key.split(":")[1] in _OPAQUE_KINDS else "strong")
        for key in diagnosis["content_keys"]
        if key.rpartition(":")[2] not in own_text and f"@{key.rpartition(':')[2]}" not in own_text
    ]
    for item in diagnosis["observables"]:
        kind, value = item["type"], item["value"]
        if (kind, value) in own:
            continue
        if kind in _STRONG:
            links.append(Link(_STRONG[kind], value, "strong"))
        elif kind in _MEDIUM:
            links.append(Link(_MEDIUM[kind], value, "medium"))
        elif kind == "url":
            domain = _open_web_domain(value, rules)
            if domain:
                links.append(Link("domain", domain, "medium"))
    unique = list(dict.fromkeys(links))
    return sorted(unique, key=lambda link: (STRENGTHS.index(link.strength), link.kind, link.value))


def _open_web_domain(url: str, rules: DiagnosisRules) -> str:
    """The registrable domain of an address, empty for platforms, shorteners, shared hosting and protected sites."""
    host = url.partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0]
    web = rules.web
    if not host or host in web.hosts or host.removeprefix("www.") in web.shorteners:
        return ""
    if any(host == shared or host.endswith(f".{shared}") for shared in web.shared_hosting):
        return host if host not in web.shared_hosting else ""
    if any(host == own or host.endswith(f".{own}") for name in web.protected_names for own in name.domains):
        return ""
    return registrable_domain(host)
