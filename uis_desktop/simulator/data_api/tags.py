"""Tags on calls, during the call and after it.

Facts: "Data API", ``get.tags``, ``set.tag_communications`` and its neighbours.
A call is named by its ``communication_id`` there, which is not the id of its
session.  What a tag that is set twice does is not said; here it changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from uis_desktop.simulator.calls import Call
from uis_desktop.simulator.data_api.fields import Row, Sort, fields
from uis_desktop.simulator.data_api.query import Listing, lists
from uis_desktop.simulator.parameters import JsonType, Parameter, check
from uis_desktop.simulator.refusals import Refusal
from uis_desktop.simulator.rpc import Method, Params
from uis_desktop.simulator.scenario import Account, Tag
from uis_desktop.simulator.switchboard import Switchboard

TAGS = [
    *fields(Sort.NUMBER, "id"),
    *fields(Sort.STRING, "name"),
    *fields(Sort.BOOLEAN, "is_system"),
]

_N, _A = JsonType.NUMBER, JsonType.ARRAY
_TYPE = Parameter(
    name="communication_type",
    type=JsonType.STRING,
    required=True,
    one_of=("call", "chat", "goal", "offline_message"),
)
_COMMUNICATION = Parameter(name="communication_id", type=_N, required=True)
_TAG = Parameter(name="tag_id", type=_N, required=True)
_ONE = (
    Parameter(name="communication_id", type=_N),
    Parameter(name="communication_ext_id", type=JsonType.STRING),
    _TYPE,
    _TAG,
)
_ITEM = (_TAG, _COMMUNICATION, _TYPE)
_SEVERAL = (Parameter(name="items", type=_A, required=True),)
_ALL = (_COMMUNICATION, _TYPE, Parameter(name="tag_ids", type=_A, required=True))


class Tags:
    """The account's tags, and the calls that have them."""

    def __init__(self, account: Account, switchboard: Switchboard) -> None:
        self._tags = {tag.id: tag for tag in account.tags}
        self._switchboard = switchboard

    def methods(self) -> Mapping[str, Method]:
        """By name."""
        return {
            "get.tags": lists(Listing(TAGS, tag_row), lambda _: tuple(self._tags.values())),
            "set.tag_communications": Method("data_api", _ONE, self._set),
            "unset.tag_communications": Method("data_api", _ONE, self._unset),
            "set.communications_tags": Method("data_api", _SEVERAL, self._set_several),
            "update.tags_communication": Method("data_api", _ALL, self._replace),
        }

    def _set(self, params: Params) -> object:
        _put(self._call(params), self._tag(params["tag_id"], "tag_id"))
        return {}

    def _unset(self, params: Params) -> object:
        call, tag = self._call(params), self._tag(params["tag_id"], "tag_id")
        call.tags = [kept for kept in call.tags if kept != tag]
        return {}

    def _set_several(self, params: Params) -> object:
        """All or none."""
        items = params["items"]
        if not isinstance(items, list) or not items:
            raise Refusal("invalid_parameter_value", "items", items)
        pairs = [self._pair(item) for item in items]
        for call, tag in pairs:
            _put(call, tag)
        return {}

    def _pair(self, item: object) -> tuple[Call, Tag]:
        if not isinstance(item, dict):
            raise Refusal("data_type_error", "items", item)
        check(item, _ITEM, "items.")
        return self._call(item, "items."), self._tag(item["tag_id"], "items.tag_id")

    def _replace(self, params: Params) -> object:
        call, tag_ids = self._call(params), params["tag_ids"]
        if not isinstance(tag_ids, list):
            raise TypeError("parameters are checked before a method is carried out")
        call.tags = [self._tag(tag_id, "tag_ids") for tag_id in dict.fromkeys(tag_ids)]
        return {}

    def _tag(self, tag_id: object, where: str) -> Tag:
        if type(tag_id) is not int:
            raise Refusal("data_type_error", where, tag_id)
        tag = self._tags.get(tag_id)
        if tag is None:
            raise Refusal("entity_not_found", where, tag_id)
        return tag

    def _call(self, params: Params, inside: str = "") -> Call:
        """The call that is meant; nobody has given one a ``communication_ext_id`` here."""
        if "communication_ext_id" in params:
            raise Refusal(
                "entity_not_found", "communication_ext_id", params["communication_ext_id"]
            )
        where = f"{inside}communication_id"
        if "communication_id" not in params:
            raise Refusal("required_parameter_missed", where)
        communication_id = params["communication_id"]
        call = self._switchboard.with_communication(communication_id)
        if call is None or params["communication_type"] != "call":
            raise Refusal("entity_not_found", where, communication_id)
        return call


def tag_row(tag: Tag) -> Row:
    """A tag."""
    return {"id": tag.id, "name": tag.name, "is_system": tag.is_system}


def _put(call: Call, tag: Tag) -> None:
    if tag not in call.tags:
        call.tags.append(tag)
