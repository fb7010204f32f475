"""What every page has: headers, escaping, both languages, nobody without a sign-in."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.relay.admin.routes import RecordedAdmin
from tests.relay.admin.visitor import Visitor, administered, browser
from tests.relay.company import Company
from uis_desktop.relay import rooms
from uis_desktop.relay.admin.visit import root_of

NAME = "<img src=x onerror=alert(1)>\"'&\u202egnp"
TABS = ("setup", "people", "contacts", "interactive", "calls", "connections")
FOR_EVERYBODY = {"/admin/files/{name}", "/admin/sign-in", "/admin/link/{token}"}
_CYRILLIC = re.compile("[А-Яа-яЁё]")


class Tags(HTMLParser):
    """Collects what a policy without inline code forbids, and images that are not ours."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []

    @classmethod
    def of(cls, text: str) -> Tags:
        """Of a page."""
        tags = cls()
        tags.feed(text)
        return tags

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One tag."""
        given = dict(attrs)
        if tag == "style" or (tag == "script" and not given.get("src")):
            self.inline.append(tag)
        if tag == "img" and "files/icon.svg" not in (given.get("src") or ""):
            self.inline.append(tag)
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        self.inline += [v for v in given.values() if v and v.startswith(("javascript:", "data:"))]


async def hostile_company(acme: Company) -> str:
    """Everything that comes from outside is an attack; the address of an employee."""
    acme.employ("123456", name=NAME, extension="101")
    acme.token("123456")
    await acme.notify(
        notification_name=NAME,
        notification_mnemonic=NAME,
        call_session_id=NAME,
        contact_full_name=NAME,
        contact_phone_number="79001234567",
        employee_id=123456,
        employee_full_name=NAME,
        leg_id="1",
        **{NAME: NAME},
    )
    await acme.notify(
        notification_name="Ожидание ответа",
        call_session_id="1",
        employee_id=123456,
        contact_full_name=NAME,
        leg_id="1",
    )
    url = acme.relay.listening_url + acme.account.hook_path
    async with acme.http.post(url, data=b"\x00\xff" + NAME.encode()) as response:
        assert response.status == 200
    return "people/123456"


async def every_page(acme: Company, admin: Visitor) -> dict[str, str]:
    person = await hostile_company(acme)
    pages = {}
    for tab in (*TABS, person):
        page = await admin.get(f"/admin/a/acme/{tab}")
        assert page.status == 200, (tab, page.words)
        pages[tab] = page.text
    invited = await admin.post(f"/admin/a/acme/{person}/invite")
    assert invited.place.endswith("/invite")
    pages["invite"] = invited.text
    pages["companies"] = (await admin.get("/admin/companies")).text
    return pages


async def test_nothing_from_outside_becomes_markup(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        for tab, text in (await every_page(acme, admin)).items():
            assert "<img src=x" not in text, tab
            assert "\u202e" not in text, tab
            assert Tags.of(text).inline == [], tab


async def test_every_page_is_protected_and_kept_by_nobody(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (_acme, admin):
        for path in ("/admin/companies", "/admin/a/acme/setup", "/admin/a/acme/nobody"):
            headers = (await admin.get(path)).headers
            if path.endswith("nobody"):
                continue
            policy = headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "unsafe" not in policy
            assert headers["Cache-Control"] == "no-store"
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"] == "same-origin"
        refused = await admin.post("/admin/a/acme/people", token="")
        assert refused.headers["Cache-Control"] == "no-store"


async def test_english_page_has_no_russian_word_of_ours(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        acme.employ("7", name="Anna")
        for tab in (*TABS, "people/7"):
            english = await admin.get(f"/admin/a/acme/{tab}?language=en")
            words = english.words.replace("Русский", "")
            assert _CYRILLIC.search(words) is None, (tab, words)
            russian = await admin.get(f"/admin/a/acme/{tab}?language=ru")
            assert 'lang="ru"' in russian.text
        assert 'lang="ru"' in (await admin.get("/admin/a/acme/setup")).text


async def test_nothing_is_shown_or_done_without_a_sign_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "Admin", RecordedAdmin)
    async with administered(tmp_path / "data") as (acme, _admin):
        acme.employ("7", name="Anna")
        token = acme.token("7")
        device = str(acme.directory.execute("SELECT id FROM device").get)
        state = _state(acme)
        async with browser(acme.relay.listening_url) as somebody:
            await somebody.get("/admin/sign-in")
            inside = [one for one in RecordedAdmin.addresses if one[1] not in FOR_EVERYBODY]
            assert len(inside) > 25
            for method, address in inside:
                path = address.format(account="acme", employee="7")
                headers = {"Authorization": f"Bearer {token}"}
                if method == "GET":
                    page = await somebody.get(path, headers, follow=False)
                else:
                    page = await somebody.post(path, {"device": device}, headers, follow=False)
                assert page.status == 303, (method, path)
                assert page.headers["Location"].endswith("sign-in"), (method, path)
        assert _state(acme) == state


async def test_what_does_not_exist_is_told_as_a_page(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (_acme, admin):
        assert (await admin.get("/admin/a/nobody/setup")).status == 404
        page = await admin.get("/admin/a/acme/people/12345")
        assert page.status == 404
        assert "There is no such page" in page.words


def _state(acme: Company) -> list[tuple[object, ...]]:
    tables = ("employee", "invite", "device", "token", "contact", "setting", "account")
    return [tuple(acme.directory.execute(f"SELECT * FROM {table}")) for table in tables]


@pytest.mark.parametrize(
    ("path", "root"),
    [
        ("/admin", "admin/"),
        ("/admin/", "./"),
        ("/admin/sign-in", "./"),
        ("/admin/link/abc", "../"),
        ("/admin/a/acme/people/7/invite", "../../../../"),
    ],
)
def test_way_to_the_front_page_survives_a_longer_path_at_a_proxy(path: str, root: str) -> None:
    assert root_of(path) == root
    assert urljoin(f"https://proxy.example/some/where{path}", root) == (
        "https://proxy.example/some/where/admin/"
    )
