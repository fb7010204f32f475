"""Cards, rows and contacts as a working day brings them, and as a prankster would."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from uis_desktop.core.aftercall import TagMark
from uis_desktop.core.call_control import DURING_A_TALK, TagButton
from uis_desktop.core.cards import CardState, CardView
from uis_desktop.core.colleagues import Colleague
from uis_desktop.core.contacts import Contact
from uis_desktop.core.events import Direction, Kind
from uis_desktop.core.fates import Fate, FateNote
from uis_desktop.core.history import HistoryRow, MissedCalls, Outcome
from uis_desktop.core.lines import Line
from uis_desktop.core.parameters import Parameter
from uis_desktop.core.past import Past
from uis_desktop.core.phone import Number, Phone
from uis_desktop.core.reminders import Reminder
from uis_desktop.core.story import Hops, Story
from uis_desktop.session.lists import Found
from uis_desktop.session.our_lines import Choice

TAG_KEYS = (
    TagButton(digit="1", tag_id="1", name="Целевой"),
    TagButton(digit="2", tag_id="2", name="Перезвонить"),
    TagButton(digit="3", tag_id="3", name="Жалоба на доставку, передать старшему смены"),
    TagButton(digit="9", tag_id="9", name="Спам"),
)

NOW = datetime(2026, 3, 12, 9, 30, 7, tzinfo=UTC)

LONG_NAME = (
    "Общество с ограниченной ответственностью «Межрегиональная торгово-промышленная "
    "компания “Северо-Западный Стройтехснаб”», отдел закупок, Константинопольский Аристарх"
)
HOSTILE = (
    '<b>Иван</b> <img src="/etc/passwd"> &amp; ‮gnp.exe\n\x07<table><tr><td>x</td></tr></table>'
)


def ringing(key: str = "1") -> CardView:
    """An incoming call for me, seven seconds old."""
    return CardView(
        key=key,
        state=CardState.RINGING_ME,
        direction=Direction.IN,
        since=NOW - timedelta(seconds=7),
        call_session_id=key,
        contact_phone_number=Number("+79161234567"),
        contact_full_name="Иванова Анна Сергеевна",
        company="ООО «Ромашка»",
        virtual_phone_number=Number("+74950000001"),
        scenario_name="Отдел продаж",
        others_ringing=("Пётр Сидоров", "Мария Кузнецова"),
        nth_call=3,
        can_end=False,
    )


def in_state(state: CardState, key: str = "1") -> CardView:
    """The same call, or one we placed, in any state."""
    outgoing = state in {
        CardState.REQUESTING,
        CardState.CALLING_MY_PHONE,
        CardState.DIALLING,
        CardState.NOT_ANSWERED,
        CardState.REFUSED,
        CardState.UNKNOWN,
    }
    taken = state is CardState.TAKEN
    card = replace(
        ringing(key),
        state=state,
        direction=Direction.OUT if outgoing else Direction.IN,
        scenario_name=None if outgoing else "Отдел продаж",
        can_end=state in {CardState.TALKING, CardState.DIALLING, CardState.CALLING_MY_PHONE},
        controls=frozenset(DURING_A_TALK if state is CardState.TALKING else ()),
        can_transfer=state is CardState.TALKING,
        taken_by="Пётр Сидоров" if taken else None,
        answered_after_s=5 if taken else None,
        talk_s=135 if state is CardState.ENDED else None,
        wait_s=42 if state is CardState.LOST else None,
        problem="no_active_phone_number" if state is CardState.REFUSED else None,
        recorded=state is CardState.ENDED,
        ours=outgoing,
    )
    return card if state.ringing else replace(card, others_ringing=())


def every_card() -> dict[str, CardView]:
    """All states, and all kinds of contacts."""
    cards = {state.value: in_state(state, state.value) for state in CardState}
    plain = ringing()
    cards["long"] = replace(
        plain,
        key="long",
        contact_full_name=LONG_NAME,
        company="Акционерное общество «Научно-производственное объединение Северо-Запад»",
        scenario_name="Горячая линия по рекламе «Авито Москва и область, весна 2026»",
        others_ringing=("Пётр Сидоров", "Мария Кузнецова", "Аристарх Константинопольский", "Ян Ю"),
    )
    cards["no_name"] = replace(
        plain, key="no_name", contact_full_name=None, company=None, nth_call=1
    )
    cards["busy"] = replace(
        in_state(CardState.NOT_ANSWERED, "busy"), finish_reason="subscriber_busy"
    )
    cards["hidden"] = replace(
        plain,
        key="hidden",
        contact_full_name=None,
        company=None,
        contact_phone_number=None,
        nth_call=None,
        others_ringing=(),
    )
    cards["parameters"] = replace(
        plain, key="parameters", parameters=(Parameter(label="Заказ", value="А-1042"),)
    )
    cards["many_parameters"] = replace(
        plain,
        key="many_parameters",
        parameters=(
            Parameter(label="Заказ", value="А-1042, оплачен"),
            Parameter(label="Город", value=LONG_NAME),
            Parameter(label="Источник", value=HOSTILE),
            Parameter(label="Менеджер", value="Сидоров"),
            Parameter(label="Пятый", value="5"),
            Parameter(label="Шестой", value="6"),
        ),
    )
    cards["past"] = replace(
        plain,
        key="past",
        past=Past(
            talked_at=NOW - timedelta(hours=20),
            talked_with="Пётр Сидоров",
            note="Ждёт счёт на 40 коробок, доставка в четверг; звонить на мобильный, "
            "секретарю ничего не говорить",
            noted_at=NOW - timedelta(hours=20),
        ),
    )
    cards["test"] = replace(
        plain, key="test", test=True, contact_phone_number=None, company=None, nth_call=None
    )
    cards["responsible"] = replace(plain, key="responsible", responsible="Пётр Сидоров")
    cards["hostile"] = replace(plain, key="hostile", contact_full_name=HOSTILE)
    cards["talking_hour"] = replace(
        in_state(CardState.TALKING, "talking_hour"), since=NOW - timedelta(hours=1, seconds=2)
    )
    return cards


CONTACTS = (
    Contact(
        id="uis:1",
        full_name="Иванова Анна Сергеевна",
        company="ООО «Ромашка»",
        phone_numbers=(Number("+79161234567"), Number("+74951112233")),
        employee_id="102",
        employee_name="Пётр Сидоров",
    ),
    Contact(id="uis:2", full_name=LONG_NAME, phone_numbers=(Number("+78005553535"),)),
    Contact(id="uis:3", full_name="Ян Ю", company="ИП Ю", phone_numbers=(Number("204"),)),
)


def call(key: str, outcome: Outcome, *, minutes: int, name: str | None = None) -> HistoryRow:
    """A finished call, so many minutes ago."""
    outgoing = outcome in {Outcome.NOT_ANSWERED, Outcome.REFUSED, Outcome.UNKNOWN}
    return HistoryRow(
        key=key,
        direction=Direction.OUT if outgoing else Direction.IN,
        outcome=outcome,
        started_at=NOW - timedelta(minutes=minutes),
        concerns_me=True,
        contact_phone_number=Number("+79161234567"),
        contact_full_name=name,
        employee_name="Пётр Сидоров",
        talk_s=135 if outcome is Outcome.TALKED else None,
        wait_s=21 if outcome is Outcome.LOST else None,
    )


def hidden_call() -> HistoryRow:
    """A call from nobody knows whom."""
    return replace(call("hidden", Outcome.LOST, minutes=5), contact_phone_number=None)


_REASONS = {
    Outcome.TALKED: "subscriber_disconnects",
    Outcome.NOT_ANSWERED: "subscriber_number_problems",
    Outcome.REFUSED: "no_active_phone_number",
    Outcome.LOST: "sip_offline",
}

CALLS = tuple(
    replace(
        call(
            outcome.value,
            outcome,
            minutes=5 + 700 * n,
            name=None if n % 3 == 2 else "Иванова Анна Сергеевна",
        ),
        reason=_REASONS.get(outcome),
        note="Ждёт счёт,\nперезвонит в четверг" if outcome is Outcome.TALKED else "",
        record_links=(
            ("https://media.uiscom.ru/7/a", "https://media.uiscom.ru/7/b")
            if outcome is Outcome.TALKED
            else ()
        ),
    )
    for n, outcome in enumerate(Outcome)
)

#: Of a call: as they are, on their way and refused; a company that has many.
TAGS: tuple[tuple[TagMark, ...], ...] = (
    (
        TagMark(id="1", name="Целевой", on=True),
        TagMark(id="2", name="Новый клиент", on=True, waiting=True),
        TagMark(id="3", name="Спам"),
        TagMark(id="4", name="Перезвонить завтра"),
        TagMark(id="5", name="Жалоба", refused="entity_not_found"),
        TagMark(id=None, name="Автоматический", on=True),
    ),
    (
        TagMark(id="1", name=LONG_NAME, on=True),
        TagMark(id="2", name=HOSTILE, waiting=True),
        *(TagMark(id=str(n), name=f"Тег {n}") for n in range(3, 20)),
    ),
)

#: All numbers of the first contact; the second one was used last.
CALLS_WITH_ANNA = (
    replace(
        call("anna", Outcome.TALKED, minutes=2, name="Иванова Анна Сергеевна"),
        contact_phone_number=Number("+74951112233"),
        note=LONG_NAME,
    ),
    *CALLS,
)

REMINDER = Reminder(
    phone_number=Number("+79161234567"), due=NOW + timedelta(minutes=30), set_at=NOW, name=LONG_NAME
)

_HOPS = Hops(
    kind=Kind.WAITING,
    happened_at=NOW,
    received_at=NOW + timedelta(milliseconds=310),
    sent_at=NOW + timedelta(milliseconds=320),
    heard_at=NOW + timedelta(milliseconds=350),
)
STORY_SEEN = Story(
    events=(
        replace(_HOPS, kind=Kind.INCOMING),
        _HOPS,
        replace(_HOPS, repeat=True, heard_at=NOW + timedelta(seconds=1)),
        replace(_HOPS, kind=Kind.LOST, heard_at=NOW + timedelta(seconds=21)),
    ),
    fates=(
        FateNote(call="lost", fate=Fate.PAINTED, at=NOW + timedelta(milliseconds=420)),
        FateNote(call="lost", fate=Fate.NO_SOUND, at=NOW + timedelta(milliseconds=421)),
        FateNote(call="lost", fate=Fate.DISMISSED, at=NOW + timedelta(seconds=3)),
    ),
)
STORY_HIDDEN = Story(
    events=(replace(_HOPS, sent_at=None, heard_at=None), _HOPS),
    fates=(FateNote(call="lost", fate=Fate.COLLEAGUES_RING, at=NOW + timedelta(seconds=1)),),
)

MISSED = (
    MissedCalls(
        newest=replace(
            call("m1", Outcome.LOST, minutes=4, name="Иванова Анна Сергеевна"),
            remind_at=NOW + timedelta(minutes=30),
        ),
        times=3,
    ),
    MissedCalls(newest=replace(hidden_call(), started_at=NOW - timedelta(minutes=9))),
    MissedCalls(newest=call("m3", Outcome.LOST, minutes=50, name=LONG_NAME), times=12),
    MissedCalls(
        newest=call("m4", Outcome.LOST, minutes=90),
        times=2,
        answered=replace(call("m5", Outcome.TALKED, minutes=80), direction=Direction.OUT),
    ),
    MissedCalls(
        newest=call("m6", Outcome.LOST, minutes=2000, name="Ян Ю"),
        answered=call("m7", Outcome.TAKEN_BY_COLLEAGUE, minutes=1900),
    ),
)

COLLEAGUES = (
    Colleague(id="2", name="Петрова Ольга", extension="102", phone_number="0412345"),
    Colleague(id="3", name=LONG_NAME, extension="10345"),
    Colleague(id="4", name=HOSTILE, phone_number="79001112233"),
    Colleague(id="5", name="Без номера"),
)

FOUND = Found(contacts=CONTACTS, recent=CALLS, missed=MISSED)

LOG = "\n".join(
    [
        "2026-03-12 09:25:00.100 INFO uis_desktop.session.workday: link is live",
        "2026-03-12 09:26:31.042 WARNING uis_desktop.adapters.relay_stream: connection lost: 1006",
        "2026-03-12 09:26:33.500 INFO uis_desktop.ui.notices: told the person: NotTaken: +790***67",
        "2026-03-12 09:27:02.000 ERROR uis_desktop.adapters.journal_db: disk I/O error",
        "Traceback (most recent call last):",
        '  File "journal_file.py", line 88, in write',
    ]
)


LINES = (
    Line(phone_number=Number("+74950000001"), name="Основной"),
    Line(phone_number=Number("+74950000002"), name="Отдел продаж, реклама на «Авито» и в метро"),
    Line(phone_number=Number("+78120000003"), name="Петербург"),
    Line(phone_number=Number("+74950000004")),
)


class OurNumbers:
    """Several numbers of ours; the last one was used with everybody."""

    own = LINES[0].phone_number
    active = LINES

    async def choice(self, called: Phone) -> Choice | None:
        return Choice(lines=LINES, first=LINES[2].phone_number)
