"""The use cases behind the portal's routes, as the wiring hands them over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.jurisdiction.court_map import Court
from chalicelib.routes.caller import SignIn
from chalicelib.usecases.casework.list_queue import ListQueue


@dataclass(frozen=True)
class PortalApi:
    """One of each."""

    sign_in: SignIn
    now: Callable[[], datetime]
    courts: Sequence[Court]
    list_queue: ListQueue
