"""The page for people: what the pretend UIS is doing, without a script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TypeVar

import msgspec
from aiohttp import web

from uis_desktop.simulator.journal import ApiRequest, SentNotification
from uis_desktop.simulator.simulator import Simulator
from uis_desktop.simulator.views import call_view, employee_view

_HEAD = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta http-equiv="refresh" content="3">
<title>UIS simulator</title>
<style>body{font:14px/1.5 sans-serif;margin:2em}
table{border-collapse:collapse;margin:.5em 0 1.5em}
td,th{border:1px solid #bbb;padding:.2em .7em;text-align:left}
pre{background:#eee;padding:1em}</style>
"""

_HOW_TO = """curl -X POST {web}control/calls -H 'Content-Type: application/json' \\
  -d '{{"type":"inbound","contact":"79001234567","line":"{line}"}}'
curl -X POST {web}control/calls/ID/hang_up -H 'Content-Type: application/json' -d '{{}}'"""


class Page:
    """``GET /``."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    async def show(self, request: web.Request) -> web.StreamResponse:
        """The page as it is now."""
        return web.Response(
            text=self._html(f"http://{request.host}/"),
            content_type="text/html",
            headers={"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"},
        )

    def _html(self, address: str) -> str:
        simulator = self._simulator
        account = simulator.scenario.account
        line = simulator.people.lines[0].virtual_phone_number
        switchboard = simulator.switchboard
        return _HEAD + "".join(
            [
                f"<h1>{escape(account.name)}</h1>",
                f"<p>Login {escape(account.login)}, time zone {escape(account.timezone)}, ",
                f"timeline: {simulator.timeline.state}</p>",
                "<h2>Running calls</h2>",
                _table(call_view(call) for call in switchboard.running),
                "<h2>Employees</h2>",
                _table(
                    employee_view(simulator, employee) for employee in simulator.people.employees
                ),
                "<h2>Finished calls</h2>",
                _table(call_view(call) for call in reversed(switchboard.finished[-20:])),
                "<h2>Last requests</h2>",
                _table(_request(entry) for entry in _newest(simulator.requests.after(0))),
                "<h2>Last notifications</h2>",
                _table(_sent(entry) for entry in _newest(simulator.notifications.after(0))),
                f"<h2>Try it</h2><pre>{escape(_HOW_TO.format(web=address, line=line))}</pre>",
            ]
        )


def _request(entry: ApiRequest) -> dict[str, object]:
    return {
        "#": entry.number,
        "API": entry.api,
        "method": entry.method,
        "params": entry.params,
        "outcome": entry.outcome,
    }


def _sent(entry: SentNotification) -> dict[str, object]:
    return {
        "#": entry.number,
        "kind": entry.kind,
        "call": entry.call_session_id,
        "state": entry.state,
        "status": entry.status,
        "attempts": entry.attempts,
        "body": entry.body,
    }


Entry = TypeVar("Entry")


def _newest(entries: Sequence[Entry]) -> Sequence[Entry]:
    return list(reversed(entries))[:20]


def _table(rows: Iterable[Mapping[str, object]]) -> str:
    shown = list(rows)
    if not shown:
        return "<p>None.</p>"
    head = "".join(f"<th>{escape(name)}</th>" for name in shown[0])
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(_text(value))}</td>" for value in row.values()) + "</tr>"
        for row in shown
    )
    return f"<table><tr>{head}</tr>{body}</table>"


def _text(value: object) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
