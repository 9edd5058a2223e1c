"""Typed settings, one frozen dataclass a function (what is not listed for a function, it does not know)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from chalicelib.settings.environment import required

_TABLE = "_table"
_READ: Mapping[Any, Callable[[str], Any]] = {
    str: str,
    int: int,
    bool: {"yes": True, "no": False}.__getitem__,
    tuple[str, ...]: lambda text: tuple(text.split(",")),
}


@dataclass(frozen=True)
class Settings:
    """A field is the environment variable of its name in capitals; a bool is `yes` or `no`, a tuple by commas."""

    stage: str

    @classmethod
    def from_environment(cls) -> Self:
        """Every field must be there. Raises MissingSettingError."""
        return cls(**{field.name: _READ[field.type](required(field.name.upper())) for field in fields(cls)})

    @property
    def tables(self) -> dict[str, str]:
        """The tables that the function may touch, by their place in the service: `cases` → the name deployed."""
        names = [field.name for field in fields(self) if field.name.endswith(_TABLE)]
        return {name.removesuffix(_TABLE): getattr(self, name) for name in names}


@dataclass(frozen=True)
class PublicSettings(Settings):
    """PublicAPI: puts new items, queries receipts, encrypts, signs proofs, sends to the queue.

    `under_load`: a report must bring a proof of work.
    """

    site_origin: str
    cases_table: str
    receipts_table: str
    identities_table: str
    audit_table: str
    identity_key_id: str
    contact_key_id: str
    proof_key_id: str
    work_queue_url: str
    receipt_secret_arn: str
    under_load: bool


@dataclass(frozen=True)
class PortalSettings(Settings):
    """PortalAPI: reads and updates cases, queries terms, adds to receipts and audit; nothing of identities."""

    cases_table: str
    receipts_table: str
    audit_table: str
    terms_table: str
    search_secret_arn: str
    user_pool_id: str
    portal_client_id: str
    searches_a_minute: int
    export_bucket: str


@dataclass(frozen=True)
class UnsealingSettings(Settings):
    """UnsealIdentity: the only one that opens what the identity key sealed. Its keys: the newest first."""

    cases_table: str
    receipts_table: str
    identities_table: str
    audit_table: str
    identity_key_ids: tuple[str, ...]
    search_secret_arn: str
    user_pool_id: str
    portal_client_id: str


@dataclass(frozen=True)
class DiagnoseReportSettings(Settings):
    """DiagnoseReport: the worker behind the queue."""

    cases_table: str
    receipts_table: str
    audit_table: str
    terms_table: str
    search_secret_arn: str
    duty_topic_arn: str


@dataclass(frozen=True)
class SweepStalledSettings(Settings):
    """SweepStalled: repairs what the queue lost, rings for what nobody read."""

    cases_table: str
    work_queue_url: str
    duty_topic_arn: str


@dataclass(frozen=True)
class EnforceRetentionSettings(Settings):
    """EnforceRetention: ends what has to end; holds no key, so it reads nobody."""

    cases_table: str
    receipts_table: str
    identities_table: str
    audit_table: str


@dataclass(frozen=True)
class ResealIdentitiesSettings(Settings):
    """ResealIdentities: carries sealed values to the newest keys, the first of each kind."""

    cases_table: str
    identities_table: str
    audit_table: str
    identity_key_ids: tuple[str, ...]
    contact_key_ids: tuple[str, ...]


@dataclass(frozen=True)
class AnchorChainsSettings(Settings):
    """AnchorChains: queries hours of the audit, puts anchors where nobody takes them away."""

    audit_table: str
    anchor_bucket: str
    anchor_secret_arn: str
