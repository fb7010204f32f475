"""The only place that knows segno: a link as a picture a phone or camera can read."""

from __future__ import annotations

import segno
from markupsafe import Markup


def qr_code(link: str) -> Markup:
    """An inline SVG picture on a white ground, without style attributes."""
    picture = segno.make(link, error="m", micro=False)
    svg = picture.svg_inline(scale=4, border=4, dark="#000", light="#fff", omitsize=True)
    # Its content is a path made of numbers: nothing of the link is in it as text.
    return Markup(svg)
