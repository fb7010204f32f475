"""Where the company's UIS account is, whether we have a key for it, and whether it fits."""

from __future__ import annotations

import functools
from collections.abc import Iterable

import msgspec
from aiohttp import web

from uis_desktop.core.brands import BRANDS
from uis_desktop.errors import UisError
from uis_desktop.relay.admin.forms import Form, filled
from uis_desktop.relay.admin.site import Address, Site, company_path
from uis_desktop.relay.admin.visit import Visit
from uis_desktop.relay.directory.account_settings import UisAccess, change_settings
from uis_desktop.relay.journals.entries import Entry, Sort
from uis_desktop.relay.parts import Parts
from uis_desktop.relay.uis_check import check
from uis_desktop.relay.uis_credentials import Credentials, CredentialsRefused, access_key, both

_LOOKED_THROUGH = 200
_OTHER = "other"


class Access:
    """The key comes in here and is never shown again."""

    tab = "access"

    def __init__(self, site: Site, parts: Parts) -> None:
        self._site = site
        self._parts = parts

    def addresses(self) -> Iterable[Address]:
        """The page, and a try at UIS."""
        yield Address(path="a/{account}/access", show=self.show, take=self.save)
        yield Address(path="a/{account}/access/check", take=self.check)

    async def show(self, visit: Visit) -> web.Response:
        """``GET …/access``."""
        uis = visit.company.settings.uis
        form = filled(
            brand=uis.brand if uis is not None else "uis",
            sync_contacts=uis is None or uis.sync_contacts,
            save_contacts=uis is not None and uis.save_contacts,
        )
        return await self._shown(visit, form)

    async def save(self, visit: Visit, form: Form) -> web.Response:
        """``POST …/access``: brand, and a key if one was typed."""
        wanted = self._wanted(visit, form)
        credentials = _credentials(visit, form)
        if wanted is None:
            form.errors["brand"] = visit.words("access.brand_wrong")
        if form.errors or wanted is None:
            return await self._shown(visit, form)
        if credentials is not None:
            try:
                await self._parts.uis_keys.keep(visit.company.id, credentials)
            except UisError as error:
                form.errors["key"] = visit.words("access.key_not_kept", why=error.detail)
                return await self._shown(visit, form)
            wanted = msgspec.structs.replace(wanted, key_version=wanted.key_version + 1)
        await self._parts.directory.write(
            functools.partial(change_settings, account=visit.company.id, uis=wanted)
        )
        self._site.note(visit, "access_saved", brand=wanted.brand, new_key=credentials is not None)
        return self._site.go(visit, company_path(visit, "access"), done="access_saved")

    async def check(self, visit: Visit, _form: Form) -> web.Response:
        """``POST …/access/check``: ask UIS; nothing there is changed."""
        found = await check(visit.company, self._parts.uis_keys, self._parts.https)
        told = [{"ok": one.ok, "ru": one.words("ru"), "en": one.words("en")} for one in found]
        self._site.note(visit, "access_checked", told=told)
        return self._site.go(visit, company_path(visit, "access"))

    def _wanted(self, visit: Visit, form: Form) -> UisAccess | None:
        """The access this form asks for; addresses of no brand stay as they are."""
        known, brand = visit.company.settings.uis, form.text("brand")
        sync, save = form.ticked("sync_contacts"), form.ticked("save_contacts")
        if brand == _OTHER and known is not None and known.brand == _OTHER:
            return msgspec.structs.replace(known, sync_contacts=sync, save_contacts=save)
        for name, one in BRANDS.items():
            if name == brand:
                return UisAccess(
                    brand=name,
                    call_api=one.call_api,
                    data_api=one.data_api,
                    sync_contacts=sync,
                    save_contacts=save,
                    key_version=known.key_version if known is not None else 0,
                )
        return None

    async def _shown(self, visit: Visit, form: Form) -> web.Response:
        account, uis = visit.company, visit.company.settings.uis
        brands: list[tuple[str, str]] = [(name, one.title) for name, one in BRANDS.items()]
        if uis is not None and uis.brand == _OTHER:
            brands.append((_OTHER, visit.words("access.brand_other")))
        where, problem = None, None
        try:
            where = await self._parts.uis_keys.where(account.id)
        except UisError as error:
            problem = error.detail
        return self._site.show(
            visit,
            "access.html",
            here=company_path(visit, "access"),
            status=422 if form.errors else 200,
            form=form,
            uis=uis,
            brands=brands,
            where=where,
            problem=problem,
            several=self._parts.config.log is not None,
            checked=await self._checked(visit),
        )

    async def _checked(self, visit: Visit) -> Entry | None:
        """How the last try went."""
        entries = await self._parts.journals.latest(visit.company.id, Sort.ADMIN, _LOOKED_THROUGH)
        return next((one for one in entries if one.detail.get("action") == "access_checked"), None)


def _credentials(visit: Visit, form: Form) -> Credentials | None:
    """The key that was typed, for both interfaces."""
    typed = form.secret("key").strip()
    if not typed:
        return None
    try:
        return both(access_key(typed))
    except CredentialsRefused:
        form.errors["key"] = visit.words("access.key_wrong")
        return None
