"""A text as a drawing to scan (QR code), made here: no other host learns of it."""

from io import BytesIO

_PIXELS_A_MODULE = 4


def code_to_scan(text: str) -> str:
    """A stand-alone SVG without styles, scripts or links, dark on light whatever is around it."""
    # Imported when the first is drawn: a report, which must not wait, has nothing to draw.
    import segno

    drawing = BytesIO()
    segno.make_qr(text, error="m").save(
        drawing,
        kind="svg",
        scale=_PIXELS_A_MODULE,
        unit="px",
        light="#fff",
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        nl=False,
    )
    return drawing.getvalue().decode()
