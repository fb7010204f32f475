"""Signing in and out, and choosing a company."""

from __future__ import annotations

from collections.abc import Iterable

from aiohttp import web

from uis_desktop.relay.admin.forms import Form
from uis_desktop.relay.admin.gate import TooOften
from uis_desktop.relay.admin.site import Address, Site
from uis_desktop.relay.admin.visit import Visit


class SignIn:
    """The pages of whoever is not signed in yet, or not any more."""

    tab = None

    def __init__(self, site: Site) -> None:
        self._site = site

    def addresses(self) -> Iterable[Address]:
        """The door, the one-time link, the way out."""
        yield Address(path="sign-in", show=self.ask, take=self.try_password, for_everybody=True)
        yield Address(
            path="link/{token}", show=self.show_link, take=self.use_link, for_everybody=True
        )
        yield Address(path="sign-out", take=self.sign_out)
        yield Address(path="sign-out-everywhere", take=self.sign_out_everywhere)

    async def ask(self, visit: Visit) -> web.Response:
        """``GET /admin/sign-in``."""
        return self._site.go(visit, "") if visit.signed_in else self._asked(visit, Form())

    async def try_password(self, visit: Visit, form: Form) -> web.Response:
        """``POST /admin/sign-in``."""
        try:
            session = await self._site.gate.try_password(
                form.secret("password"), visit.address, visit.now
            )
        except TooOften:
            form.errors["password"] = visit.words("sign_in.too_often")
            return self._asked(visit, form, status=429)
        if session is None:
            self._site.note(visit, "sign_in_refused")
            form.errors["password"] = visit.words("sign_in.wrong")
            return self._asked(visit, form, status=403)
        return self._admitted(visit, session, "password")

    async def show_link(self, visit: Visit) -> web.Response:
        """``GET /admin/link/…``: a button, because programs look at links too."""
        token = visit.request.match_info["token"]
        good = await self._site.gate.link_is_good(token, visit.now)
        return self._linked(visit, good=good)

    async def use_link(self, visit: Visit, _form: Form) -> web.Response:
        """``POST /admin/link/…``: the link is used up."""
        token = visit.request.match_info["token"]
        session = await self._site.gate.try_link(token, visit.now)
        if session is None:
            return self._linked(visit, good=False)
        return self._admitted(visit, session, "link")

    async def sign_out(self, visit: Visit, _form: Form) -> web.Response:
        """``POST /admin/sign-out``."""
        await self._site.gate.sign_out(visit.key)
        return self._shown_out(visit)

    async def sign_out_everywhere(self, visit: Visit, _form: Form) -> web.Response:
        """``POST /admin/sign-out-everywhere``."""
        await self._site.gate.sign_out_everywhere()
        self._site.note(visit, "signed_out_everywhere")
        return self._shown_out(visit)

    def _asked(self, visit: Visit, form: Form, status: int = 200) -> web.Response:
        return self._site.show(visit, "sign_in.html", here="sign-in", status=status, form=form)

    def _linked(self, visit: Visit, *, good: bool) -> web.Response:
        return self._site.show(
            visit, "link.html", here="sign-in", status=200 if good else 403, good=good
        )

    def _admitted(self, visit: Visit, session: str, by: str) -> web.Response:
        self._site.note(visit, "signed_in", by=by)
        response = self._site.go(visit, "")
        self._site.gate.admit(response, session)
        return response

    def _shown_out(self, visit: Visit) -> web.Response:
        response = self._site.go(visit, "sign-in", done="signed_out")
        self._site.gate.show_out(response)
        return response
