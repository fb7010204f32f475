"""Forms of strangers, other companies' data, cookies, guessed passwords."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import aiohttp
import pytest
from yarl import URL

from tests.relay.admin.routes import RecordedAdmin
from tests.relay.admin.visitor import KEPT, PASSWORD, administered, browser, relay_at
from tests.relay.company import ANNA, BORIS, Company, RunningRelay
from uis_desktop.relay import rooms
from uis_desktop.relay.admin import keys
from uis_desktop.relay.config import Config
from uis_desktop.relay.directory.invites import invites
from uis_desktop.relay.limits import Limits
from uis_desktop.relay.server import Relay

A = "/admin/a/acme"
SECRET_PLACES = ("companies", "a/acme/setup", "a/acme/people", "a/acme/access", "a/acme/journal")


def everything(acme: Company) -> list[tuple[object, ...]]:
    """All that is on file, sessions included."""
    tables = (
        "account", "employee", "invite", "device", "token", "contact", "setting", "progress",
    )  # fmt: skip
    return [tuple(acme.directory.execute(f"SELECT * FROM {table}")) for table in tables]


@pytest.mark.parametrize(
    ("headers", "has_token"),
    [
        pytest.param({}, False, id="without a token"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, True, id="from another site"),
    ],
)
async def test_no_address_at_all_takes_the_form_of_a_stranger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str], has_token: bool
) -> None:
    monkeypatch.setattr(rooms, "Admin", RecordedAdmin)
    async with administered(tmp_path / "data") as (acme, admin):
        acme.employ(ANNA, name="Anna")
        acme.token(ANNA)
        device = str(acme.directory.execute("SELECT id FROM device").get)
        fields = {
            "id": "7", "name": "Eve", "timezone": "Europe/Moscow", "device": device, "sure": "1",
            "sign": "7a", "kind": "waiting", "label": "x", "brand": "uis", "key": "stolen",
            "password": PASSWORD, "reach": "extension", "default_returned_code": "x",
        }  # fmt: skip
        link = keys.add_link(acme.directory, datetime.now(UTC))
        before, posts = everything(acme), [a for m, a in RecordedAdmin.addresses if m == "POST"]
        assert len(posts) > 20
        await admin.get(f"{A}/setup")
        for address in posts:
            path = address.format(account="acme", employee=ANNA, token=link)
            token = admin.token if has_token else ""
            page = await admin.post(path, fields, headers, token=token, follow=False)
            assert page.status == 403, address
            assert "Set-Cookie" not in page.headers, address
        assert everything(acme) == before
        assert (await admin.get(f"{A}/setup")).status == 200


async def test_one_company_s_address_leads_to_nothing_of_another(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        rival = acme.add_account("rival")
        acme.employ(ANNA, name="Anna of ours")
        acme.employ(BORIS, name="Secret Boris", account=rival)
        acme.token(BORIS, account=rival)
        device = str(acme.directory.execute("SELECT id FROM device").get)
        await acme.notify(
            rival,
            notification_mnemonic="in_call_session",
            call_session_id="rivals-call",
            contact_phone_number="79007654321",
            contact_full_name="Secret Customer",
        )
        await admin.get(f"/admin/a/{rival.id}/people")
        await admin.post(f"/admin/a/{rival.id}/people/{BORIS}/invite")
        assert "Secret Boris" in (await admin.get(f"/admin/a/{rival.id}/people")).words
        (invite,) = invites(acme.directory, rival.id, datetime.now(UTC))
        before = everything(acme)
        for tab in (
            "setup", "people", "people?q=Secret", "contacts", "interactive?numa=79007654321",
            "calls", "calls?number=79007654321", "calls?call=rivals-call", "connections",
            "access", "journal",
        ):  # fmt: skip
            page = await admin.get(f"{A}/{tab}")
            assert page.status == 200, tab
            # What was asked for is repeated on the page, and no more.
            told = page.text.replace(tab.partition("=")[2] or tab, "")
            for secret in ("Secret", "rivals-call", rival.secret, device):
                assert secret not in told, tab
        for path, fields in (
            (f"{A}/people/{BORIS}", {"name": "Eve"}),
            (f"{A}/people/{BORIS}/invite", {}),
            (f"{A}/people/{BORIS}/revoke", {"device": device}),
            (f"{A}/people/{ANNA}/revoke", {"device": device}),
            (f"{A}/people/{ANNA}/cancel", {"invite": invite.id}),
            (f"{A}/people/{BORIS}/cancel", {"invite": invite.id}),
            (f"{A}/people/{BORIS}/remove", {"sure": "1"}),
        ):
            assert (await admin.post(path, fields)).status == 404, path
        assert everything(acme) == before


async def test_every_page_with_secrets_is_kept_by_nobody_and_framed_by_nobody(
    tmp_path: Path,
) -> None:
    async with administered(tmp_path / "data") as (acme, admin):
        acme.employ(ANNA)
        await admin.get(f"{A}/people")
        places = [f"/admin/{place}" for place in SECRET_PLACES]
        pages = [await admin.get(place) for place in (*places, f"{A}/nothing", "/admin/a/no/setup")]
        pages.append(await admin.post(f"{A}/people/{ANNA}/invite"))
        pages.append(await admin.post(f"{A}/people/{ANNA}/invite", follow=False))
        link = keys.add_link(acme.directory, datetime.now(UTC))
        pages.append(await admin.get(f"/admin/link/{link}"))
        for page in pages:
            if page.place == f"{A}/nothing":
                # No address of ours: the same answer as for any other.
                continue
            assert page.headers["Cache-Control"] == "no-store", page.place
            assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
            assert "unsafe" not in page.headers["Content-Security-Policy"]
            assert page.headers["Referrer-Policy"] == "same-origin"


async def test_behind_https_no_cookie_of_any_page_travels_in_the_open(tmp_path: Path) -> None:
    async with relay_at(tmp_path / "data", "https://relay.example") as (acme, somebody):
        acme.employ(ANNA)
        keys.set_password(acme.directory, KEPT)
        first = await somebody.get("/admin/sign-in?language=en")
        sent = [first.cookies]
        cookie = {"Cookie": "; ".join(one.partition(";")[0] for one in first.cookies)}
        entered = await somebody.post(
            "/admin/sign-in", {"password": PASSWORD}, cookie, follow=False
        )
        sent.append(entered.cookies)
        session = {"Cookie": entered.cookies[0].partition(";")[0]}
        await somebody.get(f"{A}/people?language=en", session)
        invited = await somebody.post(f"{A}/people/{ANNA}/invite", {}, session, follow=False)
        sent.append(invited.cookies)
        left = await somebody.post("/admin/sign-out", {}, session, follow=False)
        sent.append(left.cookies)
        cookies = [one for some in sent for one in some]
        assert len(cookies) >= 5
        for one in cookies:
            assert "Secure" in one, one
            assert "Path=/" in one, one
            assert "HttpOnly" in one or "Max-Age=0" in one, one
            if "language" not in one and "Max-Age=0" not in one:
                assert one.startswith("__Host-"), one
                assert "SameSite=Strict" in one, one


async def test_session_somebody_planted_is_not_taken_over_at_the_sign_in(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, _admin):
        planted = {"uis_admin": "planted", "uis_admin_form": "planted-too"}
        async with browser(acme.relay.listening_url) as victim:
            victim.http.cookie_jar.update_cookies(planted, URL(victim.url))
            assert (await victim.sign_in()).status == 200
            (kept,) = [one for one in victim.http.cookie_jar if one.key == "uis_admin"]
            assert kept.value != "planted"
        async with browser(acme.relay.listening_url) as attacker:
            attacker.http.cookie_jar.update_cookies(planted, URL(attacker.url))
            assert (await attacker.get(f"{A}/setup")).place.startswith("/admin/sign-in")


async def test_session_in_constant_use_ends_after_a_week(tmp_path: Path) -> None:
    async with administered(tmp_path / "data") as (acme, _admin):
        kept = keys.kept_password(acme.directory)
        assert kept is not None
        began = datetime.now(UTC)
        token = keys.open_session(acme.directory, kept, began)
        assert token is not None
        now = began
        while now < began + keys.SESSION_LIFE - timedelta(hours=11):
            now += timedelta(hours=11)
            assert keys.session_until(acme.directory, token, now) is not None
            keys.renew_session(acme.directory, token, now)
        late = began + keys.SESSION_LIFE
        assert keys.session_until(acme.directory, token, late) is None
        # Its age is part of what is kept of it: nobody makes it younger.
        younger = f"{token.rpartition('.')[0]}.{int(late.timestamp()):x}"
        assert keys.session_until(acme.directory, younger, now) is None


class ProxiedRelay(RunningRelay):
    """A relay that trusts a proxy on this machine."""

    def __init__(self, data: Path, limits: Limits) -> None:
        super().__init__(data)
        config = Config(
            data=data, host="127.0.0.1", port=0, public_url=None, keep_days=0,
            trusted_proxies=(ip_network("127.0.0.0/8"),),
        )  # fmt: skip
        self.relay = Relay(config, limits)


@pytest.mark.parametrize("trusts", [False, True], ids=["no proxy", "behind a proxy"])
async def test_guesser_cannot_pass_for_many(tmp_path: Path, trusts: bool) -> None:
    """What he writes into X-Forwarded-For himself counts nowhere."""
    data, limits = tmp_path / "data", Limits(admin_failures=3)
    running = ProxiedRelay(data, limits) if trusts else RunningRelay(data, limits)
    async with (
        running as relay,
        aiohttp.ClientSession() as http,
        browser(relay.listening_url) as guesser,
    ):
        acme = Company(data, relay, http)
        keys.set_password(acme.directory, KEPT)

        async def guess(forwarded: str) -> int:
            await guesser.get("/admin/sign-in")
            fields = {"password": "wrong"}
            page = await guesser.post("/admin/sign-in", fields, {"X-Forwarded-For": forwarded})
            return page.status

        # The proxy adds where he really comes from at the right end.
        mine = [await guess(f"10.0.0.{number}, 192.0.2.7") for number in range(5)]
        assert mine == [403, 403, 403, 429, 429]
        assert await guess("192.0.2.7, 198.51.100.1") == (403 if trusts else 429)
        acme.directory.close()
