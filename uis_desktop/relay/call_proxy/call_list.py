"""What of ``list.calls`` an employee may see: UIS lists the calls of the whole company."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import msgspec

from uis_desktop.relay.call_proxy.replies import Reply


def own_calls(reply: Reply, employee_id: str, is_his: Callable[[str], bool]) -> Reply:
    """The reply without the calls of others.

    ``is_his`` tells of a session id that he has started it.  A reply in a shape
    nobody knows shows nothing.
    """
    if reply.result is None:
        return reply
    result = msgspec.json.decode(reply.result)
    if not isinstance(result, dict):
        result = {}
    listed = result.get("data")
    # One client has seen a single object in place of the list.
    calls = listed if isinstance(listed, list) else [listed]
    own = [call for call in calls if _concerns(call, employee_id, is_his)]
    told = msgspec.Raw(msgspec.json.encode({**result, "data": own}))
    return dataclasses.replace(reply, result=told)


def _concerns(call: object, employee_id: str, is_his: Callable[[str], bool]) -> bool:
    if not isinstance(call, dict):
        return False
    legs = call.get("legs")
    in_it = isinstance(legs, list) and any(
        isinstance(leg, dict) and str(leg.get("employee_id")) == employee_id for leg in legs
    )
    return in_it or is_his(str(call.get("call_session_id")))
