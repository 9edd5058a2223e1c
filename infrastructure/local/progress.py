"""What a person sees while the system comes up: one line a step, with its time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console


class Progress:
    """Steps on a terminal with a spinner and counts, elsewhere as plain lines."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._status = console.status("") if console.is_terminal else None
        self._title = ""

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Shows `title` while the block runs, then its time; a failing step is marked and its error goes on."""
        self._title = title
        started = time.monotonic()
        if self._status:
            self._status.update(f"{title} …")
            self._status.start()
        try:
            yield
        except BaseException:
            self._end(f"[red]✗[/] {title}")
            raise
        self._end(f"[green]✓[/] {title} [dim]{time.monotonic() - started:.1f} s[/]")

    def count(self, done: int, of: int) -> None:
        """How far the step is."""
        if self._status:
            self._status.update(f"{self._title} … {done}/{of}")

    def say(self, text: str) -> None:
        """A detail of the step."""
        if self._status:
            self._status.update(f"{self._title}: {text}")

    def _end(self, line: str) -> None:
        if self._status:
            self._status.stop()
        self._console.print(line)


def silent() -> Progress:
    """Progress that nobody looks at."""
    return Progress(Console(quiet=True))
