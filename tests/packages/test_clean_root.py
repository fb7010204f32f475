"""The .deb on a machine on which nothing was installed, from its installation to its removal."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.stage.company import Company
from tests.end_to_end.stage.desk import desk
from tests.end_to_end.stage.stage import Stage
from tests.packages.clean_root import CleanRoot, clean_root
from tests.packages.day import worked

pytestmark = [
    pytest.mark.packages,
    # The first run fetches the packages such a machine is made of.
    pytest.mark.timeout(600),
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a root folder"),
]

#: Which programs open what; written anew with each change of the menu.
_MENU_CACHE = "usr/share/applications/mimeinfo.cache"


@pytest.fixture
def machine(deb: Path) -> Iterator[CleanRoot]:
    with clean_root(deb) as made:
        yield made


def test_installed_it_works_opens_links_and_is_removed_without_remains(
    desktop: Stage, office: Company, machine: CleanRoot, deb: Path
) -> None:
    before = machine.files()
    machine.install(deb)
    with desk(desktop.home, program=machine.argv("uis-desktop")) as here:

        def open_link(link: str) -> None:
            mine = {
                **desktop.home.env,
                "UIS_DESKTOP_CONFIG_DIR": str(here.config),
                "UIS_DESKTOP_DATA_DIR": str(here.data),
            }
            machine.run("xdg-open", link, env=mine)

        worked(desktop, office, here, open_link=open_link)
        installed = machine.files()
    machine.run("apt-get", "purge", "-y", "uis-desktop")
    after = machine.files()
    assert "uis-desktop" not in (machine.path / _MENU_CACHE).read_text()
    left_out = {_MENU_CACHE}
    assert {name for name in after if after[name] != before.get(name)} <= left_out
    assert {name for name in before if name not in after} == set()
    # Working with it writes nothing outside the person's home.
    machine.install(deb)
    assert {n for n, kind in machine.files().items() if installed.get(n) != kind} <= left_out
    assert set(installed) == set(machine.files())


def test_there_is_no_python_that_could_help_it(machine: CleanRoot) -> None:
    assert [name for name in machine.files() if name.startswith("usr/bin/python")] == []
