"""SQS → diagnosis. A bad message is returned alone (partial batch), the others of its batch are done."""

import json
from typing import Any

from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response

from chalicelib.domain.ids import is_id
from chalicelib.telemetry import logger, metrics
from chalicelib.wiring.workers import diagnosing_worker
from chalicelib.workers.observed import observed

# One that fails alone must not make the whole call fail: the others would be delivered again.
_processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)
# Readers take the last two versions of a message.
_VERSIONS = (1,)


class UnknownMessage(Exception):
    """Not a message that this release or the one before it sends."""


def _diagnose(record: Any) -> None:
    try:
        message = json.loads(record["body"])
        known = message["v"] in _VERSIONS and is_id(message["case"])
    except (ValueError, KeyError, TypeError):
        known = False
    if not known:
        raise UnknownMessage
    try:
        written = diagnosing_worker().diagnose(message["case"])
    except Exception as error:
        logger.error("not diagnosed", extra={"case": message["case"], "error": type(error).__name__})
        raise
    metrics.add_metric("Diagnosed" if written else "NothingOwed", MetricUnit.Count, 1)


@observed("DiagnoseReport")
def handle(event: Any, context: Any) -> Any:
    """Returns `{"batchItemFailures": […]}`."""
    return process_partial_response(event=event, record_handler=_diagnose, processor=_processor, context=context)
