"""The schedule → one sweep of what is owed."""

from typing import Any

from aws_lambda_powertools.metrics import MetricUnit

from chalicelib.telemetry import metrics
from chalicelib.wiring.workers import sweeping_worker
from chalicelib.workers.observed import observed


@observed("SweepStalled")
def handle(_event: Any, _context: Any) -> dict[str, int]:
    """Returns the numbers of the sweep, which are its metrics too."""
    swept = sweeping_worker().sweep()
    numbers = {"Hinted": swept.hinted, "Rung": swept.rung, "GivenUp": swept.given_up, "Reminded": swept.reminded}
    for name, value in numbers.items():
        metrics.add_metric(name, MetricUnit.Count, value)
    for urgency, seconds in swept.oldest_unread_seconds.items():
        metrics.add_metric(f"OldestUnread{urgency}", MetricUnit.Seconds, seconds)
    return numbers
