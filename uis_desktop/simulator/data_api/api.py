"""The list of methods.

Facts: "Data API", the sections on each method; every ``get.*`` takes the same
query language.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from uis_desktop.simulator.address_book import AddressBook
from uis_desktop.simulator.data_api import contacts, directory, report_rows, reports
from uis_desktop.simulator.data_api.equipment import Equipment
from uis_desktop.simulator.data_api.named import NamedMethods
from uis_desktop.simulator.data_api.query import QUERY, Listing
from uis_desktop.simulator.data_api.staff import Staff
from uis_desktop.simulator.data_api.tags import Tags
from uis_desktop.simulator.data_api.unwanted import BlacklistMethods
from uis_desktop.simulator.logins import LOGIN, Logins
from uis_desktop.simulator.people import People
from uis_desktop.simulator.rpc import Method, Page, Params
from uis_desktop.simulator.scenario import Account, Component
from uis_desktop.simulator.standing import Standing
from uis_desktop.simulator.switchboard import Switchboard

_COMPONENT: Component = "data_api"


class DataApi:
    """The methods; each takes checked parameters and returns ``result.data``."""

    def __init__(
        self,
        account: Account,
        people: People,
        switchboard: Switchboard,
        logins: Logins,
        standing: Standing,
    ) -> None:
        self._account = account
        self._people = people
        self._logins = logins
        self._standing = standing
        times = reports.LocalTimes(account)
        self._reports = reports.Reports(switchboard, times, lambda: standing.quirks)
        self._rows = report_rows.ReportRows(people, times)
        self._rooms: tuple[_Room, ...] = (
            Staff(people, lambda: standing.quirks),
            Equipment(account, people),
            contacts.Contacts(people),
            *_names(people.address_book),
            Tags(account, switchboard),
            BlacklistMethods(people.blacklist),
        )

    def methods(self) -> Mapping[str, Method]:
        """The list of methods, by name."""
        table = {
            "login.user": Method(_COMPONENT, LOGIN, self._login, signs_in=True),
            "logout.user": Method(_COMPONENT, (), self._logout),
            "get.account": Method(_COMPONENT, QUERY, self._account_data),
            "getobj.account": Method(_COMPONENT, (), self._account_object),
            **self._reported(),
        }
        for room in self._rooms:
            table.update(room.methods())
        return table

    def _reported(self) -> Mapping[str, Method]:
        calls = Listing(report_rows.CALLS, self._rows.call)
        legs = Listing(report_rows.LEGS, self._rows.leg)
        return {
            "get.calls_report": Method(
                _COMPONENT,
                reports.CALLS_REPORT,
                lambda params: calls.page(self._reports.calls(params), params),
            ),
            "get.call_legs_report": Method(
                _COMPONENT,
                reports.REPORT,
                lambda params: legs.page(self._reports.legs(params), params),
            ),
        }

    def _login(self, params: Params) -> object:
        token, expire_at = self._logins.open(str(params["login"]), str(params["password"]))
        expiry = self._standing.quirks.expiry
        return {"access_token": token, "app_id": self._account.app_id, expiry: expire_at}

    def _logout(self, params: Params) -> object:
        self._logins.close(str(params["access_token"]))
        return {}

    def _account_data(self, params: Params) -> object:
        page = Listing(directory.ACCOUNT, directory.account_row).page([self._account], params)
        return Page(page.items, page.total_items, self._standing.quirks.account_metadata)

    def _account_object(self, params: Params) -> object:
        return directory.account_object(self._account, self._standing.components)


class _Room(Protocol):
    """Methods that belong together."""

    def methods(self) -> Mapping[str, Method]:
        """By name."""
        ...


def _names(book: AddressBook) -> tuple[NamedMethods, NamedMethods]:
    """Groups of contacts and their organizations."""
    return (
        NamedMethods(
            "group_contacts",
            book.groups,
            lambda id_: any(id_ in person.groups for person in book.people),
        ),
        NamedMethods(
            "contact_organizations",
            book.organizations,
            lambda id_: any(id_ == person.organization_id for person in book.people),
        ),
    )
