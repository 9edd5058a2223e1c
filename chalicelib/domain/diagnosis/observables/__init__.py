"""Observables of a report: telephone numbers, accounts, links, bank details … (specification, section 4)."""
