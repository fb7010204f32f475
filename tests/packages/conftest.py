"""What the packages are made of; each test gets a desktop and a company of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.conftest import desktop, logs, office

__all__ = ["bundle", "desktop", "logs", "office"]

_BUNDLE = Path("build/bundle/uis-desktop").absolute()


@pytest.fixture(scope="session")
def bundle() -> Path:
    """The folder that ``make bundle`` has made."""
    assert _BUNDLE.is_dir(), "make the bundle first: make bundle"
    return _BUNDLE
