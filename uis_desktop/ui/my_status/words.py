"""My status at UIS in words: what it is, what became of a wish, and why not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from uis_desktop import errors
from uis_desktop.core.my_status import MyStatusNote, News, StatusNow, is_ours
from uis_desktop.ui.language import QT_TRANSLATE_NOOP, translate
from uis_desktop.ui.moments import moment_here
from uis_desktop.ui.plain_text import plain
from uis_desktop.ui.refusals import Words
from uis_desktop.ui.wording import error_words

if TYPE_CHECKING:
    from uis_desktop.session.my_status import StatusView

_LONGEST = 40


def name_of(now: StatusNow | None, id_: str | None) -> str:
    """What the company calls a status."""
    status = now.named(id_) if now is not None else None
    if status is None or not status.name:
        return translate("MyStatus", "unknown")
    return plain(status.name, _LONGEST)


def status_line(view: StatusView) -> str:
    """The status I have, and until when: ``Break until 14:30``."""
    name = name_of(view.now, view.now.id if view.now is not None else None)
    back = view.note.back
    if view.now is None or back is None or not is_ours(view.note, view.now):
        return name
    words = translate("MyStatus", "{status} until {time}")
    return words.format(status=name, time=moment_here(back.at))


def return_line(now: StatusNow | None, note: MyStatusNote) -> str:
    """What comes back, and when; empty if nothing does by itself."""
    if note.back is None:
        return ""
    words = translate("MyStatus", "At {time} it will be “{status}” again.")
    return words.format(time=moment_here(note.back.at), status=name_of(now, note.back.id))


def changed_words(view: StatusView) -> Words:
    """The wish is carried out."""
    title = translate("MyStatus", "Your status in UIS: {status}")
    again = return_line(view.now, view.note)
    stays = translate("MyStatus", "It stays until you change it.")
    return Words(title.format(status=status_line(view)), again or stays)


def gone_words() -> Words:
    """The status that was wanted is not to be had."""
    return Words(
        translate("MyStatus", "This status is not to be had any more"),
        translate("MyStatus", "Your status was not changed. Choose another one."),
    )


def not_changed_words(error: errors.UisError) -> Words:
    """Why the wish was not carried out, or that nobody knows yet."""
    if isinstance(error, errors.OutcomeUnknown):
        known: Words | None = _UNKNOWN
    elif isinstance(error, errors.ServiceUnreachable):
        known = _NOT_SENT
    else:
        known = _known(error)
    if known is None:
        words = error_words(error)
        title = translate("MyStatus", "Your status was not changed: {reason}")
        return Words(title.format(reason=words.title), words.advice)
    return Words(translate("MyStatus", known.title), translate("MyStatus", known.advice))


def unknown_words(error: errors.UisError) -> Words:
    """Why the status is not known."""
    known = _AWAY if isinstance(error, errors.ServiceUnreachable) else _known(error)
    if known is None:
        return error_words(error)
    return Words(translate("MyStatus", known.title), translate("MyStatus", known.advice))


def news_words(news: News, now: StatusNow | None) -> Words:
    """What happened that no click waited for."""
    words = _NEWS[news]
    name = name_of(now, now.id if now is not None else None)
    title = translate("MyStatus", words.title).format(status=name)
    return Words(title, translate("MyStatus", words.advice))


def _known(error: errors.UisError) -> Words | None:
    if isinstance(error, errors.ReplyNotUnderstood):
        return _OLD_RELAY
    return _REFUSALS.get(error.mnemonic) if isinstance(error, errors.ServiceRefused) else None


_UNKNOWN = Words(
    QT_TRANSLATE_NOOP("MyStatus", "It is not known yet whether your status has changed"),
    QT_TRANSLATE_NOOP(
        "MyStatus", "UIS is asked again in a minute, and you are told. Nothing is sent twice."
    ),
)
_NOT_SENT = Words(
    QT_TRANSLATE_NOOP("MyStatus", "Your status was not changed: UIS cannot be reached"),
    QT_TRANSLATE_NOOP("MyStatus", "Nothing was sent. Try again later."),
)
_AWAY = Words(
    QT_TRANSLATE_NOOP("MyStatus", "The company's server or UIS cannot be reached"),
    QT_TRANSLATE_NOOP("MyStatus", "Try again later."),
)
_OLD_RELAY = Words(
    QT_TRANSLATE_NOOP("MyStatus", "The company's server does not tell statuses"),
    QT_TRANSLATE_NOOP("MyStatus", "Ask your administrator to renew the program on the server."),
)
_NO_KEY = Words(
    QT_TRANSLATE_NOOP("MyStatus", "The company's server has no access to UIS's statuses"),
    QT_TRANSLATE_NOOP(
        "MyStatus", "Ask your administrator to set the key of the Data API on the server's page."
    ),
)
_NOT_IN_TARIFF = Words(
    QT_TRANSLATE_NOOP("MyStatus", "Statuses are not part of your UIS tariff"),
    QT_TRANSLATE_NOOP("MyStatus", "Ask your administrator to switch on the Data API component."),
)
_NO_RIGHT = Words(
    QT_TRANSLATE_NOOP("MyStatus", "The server's key may not read or change statuses"),
    QT_TRANSLATE_NOOP(
        "MyStatus", "Ask your administrator to give the key's UIS user the right to employees."
    ),
)
_NOT_THERE = Words(
    QT_TRANSLATE_NOOP("MyStatus", "UIS does not know you as an employee"),
    QT_TRANSLATE_NOOP(
        "MyStatus", "Ask your administrator to check the employee this program is set up for."
    ),
)
_NOT_TAKEN = Words(
    QT_TRANSLATE_NOOP("MyStatus", "UIS does not give you this status"),
    QT_TRANSLATE_NOOP("MyStatus", "Your status was not changed. Choose another one."),
)
_REFUSALS: Mapping[str, Words] = {
    "relay_not_set_up": _NO_KEY,
    "relay_key_refused": _NO_KEY,
    "component_disabled": _NOT_IN_TARIFF,
    "method_component_disabled": _NOT_IN_TARIFF,
    "parameter_component_disabled": _NOT_IN_TARIFF,
    "tariff_restrictions": _NOT_IN_TARIFF,
    "forbidden": _NO_RIGHT,
    "entity_not_found": _NOT_THERE,
    "employee_not_found": _NOT_THERE,
    "invalid_parameter_value": _NOT_TAKEN,
}
_NEWS: Mapping[News, Words] = {
    News.DONE: Words(
        QT_TRANSLATE_NOOP("MyStatus", "Your status in UIS: {status}"),
        QT_TRANSLATE_NOOP("MyStatus", "UIS has carried out the change after all."),
    ),
    News.NOT_DONE: Words(
        QT_TRANSLATE_NOOP("MyStatus", "Your status was not changed: it is “{status}”"),
        QT_TRANSLATE_NOOP("MyStatus", "UIS has not carried out the change. Choose again."),
    ),
    News.NOT_KNOWN: Words(
        QT_TRANSLATE_NOOP("MyStatus", "It is not known yet whether your status is back"),
        QT_TRANSLATE_NOOP(
            "MyStatus", "UIS is asked again in a minute, and you are told. Nothing is sent twice."
        ),
    ),
    News.RETURNED: Words(
        QT_TRANSLATE_NOOP("MyStatus", "Your status in UIS is “{status}” again"),
        QT_TRANSLATE_NOOP("MyStatus", "The time you had chosen is over."),
    ),
    News.NOT_RETURNED: Words(
        QT_TRANSLATE_NOOP("MyStatus", "Your status is still “{status}”"),
        QT_TRANSLATE_NOOP("MyStatus", "UIS has not put it back. Choose your status yourself."),
    ),
    News.CHANGED_ELSEWHERE: Words(
        QT_TRANSLATE_NOOP("MyStatus", "Your status was changed elsewhere: “{status}”"),
        QT_TRANSLATE_NOOP("MyStatus", "It stays so; it is not put back at the time you chose."),
    ),
    News.TOO_LATE: Words(
        QT_TRANSLATE_NOOP("MyStatus", "Your status was not put back: it is “{status}”"),
        QT_TRANSLATE_NOOP(
            "MyStatus", "The time you chose was hours ago. Choose your status yourself."
        ),
    ),
}

#: News that nothing has to be done about.
GOOD_NEWS = frozenset({News.DONE, News.RETURNED})
