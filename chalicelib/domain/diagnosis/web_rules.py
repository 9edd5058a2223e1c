"""The rules about web addresses, as data: what the loader reads from the platform tables."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from re import Pattern


@dataclass(frozen=True)
class AddressPattern:
    """One shape of link on a platform: path (searched), query (whole values), and the templates that it gives."""

    path: Pattern[str]
    canonical: str
    key: str
    query: tuple[tuple[str, Pattern[str]], ...] = ()
    hosts: frozenset[str] = frozenset()
    lower: frozenset[str] = frozenset()
    phone: str = ""
    unresolved: bool = False


@dataclass(frozen=True)
class TimeInId:
    """How a platform writes the moment of publication into an identifier (diagnostics specification, section 5).

    `since`: no id is older. `sure`: `published` by the platform, `studied` by others, or only `indicative`.
    """

    applies_to: frozenset[str]
    alphabet: str
    shift: int
    epoch_ms: int
    unit_ms: int
    since: datetime
    sure: str


@dataclass(frozen=True)
class Platform:
    """A platform: its canonical host, the parameters that say nothing, its shapes of link in order of trial."""

    id: str
    canonical_host: str
    drop: frozenset[str]
    drop_prefixes: tuple[str, ...]
    patterns: tuple[AddressPattern, ...]
    time_in_id: TimeInId | None = None


@dataclass(frozen=True)
class Redirector:
    """An address whose only content is another address, in one of `parameters`."""

    hosts: frozenset[str]
    path: Pattern[str]
    parameters: tuple[str, ...]


@dataclass(frozen=True)
class AppForm:
    """`scheme://action?needs…` of an application, and the web address that is the same thing."""

    scheme: str
    action: str
    needs: tuple[str, ...]
    url: str


@dataclass(frozen=True)
class ProtectedName:
    """An institution that look-alike domains imitate; `domains` are its own."""

    id: str
    tokens: tuple[str, ...]
    domains: frozenset[str]


@dataclass(frozen=True, eq=False)
class WebRules:
    """Everything that canonical addresses, content keys and look-alikes need."""

    drop: frozenset[str]
    drop_prefixes: tuple[str, ...]
    redirectors: tuple[Redirector, ...]
    shorteners: frozenset[str]
    app_forms: tuple[AppForm, ...]
    platforms: Mapping[str, Platform]
    hosts: Mapping[str, str]
    wildcard_hosts: Mapping[str, str]
    bare_suffixes: frozenset[str]
    protected_names: tuple[ProtectedName, ...]
    added_words: frozenset[str] = frozenset()
    shared_hosting: frozenset[str] = frozenset()
    app_schemes: frozenset[str] = field(default_factory=frozenset)
