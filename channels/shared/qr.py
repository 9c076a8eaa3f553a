"""QR codes, as pictures that stand in the page itself: no further request tells anybody what is in them."""

from __future__ import annotations

import segno


def qr_picture(address: str) -> str:
    """The QR code of an address as an image's address (a data URI), with the quiet zone that readers need."""
    return str(segno.make(address, error="m").svg_data_uri(border=4))
