"""Who asked UIS for what through the relay, and what UIS said: journal, log and metrics."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime

from uis_desktop.core.plain_text import plain
from uis_desktop.relay.directory.tables import Device
from uis_desktop.relay.journals.clicks import SentClick
from uis_desktop.relay.journals.entries import Entry, Sort
from uis_desktop.relay.journals.journals import Journals
from uis_desktop.relay.logs import facts_of
from uis_desktop.relay.metrics import Metrics
from uis_desktop.wire.call_api import RelayWord

_log = logging.getLogger(__name__)
_LONGEST = 64
#: As the Call API wants numbers; a SIP number begins with 0 or is short.
_E164 = re.compile(r"[1-9][0-9]{6,14}")


class Diary:
    """Writes entries of ``Sort.CALL_API``.

    ``detail``: ``method``, ``device``, ``external_id``, ``line`` (the number the
    contact sees), ``to`` (whom, where it is no public number), ``answer`` (``ok``, a
    word of UIS's or of the relay's), ``ms``; ``status_id`` where a status was wanted,
    ``tag_id`` where a tag was.
    """

    def __init__(self, journals: Journals, metrics: Metrics) -> None:
        self._journals = journals
        self._metrics = metrics

    async def begin(
        self, device: Device, click: SentClick, method: str, params: Mapping[str, object]
    ) -> bool:
        """Write a click down before it goes out; False if it went out before.

        Raises:
            StorageUnusable: it is not certain to be kept.
        """
        answer = RelayWord.OUTCOME_UNKNOWN.value
        return await self._journals.begin_click(
            click, _entry(device, method, params, answer, None, call_of(params))
        )

    async def settle(
        self,
        device: Device,
        click: SentClick,
        method: str,
        params: Mapping[str, object],
        *,
        answer: str,
        ms: int,
        call_session_id: str | None,
    ) -> None:
        """What became of it."""
        self._tell(device, method, answer, ms)
        detail = _entry(device, method, params, answer, ms, None).detail
        await self._journals.settle_click(click, call_session_id, detail)

    def note(
        self, device: Device, method: str, params: Mapping[str, object], *, answer: str, ms: int
    ) -> None:
        """Anything but a click."""
        self._tell(device, method, answer, ms)
        self._journals.note(_entry(device, method, params, answer, ms, call_of(params)))

    def _tell(self, device: Device, method: str, answer: str, ms: int) -> None:
        self._metrics.call_api["ok" if answer == "ok" else "declined"] += 1
        _log.info(
            "%s: %s in %d ms",
            plain(method, _LONGEST),
            plain(answer, _LONGEST),
            ms,
            extra=facts_of(device),
        )


def _entry(
    device: Device,
    method: str,
    params: Mapping[str, object],
    answer: str,
    ms: int | None,
    call_session_id: str | None,
) -> Entry:
    wanted = params.get("contact", params.get("to"))
    outside = isinstance(wanted, str) and _E164.fullmatch(wanted)
    number = f"+{wanted}" if outside else None
    detail: dict[str, object] = {
        "method": plain(method, _LONGEST),
        "device": device.id,
        "external_id": _text(params.get("external_id")),
        "line": _text(params.get("virtual_phone_number")),
        "to": _text(wanted) if number is None else None,
        "answer": plain(answer, _LONGEST),
        "ms": ms,
    }
    for name in ("status_id", "tag_id"):
        if name in params:
            detail[name] = _text(params[name])
    return Entry(
        account=device.account,
        sort=Sort.CALL_API,
        at=datetime.now(UTC),
        call_session_id=call_session_id,
        employee_id=device.employee_id,
        phone_number=number,
        detail=detail,
    )


def call_of(params: Mapping[str, object]) -> str | None:
    """The call session that is spoken of."""
    call = params.get("call_session_id")
    return str(call) if isinstance(call, int) else None


def _text(value: object) -> str | None:
    return plain(value, _LONGEST) if isinstance(value, str) else None
