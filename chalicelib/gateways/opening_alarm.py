"""An identity is being opened: a metric that the alarm of operations watches (threat T-U1), never whose."""

from aws_lambda_powertools.metrics import MetricUnit

from chalicelib.telemetry import metrics


def opening_alarm() -> None:
    """Written at once: the call may still fail, and the opening counts all the same."""
    metrics.add_metric("IdentityOpened", MetricUnit.Count, 1)
    metrics.flush_metrics()
