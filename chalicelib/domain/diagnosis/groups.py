"""Links that a diagnosis offers to other reports (diagnostics specification, section 10). Merging is a human act."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.diagnosis.hosts import registrable_domain
from chalicelib.domain.diagnosis.link import STRENGTHS, TEXT, Link
from chalicelib.domain.diagnosis.near_text import near_texts
from chalicelib.domain.diagnosis.rules import DiagnosisRules
from chalicelib.domain.diagnosis.search_terms import text_without_observables

_WALLETS = ("btc", "eth", "tron", "xmr")
_STRENGTH = {
    **dict.fromkeys(("rib", "iban", "hash", *_WALLETS), "strong"),
    **dict.fromkeys(("phone", "account", "email"), "medium"),
    # Only the last four digits of a card are kept: one in ten thousand has them by chance.
    "card": "weak",
}
_OPAQUE_KINDS = ("short", "share", "watch_short", "message", "qr")


def links_of(diagnosis: Mapping[str, Any], report: Mapping[str, Any], rules: DiagnosisRules) -> list[Link]:
    """The named links of a diagnosis, strongest first. The reporter's own values never link: `report` comes without
    them."""
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
        if kind in _STRENGTH:
            links.append(Link("wallet" if kind in _WALLETS else kind, value, _STRENGTH[kind]))
        elif kind == "url":
            domain = _open_web_domain(value, rules)
            if domain:
                links.append(Link("domain", domain, "medium"))
    for near in near_texts(text_without_observables(diagnosis, report)):
        links += [Link(TEXT, key, "weak", near.sketch) for key in near.keys]
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
