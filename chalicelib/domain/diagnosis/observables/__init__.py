"""Observables: telephone numbers, accounts, links, bank details, wallets … found in a report (specification, section 4)."""
