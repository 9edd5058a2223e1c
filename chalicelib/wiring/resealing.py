"""The re-sealing, put together once a process; it may carry sealed values between keys and open none."""

from dataclasses import dataclass
from functools import cache

import boto3

from chalicelib.gateways.keys_in_force import KeysInForce
from chalicelib.gateways.reseal import KmsReseal
from chalicelib.settings import ResealIdentitiesSettings
from chalicelib.stores.sealed_rows import StoredSeals
from chalicelib.stores.tables import TableNames, bind_tables
from chalicelib.usecases.identity.reseal_identities import ResealIdentities
from chalicelib.wiring.process import CALLS, now, writer


@dataclass(frozen=True)
class ResealingWorker:
    """Behind the operator's command."""

    reseal: ResealIdentities


@cache
def resealing_worker() -> ResealingWorker:
    """Build it from the environment. Raises MissingSettingError."""
    settings = ResealIdentitiesSettings.from_environment()
    bind_tables(TableNames(**settings.tables))
    rows = StoredSeals(writer())
    keys = KmsReseal(
        boto3.client("kms", config=CALLS),
        KeysInForce(settings.identity_key_ids),
        KeysInForce(settings.contact_key_ids),
    )
    return ResealingWorker(ResealIdentities(rows, keys, now))
