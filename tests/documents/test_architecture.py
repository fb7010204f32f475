"""Every room and file that ARCHITECTURE.md names is there, and so is every floor."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_TEXT = (_ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
_PACKAGE = _ROOT / "uis_desktop"
#: Where a name in the text may begin: a folder of the relay's is named without the relay.
_BEGINNINGS = (_PACKAGE, _PACKAGE / "relay", _ROOT)
#: What says that a word in code is a place: a path that is no address of the relay's, or a file.
_PLACE = re.compile(r"`((?!/)[\w./-]+/[\w./-]*|[\w-]+\.(?:py|sh|js|toml|md))`")
_FLOORS = re.compile(r"^\| ((?:`\w+`(?:, )?)+) \|", re.MULTILINE)


def exists(place: str) -> bool:
    """A path as the text writes it: a module may stand without its ending."""
    if "/" not in place:
        return any(_PACKAGE.rglob(place)) or (_ROOT / place).is_file()
    paths = [begin / place for begin in _BEGINNINGS]
    return any(path.exists() or path.with_name(f"{path.name}.py").is_file() for path in paths)


@pytest.mark.parametrize("place", sorted(set(_PLACE.findall(_TEXT))))
def test_every_place_it_names_exists(place: str) -> None:
    assert exists(place)


def test_a_place_that_has_gone_is_found() -> None:
    assert _PLACE.findall("see `core/gone.py`, `gone.py` and `POST /v1/calls`") == [
        "core/gone.py",
        "gone.py",
    ]
    assert not exists("core/gone.py")
    assert not exists("gone.py")


def test_every_room_of_the_package_has_a_floor_and_every_floor_a_room() -> None:
    named = {name for row in _FLOORS.findall(_TEXT) for name in re.findall(r"\w+", row)}
    assert [name for name in sorted(named) if not exists(f"uis_desktop/{name}")] == []
    rooms = {path.parent.name for path in _PACKAGE.glob("*/__init__.py")}
    assert rooms - named == set()
