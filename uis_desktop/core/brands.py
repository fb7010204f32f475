"""Where the platform is reached under each of its names ("Call API", "Data API", hosts)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

BrandName = Literal["uis", "comagic", "novofon", "callgear"]


@dataclass(frozen=True, slots=True)
class Brand:
    """One of the names, and the addresses of its two interfaces."""

    title: str
    call_api: str
    data_api: str


BRANDS: Mapping[BrandName, Brand] = {
    "uis": Brand("UIS", "https://callapi.uiscom.ru/v4.0", "https://dataapi.uiscom.ru/v2.0"),
    "comagic": Brand(
        "CoMagic", "https://callapi.comagic.ru/v4.0", "https://dataapi.comagic.ru/v2.0"
    ),
    "novofon": Brand(
        "Novofon 2.0",
        "https://callapi-jsonrpc.novofon.ru/v4.0",
        "https://dataapi-jsonrpc.novofon.ru/v2.0",
    ),
    "callgear": Brand(
        "CallGear", "https://callapi.callgear.com/v4.0", "https://dataapi.callgear.com/v2.0"
    ),
}


def data_api_beside(call_api: str) -> str | None:
    """The Data API of the account whose Call API is at this address; None: of no brand."""
    found = (brand.data_api for brand in BRANDS.values() if brand.call_api == call_api)
    return next(found, None)
