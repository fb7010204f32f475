"""The list of methods.

Facts: "Data API", the sections on each method; every ``get.*`` takes the same
query language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from uis_desktop.simulator.data_api import contacts, directory, report_rows, reports
from uis_desktop.simulator.data_api.fields import Sort, fields
from uis_desktop.simulator.data_api.query import QUERY, Listing
from uis_desktop.simulator.logins import LOGIN, Logins
from uis_desktop.simulator.people import People
from uis_desktop.simulator.rpc import Method, Page, Params
from uis_desktop.simulator.scenario import Account, Employee, EmployeeGroup, Quirks
from uis_desktop.simulator.switchboard import Switchboard

Source = TypeVar("Source")
_COMPONENT = "data_api"


class DataApi:
    """The methods; each takes checked parameters and returns ``result.data``."""

    def __init__(
        self,
        account: Account,
        people: People,
        switchboard: Switchboard,
        logins: Logins,
        quirks: Callable[[], Quirks],
    ) -> None:
        self._account = account
        self._people = people
        self._logins = logins
        self._quirks = quirks
        times = reports.LocalTimes(account)
        self._reports = reports.Reports(switchboard, times, quirks)
        self._rows = report_rows.ReportRows(people, times)
        self._contacts = contacts.Contacts(people)

    def methods(self) -> Mapping[str, Method]:
        """The list of methods, by name."""
        return {
            "login.user": Method(_COMPONENT, LOGIN, self._login, signs_in=True),
            "logout.user": Method(_COMPONENT, (), self._logout),
            "get.account": Method(_COMPONENT, QUERY, self._account_data),
            "get.employees": Method(_COMPONENT, QUERY, self._employees),
            "get.group_employees": Method(_COMPONENT, QUERY, self._groups),
            **self._address_book(),
            **self._reported(),
            "get.virtual_numbers": _lists(
                Listing(directory.LINES, directory.line_row), lambda _: self._people.lines
            ),
        }

    def _address_book(self) -> Mapping[str, Method]:
        book = self._people.address_book
        listing = Listing(contacts.CONTACTS, self._contacts.row)
        organizations = Listing(contacts.ORGANIZATIONS, contacts.organization_row)
        return {
            "get.contacts": _lists(listing, lambda _: book.people),
            "create.contacts": Method(_COMPONENT, contacts.CREATE, self._contacts.create),
            "update.contacts": Method(_COMPONENT, contacts.UPDATE, self._contacts.update),
            "delete.contacts": Method(_COMPONENT, contacts.DELETE, self._contacts.delete),
            "get.contact_organizations": _lists(organizations, lambda _: book.organizations),
        }

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
        expiry = self._quirks().expiry
        return {"access_token": token, "app_id": self._account.app_id, expiry: expire_at}

    def _logout(self, params: Params) -> object:
        self._logins.close(str(params["access_token"]))
        return {}

    def _account_data(self, params: Params) -> object:
        page = Listing(directory.ACCOUNT, directory.account_row).page([self._account], params)
        return Page(page.items, page.total_items, self._quirks().account_metadata)

    def _employees(self, params: Params) -> object:
        people, quirks = self._people, self._quirks()
        listing: Listing[Employee] = Listing(
            directory.EMPLOYEES,
            lambda employee: directory.employee_row(employee, people, quirks),
        )
        return listing.page(self._people.employees, params)

    def _groups(self, params: Params) -> object:
        phones_key = self._quirks().group_phones
        listing: Listing[EmployeeGroup] = Listing(
            [*directory.GROUPS, *fields(Sort.OBJECTS, phones_key)],
            lambda group: directory.group_row(group, self._people, phones_key),
        )
        return listing.page(self._people.groups, params)


def _lists(listing: Listing[Source], sources: Callable[[Params], Sequence[Source]]) -> Method:
    return Method(_COMPONENT, QUERY, lambda params: listing.page(sources(params), params))
