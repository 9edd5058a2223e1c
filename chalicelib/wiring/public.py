"""The public function, put together once a process."""

import secrets
from functools import cache
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

import chalicelib
from chalicelib.gateways.code_to_scan import code_to_scan
from chalicelib.gateways.proof_key import KmsProofKey
from chalicelib.gateways.proof_of_work import AltchaWork
from chalicelib.gateways.seal import KmsSeal
from chalicelib.gateways.secrets import receipt_keys
from chalicelib.gateways.work_queue import SqsWorkQueue
from chalicelib.reference_data.form_structure import load_forms
from chalicelib.routes.pages import Pages
from chalicelib.routes.public.api import PublicApi
from chalicelib.schemas.checking import errors_in, errors_in_answers
from chalicelib.settings import PublicSettings
from chalicelib.stores.receipts import ReceiptBook
from chalicelib.stores.tables import TableNames, bind_tables
from chalicelib.usecases.intake.add_to_receipt import AddToReceipt
from chalicelib.usecases.intake.admit import Admit
from chalicelib.usecases.intake.check_contact_code import CheckContactCode
from chalicelib.usecases.intake.check_members import FormCheck
from chalicelib.usecases.intake.contest_closure import ContestClosure
from chalicelib.usecases.intake.declare_identity import DeclareIdentity
from chalicelib.usecases.intake.erase_identity import EraseIdentity
from chalicelib.usecases.intake.follow_receipt import FollowReceipt
from chalicelib.usecases.intake.prove_report import ProveReport
from chalicelib.usecases.intake.review_report import ReviewReport
from chalicelib.usecases.intake.submit_report import SubmitReport
from chalicelib.usecases.intake.write_addition import WriteAddition
from chalicelib.wiring.process import CALLS, now, writer

_PACKAGE = Path(chalicelib.__file__).parent
# A reporter waits for the seal, so it is tried once more, not twice.
_TO_SEAL = CALLS.merge(Config(retries={"total_max_attempts": 2}))
# A report does not wait for the queue: the row says what is owed, the sweeper repairs.
_TO_HINT = Config(connect_timeout=0.5, read_timeout=1, retries={"total_max_attempts": 1})


@cache
def public_api() -> PublicApi:
    """Build it from the environment. Raises MissingSettingError or Unavailable."""
    settings = PublicSettings.from_environment()
    bind_tables(TableNames(**settings.tables))
    receipts = ReceiptBook(writer())
    keys = receipt_keys(boto3.client("secretsmanager", config=CALLS), settings.receipt_secret_arn)
    seal = KmsSeal(_kms, settings.identity_key_id, settings.contact_key_id)
    queue = SqsWorkQueue(boto3.client("sqs", config=_TO_HINT), settings.work_queue_url)
    forms, check = load_forms(), FormCheck(errors_in, errors_in_answers)
    write = WriteAddition(receipts, seal, queue, keys, now, secrets.token_bytes)
    return PublicApi(
        admit=Admit(settings.under_load, AltchaWork(keys.ticket_keys(), now), keys, now),
        submit=SubmitReport(receipts, seal, queue, keys, forms, check, now, secrets.token_bytes),
        review=ReviewReport(keys, forms, check, now, secrets.token_bytes),
        follow=FollowReceipt(receipts, keys, check, now),
        add=AddToReceipt(write, forms, check),
        declare=DeclareIdentity(write, check),
        erase=EraseIdentity(write, check),
        contest=ContestClosure(write, check),
        contact_code=CheckContactCode(receipts, keys, check, now, secrets.token_bytes),
        prove=ProveReport(
            receipts, keys, check, KmsProofKey(_kms, settings.proof_key_id), code_to_scan, settings.site_origin
        ),
        forms=forms,
        pages=_pages,
        openapi=lambda: (_PACKAGE / "schemas" / "openapi.json").read_text(encoding="utf-8"),
    )


@cache
def _kms() -> Any:
    return boto3.client("kms", config=_TO_SEAL)


@cache
def _pages() -> Pages:
    return Pages(_PACKAGE / "site_bundle")
