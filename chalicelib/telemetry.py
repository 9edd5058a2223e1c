"""Structured logs and metrics: one JSON line a call, allow-listed fields only, never a body, a receipt or a token."""

from aws_lambda_powertools import Logger, Metrics

logger = Logger(log_uncaught_exceptions=False, use_rfc3339=True)
metrics = Metrics()
