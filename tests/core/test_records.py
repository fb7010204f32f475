"""Only a record at UIS is opened, whatever a notification says."""

from __future__ import annotations

import pytest

from uis_desktop.core.records import may_be_opened


@pytest.mark.parametrize(
    "link",
    [
        "https://app.uiscom.ru/system/media/talk/123/0123456789abcdef/",
        "https://media.uiscom.ru/123/0123456789abcdef",
        "https://media.comagic.ru/1/2",
        "https://files.novofon.ru/1/2?x=1",
        "https://MEDIA.UISCOM.RU:443/1/2",
    ],
)
def test_record_at_uis_is_opened(link: str) -> None:
    assert may_be_opened(link)


@pytest.mark.parametrize(
    "link",
    [
        "http://media.uiscom.ru/1/2",
        "https://evil.example/1",
        "https://media.uiscom.ru.evil.example/1",
        "https://evil.example/media.uiscom.ru",
        "https://media.uiscom.ru@evil.example/1",
        "https://user@media.uiscom.ru/1",
        "https://:secret@media.uiscom.ru/1",
        "https://media.uiscom.ru:8443/1",
        "https://media.uiscom.ru:x/1",
        "https://evil.example\\@media.uiscom.ru/1",
        "https://media.uiscom.ru/1\n2",
        "https://media.uiscom.ru/1 2",
        "https://med\u0456a.uiscom.ru/1",
        "https://[media.uiscom.ru/1",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "media.uiscom.ru/1",
        "",
    ],
)
def test_anything_else_is_not(link: str) -> None:
    assert not may_be_opened(link)


def test_hosts_can_be_others() -> None:
    assert may_be_opened("https://records.example/1", {"records.example"})
