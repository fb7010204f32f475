"""What a card says, line by line, in the language of the person."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate

from uis_desktop.core.cards import CardState, CardView
from uis_desktop.core.events import Direction
from uis_desktop.core.parameters import Parameter
from uis_desktop.ui.finish_reasons import finish_line
from uis_desktop.ui.language import translate
from uis_desktop.ui.moments import moment_reader
from uis_desktop.ui.plain_text import plain
from uis_desktop.ui.refusals import refusal_words
from uis_desktop.ui.regions import region_words
from uis_desktop.ui.shown_numbers import shown_number
from uis_desktop.ui.wording import short_state_words, state_words


def duration(seconds: float) -> str:
    """``0:07``, ``12:30``, ``1:02:30``."""
    whole = max(0, int(seconds))
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def state_line(card: CardView, now: datetime) -> str:
    """The state and its running seconds."""
    text = standing_line(card)
    if card.state.running:
        seconds = duration((now - card.since).total_seconds())
        waits = translate("Card", "{state} · waiting {time}")
        pattern = waits if card.state.ringing else translate("Card", "{state} · {time}")
        return pattern.format(state=text, time=seconds)
    return text


def standing_line(card: CardView) -> str:
    """The state without seconds that run; of a call that is over, how long it took."""
    text = _state_alone(card)
    if card.state is CardState.ENDED and card.talk_s:
        talked = translate("Card", "{state} · talked {time}")
        return talked.format(state=text, time=duration(card.talk_s))
    if card.state is CardState.LOST and card.wait_s:
        waited = translate("Card", "{state} · waited {time}")
        return waited.format(state=text, time=duration(card.wait_s))
    return text


def _state_alone(card: CardView) -> str:
    if card.state is CardState.TAKEN and card.taken_by:
        return translate("Card", "{name} is talking").format(name=plain(card.taken_by, 40))
    if card.state is CardState.REFUSED:
        return refusal_words(card.problem, card.detail).title
    return state_words(card.state)


def number_words(card: CardView) -> str:
    """The contact's number as people read it; empty if it is hidden."""
    return shown_number(card.contact_phone_number) or plain(card.raw_number or "", 40)


def name_line(card: CardView) -> str:
    """Who: the name, else the number, else that it is hidden; a test ring is nobody."""
    if card.test:
        return translate("Card", "Test ring")
    return (
        plain(card.contact_full_name or "")
        or number_words(card)
        or translate("Card", "Hidden number")
    )


def company_line(card: CardView) -> str:
    """The contact's company."""
    return plain(card.company or "", 80)


def number_line(card: CardView) -> str:
    """The number below the name and where it is from; a number in the name's place is enough."""
    number = number_words(card) if plain(card.contact_full_name or "") else ""
    region = region_words(card.contact_phone_number)
    return " · ".join(filter(None, (number, region)))


def our_side_line(card: CardView) -> str:
    """Which line of ours, and which scenario handles it."""
    parts = []
    if card.virtual_phone_number:
        ours = shown_number(card.virtual_phone_number)
        outgoing = card.direction is Direction.OUT
        pattern = translate("Card", "from {line}") if outgoing else translate("Card", "to {line}")
        parts.append(pattern.format(line=ours))
    if card.scenario_name:
        parts.append(plain(card.scenario_name))
    return " · ".join(parts)


def others_line(card: CardView) -> str:
    """Which colleagues' phones ring too."""
    if not card.others_ringing or not card.state.ringing:
        return ""
    names = ", ".join(plain(name, 40) for name in card.others_ringing)
    if card.state is CardState.RINGING_COLLEAGUE:
        return translate("Card", "Rings at: {names}").format(names=names)
    return translate("Card", "Rings also at: {names}").format(names=names)


# More than these would push the buttons away from the call.
MOST_PARAMETERS = 4


def parameter_lines(card: CardView) -> list[str]:
    """The additional parameters, one a line; the last says how many are left out."""
    told = [parameter_line(one) for one in card.parameters]
    left = len(told) - MOST_PARAMETERS
    if left > 0:
        more = translate("Card", "{parameter} · {n} more")
        last = plain(told[MOST_PARAMETERS - 1], 36)
        told[MOST_PARAMETERS - 1] = more.format(parameter=last, n=left)
    return told[:MOST_PARAMETERS]


def parameter_line(parameter: Parameter) -> str:
    """One additional parameter, as it is shown on cards and in the history."""
    return f"{plain(parameter.label, 40)}: {plain(parameter.value)}"


def context_line(card: CardView) -> str:
    """What to do next, or what one should know about this contact."""
    return _next_step(card) or _known_of(card)


def _next_step(card: CardView) -> str:
    """What to do next; empty if nothing special."""
    if card.state is CardState.REFUSED:
        return refusal_words(card.problem, card.detail).advice
    if card.state is CardState.UNKNOWN:
        return translate("Card", "Look at your phone. The program will not dial again by itself.")
    if card.state is CardState.NOT_ANSWERED and card.finish_reason:
        return finish_line(card.finish_reason)
    if card.test:
        return translate("Card", "Nobody is calling: this checks the way from UIS to this screen.")
    if card.state is CardState.CALLING_MY_PHONE:
        return translate("Card", "As soon as you answer, the contact is called.")
    return ""


def _known_of(card: CardView) -> str:
    parts = [responsible_words(card)]
    if card.nth_call is not None and card.nth_call > 1:
        parts.append(translate("Card", "Call no. {n}").format(n=card.nth_call))
    if card.nth_call == 1:
        parts.append(translate("Card", "First call"))
    if card.recorded:
        parts.append(translate("Card", "recorded"))
    if card.answered_after_s is not None and _was_answered_here(card):
        after = translate("Card", "answered after {time}")
        parts.append(after.format(time=duration(card.answered_after_s)))
    return " · ".join(filter(None, parts))


def _was_answered_here(card: CardView) -> bool:
    """By a colleague, or by somebody whom the contact had called."""
    answered = card.state in {CardState.TALKING, CardState.ENDED}
    return card.state is CardState.TAKEN or (answered and card.direction is Direction.IN)


def responsible_words(card: CardView) -> str:
    """Whose contact it is; empty if nobody's, or nobody knows."""
    if card.mine:
        return translate("Card", "Your contact")
    name = plain(card.responsible or "", 40)
    return translate("Card", "Responsible: {name}").format(name=name) if name else ""


def past_line(card: CardView) -> str:
    """When somebody here last talked with this number."""
    if card.past is None or card.past.talked_at is None:
        return ""
    time = moment_reader(QDate.currentDate())(card.past.talked_at)
    if not card.past.talked_with:
        return translate("Card", "Last talk {time}").format(time=time)
    talk = translate("Card", "Last talk {time}, {name}")
    return talk.format(time=time, name=plain(card.past.talked_with, 40))


def note_line(card: CardView) -> str:
    """The last note on a call with this number."""
    if card.past is None or not card.past.note:
        return ""
    return translate("Card", "Note: {text}").format(text=plain(card.past.note, 300))


def title(card: CardView) -> str:
    """The card in one line, for window lists and screen readers."""
    return f"{short_state_words(card.state)}: {name_line(card)}"
