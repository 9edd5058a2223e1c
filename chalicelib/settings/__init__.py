"""Typed settings, one frozen dataclass a function (what is not listed for a function, it does not know)."""

from dataclasses import dataclass

from chalicelib.settings.environment import required


@dataclass(frozen=True)
class PublicSettings:
    """PublicAPI: puts new items, queries receipts, encrypts, signs proofs, sends to the queue."""

    stage: str
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

    @classmethod
    def from_environment(cls) -> "PublicSettings":
        return cls(
            stage=required("STAGE"),
            site_origin=required("SITE_ORIGIN"),
            cases_table=required("CASES_TABLE"),
            receipts_table=required("RECEIPTS_TABLE"),
            identities_table=required("IDENTITIES_TABLE"),
            audit_table=required("AUDIT_TABLE"),
            identity_key_id=required("IDENTITY_KEY_ID"),
            contact_key_id=required("CONTACT_KEY_ID"),
            proof_key_id=required("PROOF_KEY_ID"),
            work_queue_url=required("WORK_QUEUE_URL"),
            receipt_secret_arn=required("RECEIPT_SECRET_ARN"),
        )


@dataclass(frozen=True)
class PortalSettings:
    """PortalAPI: reads and updates cases, queries terms, adds to receipts and audit; nothing of identities."""

    stage: str
    cases_table: str
    receipts_table: str
    audit_table: str
    terms_table: str
    search_secret_arn: str
    user_pool_id: str
    portal_client_id: str
    searches_a_minute: str
    export_bucket: str

    @classmethod
    def from_environment(cls) -> "PortalSettings":
        return cls(
            stage=required("STAGE"),
            cases_table=required("CASES_TABLE"),
            receipts_table=required("RECEIPTS_TABLE"),
            audit_table=required("AUDIT_TABLE"),
            terms_table=required("TERMS_TABLE"),
            search_secret_arn=required("SEARCH_SECRET_ARN"),
            user_pool_id=required("USER_POOL_ID"),
            portal_client_id=required("PORTAL_CLIENT_ID"),
            searches_a_minute=required("SEARCHES_A_MINUTE"),
            export_bucket=required("EXPORT_BUCKET"),
        )


@dataclass(frozen=True)
class UnsealingSettings:
    """UnsealIdentity: the only one that opens what the identity key sealed."""

    stage: str
    cases_table: str
    receipts_table: str
    identities_table: str
    audit_table: str
    identity_key_ids: str
    search_secret_arn: str
    user_pool_id: str
    portal_client_id: str

    @classmethod
    def from_environment(cls) -> "UnsealingSettings":
        return cls(
            stage=required("STAGE"),
            cases_table=required("CASES_TABLE"),
            receipts_table=required("RECEIPTS_TABLE"),
            identities_table=required("IDENTITIES_TABLE"),
            audit_table=required("AUDIT_TABLE"),
            identity_key_ids=required("IDENTITY_KEY_IDS"),
            search_secret_arn=required("SEARCH_SECRET_ARN"),
            user_pool_id=required("USER_POOL_ID"),
            portal_client_id=required("PORTAL_CLIENT_ID"),
        )


@dataclass(frozen=True)
class DiagnoseReportSettings:
    """DiagnoseReport: the worker behind the queue."""

    stage: str
    cases_table: str
    receipts_table: str
    audit_table: str
    terms_table: str
    search_secret_arn: str
    duty_topic_arn: str

    @classmethod
    def from_environment(cls) -> "DiagnoseReportSettings":
        return cls(
            stage=required("STAGE"),
            cases_table=required("CASES_TABLE"),
            receipts_table=required("RECEIPTS_TABLE"),
            audit_table=required("AUDIT_TABLE"),
            terms_table=required("TERMS_TABLE"),
            search_secret_arn=required("SEARCH_SECRET_ARN"),
            duty_topic_arn=required("DUTY_TOPIC_ARN"),
        )


@dataclass(frozen=True)
class SweepStalledSettings:
    """SweepStalled: repairs what the queue lost, rings for what nobody read."""

    stage: str
    cases_table: str
    work_queue_url: str
    duty_topic_arn: str

    @classmethod
    def from_environment(cls) -> "SweepStalledSettings":
        return cls(
            stage=required("STAGE"),
            cases_table=required("CASES_TABLE"),
            work_queue_url=required("WORK_QUEUE_URL"),
            duty_topic_arn=required("DUTY_TOPIC_ARN"),
        )


@dataclass(frozen=True)
class EnforceRetentionSettings:
    """EnforceRetention: ends what has to end; holds no key, so it reads nobody."""

    stage: str
    cases_table: str
    receipts_table: str
    identities_table: str
    audit_table: str

    @classmethod
    def from_environment(cls) -> "EnforceRetentionSettings":
        return cls(
            stage=required("STAGE"),
            cases_table=required("CASES_TABLE"),
            receipts_table=required("RECEIPTS_TABLE"),
            identities_table=required("IDENTITIES_TABLE"),
            audit_table=required("AUDIT_TABLE"),
        )


@dataclass(frozen=True)
class ResealIdentitiesSettings:
    """ResealIdentities: carries sealed values to the newest keys; lists of keys are newest first, by commas."""

    stage: str
    cases_table: str
    identities_table: str
    audit_table: str
    identity_key_ids: str
    contact_key_ids: str

    @classmethod
    def from_environment(cls) -> "ResealIdentitiesSettings":
        return cls(
            stage=required("STAGE"),
            cases_table=required("CASES_TABLE"),
            identities_table=required("IDENTITIES_TABLE"),
            audit_table=required("AUDIT_TABLE"),
            identity_key_ids=required("IDENTITY_KEY_IDS"),
            contact_key_ids=required("CONTACT_KEY_IDS"),
        )


@dataclass(frozen=True)
class AnchorChainsSettings:
    """AnchorChains: queries hours of the audit, puts anchors where nobody takes them away."""

    stage: str
    audit_table: str
    anchor_bucket: str
    anchor_secret_arn: str

    @classmethod
    def from_environment(cls) -> "AnchorChainsSettings":
        return cls(
            stage=required("STAGE"),
            audit_table=required("AUDIT_TABLE"),
            anchor_bucket=required("ANCHOR_BUCKET"),
            anchor_secret_arn=required("ANCHOR_SECRET_ARN"),
        )
