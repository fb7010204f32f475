"""The translations in the repository are complete and are the ones that run."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui import translations
from uis_desktop.ui.language import chosen_language, speak, translate

FILES = ["uis_desktop_ru", "uis_desktop_en"]
PLACEHOLDER = re.compile(r"\{\w+\}|%n")


def messages(path: Path) -> dict[tuple[str, str], list[str]]:
    """Context and source text to what stands in the file as its translation."""
    found = {}
    for context in ET.parse(path).getroot().findall("context"):
        for message in context.findall("message"):
            said = message.find("translation")
            assert said is not None
            assert "type" not in said.attrib, f"not finished: {message.findtext('source')}"
            forms = [form.text or "" for form in said.findall("numerusform")]
            key = (context.findtext("name") or "", message.findtext("source") or "")
            found[key] = forms or [said.text or ""]
    return found


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_left_untranslated(name: str) -> None:
    every = messages(translations.FOLDER / f"{name}.ts")
    assert every
    assert [key for key, forms in every.items() if not all(forms)] == []


@pytest.mark.parametrize("name", FILES)
def test_every_translation_keeps_its_placeholders(name: str) -> None:
    for (_, source), forms in messages(translations.FOLDER / f"{name}.ts").items():
        for form in forms:
            assert set(PLACEHOLDER.findall(form)) == set(PLACEHOLDER.findall(source))


def test_russian_has_a_plural_form_for_one_few_and_many() -> None:
    every = messages(translations.FOLDER / "uis_desktop_ru.ts")
    assert len(every["More", "and %n more"]) == 3


def test_translation_files_hold_exactly_the_texts_of_the_source(tmp_path: Path) -> None:
    for name in FILES:
        shutil.copy(translations.FOLDER / f"{name}.ts", tmp_path)
    translations.extract(tmp_path)
    for name in FILES:
        fresh = messages(tmp_path / f"{name}.ts")
        assert fresh == messages(translations.FOLDER / f"{name}.ts")


def test_compiled_translations_are_up_to_date(tmp_path: Path) -> None:
    translations.compile_into(tmp_path)
    for name in FILES:
        fresh = (tmp_path / f"{name}.qm").read_bytes()
        assert fresh == (translations.FOLDER / f"{name}.qm").read_bytes()


def test_language_follows_the_wish_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UIS_DESKTOP_LANGUAGE", "ru_RU.UTF-8")
    assert chosen_language(None) == "ru"
    assert chosen_language("en") == "en"


def test_language_can_be_changed_back_and_forth(qapp: QApplication) -> None:
    speak(qapp, "en")
    assert translate("Link", "Connected") == "Connected"
    speak(qapp, "ru")
    assert translate("Link", "Connected") == "На связи"
