"""The guide to installing says what the packages and the program know."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from uis_desktop.__main__ import main

_DOCS = Path("docs")
_GUIDES = ("installing.md", "installing.ru.md")
_INSTALLER = Path("packaging/desktop/windows/installer.nsi").read_text(encoding="utf-8")
#: Switches every NSIS installer has, and the one of its MultiUser.nsh.
_OF_NSIS = {"/S", "/D", "/CurrentUser"}


def text_of(guide: str) -> str:
    return (_DOCS / guide).read_text(encoding="utf-8")


def typed_in(guide: str) -> list[str]:
    blocks: list[str] = re.findall(r"^```console\n(.*?)^```$", text_of(guide), re.M | re.S)
    return [line for block in blocks for line in block.splitlines()]


def test_both_languages_say_the_same_commands_and_files() -> None:
    english, russian = (typed_in(guide) for guide in _GUIDES)
    assert english == russian
    assert len(english) > 8
    code = [set(re.findall(r"`([^`\n]+)`", text_of(guide))) for guide in _GUIDES]
    assert {
        word for word in code[0] ^ code[1] if "DATE" not in word and "ДАТА" not in word
    } == set()


@pytest.mark.parametrize("guide", _GUIDES)
def test_the_installer_knows_every_switch_and_exit_code(guide: str) -> None:
    switches = set(re.findall(r"^\| `(/\w+)", text_of(guide), re.M))
    assert switches > _OF_NSIS
    assert "!define MULTIUSER_INSTALLMODE_COMMANDLINE\n" in _INSTALLER
    for switch in switches - _OF_NSIS:
        assert switch in _INSTALLER
    for code in ("32", "740"):
        assert f"SetErrorLevel {code}" in _INSTALLER
        assert code in text_of(guide)


@pytest.mark.parametrize(
    "command", [c for c in typed_in(_GUIDES[0]) if c.startswith("uis-desktop ")]
)
def test_the_program_knows_the_commands_and_options(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    verb = command.split()[1]
    with pytest.raises(SystemExit) as ended:
        main([verb, "--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    for option in re.findall(r"--[a-z-]+", command):
        assert option in told


@pytest.mark.parametrize("guide", _GUIDES)
def test_every_target_of_make_and_every_file_it_leads_to_exists(guide: str) -> None:
    makefile = Path("Makefile").read_text()
    targets = set(re.findall(r"\bmake ([a-z-]+)", "\n".join(typed_in(guide))))
    assert targets
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.M)
    for link in re.findall(r"\]\(([^)#]+)", text_of(guide)):
        assert (_DOCS / link).exists()


@pytest.mark.parametrize(
    ("guide", "part"), [("installing.md", "source"), ("installing.ru.md", "translation")]
)
def test_troubles_of_the_first_run_are_called_as_on_the_screen(guide: str, part: str) -> None:
    catalogue = Path("resources/translations/uis_desktop_ru.ts").read_text(encoding="utf-8")
    words = {unescape(text) for text in re.findall(rf"<{part}>([^<]*)</{part}>", catalogue)}
    table = text_of(guide).partition("Enter ")[2].partition("\n\n**")[0]
    troubles = re.findall(r"^\| ([^|]+) \| [^|-]", table, re.M)[1:]
    assert len(troubles) == 9
    assert set(troubles) <= words
