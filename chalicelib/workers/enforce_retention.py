"""The schedule → one run of the retention."""

from typing import Any

from aws_lambda_powertools.metrics import MetricUnit

from chalicelib.telemetry import metrics
from chalicelib.wiring.retention import retaining_worker
from chalicelib.workers.observed import observed


@observed("EnforceRetention")
def handle(_event: Any, _context: Any) -> dict[str, int]:
    """Returns the numbers of the run, which are its metrics too."""
    erased = retaining_worker().enforce()
    metrics.add_metric("IdentitiesErased", MetricUnit.Count, erased)
    return {"IdentitiesErased": erased}
