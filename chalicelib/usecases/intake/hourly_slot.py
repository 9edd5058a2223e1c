"""Limits of an hour (api, limits of rate): what is counted takes one of the hour's places."""

from collections.abc import Callable
from datetime import datetime

from chalicelib.domain.moments import written
from chalicelib.usecases.intake.errors import TooManyAdditions
from chalicelib.usecases.intake.needs import RandomBytes


def free_slot(
    taken: Callable[[str, str], set[str]],
    random: RandomBytes,
    partition: str,
    moment: datetime,
    limit: int,
    series: str = "",
) -> str:
    """One of the hour's `limit` places in a series, at random among the free: many at once do not fight for the same.

    `taken`: the places of (partition, hour) that are used. Raises TooManyAdditions when there is none.
    """
    hour = f"{series}{written(moment)[:13]}"
    free = sorted({f"{number:02d}" for number in range(limit)} - taken(partition, hour))
    if not free:
        raise TooManyAdditions(3600 - int(moment.timestamp()) % 3600)
    return f"{hour}#{free[random(1)[0] % len(free)]}"
