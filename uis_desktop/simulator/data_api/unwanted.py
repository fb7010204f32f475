"""The blacklist ("Data API", ``get.blacklist_phone_numbers`` and its neighbours)."""

from __future__ import annotations

from collections.abc import Mapping

from uis_desktop.simulator.blacklist import Blacklist, Unwanted
from uis_desktop.simulator.data_api.fields import Row, Sort, fields
from uis_desktop.simulator.data_api.query import Listing, lists
from uis_desktop.simulator.parameters import E164, JsonType, Parameter
from uis_desktop.simulator.refusals import Refusal
from uis_desktop.simulator.rpc import Method, Params

NUMBERS = [*fields(Sort.NUMBER, "id"), *fields(Sort.STRING, "phone_number", "comment")]

_NUMBER = Parameter(name="phone_number", type=JsonType.STRING, required=True, pattern=E164)
_COMMENT = Parameter(name="add_comment", type=JsonType.STRING, nullable=True)


class BlacklistMethods:
    """Puts numbers on the list and takes them off."""

    def __init__(self, blacklist: Blacklist) -> None:
        self._blacklist = blacklist

    def methods(self) -> Mapping[str, Method]:
        """By name."""
        listing = Listing(NUMBERS, _row)
        return {
            "get.blacklist_phone_numbers": lists(listing, lambda _: self._blacklist.unwanted),
            "create.phone_number_to_blacklist": Method("data_api", (_NUMBER, _COMMENT), self._add),
            "delete.phone_number_from_blacklist": Method("data_api", (_NUMBER,), self._remove),
        }

    def _add(self, params: Params) -> object:
        number, comment = str(params["phone_number"]), params.get("add_comment")
        if not self._blacklist.add(number, comment if isinstance(comment, str) else None):
            raise Refusal("duplicate_entity", "phone_number", number)
        return {}

    def _remove(self, params: Params) -> object:
        number = str(params["phone_number"])
        if not self._blacklist.remove(number):
            raise Refusal("entity_not_found", "phone_number", number)
        return {}


def _row(unwanted: Unwanted) -> Row:
    return {
        "id": unwanted.id,
        "phone_number": unwanted.phone_number,
        "comment": unwanted.comment,
    }
