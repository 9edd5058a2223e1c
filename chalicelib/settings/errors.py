"""Faults of configuration, found at the first use of a function."""


class MissingSettingError(Exception):
    """A deployed function lacks a setting that it needs."""
