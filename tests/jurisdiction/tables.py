import csv
from pathlib import Path


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a table of reference data."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
