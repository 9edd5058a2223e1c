"""The anchors, put together once a process; they know the audit table and their bucket, nothing of any case."""

from dataclasses import dataclass
from functools import cache

import boto3
from botocore.config import Config

from chalicelib.domain.audit.anchor import VeilKeys
from chalicelib.gateways.anchor_bucket import LockedAnchors
from chalicelib.gateways.veil_keys import veil_keys
from chalicelib.settings import AnchorChainsSettings
from chalicelib.stores.audit import AuditBook
from chalicelib.stores.tables import TableNames, bind_tables
from chalicelib.usecases.audit.anchor_chains import AnchorChains
from chalicelib.wiring.process import CALLS, now

_CALLS = CALLS.merge(Config(read_timeout=10))
# Path addressing works on AWS and on the emulator alike, whose buckets have no names in any DNS.
_S3 = _CALLS.merge(Config(signature_version="s3v4", s3={"addressing_style": "path"}))


@dataclass(frozen=True)
class AnchoringWorker:
    """Behind its schedule."""

    anchor: AnchorChains


@cache
def anchoring_worker() -> AnchoringWorker:
    """Build it from the environment. Raises MissingSettingError."""
    settings = AnchorChainsSettings.from_environment()
    bind_tables(TableNames(**settings.tables))
    secrets_manager = boto3.client("secretsmanager", config=_CALLS)

    def keys() -> VeilKeys:
        return veil_keys(secrets_manager, settings.anchor_secret_arn)

    keeper = LockedAnchors(boto3.client("s3", config=_S3), settings.anchor_bucket)
    return AnchoringWorker(AnchorChains(AuditBook(), keeper, cache(keys), now))
