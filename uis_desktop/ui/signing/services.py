"""The brands of the platform and where their Call API answers.

The addresses are those of the public documentation ("Call API", one page per
brand); accounts of one brand do not work at another.
"""

from __future__ import annotations

from collections.abc import Mapping

from uis_desktop.core.brands import BRANDS

PRESETS: Mapping[str, str] = {brand.title: brand.call_api for brand in BRANDS.values()}


def preset_of(call_api_url: str) -> str | None:
    """The brand whose address this is, or None for another address."""
    for brand, url in PRESETS.items():
        if url == call_api_url:
            return brand
    return None
