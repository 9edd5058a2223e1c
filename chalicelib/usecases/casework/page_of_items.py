"""Pages of a list that was read whole."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from chalicelib.domain.access import Officer
from chalicelib.domain.casework.case import Item
from chalicelib.usecases.casework.needs import Cursors, Desk

T = TypeVar("T")


@dataclass(frozen=True)
class PageOfItems:
    """Cuts a list, and seals where it was cut for the one person and path."""

    desk: Desk
    cursors: Cursors

    def newest_first(
        self, officer: Officer, path: str, items: Sequence[Item], cursor: str | None, limit: int
    ) -> tuple[Sequence[Item], str | None]:
        """The newest of `items` (oldest first), in their order; the cursor leads to older ones. Raises BadCursor."""
        binding = _binding(officer, path)
        if cursor is not None:
            before = self.cursors.open(cursor, binding, self.desk.now())
            items = [item for item in items if _place(item) < before]
        page = items[-limit:]
        more = len(items) > limit
        return page, self.cursors.seal(_place(page[0]), binding, self.desk.now()) if more else None

    def in_order(
        self, officer: Officer, path: str, items: Sequence[T], place: Callable[[T], str], cursor: str | None, limit: int
    ) -> tuple[Sequence[T], str | None]:
        """The first of `items` by `place` (unique), the cursor leads to the next ones. Raises BadCursor."""
        binding = _binding(officer, path)
        items = sorted(items, key=place)
        if cursor is not None:
            after = self.cursors.open(cursor, binding, self.desk.now())
            items = [item for item in items if place(item) > after]
        page = items[:limit]
        more = len(items) > limit
        return page, self.cursors.seal(place(page[-1]), binding, self.desk.now()) if more else None


def _binding(officer: Officer, path: str) -> Mapping[str, object]:
    return {"person": officer.sub, "path": path}


def _place(item: Item) -> str:
    return f"{item.created_at}#{item.id}"
