"""The schedule → one run of the anchors."""

from typing import Any

from aws_lambda_powertools.metrics import MetricUnit

from chalicelib.telemetry import metrics
from chalicelib.wiring.anchors import anchoring_worker
from chalicelib.workers.observed import observed


@observed("AnchorChains")
def handle(_event: Any, _context: Any) -> dict[str, int]:
    """Returns the numbers of the run, which are its metrics too."""
    anchored = anchoring_worker().anchor()
    numbers = {
        "HoursAnchored": anchored.hours,
        "EntriesAnchored": anchored.entries,
        "AnchorsDiffering": anchored.differing,
    }
    for name, number in numbers.items():
        metrics.add_metric(name, MetricUnit.Count, number)
    return numbers
