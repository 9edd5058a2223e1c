"""All observables of a report: of the text, of the links, of the identifiers; each listed once, at its first place."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from chalicelib.domain.diagnosis.invisible import invisible_flags, visible_text
from chalicelib.domain.diagnosis.observables.bank import (
    CARD_DIGITS,
    IBAN_DIGITS,
    RIB_DIGITS,
    find_cards,
    find_ibans,
    find_ribs,
)
from chalicelib.domain.diagnosis.observables.found import BLANK, Found, Search
from chalicelib.domain.diagnosis.observables.links import find_bare_links, find_full_links
from chalicelib.domain.diagnosis.observables.mail import find_accounts, find_emails
from chalicelib.domain.diagnosis.observables.network import find_addresses, find_hashes
from chalicelib.domain.diagnosis.observables.phones import find_phones, phone_of_field
from chalicelib.domain.diagnosis.observables.wallets import SHORTEST_WALLET, find_wallets
from chalicelib.domain.diagnosis.own_span import OwnSpan
from chalicelib.domain.diagnosis.rules import DiagnosisRules
from chalicelib.domain.diagnosis.web_address import CanonicalUrl, canonical_url

_DIGIT = re.compile(r"[0-9]")
_OTHER_DIGITS = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９"
_OTHER_DIGIT = re.compile(f"[{_OTHER_DIGITS}]")
_DIGITS = str.maketrans(_OTHER_DIGITS, "0123456789" * 3)
_FIELDS = ("phones", "handles", "emails", "rib", "iban", "crypto", "sender_id", "ips", "hashes", "cards")
MAX_RAW = 300
_MAX_ITEMS, _MAX_ITEM = 200, 4096


@dataclass
class Collection:
    """Observables in JSON form, the links behind them, flags, and the text that is left for the words."""

    observables: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    links: list[CanonicalUrl] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    rest: str = ""
    places: list[int] | None = None
    masked: str = ""

    def add(self, kind: str, value: str, raw: str, where: str, own: bool = False) -> None:
        """List an observable once, with its first place; one own place makes it the reporter's own."""
        known = self.observables.setdefault(
            (kind, value), {"type": kind, "value": value, "raw": raw[:MAX_RAW], "where": where}
        )
        if own:
            known["own"] = True

    def flag(self, names: Sequence[str]) -> None:
        """Set flags once each."""
        self.flags.extend(name for name in dict.fromkeys(names) if name not in self.flags)

    def quote(self, start: int, end: int) -> str:
        """The original spelling of a place of `rest`, card numbers masked."""
        if self.places is None:
            return self.masked[start:end]
        return self.masked[self.places[start] : self.places[end - 1] + 1] if end > start else ""


def collect(report: Mapping[str, Any], rules: DiagnosisRules, own_spans: Sequence[OwnSpan]) -> Collection:
    """Everything that is observable in a report."""
    found = Collection()
    _collect_text(_string(report.get("text")), rules, found, [span for span in own_spans if span.where == "text"])
    for index, item in enumerate(_strings(report.get("urls"))):
        own = any(span.where == "urls" and span.index == index for span in own_spans)
        _collect_url(item, rules, found, own)
    identifiers = report.get("identifiers")
    if isinstance(identifiers, Mapping):
        for name in _FIELDS if identifiers else ():
            for index, item in enumerate(_strings(identifiers.get(name)) if name in identifiers else ()):
                own = any(
                    span.where == "identifiers" and span.field == name and span.index == index for span in own_spans
                )
                _collect_identifier(name, item, rules, found, own)
    return found


def search_text(text: str, rules: DiagnosisRules) -> tuple[Search, list[CanonicalUrl]]:
    """All searches over one text in the order of the specification, which settles overlaps."""
    search = Search(text.translate(_DIGITS) if _OTHER_DIGIT.search(text) else text)
    links = find_full_links(search, rules)
    find_emails(search)
    links += find_bare_links(search, rules)
    digits = len(_DIGIT.findall(search.rest))
    if digits:
        _find_figures(search, digits)
    if "@" in search.rest:
        find_accounts(search)
    return search, links


def _find_figures(search: Search, digits: int) -> None:
    """The searches for what holds figures, where there are enough of them in the text."""
    if digits >= IBAN_DIGITS:
        find_ibans(search)
    if digits >= RIB_DIGITS:
        find_ribs(search)
    runs = max(map(len, search.rest.replace(BLANK, " ").split()), default=0) >= SHORTEST_WALLET
    if runs:
        find_wallets(search)
    if digits >= CARD_DIGITS:
        find_cards(search)
    if runs:
        find_hashes(search)
    find_addresses(search)
    find_phones(search, digits)


def _collect_text(text: str, rules: DiagnosisRules, found: Collection, own: Sequence[OwnSpan]) -> None:
    seen, places = visible_text(text)
    if places is not None:
        found.flag(invisible_flags(text))
    search, links = search_text(seen, rules)
    found.links.extend(links)
    found.flag(search.flags)
    found.rest, found.places, found.masked = search.rest, places, text
    ordered = sorted(search.found, key=lambda item: (item.start, item.type))
    found.masked = _mask(text, places, ordered)
    for item in ordered:
        raw = found.quote(item.start, item.end)
        start = places[item.start] if places else item.start
        mine = any(span.start < start + len(raw) and start < span.end for span in own)
        found.add(item.type, item.value, raw, "text", mine)
    _add_phones(links, found, "text")


def _add_phones(links: Sequence[CanonicalUrl], found: Collection, where: str, own: bool = False) -> None:
    for link in links:
        if link.phone:
            found.add("phone", link.phone, link.phone, where, own)


def _mask(text: str, places: list[int] | None, items: Sequence[Found]) -> str:
    """The text with the digits of cards replaced by asterisks, except the last four; same length."""
    cards = [item for item in items if item.type == "card"]
    if not cards:
        return text
    characters = list(text)
    for card in cards:
        spots = [places[spot] if places else spot for spot in range(card.start, card.end)]
        digits = [spot for spot in spots if text[spot].isdigit()]
        for spot in digits[:-4]:
            characters[spot] = "*"
    return "".join(characters)


def _collect_url(item: str, rules: DiagnosisRules, found: Collection, own: bool) -> None:
    found.flag(invisible_flags(item))
    link = canonical_url(item, rules)
    if link.url:
        found.flag(link.flags)
        found.links.append(link)
        found.add("url", link.url, item, "urls", own)
        _add_phones([link], found, "urls", own)
    elif link.scheme in ("mailto", "tel", ""):
        _collect_any(item, rules, found, "urls", own)
    else:
        found.flag(link.flags)


def _collect_any(item: str, rules: DiagnosisRules, found: Collection, where: str, own: bool) -> None:
    seen, places = visible_text(item)
    search, links = search_text(seen, rules)
    found.flag(search.flags)
    found.links.extend(links)
    masked = _mask(item, places, search.found)
    for observable in sorted(search.found, key=lambda each: (each.start, each.type)):
        start, end = observable.start, observable.end
        raw = masked[places[start] : places[end - 1] + 1] if places else masked[start:end]
        found.add(observable.type, observable.value, raw, where, own)
    _add_phones(links, found, where, own)


def _collect_identifier(name: str, item: str, rules: DiagnosisRules, found: Collection, own: bool) -> None:
    if name == "sender_id":
        value = " ".join(item.upper().split())
        if value:
            found.add("sender_id", value, item, "identifiers", own)
    elif name == "handles":
        _collect_handle(item, rules, found, own)
    elif name == "phones":
        phone = phone_of_field(visible_text(item)[0].translate(_DIGITS))
        if phone:
            found.add("phone", phone, item, "identifiers", own)
        else:
            _collect_any(item, rules, found, "identifiers", own)
    else:
        before = len(found.observables)
        known = set(found.flags)
        _collect_any(item, rules, found, "identifiers", own)
        empty = len(found.observables) == before and set(found.flags) == known
        digits = sum(character.isdigit() for character in item)
        if empty and name == "rib" and digits >= 20:
            found.flag(["rib_invalid"])
        elif empty and name == "iban" and digits >= 12:
            found.flag(["iban_invalid"])
        elif empty and name == "crypto" and len(item) >= 20 and not _listed(found, item):
            found.flag(["crypto_checksum_invalid"])


def _listed(found: Collection, item: str) -> bool:
    return any(value.lower() == item.strip().lower() for _, value in found.observables)


def _collect_handle(item: str, rules: DiagnosisRules, found: Collection, own: bool) -> None:
    text = visible_text(item)[0].strip()
    if "://" in text:
        _collect_url(text, rules, found, own)
        return
    name = text.lstrip("@").strip().lower()
    if name:
        found.add("account", f"@{name}", item, "identifiers", own)


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _strings(value: Any) -> list[str]:
    items = value if isinstance(value, list | tuple) else [value]
    return [item[:_MAX_ITEM] for item in items[:_MAX_ITEMS] if isinstance(item, str) and item]
