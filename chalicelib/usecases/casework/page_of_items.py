"""Pages of what hangs on a case: the newest first, each page oldest first, the cursor leads to older ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.access import Officer
from chalicelib.domain.casework.case import Item
from chalicelib.usecases.casework.needs import Cursors, Desk


@dataclass(frozen=True)
class PageOfItems:
    """Cuts a list that was read whole."""

    desk: Desk
    cursors: Cursors

    def __call__(
        self, officer: Officer, path: str, items: Sequence[Item], cursor: str | None, limit: int
    ) -> tuple[Sequence[Item], str | None]:
        """At most `limit` of `items` (oldest first) and where to go on. Raises BadCursor."""
        binding = {"person": officer.sub, "path": path}
        if cursor is not None:
            before = self.cursors.open(cursor, binding, self.desk.now())
            items = [item for item in items if _place(item) < before]
        page = items[-limit:]
        more = len(items) > limit
        return page, self.cursors.seal(_place(page[0]), binding, self.desk.now()) if more else None


def _place(item: Item) -> str:
    return f"{item.created_at}#{item.id}"
