"""A desktop's request, taken apart; as strict about the envelope as UIS."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from uis_desktop.relay.call_proxy.replies import Declined, RequestId

#: Whatever stands there is not ours to use: the relay puts its own in.
_TOKEN = "access_token"


@dataclass(slots=True)
class Asked:
    """What could be read of a request; filled step by step, so that a reply finds its id."""

    id: RequestId = None
    method: str = ""
    params: Mapping[str, object] | None = None

    def read(self, raw: bytes) -> None:
        """Take the body apart.

        Raises:
            Declined
        """
        body = _decoded(raw)
        if "id" not in body:
            raise Declined("notifications_not_supported")
        # Not isinstance: in Python True is an int.
        if type(body["id"]) not in (str, int, float):
            raise Declined("invalid_request", field="id")
        self.id = body["id"]  # type: ignore[assignment]
        method, params = body.get("method"), body.get("params", {})
        if body.get("jsonrpc") != "2.0" or not isinstance(method, str):
            raise Declined("invalid_request")
        self.method = method
        if not isinstance(params, dict):
            raise Declined("invalid_request", field="params")
        self.params = {name: value for name, value in params.items() if name != _TOKEN}


def _decoded(raw: bytes) -> dict[str, object]:
    try:
        body = msgspec.json.decode(raw)
    except (ValueError, RecursionError) as error:
        raise Declined("parse_error") from error
    if isinstance(body, list):
        raise Declined("batch_opreations_not_supported")
    if not isinstance(body, dict):
        raise Declined("invalid_request")
    return body
