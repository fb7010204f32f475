"""Finding a setting by a word of it, however it is typed."""

from __future__ import annotations

import pytest

from uis_desktop.core.settings_search import found_settings

WORDS = {
    "corner": "Угол карточка положение слева справа",
    "sound": "Звук мелодия перезвон телефон",
    "volume": "Громкость звук тише",
    "scheme": "Тема цвета светлая тёмная",
    "crm": "Открывать клиента в CRM Bitrix24",
    "keep": "Хранить звонки история",
}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("гром", {"volume"}, id="the beginning of a word"),
        pytest.param("звук", {"sound", "volume"}, id="two settings"),
        pytest.param("ЗВУК тише", {"volume"}, id="every word must fit"),
        pytest.param("темная", {"scheme"}, id="е for ё"),
        pytest.param("тёма", {"scheme"}, id="ё for е"),
        pytest.param("uhjvrjcnm", {"volume"}, id="Russian with the English layout on"),
        pytest.param("{hfybnm", {"keep"}, id="a Russian letter that is a mark there"),
        pytest.param("скь", {"crm"}, id="English with the Russian layout on"),
        pytest.param("темы", {"scheme"}, id="another ending"),
        pytest.param("карточки", {"corner"}, id="another ending of a long word"),
        pytest.param("мелодию", {"sound"}, id="another case"),
        pytest.param("rfhnjxrb", {"corner"}, id="another ending and the wrong layout"),
        pytest.param("bitrix", {"crm"}, id="English words"),
        pytest.param("история звонков", {"keep"}, id="two words with endings"),
        pytest.param("факс", set(), id="nothing"),
        pytest.param("вук", set(), id="the middle of a word"),
        pytest.param("звонить бабушке", set(), id="words of which none fits"),
        pytest.param("где у вас угол", {"corner"}, id="words in between that say nothing"),
        pytest.param("тихая мелодия звука", {"sound"}, id="most of the words"),
        pytest.param("телефонами", {"sound"}, id="a long ending"),
    ],
)
def test_typed_words_find_the_settings_that_are_meant(typed: str, found: set[str]) -> None:
    assert found_settings(typed, WORDS) == found


@pytest.mark.parametrize("typed", ["", "   ", "—", "?!"])
def test_nothing_typed_is_every_setting(typed: str) -> None:
    assert found_settings(typed, WORDS) == WORDS.keys()
