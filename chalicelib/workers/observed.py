"""Observability of the workers: `app.py` and its middleware are never loaded there (aws/chalice #1566).

Each call leaves one structured line and its metrics: an emulator answers a function that logs nothing 50 ms late, and
an operator wants to know that a sweep ran although it found nothing.
"""

import time
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from aws_lambda_powertools.metrics import SchemaValidationError

from chalicelib.telemetry import logger, metrics

Handler = Callable[[Mapping[str, Any], Any], Any]


def observed(name: str) -> Callable[[Handler], Handler]:
    """Log the outcome and duration of each call; never its event, which may hold ids but is nobody's business."""

    def decorate(handler: Handler) -> Handler:
        @wraps(handler)
        def observed_handler(event: Mapping[str, Any], context: Any) -> Any:
            started = time.perf_counter()
            outcome = "failed"
            try:
                answer = handler(event, context)
                outcome = "done"
                return answer
            finally:
                took = round((time.perf_counter() - started) * 1000)
                logger.info("call", extra={"worker": name, "outcome": outcome, "ms": took})
                _flush()
                logger.clear_state()

        return observed_handler

    return decorate


def _flush() -> None:
    """Metrics are about the work and never a reason for it to fail."""
    try:
        if metrics.provider.metric_set:
            metrics.flush_metrics()
    except SchemaValidationError:
        logger.error("metrics not written")
