"""An operator's command → one piece of the re-sealing."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from aws_lambda_powertools.metrics import MetricUnit

from chalicelib.telemetry import metrics
from chalicelib.wiring.resealing import resealing_worker
from chalicelib.workers.observed import observed


@observed("ResealIdentities")
def handle(event: Mapping[str, Any], _context: Any) -> dict[str, Any]:
    """`{"after", "limit", "dry_run"}`, each may be missing → the piece: numbers, ids of cases, never a value."""
    piece = resealing_worker().reseal(
        str(event.get("after", "")), int(event.get("limit", 50)), dry_run=bool(event.get("dry_run"))
    )
    metrics.add_metric("ValuesResealed", MetricUnit.Count, 0 if event.get("dry_run") else piece.values)
    return asdict(piece)
