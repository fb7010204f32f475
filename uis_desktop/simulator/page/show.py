"""``GET /``: what the pretend UIS is doing, and what can be done by hand."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from typing import TypeVar

import msgspec
from aiohttp import web

from uis_desktop.simulator.calls import Call
from uis_desktop.simulator.journal import ApiRequest, SentNotification
from uis_desktop.simulator.page.html import Html, empty, joined, tag
from uis_desktop.simulator.page.phones import Phones, choice, field
from uis_desktop.simulator.page.words import Words, words_for
from uis_desktop.simulator.simulator import Simulator

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
_FILES = {"page.css": "text/css", "page.js": "text/javascript"}
_SHOWN = 20
_SUGGESTED = 50


class Page:
    """The page as it is now; a little script renews the parts that change."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    def routes(self) -> list[web.RouteDef]:
        """What goes where."""
        names = "|".join(name.replace(".", r"\.") for name in _FILES)
        return [web.get("/", self.show), web.get(f"/{{name:{names}}}", self._file)]

    async def show(self, request: web.Request) -> web.StreamResponse:
        """The whole page."""
        return self.response(request)

    def response(self, request: web.Request, problem: str = "") -> web.Response:
        """The page; ``problem`` is the word for why a wish was not granted."""
        words = words_for(request.headers.get("Accept-Language", ""))
        said = words[problem] if problem else ""
        return web.Response(
            text="<!doctype html>" + _document(words, _Parts(self._simulator, words).body(said)),
            content_type="text/html",
            headers=_HEADERS,
            status=400 if problem else 200,
        )

    async def _file(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        text = resources.files(__package__).joinpath("files", name).read_text(encoding="utf-8")
        return web.Response(text=text, content_type=_FILES[name], headers=_HEADERS)


def _document(words: Words, body: Html) -> Html:
    head = tag(
        "head",
        empty("meta", charset="utf-8"),
        empty("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("noscript", empty("meta", http_equiv="refresh", content="5")),
        tag("title", words["title"]),
        empty("link", rel="stylesheet", href="/page.css"),
        tag("script", src="/page.js", defer=True),
    )
    return tag("html", head, body, lang=words["language"])


class _Parts:
    """The page's parts; those with ``data-live`` are renewed."""

    def __init__(self, simulator: Simulator, words: Words) -> None:
        self._simulator = simulator
        self._words = words
        self._phones = Phones(simulator, words)

    def body(self, problem: str) -> Html:
        words, account = self._words, self._simulator.scenario.account
        return tag(
            "body",
            tag("h1", f"{words['title']}: {account.name}"),
            tag("p", words["intro"]),
            tag("p", problem, id="problem", role="status", data_stopped=words["stopped"]),
            tag("section", self._who_answers(), id="answers", data_live=True),
            tag("h2", words["phones"]),
            tag("section", self._phones.employees(), id="phones", class_="cards", data_live=True),
            tag("h2", words["outside"]),
            tag("section", self._phones.outside(), id="outside", class_="cards", data_live=True),
            tag("div", self._call_in(), self._call_out(), class_="forms"),
            tag("h2", words["running"]),
            tag("section", self._calls(), id="calls", data_live=True),
            tag("h2", words["finished"]),
            tag("section", self._finished(), id="finished", data_live=True),
            tag(
                "details",
                tag("summary", words["journal"]),
                tag("section", self._journal(), id="journal", data_live=True),
            ),
        )

    def _who_answers(self) -> Html:
        by_hand, words = self._simulator.people.by_hand, self._words
        wish = "answer_themselves" if by_hand else "answer_by_hand"
        timeline = self._simulator.timeline.state
        return joined(
            tag(
                "form",
                tag("p", f"{words['answers']}: ", tag("strong", words[_who(by_hand)])),
                tag("button", words[wish], id="by-hand", name="by_hand", value=_yes(not by_hand)),
                method="post",
                action="/desk/answers",
            ),
            tag(
                "form",
                tag("p", f"{words['timeline']}: {words[f'timeline_{timeline}']}"),
                tag("button", words["timeline_start"], id="start") if timeline == "held" else "",
                method="post",
                action="/desk/timeline",
            ),
        )

    def _call_in(self) -> Html:
        words, people = self._words, self._simulator.people
        lines = [
            (line.virtual_phone_number, f"{line.virtual_phone_number} {line.name}".strip())
            for line in people.lines
        ]
        suggestions = [
            tag("option", person.full_name, value=number)
            for person in people.address_book.first(_SUGGESTED)
            for number in person.phone_numbers
        ]
        return tag(
            "form",
            tag("h2", words["call_in"]),
            field("who", words["who"], hint=words["who_hint"], list_="people"),
            tag("datalist", *suggestions, id="people"),
            choice("line", words["line"], lines),
            tag("button", words["do_call"]),
            method="post",
            action="/desk/call_in",
        )

    def _call_out(self) -> Html:
        words, people = self._words, self._simulator.people
        employees = [(str(employee.id), employee.full_name) for employee in people.employees]
        return tag(
            "form",
            tag("h2", words["call_out"]),
            choice("employee", words["employee"], employees),
            field("contact", words["contact"], list_="people"),
            tag("button", words["do_dial"]),
            method="post",
            action="/desk/call_out",
        )

    def _calls(self) -> Html:
        running = self._simulator.switchboard.running
        if not running:
            return tag("p", self._words["no_calls"])
        return tag("ul", *(tag("li", self._summary(call)) for call in running))

    def _finished(self) -> Html:
        finished = self._simulator.switchboard.finished[-_SHOWN:]
        if not finished:
            return tag("p", self._words["none"])
        return tag("ul", *(tag("li", self._summary(call)) for call in reversed(finished)))

    def _summary(self, call: Call) -> str:
        words = self._words
        over = call.state == "ended"
        marks = [
            words[f"state_{call.state}"],
            words["lost"] if over and call.lost else "",
            words["transferred"] if call.transferred else "",
            words["recorded"] if call.recording and not over else "",
            *(tag_.name for tag_ in call.tags),
        ]
        who = self._phones.name_of(call.origin.contact_phone_number)
        line = call.origin.line.virtual_phone_number
        said = ", ".join(filter(None, marks))
        return f"{words[call.origin.direction]}: {who} ↔ {line} — {said}"

    def _journal(self) -> Html:
        words, simulator = self._words, self._simulator
        requests = _newest(simulator.requests.after(0))
        sent = _newest(simulator.notifications.after(0))
        unset = simulator.notifier.url is None
        return joined(
            tag("h3", words["requests"]),
            tag("ul", *map(_request, requests)) if requests else tag("p", words["none"]),
            tag("h3", words["notifications"]),
            tag("p", words["no_address"]) if unset else "",
            tag("ul", *map(_sent, sent)) if sent else tag("p", words["none"]),
        )


def _request(entry: ApiRequest) -> Html:
    params = msgspec.json.encode(entry.params).decode()
    return tag("li", f"{entry.api} {entry.method} {params} → {entry.outcome}")


def _sent(entry: SentNotification) -> Html:
    return tag("li", f"{entry.kind} {entry.call_session_id}: {entry.state} {entry.body}")


Entry = TypeVar("Entry")


def _newest(entries: Sequence[Entry]) -> Sequence[Entry]:
    return list(reversed(entries))[:_SHOWN]


def _who(by_hand: bool) -> str:
    return "by_hand" if by_hand else "themselves"


def _yes(value: bool) -> str:
    return "yes" if value else "no"
