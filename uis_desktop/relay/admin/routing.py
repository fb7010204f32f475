"""Who takes a call: rules, a try, and what was answered and why."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import apsw
import msgspec
from aiohttp import web

from uis_desktop.relay.admin.forms import Form, filled
from uis_desktop.relay.admin.routing_form import GROUP_RINGS, REACHES, form_of, rules_of
from uis_desktop.relay.admin.site import Address, Site, company_path
from uis_desktop.relay.admin.visit import Visit
from uis_desktop.relay.database.storage import transaction
from uis_desktop.relay.directory.account_settings import change_settings
from uis_desktop.relay.directory.interactive_rules import AnswerRefused, InteractiveRules
from uis_desktop.relay.directory.line_rules import LineRuleRefused, replace_line_rules
from uis_desktop.relay.directory.people import set_interactive_default
from uis_desktop.relay.directory.refused_rules import RuleRefused
from uis_desktop.relay.interactive.reasons import sentence
from uis_desktop.relay.interactive.trying import told, tried
from uis_desktop.relay.journals.entries import Entry, Sort
from uis_desktop.relay.parts import Parts

_SHOWN = 50
_LONGEST = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An entry of the journal."""

    entry: Entry
    sentence: str
    answer: str


class Routing:
    """Interactive call processing."""

    tab = "interactive"

    def __init__(self, site: Site, parts: Parts) -> None:
        self._site = site
        self._parts = parts

    def addresses(self) -> Iterable[Address]:
        """One page, and the second form on it."""
        yield Address(path="a/{account}/interactive", show=self.show, take=self.save)
        yield Address(path="a/{account}/interactive/lines", take=self.save_lines)

    async def show(self, visit: Visit) -> web.Response:
        """``GET …/interactive?numa=…&numb=…&typed=…``."""
        return await self._shown(visit, form_of(visit.company))

    async def save(self, visit: Visit, form: Form) -> web.Response:
        """``POST …/interactive``: new rules."""
        try:
            rules, default = rules_of(form)
        except AnswerRefused as error:
            form.errors[""] = _refused(visit, error)
            return await self._shown(visit, form)
        await self._parts.directory.write(
            functools.partial(_save, account=visit.company.id, rules=rules, default=default)
        )
        self._site.note(visit, "rules_saved")
        return self._site.go(visit, company_path(visit, "interactive"), done="rules_saved")

    async def save_lines(self, visit: Visit, form: Form) -> web.Response:
        """``POST …/interactive/lines``: which of our numbers an area is called from."""
        try:
            await self._parts.directory.write(
                functools.partial(
                    replace_line_rules, account=visit.company.id, texts=form.lines("line_rules")
                )
            )
        except LineRuleRefused as error:
            form.errors["line_rules"] = _refused(visit, error)
            return await self._shown(visit, form_of(visit.company), form)
        self._site.note(visit, "line_rules_saved")
        return self._site.go(visit, company_path(visit, "interactive"), done="rules_saved")

    async def _shown(self, visit: Visit, form: Form, outgoing: Form | None = None) -> web.Response:
        account, language = visit.company, visit.words.language
        entries = await self._parts.journals.latest(account.id, Sort.INTERACTIVE, _SHOWN)
        asked = {name: _asked(visit, name) for name in ("numa", "numb", "typed")}
        return self._site.show(
            visit,
            "interactive.html",
            here=company_path(visit, "interactive"),
            status=422 if form.errors or (outgoing and outgoing.errors) else 200,
            live=3,
            form=form,
            outgoing=outgoing or _outgoing(visit),
            reaches=[(one, visit.words(f"interactive.{one.replace(' ', '_')}")) for one in REACHES],
            rings=[(one, visit.words(f"interactive.ring_{one}")) for one in GROUP_RINGS],
            url=self._parts.url + account.interactive_path,
            asked=asked,
            tried=self._tried(visit, asked) if any(asked.values()) else None,
            entries=[
                Answered(
                    entry=entry,
                    sentence=sentence(str(entry.detail.get("reason")), language),
                    answer=_json(entry.detail.get("answer")),
                )
                for entry in entries
            ],
        )

    def _tried(self, visit: Visit, asked: Mapping[str, str]) -> Mapping[str, object]:
        decision = tried(
            visit.company,
            self._parts.phonebook,
            numa=asked["numa"] or None,
            numb=asked["numb"] or None,
            typed=asked["typed"] or None,
        )
        return {**told(decision, visit.words.language), "json": _json(decision.answer)}


def _refused(visit: Visit, error: RuleRefused) -> str:
    why = error.words(visit.words.language)
    return visit.words("interactive.refused", why=why)


def _outgoing(visit: Visit) -> Form:
    """The rules for calls we place, as they are: one a line."""
    rules = visit.company.settings.line_rules
    return filled(line_rules=[f"{area} = {number}" for area, number in sorted(rules.items())])


def _asked(visit: Visit, name: str) -> str:
    return visit.request.query.get(name, "").strip()[:_LONGEST]


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _save(connection: apsw.Connection, account: str, rules: InteractiveRules, default: str) -> None:
    """Both or neither."""
    with transaction(connection):
        change_settings(connection, account, interactive=rules)
        set_interactive_default(connection, account, default)
