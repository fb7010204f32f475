"""What an account may do just now; the control desk changes it while it runs."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

from uis_desktop.simulator.destinations import destination
from uis_desktop.simulator.refusals import Refusal
from uis_desktop.simulator.scenario import Account, Api, Component, Destination, Quirks


class Standing:
    """The addresses let in, the components paid for, and how UIS words its replies."""

    def __init__(self, account: Account, quirks: Quirks) -> None:
        self.components = frozenset(account.components)
        self.destinations = frozenset(account.destinations)
        self.rights = frozenset(account.rights)
        self.active = account.active
        self.quirks = quirks
        self._networks = _networks(account.allowlist)

    def allow(self, allowlist: Iterable[str]) -> None:
        """Only these addresses and networks, from now on.

        Raises:
            ValueError: one is neither.
        """
        self._networks = _networks(allowlist)

    def include(self, components: Iterable[Component]) -> None:
        """The tariff includes these, from now on."""
        self.components = frozenset(components)

    def let_call(self, destinations: Iterable[Destination]) -> None:
        """Calls may go there, from now on."""
        self.destinations = frozenset(destinations)

    def entitle(self, rights: Iterable[Api]) -> None:
        """The user may use these, from now on."""
        self.rights = frozenset(rights)

    def check_account(self, api: str) -> None:
        """Find out whether the account is served at all, and its user at this API.

        Raises:
            Refusal
        """
        if not self.active:
            raise Refusal("account_inactive")
        if api not in self.rights:
            raise Refusal("forbidden")

    def check_destination(self, phone_number: str, from_line: str, where: str) -> None:
        """Find out whether a call may go to that number.

        Raises:
            Refusal: the parameter ``where`` names a number it may not go to.
        """
        where_to = destination(phone_number, from_line)
        if where_to is not None and where_to not in self.destinations:
            raise Refusal("direction_forbidden", where, phone_number)

    def check_address(self, remote: str) -> None:
        """Find out whether this address may ask.

        Raises:
            Refusal
        """
        address = ipaddress.ip_address(remote)
        if not any(address in network for network in self._networks):
            raise Refusal("ip_not_whitelisted", params={"ip": remote})

    def check_component(self, component: str) -> None:
        """Find out whether the tariff includes it.

        Raises:
            Refusal: the Data API has a word of its own for it.
        """
        if component not in self.components:
            word = "method_component_disabled" if component == "data_api" else "component_disabled"
            raise Refusal(word, params={"component": component})


def _networks(
    allowlist: Iterable[str],
) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    return [ipaddress.ip_network(network) for network in allowlist]
