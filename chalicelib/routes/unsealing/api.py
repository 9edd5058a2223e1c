"""The use cases behind the paths that open identities."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.routes.caller import SignIn
from chalicelib.usecases.identity.ask_opening import AskOpening
from chalicelib.usecases.identity.decide_opening import DecideOpening
from chalicelib.usecases.identity.open_identity import OpenIdentity
from chalicelib.usecases.identity.see_reporter import SeeReporter


@dataclass(frozen=True)
class UnsealingApi:
    """One of each."""

    sign_in: SignIn
    now: Callable[[], datetime]
    see_reporter: SeeReporter
    ask_opening: AskOpening
    decide_opening: DecideOpening
    open_identity: OpenIdentity
