"""Refusals of casework."""


class BadCursor(Exception):
    """Not ours, too old, or given to another person, path, scope or filter."""


class ActNeeded(Exception):
    """The step needs a document: `act` is `refer` or the name of the act that makes it."""

    def __init__(self, act: str) -> None:
        super().__init__()
        self.act = act


class LeaveNeeded(Exception):
    """On an anonymous report nothing of an inquiry exists before the prosecutor's leave (CPP 21, 40, 49)."""


class BadMember(Exception):
    """A member of a body that only the case or the calendar can judge: `slug` as in the API's errors."""

    def __init__(self, pointer: str, slug: str) -> None:
        super().__init__()
        self.pointer = pointer
        self.slug = slug
