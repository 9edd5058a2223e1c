"""Cells that a spreadsheet must not run (OWASP, CSV injection): a formula is told by its first sign."""

# In the widths of East Asian typing too, which spreadsheets read as the plain signs.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_SKIPPED = ("\t", "\r", "\n")


def harmless(cell: str) -> str:
    """The cell as it is, or behind an apostrophe when a spreadsheet would calculate it."""
    return f"'{cell}" if cell.startswith(_SKIPPED) or cell.lstrip().startswith(_FORMULA) else cell
