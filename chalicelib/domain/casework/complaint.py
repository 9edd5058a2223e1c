"""Offences that are pursued only on the person's own complaint (88-13 art. 99; rules, J14)."""

from chalicelib.domain.casework.case import Case

# Flags of the jurisdiction: the person's own complaint, or that of the official or the authority.
COMPLAINT_FLAGS = frozenset({"own_complaint_required", "official_complaint_required"})


def complaint_missing(case: Case) -> bool:
    """Whether the law asks for a complaint that is not on file. A report on the platform is not one."""
    return case.complaint is None and not COMPLAINT_FLAGS.isdisjoint(case.flags)
