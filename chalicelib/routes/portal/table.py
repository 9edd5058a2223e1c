"""Lines of cases as a CSV file (RFC 4180), for spreadsheets."""

import csv
import io
from collections.abc import Iterable

from chalice.app import Response

from chalicelib.domain.casework.queue_row import QueueRow
from chalicelib.domain.casework.spreadsheet import harmless
from chalicelib.routes.portal.lists import row
from chalicelib.routes.problems import answered

COLUMNS = ("id", "court", "state", "urgency", "category", "language", "assignee", "created_at", "version")


def table(lines: Iterable[QueueRow]) -> Response:
    """200 with the file: a line of names, then one a case."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for line in lines:
        shown = row(line)
        writer.writerow([harmless("" if shown[name] is None else str(shown[name])) for name in COLUMNS])
    answer = answered(text.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="cases.csv"'
    return answer
