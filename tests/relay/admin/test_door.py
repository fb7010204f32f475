"""Who gets in, for how long, and whose forms are believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.relay.admin.visitor import KEPT, PASSWORD, administered, browser, relay_at
from tests.relay.company import company
from uis_desktop.relay.admin import keys, passwords
from uis_desktop.relay.admin.gate import LOOKING_ON
from uis_desktop.relay.directory.devices import stamp
from uis_desktop.relay.limits import Limits

PAGE = "/admin/a/acme/people"
OVER = "/admin/sign-in?warn=session_over"


async def test_without_a_password_there_is_no_page(tmp_path: Path) -> None:
    async with company(tmp_path / "data") as acme, browser(acme.relay.listening_url) as somebody:
        nothing = await somebody.get("/nothing/here")
        for path in ("/admin", "/admin/", "/admin/sign-in", PAGE, "/admin/files/admin.css"):
            page = await somebody.get(path)
            assert (page.status, page.text) == (404, nothing.text), path
        assert (await somebody.post("/admin/sign-in", {"password": ""})).status == 404


async def test_password_opens_the_page_and_signing_out_shuts_it(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        assert (await admin.get(PAGE)).status == 200
        await admin.post("/admin/sign-out")
        assert (await admin.get(PAGE)).place == "/admin/sign-in"
        async with browser(acme.relay.listening_url) as somebody:
            assert (await somebody.sign_in("not the password")).status == 403
            assert (await somebody.get(PAGE)).place == "/admin/sign-in"


async def test_old_cookie_is_worth_nothing_after_signing_out(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        (cookie,) = [one for one in admin.http.cookie_jar if one.key == "uis_admin"]
        await admin.get(PAGE)
        await admin.post("/admin/sign-out")
        async with browser(acme.relay.listening_url) as thief:
            page = await thief.get(PAGE, {"Cookie": f"uis_admin={cookie.value}"})
            assert page.place == OVER


async def test_one_time_link_survives_being_looked_at_and_opens_once(tmp_path: Path) -> None:
    async with company(tmp_path / "data") as acme, browser(acme.relay.listening_url) as somebody:
        keys.set_password(acme.directory, KEPT)
        link = f"/admin/link/{keys.add_link(acme.directory, datetime.now(UTC))}"
        for _ in range(3):
            assert "Sign in" in (await somebody.get(link)).words
        assert (await somebody.post(link)).place == "/admin/a/acme/setup"
        async with browser(acme.relay.listening_url) as late:
            assert "has been used" in (await late.get(link)).words
            assert (await late.post(link)).status == 403
            assert (await late.get(PAGE)).place == "/admin/sign-in"


async def test_link_is_good_for_a_quarter_of_an_hour(tmp_path: Path) -> None:
    async with company(tmp_path / "data") as acme, browser(acme.relay.listening_url) as somebody:
        keys.set_password(acme.directory, KEPT)
        old = datetime.now(UTC) - timedelta(minutes=15, seconds=1)
        link = f"/admin/link/{keys.add_link(acme.directory, old)}"
        await somebody.get(link)
        assert (await somebody.post(link)).status == 403


async def test_new_password_signs_everybody_out(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        keys.set_password(acme.directory, passwords.hashed("another long password"))
        assert (await admin.get(PAGE)).place == OVER
        assert (await admin.sign_in()).status == 403
        assert (await admin.sign_in("another long password")).status == 200


async def test_sign_out_everywhere_ends_other_sessions_too(tmp_path: Path) -> None:
    async with (
        administered(tmp_path / "data") as (acme, admin),
        browser(acme.relay.listening_url) as elsewhere,
    ):
        await elsewhere.sign_in()
        await admin.get(PAGE)
        await admin.post("/admin/sign-out-everywhere")
        assert (await elsewhere.get(PAGE)).place == OVER


async def test_session_nobody_uses_ends_and_looking_on_is_no_use(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, admin):

        def until() -> str:
            return str(acme.directory.execute("SELECT expires_at FROM admin_key").get)

        def set_until(hours: float) -> str:
            at = stamp(datetime.now(UTC) + timedelta(hours=hours))
            acme.directory.execute("UPDATE admin_key SET expires_at = ?", (at,))
            return at

        soon = set_until(1)
        await admin.get(PAGE, {LOOKING_ON: "1"})
        assert until() == soon
        await admin.get(PAGE)
        assert until() > stamp(datetime.now(UTC) + timedelta(hours=11))
        set_until(-0.01)
        ended = await admin.get(PAGE)
        assert ended.place == OVER
        assert "The session is over" in ended.words


async def test_too_many_wrong_passwords_shut_the_door_for_the_right_one_too(tmp_path: Path) -> None:
    limits = Limits(admin_failures=2)
    async with company(tmp_path / "data", limits) as acme:
        keys.set_password(acme.directory, KEPT)
        async with browser(acme.relay.listening_url) as somebody:
            statuses = [(await somebody.sign_in("wrong")).status for _ in range(3)]
            assert statuses == [403, 403, 429]
            assert (await somebody.sign_in()).status == 429
            link = f"/admin/link/{keys.add_link(acme.directory, datetime.now(UTC))}"
            await somebody.get(link)
            assert (await somebody.post(link)).status == 200


@pytest.mark.parametrize(
    ("headers", "token"),
    [
        pytest.param({}, "", id="no token"),
        pytest.param({}, "0" * 64, id="another token"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, None, id="from another site"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, None, id="from a neighbour"),
        pytest.param({"Origin": "https://evil.example"}, None, id="from another origin"),
        pytest.param({"Origin": "null"}, None, id="from nowhere"),
    ],
)
async def test_form_of_somebody_else_changes_nothing(
    tmp_path: Path, headers: dict[str, str], token: str | None
) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        await admin.get(PAGE)
        form = {"id": "777", "name": "Eve"}
        refused = await admin.post(PAGE, form, headers, token=token)
        assert refused.status == 403
        assert "Nothing has changed" in refused.words
        assert acme.directory.execute("SELECT count(*) FROM employee").get == 0
        await admin.get(PAGE)
        assert (await admin.post(PAGE, form, {"Sec-Fetch-Site": "same-origin"})).status == 200
        assert acme.directory.execute("SELECT count(*) FROM employee").get == 1


async def test_sign_in_form_of_another_site_is_refused_too(tmp_path: Path) -> None:
    async with company(tmp_path / "data") as acme, browser(acme.relay.listening_url) as somebody:
        keys.set_password(acme.directory, KEPT)
        assert (await somebody.post("/admin/sign-in", {"password": PASSWORD})).status == 403
        assert (await somebody.get(PAGE)).place == "/admin/sign-in"


async def test_session_cookie_is_out_of_reach_of_scripts_and_other_sites(tmp_path: Path) -> None:
    async with company(tmp_path / "data") as acme, browser(acme.relay.listening_url) as somebody:
        keys.set_password(acme.directory, KEPT)
        await somebody.get("/admin/sign-in")
        page = await somebody.post("/admin/sign-in", {"password": PASSWORD}, follow=False)
        (cookie,) = [one for one in somebody.http.cookie_jar if one.key == "uis_admin"]
        assert page.status == 303
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
        kept = acme.directory.execute("SELECT key_hash FROM admin_key WHERE use = 'session'").get
        assert cookie.value.encode() not in bytes(kept)


async def test_behind_https_cookies_never_travel_in_the_open(tmp_path: Path) -> None:
    url = "https://relay.example/under/a/path"
    async with relay_at(tmp_path / "data", url) as (acme, somebody):
        keys.set_password(acme.directory, KEPT)
        page = await somebody.get("/admin/sign-in")
        cookie = page.headers["Set-Cookie"]
        assert cookie.startswith("__Host-uis_admin_form=")
        for wanted in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/"):
            assert wanted in cookie


def test_short_password_is_refused() -> None:
    with pytest.raises(passwords.PasswordRefused):
        passwords.hashed("short")


def test_hash_tells_the_password_from_others() -> None:
    kept = passwords.hashed(PASSWORD)
    assert PASSWORD not in kept
    assert passwords.matches(PASSWORD, kept)
    assert not passwords.matches(PASSWORD + " ", kept)
    assert not passwords.matches("x" * 100_000, kept)
