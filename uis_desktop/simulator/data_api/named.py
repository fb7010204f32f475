"""Groups of contacts and their organizations: names with an id.

Facts: "Data API", ``get.group_contacts``, ``get.contact_organizations`` and
their neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from uis_desktop.simulator.address_book import Names
from uis_desktop.simulator.data_api.fields import Row, Sort, fields
from uis_desktop.simulator.data_api.query import Listing, lists
from uis_desktop.simulator.parameters import JsonType, Parameter
from uis_desktop.simulator.refusals import Refusal
from uis_desktop.simulator.rpc import Created, Method, Params

NAMED = [*fields(Sort.NUMBER, "id"), *fields(Sort.STRING, "name")]

_ID = Parameter(name="id", type=JsonType.NUMBER, required=True)
_NAME = Parameter(
    name="name", type=JsonType.STRING, required=True, pattern=re.compile(r".*\S.*", re.DOTALL)
)


class NamedMethods:
    """``get``, ``create``, ``update`` and ``delete`` of one sort of names."""

    def __init__(self, entity: str, names: Names, in_use: Callable[[int], bool]) -> None:
        self._entity = entity
        self._names = names
        self._in_use = in_use

    def methods(self) -> Mapping[str, Method]:
        """By name."""
        return {
            f"get.{self._entity}": lists(Listing(NAMED, _row), lambda _: self._names.all),
            f"create.{self._entity}": Method("data_api", (_NAME,), self._create),
            f"update.{self._entity}": Method("data_api", (_ID, _NAME), self._update),
            f"delete.{self._entity}": Method("data_api", (_ID,), self._delete),
        }

    def _create(self, params: Params) -> object:
        name = self._free_name(params)
        return Created(self._names.id_of(name))

    def _update(self, params: Params) -> object:
        self._names.rename(self._known(params), self._free_name(params))
        return {}

    def _delete(self, params: Params) -> object:
        known = self._known(params)
        if self._in_use(known):
            raise Refusal("dependency_error", "id", known)
        self._names.remove(known)
        return {}

    def _free_name(self, params: Params) -> str:
        name = str(params["name"])
        if self._names.known(name) not in (None, params.get("id")):
            raise Refusal("duplicate_entity", "name", name)
        return name

    def _known(self, params: Params) -> int:
        id_ = params["id"]
        if not isinstance(id_, int) or self._names.name(id_) is None:
            raise Refusal("entity_not_found", "id", id_)
        return id_


def _row(named: tuple[int, str]) -> Row:
    return {"id": named[0], "name": named[1]}
