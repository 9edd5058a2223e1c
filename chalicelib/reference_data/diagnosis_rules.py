"""Reads the diagnosis data (platforms, cues, languages) from JSON into frozen structures, once per process."""

import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from chalicelib.domain.diagnosis.rules import DiagnosisRules, build_rules
from chalicelib.domain.diagnosis.web_rules import (
    AddressPattern,
    AppForm,
    Platform,
    ProtectedName,
    Redirector,
    TimeInId,
    WebRules,
)
from chalicelib.domain.moments import read

CODE_RULES = "3"
"""Raised by hand when the code of the diagnosis changes what it answers for the same data."""

_HERE = Path(__file__).parent
_INSTAGRAM_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
LEARNT = _HERE / "learnt" / "words.json"
_FILES = (
    *("platforms/platforms.json", "cues/families.json", "cues/combinations.json", "cues/languages.json"),
    "learnt/words.json",
)


@lru_cache(maxsize=1)
def load_diagnosis_rules() -> DiagnosisRules:
    """The rule set of this release; `version` names its data and its code."""
    texts = [(_HERE / name).read_text(encoding="utf-8") for name in _FILES]
    digest = hashlib.sha256("\0".join(texts).encode()).hexdigest()[:10]
    platforms, families, combinations, languages, learnt = (json.loads(text) for text in texts)
    return build_rules(f"{CODE_RULES}-{digest}", web_rules(platforms), families, combinations, languages, learnt)


def web_rules(data: dict[str, Any]) -> WebRules:
    """The rules about web addresses from the platform table."""
    drop, drop_prefixes = _names(data["global_drop_parameters"])
    platforms = {row["id"]: _platform(row) for row in data["platforms"]}
    hosts = {host: row["id"] for row in data["platforms"] for host in row["hosts"] if not host.startswith("*.")}
    wildcards = {host[2:]: row["id"] for row in data["platforms"] for host in row["hosts"] if host.startswith("*.")}
    return WebRules(
        drop=drop,
        drop_prefixes=drop_prefixes,
        redirectors=tuple(
            Redirector(frozenset(row["hosts"]), re.compile(row["path"]), tuple(row["parameter"].split("|")))
            for row in data["redirectors"]
        ),
        shorteners=frozenset(data["shorteners"]),
        app_forms=tuple(
            AppForm(row["scheme"], row["action"], tuple(row["needs"]), row["url"]) for row in data["app_forms"]
        ),
        app_schemes=frozenset(row["scheme"] for row in data["app_forms"]),
        platforms=platforms,
        hosts=hosts,
        wildcard_hosts=wildcards,
        bare_suffixes=frozenset(data["bare_tlds"]["tlds"]),
        protected_names=tuple(
            ProtectedName(row["id"], tuple(row["tokens"]), frozenset(row["domains"]))
            for row in data["protected_names"]["names"]
        ),
        added_words=frozenset(data["added_words"]),
        shared_hosting=frozenset(data["shared_hosting"]),
    )


def _names(parameters: list[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    lowered = [name.lower() for name in parameters]
    exact = frozenset(name for name in lowered if not name.endswith("*"))
    return exact, tuple(name[:-1] for name in lowered if name.endswith("*"))


def _platform(row: dict[str, Any]) -> Platform:
    drop, drop_prefixes = _names(row["drop_parameters"])
    return Platform(
        id=row["id"],
        canonical_host=row["canonical_host"],
        drop=drop,
        drop_prefixes=drop_prefixes,
        patterns=tuple(_pattern(entry) for entry in row["patterns"]),
        time_in_id=_time_in_id(row.get("time_in_id")),
    )


def _pattern(entry: dict[str, Any]) -> AddressPattern:
    return AddressPattern(
        path=re.compile(entry["path"]),
        canonical=entry["canonical"],
        key=entry["key"],
        query=tuple((name, re.compile(value)) for name, value in entry.get("query", {}).items()),
        hosts=frozenset(entry.get("hosts", ())),
        lower=frozenset(entry.get("lower", ())),
        phone=entry.get("phone", ""),
        unresolved=entry.get("unresolved", False),
    )


def _time_in_id(row: dict[str, Any] | None) -> TimeInId | None:
    if row is None:
        return None
    coded = "base64url" in row["decode"] or "Instagram" in row["decode"]
    return TimeInId(
        applies_to=frozenset(row["applies_to"]),
        alphabet=_INSTAGRAM_ALPHABET if coded else "",
        shift=row["shift"],
        epoch_ms=row["epoch_ms"],
        unit_ms=1000 if row["unit"] == "s" else 1,
        since=read(row["since"]),
        sure=row["sure"],
    )
