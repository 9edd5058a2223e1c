"""Refusals of an opening."""


class TooManyPending(Exception):
    """A case has ten pending requests already."""
