"""The receipt code as a QR drawing: one path of squares, so that a page needs no image, script or library."""

from __future__ import annotations

QUIET_ZONE = 4


def drawing(text: str) -> tuple[int, str]:
    """Side of the square in modules, quiet zone included, and the SVG path of the dark modules of `text`."""
    # Imported at the first receipt page: answers in JSON do not wait for it.
    import segno

    code = segno.make_qr(text, error="m")
    steps = [
        f"M{x + QUIET_ZONE} {y + QUIET_ZONE}h1v1h-1z"
        for y, row in enumerate(code.matrix)
        for x, dark in enumerate(row)
        if dark
    ]
    return len(code.matrix) + 2 * QUIET_ZONE, "".join(steps)
