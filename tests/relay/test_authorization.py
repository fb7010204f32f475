"""Who may do what: every address and every frame, for everybody who might try.

Addresses are taken from the running relay, so a new one is tried without being
named here, and a new one that is open to strangers makes a test fail.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web

from tests.relay.admin.visitor import Visitor, administered
from tests.relay.calls import ended, incoming, lost, talk_started, waiting
from tests.relay.company import ANNA, BORIS, Company, kinds
from uis_desktop.relay.condition import Condition
from uis_desktop.relay.directory import devices
from uis_desktop.relay.directory.contacts import put_contacts
from uis_desktop.relay.directory.desktop_policy import read_policy, set_policy
from uis_desktop.relay.directory.from_uis import Office, take_in
from uis_desktop.relay.directory.line_rules import set_line_rules
from uis_desktop.wire.frames import SUBPROTOCOL, ContactRecord

#: What anybody may ask, and gets an answer to.
OPEN = {
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    # Open to this machine only, which the tests are on.
    ("GET", "/metrics"),
}
#: Secured by the secret in the address; tried by themselves below.
BY_SECRET = {
    (method, address)
    for method in ("GET", "POST")
    for address in ("/hook/{account}/{secret}", "/hook/{account}/{secret}/interactive")
}
#: Pages without which nobody could sign in.
DOORS = {
    ("GET", "/admin/sign-in"),
    ("POST", "/admin/sign-in"),
    ("GET", "/admin/link/{token}"),
    ("POST", "/admin/link/{token}"),
    ("GET", "/admin/files/{name}"),
}


@dataclass
class Site:
    """Two companies, their people, and everybody who might try something."""

    acme: Company
    administrator: Visitor
    addresses: list[tuple[str, str]]
    tokens: dict[str, str]

    def url(self, address: str) -> str:
        """The address with something in the place of its parameters."""
        filled = address.replace("{account}", self.acme.account.id)
        return self.acme.relay.listening_url + re.sub(r"\{[^}]+\}", "1", filled)

    async def status(self, method: str, address: str, who: str) -> tuple[int, str]:
        """What this actor gets: the status, and where he is sent."""
        headers = {"Authorization": f"Bearer {self.tokens[who]}"} if who in self.tokens else {}
        http = self.administrator.http if who == "administrator" else self.acme.http
        async with http.request(
            method, self.url(address), headers=headers, allow_redirects=False
        ) as response:
            place = urljoin(str(response.url), response.headers.get("Location", ""))
            return response.status, urlsplit(place).path


@pytest_asyncio.fixture
async def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Site]:
    addresses: list[tuple[str, str]] = []
    add_routes = web.Application.add_routes

    def remembered(
        app: web.Application, routes: Iterable[web.AbstractRouteDef]
    ) -> list[web.AbstractRoute]:
        routes = list(routes)
        defined = [route for route in routes if isinstance(route, web.RouteDef)]
        addresses.extend((route.method, route.path) for route in defined)
        return add_routes(app, routes)

    monkeypatch.setattr(web.Application, "add_routes", remembered)
    async with administered(tmp_path / "data") as (acme, administrator):
        acme.employ(ANNA)
        acme.employ(BORIS)
        rival = acme.add_account("rival")
        acme.employ(ANNA, account=rival)
        tokens = {
            "own": acme.token(ANNA),
            "another employee": acme.token(BORIS),
            "another account": acme.token(ANNA, account=rival),
            "revoked": acme.token(ANNA),
            "unknown": "x" * 43,
        }
        newest = devices.devices(acme.directory, acme.account.id)
        revoked = devices.devices_by_token(acme.directory)[devices.secret_hash(tokens["revoked"])]
        assert revoked.id in {device.id for device in newest}
        devices.revoke(acme.directory, acme.account.id, revoked.id, datetime.now(UTC))
        yield Site(acme, administrator, addresses, tokens)


@pytest.fixture
def leaking(monkeypatch: pytest.MonkeyPatch) -> None:
    """A relay with addresses somebody has forgotten to close."""
    routes = Condition.routes

    def with_leaks(self: Condition) -> Iterable[web.AbstractRouteDef]:
        leaks = [web.get(f"{place}/leak", self.healthz) for place in ("/v1", "/admin", "")]
        return (*routes(self), web.post("/admin/leak", self.healthz), *leaks)

    monkeypatch.setattr(Condition, "routes", with_leaks)


STRANGERS = ("anonymous", "unknown", "revoked")
EVERYBODY_ELSE = (*STRANGERS, "own", "another employee", "another account")


async def test_what_needs_a_device_is_closed_to_everybody_else(site: Site) -> None:
    closed = [(method, address) for method, address in site.addresses if address.startswith("/v1/")]
    assert len(closed) >= 4
    for method, address in closed:
        if address == "/v1/enrol":
            continue
        for who in (*STRANGERS, "administrator"):
            status, _ = await site.status(method, address, who)
            assert status == 401, (method, address, who)


async def test_every_page_of_the_administrator_is_closed_to_everybody_else(site: Site) -> None:
    pages = {(m, a) for m, a in site.addresses if a.startswith("/admin")}
    assert pages >= DOORS
    for method, address in sorted(pages - DOORS):
        for who in EVERYBODY_ELSE:
            status, location = await site.status(method, address, who)
            assert (status, location) == (303, "/admin/sign-in"), (method, address, who)


async def test_no_form_is_taken_that_is_not_from_the_page(site: Site) -> None:
    forms = {(m, a) for m, a in site.addresses if m == "POST" and a.startswith("/admin")}
    assert len(forms) > 10
    for method, address in sorted(forms):
        status, _ = await site.status(method, address, "administrator")
        assert status == 403, address


async def test_every_other_address_is_open_on_purpose(site: Site) -> None:
    others = {
        (method, address)
        for method, address in site.addresses
        if not address.startswith(("/admin", "/v1/"))
    }
    assert others == OPEN | BY_SECRET


@pytest.mark.usefixtures("leaking")
async def test_the_matrix_finds_addresses_that_were_left_open(site: Site) -> None:
    """The control."""
    for check in (
        test_what_needs_a_device_is_closed_to_everybody_else,
        test_every_page_of_the_administrator_is_closed_to_everybody_else,
        test_no_form_is_taken_that_is_not_from_the_page,
        test_every_other_address_is_open_on_purpose,
    ):
        with pytest.raises(AssertionError, match="leak"):
            await check(site)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("end", ["", "/interactive"])
async def test_a_hook_opens_with_its_own_secret_only(site: Site, method: str, end: str) -> None:
    acme, base = site.acme, site.acme.relay.listening_url
    rival = next(a for a in _accounts(acme) if a != acme.account.id)
    secret = acme.account.secret
    for account, key in ((acme.account.id, "wrong"), (rival, secret), ("nobody", secret)):
        for who in ("own", "anonymous"):
            headers = {"Authorization": f"Bearer {site.tokens['own']}"} if who == "own" else {}
            url = f"{base}/hook/{account}/{key}{end}"
            async with acme.http.request(method, url, headers=headers) as response:
                assert response.status == 404
                assert await response.json() == {
                    "error": "not_found",
                    "message": "There is nothing here.",
                }
    async with acme.http.request(method, f"{base}{acme.account.hook_path}{end}") as response:
        assert response.status == 200


def _accounts(acme: Company) -> list[str]:
    return [str(row[0]) for row in acme.directory.execute("SELECT id FROM account")]


async def test_contacts_are_those_of_the_own_company(site: Site) -> None:
    acme = site.acme
    for account in _accounts(acme):
        contact = ContactRecord(id=f"of-{account}", full_name="x", phone_numbers=("+79001234567",))
        put_contacts(acme.directory, account, [contact])
    for who, seen in (("own", "of-acme"), ("another account", "of-rival")):
        headers = {"Authorization": f"Bearer {site.tokens[who]}"}
        url = f"{acme.relay.listening_url}/v1/contacts"
        async with acme.http.get(url, headers=headers) as response:
            page = await response.json()
        assert [contact["id"] for contact in page["contacts"]] == [seen]


async def test_colleagues_are_those_of_the_own_company_and_told_once(site: Site) -> None:
    acme = site.acme
    url = f"{acme.relay.listening_url}/v1/colleagues"
    seen = {}
    for who in ("own", "another account"):
        headers = {"Authorization": f"Bearer {site.tokens[who]}"}
        async with acme.http.get(url, headers=headers) as response:
            listed = await response.json()
        seen[who] = {colleague["id"] for colleague in listed["colleagues"]}
        async with acme.http.get(f"{url}?version={listed['version']}", headers=headers) as again:
            assert await again.json() == {"version": listed["version"], "colleagues": None}
    employed = dict(acme.directory.execute("SELECT account || '/' || id, id FROM employee"))
    for who, account in (("own", "acme"), ("another account", "rival")):
        there = {id_ for key, id_ in employed.items() if key.startswith(f"{account}/")}
        assert len(there - seen[who]) == 1, "everybody but the one who asks"
        assert seen[who] < there


async def test_lines_are_those_of_the_own_company_and_told_once(site: Site) -> None:
    acme = site.acme
    for account, number in (("acme", "+74951234567"), ("rival", "+78121234567")):
        office = Office(people=(), teams=(), lines={number: "Sales"}, timezone=None)
        take_in(acme.directory, account, office)
        set_line_rules(acme.directory, account, [f"+375={number}"])
    url = f"{acme.relay.listening_url}/v1/lines"
    for who, number in (("own", "+74951234567"), ("another account", "+78121234567")):
        headers = {"Authorization": f"Bearer {site.tokens[who]}"}
        async with acme.http.get(url, headers=headers) as response:
            listed = await response.json()
        assert listed["lines"] == [{"phone_number": number, "name": "Sales", "areas": ["+375"]}]
        async with acme.http.get(f"{url}?version={listed['version']}", headers=headers) as again:
            assert await again.json() == {"version": listed["version"], "lines": None}


async def test_policy_is_that_of_the_own_company_and_told_once(site: Site) -> None:
    acme = site.acme
    told = {"volume": {"rule": "locked", "value": 40}, "flash": {"rule": "free", "value": None}}
    set_policy(acme.directory, "acme", read_policy('free = ["flash"]\n[locked]\nvolume = 40'))
    url = f"{acme.relay.listening_url}/v1/policy"
    for who, settings in (("own", told), ("another account", {})):
        headers = {"Authorization": f"Bearer {site.tokens[who]}"}
        async with acme.http.get(url, headers=headers) as response:
            listed = await response.json()
        assert listed["settings"] == settings
        async with acme.http.get(f"{url}?version={listed['version']}", headers=headers) as again:
            assert await again.json() == {"version": listed["version"], "settings": None}


EVENTS_OF_ANNA = (
    waiting(5),
    talk_started(5),
    ended(5),
    waiting(6),
    lost(6, [int(ANNA)]),
)


@pytest.mark.parametrize("replayed", [False, True], ids=["live", "replayed"])
async def test_every_frame_goes_to_whom_it_concerns(site: Site, replayed: bool) -> None:
    acme = site.acme
    if replayed:
        for event in EVENTS_OF_ANNA:
            await acme.notify(**event)
    async with (
        acme.desktop(site.tokens["own"]) as anna,
        acme.desktop(site.tokens["another employee"]) as boris,
        acme.desktop(site.tokens["another account"]) as namesake,
    ):
        before = {}
        for name, desktop in (("anna", anna), ("boris", boris), ("namesake", namesake)):
            await desktop.resume()
            before[name] = kinds(await desktop.until_live())
        if not replayed:
            for event in EVENTS_OF_ANNA:
                await acme.notify(**event)
        # Everybody of the company sees this one, and nobody of the other.
        await acme.notify(**incoming(7))
        seen = before["anna"] or kinds([await anna.frame() for _ in EVENTS_OF_ANNA])
        assert seen == ["waiting", "talk_started", "call_ended", "waiting", "lost"]
        assert before["boris"] == before["namesake"] == []
        for desktop in (anna, boris):
            assert (await desktop.frame())["subject"] == "7"
        rival = [a for a in _accounts(acme) if a != acme.account.id]
        assert rival == ["rival"]
        await _notify_rival(acme)
        assert (await namesake.frame())["subject"] == "8"


async def _notify_rival(acme: Company) -> None:
    secret = acme.directory.execute("SELECT secret FROM account WHERE id = 'rival'").get
    url = f"{acme.relay.listening_url}/hook/rival/{secret}"
    async with acme.http.post(url, json=waiting(8)) as response:
        assert response.status == 200


async def test_a_browser_page_gets_no_stream(site: Site) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        async with site.acme.http.ws_connect(
            f"{site.acme.relay.listening_url}/v1/stream",
            headers={"Authorization": f"Bearer {site.tokens['own']}", "Origin": "https://evil"},
            protocols=(SUBPROTOCOL,),
        ):
            pytest.fail("the upgrade was not refused")
    assert refused.value.status == 403
