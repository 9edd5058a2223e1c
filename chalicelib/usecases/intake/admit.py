"""Under load a report is admitted on a review ticket or a proof of work; otherwise it needs neither (api, review)."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from chalicelib.domain.intake.receipt_code import ReceiptKeys
from chalicelib.domain.intake.review_ticket import BadTicket, spent_name
from chalicelib.usecases.intake.errors import ChallengeNeeded, WrongProof
from chalicelib.usecases.intake.needs import Clock


class Work(Protocol):
    def challenge(self) -> Mapping[str, Any]:
        """A new proof of work to be done."""

    def spent_name(self, proof: str) -> str | None:
        """The name under which a right proof is marked as spent."""


@dataclass(frozen=True)
class Admit:
    """`under_load` is a setting of the operator."""

    under_load: bool
    work: Work
    keys: ReceiptKeys
    now: Clock

    def __call__(self, ticket: str | None, proof: str | None) -> str | None:
        """The name of what has to be marked as spent, None without load.

        Raises TicketTooEarly, WrongProof, or ChallengeNeeded.
        """
        if not self.under_load:
            return None
        if ticket is not None:
            for key in self.keys.ticket_keys():
                with suppress(BadTicket):
                    return spent_name(key, ticket, int(self.now().timestamp()))
        if proof is None:
            raise ChallengeNeeded(self.work.challenge())
        spent = self.work.spent_name(proof)
        if spent is None:
            raise WrongProof
        return spent
