"""The phones: who has one, what it is doing, and the buttons it has just now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from uis_desktop.simulator.calls import Call, Leg
from uis_desktop.simulator.page.html import Html, empty, joined, tag
from uis_desktop.simulator.page.words import Words
from uis_desktop.simulator.scenario import Employee
from uis_desktop.simulator.simulator import Simulator
from uis_desktop.simulator.views import leg_phone

_HELD = ("held", "awaiting_input", "consulting")


class Phones:
    """The cards of all phones."""

    def __init__(self, simulator: Simulator, words: Words) -> None:
        self._simulator = simulator
        self._people = simulator.people
        self._words = words

    def employees(self) -> Html:
        """One card each."""
        return joined(*map(self._employee, self._people.employees))

    def outside(self) -> Html:
        """One card for each phone outside that is in a call."""
        cards = [self._outsider(call, leg) for call, leg in self._legs() if leg.employee is None]
        return joined(*cards) if cards else tag("p", self._words["nobody_outside"])

    def name_of(self, phone_number: str | None) -> str:
        """A number, and whose it is if the address book knows."""
        if phone_number is None:
            return self._words["hidden"]
        person = self._people.contact(phone_number)
        return phone_number if person is None else f"{person.full_name}, {phone_number}"

    def _legs(self) -> Iterator[tuple[Call, Leg]]:
        for call in self._simulator.switchboard.running:
            for leg in call.legs:
                if leg.state != "done":
                    yield call, leg

    def _employee(self, employee: Employee) -> Html:
        legs = [(call, leg) for call, leg in self._legs() if leg.employee is employee]
        status = self._people.statuses.of(employee.id)
        extension = f"{self._words['extension']} {employee.extension}" if employee.extension else ""
        about = " · ".join(filter(None, (extension, status.name)))
        doings = [self._doing(employee.full_name, call, leg) for call, leg in legs]
        return _card(
            employee.full_name, about, doings or [tag("p", self._words["idle"], class_="idle")]
        )

    def _outsider(self, call: Call, leg: Leg) -> Html:
        name = self.name_of(leg_phone(call, leg))
        return _card(name, "", [self._doing(name, call, leg)])

    def _doing(self, name: str, call: Call, leg: Leg) -> Html:
        """What the phone does, with whom, and what can be done about it."""
        other = self._other_side(call, leg)
        state = self._words[_state(call, leg)]
        ringing = leg in call.ringing_legs
        buttons = [self._button("answer", name, call, leg)] if ringing else []
        buttons.append(
            self._button("hang_up", name, call, leg, "decline" if ringing else "hang_up")
        )
        return tag(
            "div",
            tag("p", tag("strong", state), f" — {other}" if other else ""),
            tag("div", *buttons, class_="buttons"),
            class_="ringing" if ringing else "busy",
        )

    def _other_side(self, call: Call, leg: Leg) -> str:
        if leg.role != "contact":
            return self.name_of(call.origin.contact_phone_number)
        return call.origin.line.virtual_phone_number

    def _button(self, action: str, name: str, call: Call, leg: Leg, word: str = "") -> Html:
        label = self._words[word or action]
        return tag(
            "form",
            tag(
                "button",
                label,
                id=f"{action}-{leg.id}",
                aria_label=f"{label}: {name}",
                class_=word or action,
            ),
            method="post",
            action=f"/desk/calls/{call.id}/legs/{leg.id}/{action}",
        )


def field(id_: str, label: str, *, hint: str = "", list_: str = "") -> Html:
    """A field for a number, with its label."""
    return joined(
        tag("label", label, for_=id_),
        empty("input", id=id_, name=id_, list=list_, placeholder=hint, inputmode="tel"),
    )


def choice(id_: str, label: str, options: Sequence[tuple[str, str]]) -> Html:
    """One of several, with its label."""
    return joined(
        tag("label", label, for_=id_),
        tag(
            "select",
            *(tag("option", text, value=value) for value, text in options),
            id=id_,
            name=id_,
        ),
    )


def _card(name: str, about: str, doings: Sequence[Html]) -> Html:
    return tag("article", tag("h3", name), tag("p", about, class_="about"), *doings)


def _state(call: Call, leg: Leg) -> str:
    """The word for what that phone does."""
    if leg in call.ringing_legs:
        return "rings"
    if leg.role == "coach":
        return "listens"
    if call.state == "transferring":
        return "is_transferred"
    if call.state in _HELD:
        return "waits" if leg.role == "contact" else "has_on_hold"
    if call.state == "operators_talk":
        return "waits" if leg.role == "contact" else "operators_talk"
    return "talks" if call.first_talk_at is not None else "dials"
