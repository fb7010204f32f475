"""What a title says of the kind: the words of UIS's own titles and of people's variations.

Titles are the user's own text ("Интеграция с CRM: входящий звонок"), so stems
count only where a word begins.
"""

from __future__ import annotations

import functools
import re

from uis_desktop.core.events import Kind

#: Every stem of a row is in the title; the first row that fits decides.  A call's
#: own word comes before what is said about it ("Потерянный звонок: сообщение в чат").
_ROWS: tuple[tuple[Kind, str], ...] = (
    (Kind.OTHER, "плеч"),
    (Kind.OTHER, r"leg\b"),
    (Kind.OTHER, "проставлен & тег"),
    (Kind.OTHER, "голосов & почт"),
    (Kind.OTHER, "voicemail"),
    (Kind.RECORDED, "записанн"),
    (Kind.RECORDED, r"запис\w* (?:разговор|звон|вызов)"),
    (Kind.RECORDED, "record & call|talk|conversation"),
    (Kind.LOST, "потерян|пропущен|неотвечен|непринят & звон|вызов"),
    (Kind.LOST, "lost|missed & call"),
    (Kind.WAITING, "ожида & ответ"),
    (Kind.WAITING, "waiting & answer"),
    (Kind.TALK_STARTED, "начал|начат & разговор"),
    (Kind.TALK_STARTED, "talk & started"),
    (Kind.TALK_ENDED, "оконч|заверш & разговор"),
    (Kind.TALK_ENDED, "talk & finished|ended"),
    (Kind.CALL_ENDED, "оконч|заверш & звон|вызов"),
    (Kind.CALL_ENDED, "call & finished|ended|completed"),
    (Kind.OUTGOING, "исходящ & звон|вызов"),
    (Kind.OUTGOING, "outbound|outgoing & call"),
    (Kind.INCOMING, "входящ & звон|вызов"),
    (Kind.INCOMING, "inbound|incoming & call"),
    (Kind.OTHER, "тег"),
    (Kind.OTHER, "сообщени"),
    (Kind.OTHER, "факс|fax"),
)
#: No title is longer; what comes behind tells nothing and costs time.
_LONGEST = 300


def _pattern(stems: str) -> re.Pattern[str]:
    """The stems at the beginning of words; ``_`` divides words too."""
    return re.compile(rf"(?<![^\W_])(?:{stems.strip()})")


_TITLES = tuple((kind, tuple(_pattern(part) for part in row.split("&"))) for kind, row in _ROWS)


def by_title(title: str) -> Kind | None:
    """The kind a folded title speaks of, if it speaks of one."""
    return _by_title(title[:_LONGEST])


@functools.lru_cache(maxsize=1024)
def _by_title(title: str) -> Kind | None:
    for kind, stems in _TITLES:
        if all(stem.search(title) for stem in stems):
            return kind
    return None
