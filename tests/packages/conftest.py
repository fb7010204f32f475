"""What the packages are made of; each test gets a desktop and a company of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.conftest import desktop, logs, office

__all__ = ["bundle", "desktop", "logs", "office"]

_BUNDLE = Path("build/bundle/uis-desktop").absolute()
_PACKAGES = Path("build/packages").absolute()


@pytest.fixture(scope="session")
def bundle() -> Path:
    """The folder that ``make bundle`` has made."""
    assert _BUNDLE.is_dir(), "make the bundle first: make bundle"
    return _BUNDLE


@pytest.fixture(scope="session")
def deb() -> Path:
    """The newest package that ``make deb`` has made."""
    return _newest("uis-desktop_*.deb")


@pytest.fixture(scope="session")
def archive() -> Path:
    """The newest archive that ``make deb`` has made."""
    return _newest("uis-desktop-*-linux-*.tar.xz")


def _newest(pattern: str) -> Path:
    found = sorted(_PACKAGES.glob(pattern), key=lambda file: file.stat().st_mtime)
    assert found, "make the packages first: make deb"
    return found[-1]


@pytest.fixture(scope="session")
def relay_deb() -> Path:
    """The newest package of the relay that ``make relay-deb`` has made."""
    return _newest("uis-relay_*.deb")
