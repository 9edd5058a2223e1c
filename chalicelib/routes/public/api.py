"""What the public routes call: put together by `wiring.public`, by fakes in tests."""

from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.domain.intake.forms import Forms
from chalicelib.routes.pages import Pages
from chalicelib.usecases.intake.add_to_receipt import AddToReceipt
from chalicelib.usecases.intake.admit import Admit
from chalicelib.usecases.intake.check_contact_code import CheckContactCode
from chalicelib.usecases.intake.contest_closure import ContestClosure
from chalicelib.usecases.intake.declare_identity import DeclareIdentity
from chalicelib.usecases.intake.erase_identity import EraseIdentity
from chalicelib.usecases.intake.follow_receipt import FollowReceipt
from chalicelib.usecases.intake.prove_report import ProveReport
from chalicelib.usecases.intake.review_report import ReviewReport
from chalicelib.usecases.intake.submit_report import SubmitReport


@dataclass(frozen=True)
class PublicApi:
    """`openapi` is the text of the document; `pages` is asked only when a page is wanted."""

    admit: Admit
    submit: SubmitReport
    review: ReviewReport
    follow: FollowReceipt
    add: AddToReceipt
    declare: DeclareIdentity
    erase: EraseIdentity
    contest: ContestClosure
    contact_code: CheckContactCode
    prove: ProveReport
    forms: Forms
    pages: Callable[[], Pages]
    openapi: Callable[[], str]


Provider = Callable[[], PublicApi]
