"""The use cases behind the paths that open identities."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.routes.caller import SignIn
from chalicelib.usecases.identity.see_reporter import SeeReporter


@dataclass(frozen=True)
class UnsealingApi:
    """One of each."""

    sign_in: SignIn
    now: Callable[[], datetime]
    see_reporter: SeeReporter
