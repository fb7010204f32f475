"""The two interfaces of each brand belong together."""

from __future__ import annotations

import pytest

from uis_desktop.core.brands import BRANDS, Brand, data_api_beside


@pytest.mark.parametrize("brand", BRANDS.values(), ids=BRANDS)
def test_the_data_api_of_a_brand_is_found_by_its_call_api(brand: Brand) -> None:
    assert data_api_beside(brand.call_api) == brand.data_api


@pytest.mark.parametrize("address", ["", "https://calls.example/v4.0"])
def test_another_address_belongs_to_no_brand(address: str) -> None:
    assert data_api_beside(address) is None
