"""The demo without a screen: every card is really looked at, and the click really made.

Each step names what a person must see.  What he would see is saved as a picture, and
the words are looked for on that very picture's window; a step that fails is told, and
the others go on.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import httpx

from tests.end_to_end.demo.telling import tell
from tests.end_to_end.stage.company import LINE, Company, company
from tests.end_to_end.stage.desk import Desk, desk
from tests.end_to_end.stage.eye import Sight
from tests.end_to_end.stage.picture import colours_in
from tests.end_to_end.stage.stage import Stage, stage
from tests.end_to_end.stage.waiting import NeverHappened, until
from tests.end_to_end.stage.widgets import Widget

_ME = "123456"
_COLLEAGUE = 123457
_CALLED = "79001234567"
_LONGEST_S = 420
#: A picture of words has paper, ink, and the grey between them.
_COLOURS_OF_WORDS = 4


def play_alone(place: Path) -> int:
    """Play a short day on a virtual screen; 0 if all of it was really there."""
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(_LONGEST_S)
    missing: list[str] = []
    try:
        tell("Виртуальный экран, шина, хранилище паролей, панель", "A screen, a bus, a keyring…")
        with stage(place / "logs") as desktop, company(desktop.home) as office:
            tell("Симулятор UIS и релей работают", "The pretend UIS and the relay are up")
            with desk(desktop.home) as mine:
                missing = _Show(place, desktop, office, mine).play()
    except (NeverHappened, TimeoutError, OSError) as error:
        missing.append(str(error))
    finally:
        signal.alarm(0)
    return _verdict(place, missing)


def _too_long(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"the demo did not end within {_LONGEST_S} s")


def _verdict(place: Path, missing: list[str]) -> int:
    if not missing:
        tell(f"Всё показано; снимки в {place}", f"Everything was there; pictures in {place}")
        return 0
    for what in missing:
        tell("НЕ ПОКАЗАНО", f"MISSING: {what}")
    tell(f"Журналы в {place / 'logs'}", f"logs in {place / 'logs'}")
    return 1


@dataclass(slots=True)
class _Show:
    place: Path
    desktop: Stage
    office: Company
    desk: Desk
    missing: list[str] = field(default_factory=list)

    def play(self) -> list[str]:
        """All steps in order; what was missing."""
        self.desktop.hand.rest()
        self._nobody_answers_by_himself()
        steps: tuple[Callable[[], None], ...] = (
            self._tray,
            self._answered,
            self._answered_by_colleague,
            self._lost,
            self._contact_window,
            self._click_to_call,
            self._refused,
            self._handed_over,
        )
        for step in steps:
            with self._told():
                step()
            if not self.desk.running:
                self.missing.append("the tray app, running until the end")
                break
        return self.missing

    def _tray(self) -> None:
        tell(
            "Вход: приглашение, логин и пароль — в хранилище",
            "Signing in; secrets go to the keyring",
        )
        # The administrator has imported him already.
        self.office.remove("address_book/501")
        self.office.give_access("data-api")
        self.office.relay_command("employee", "fetch", "--account", self.office.name)
        done = self.desk.sign_in(self.office, _ME)
        if done.returncode != 0:
            raise NeverHappened(f"signing in: {done.stderr.strip().splitlines()[-1]}")
        self.desk.start()
        self.desktop.tray_says(self.desk.pid, "На связи", within_s=15)
        box = self.desktop.tray_icon(within_s=10)
        picture = self._picture("01-tray")
        if colours_in(picture, box) < _COLOURS_OF_WORDS:
            raise NeverHappened("the tray icon is not on the picture")
        tell("Значок в трее: на связи", "The tray icon: connected")

    def _answered(self) -> None:
        tell("Звонит Смирнов Алексей", "Alexey Smirnov calls")
        call = self._inbound(_CALLED, ring=[int(_ME)], greeting_s=4, answers=None)
        self._card("02-incoming", "Смирнов Алексей", "Входящий на линию")
        self._card("03-waiting", "Смирнов Алексей", "+7 900 123-45-67", "Входящий вам")
        self._picks_up(call, employee_id=int(_ME))
        self._card("04-talking", "Смирнов Алексей", "Разговор")
        self.office.control(f"calls/{call}/hang_up", by="contact")
        self._card("05-ended", "Смирнов Алексей", "Звонок завершён")

    def _answered_by_colleague(self) -> None:
        tell("Звонит Орлова Елена, отвечает коллега", "Elena Orlova calls, a colleague answers")
        both = {"ring": [int(_ME), _COLLEAGUE], "order": "parallel"}
        call = self._inbound("79035550142", **both, answers=None)
        self._card("06-two-phones-ring", "Орлова Елена", "Звонит также у: Петров Сергей")
        self._picks_up(call, employee_id=_COLLEAGUE)
        self._card("07-answered-by-colleague", "Орлова Елена", "Разговаривает Петров Сергей")
        self.office.control(f"calls/{call}/hang_up", by="contact")

    def _lost(self) -> None:
        tell("Неизвестный номер не дождался ответа", "An unknown number gives up")
        self._inbound("74951112233", ring=[int(_ME)], answers=None, gives_up_after_s=3)
        self._card("08-lost", "+7 495 111-22-33", "Пропущенный звонок")

    def _contact_window(self) -> None:
        tell("Щелчок по значку открывает окно", "A click on the tray icon opens the window")
        box = self.desktop.tray_icon(within_s=5)
        self.desktop.hand.click_at(*box.middle)
        words = ("Смирнов Алексей", "Орлова Елена", "+7 495 111-22-33")
        self.desktop.eye.window(self.desk.pid, *words)
        self.desktop.hand.rest()
        self._checked("09-contact-window", self.desktop.eye.window, words)

    def _click_to_call(self) -> None:
        tell("Набираем номер и нажимаем «Позвонить»", "Typing a number and pressing Call")
        self._dial("8 (900) 123-45-67", picture="10-number-typed")
        self._card("11-outgoing-my-phone-rings", "Смирнов Алексей", "Снимите трубку")
        call = self._asked_once()
        self._picks_up(call, employee_id=int(_ME))
        self._card("12-outgoing-dialling", "Смирнов Алексей", "Вызываем")
        self._picks_up(call, contact=True)
        self._card("13-outgoing-talking", "Смирнов Алексей", "Разговор")
        self.office.control(f"calls/{call}/hang_up", by="contact")
        self._card("14-outgoing-ended", "Смирнов Алексей", "Звонок завершён")

    def _dial(self, number: str, *, picture: str) -> None:
        window = self.desktop.eye.window(self.desk.pid, "Позвонить")
        entry, call = window.widget.find("text"), window.widget.find("push button", "Позвонить")
        if entry is None or call is None:
            raise NeverHappened("a dial field and a Call button in the window")
        self.desktop.hand.click(entry)
        self.desktop.hand.press("ctrl+a")
        self.desktop.hand.type(number)
        typed = self.desktop.eye.window(self.desk.pid, number)
        self._picture(picture)
        self.desktop.hand.click(typed.widget.find("push button", "Позвонить") or call)
        self.desktop.hand.rest()

    def _asked_once(self) -> int:
        """What was clicked has reached UIS, once; the call that comes of it."""
        clicks = self.office.clicks()
        if len(clicks) != 1:
            raise NeverHappened(f"one start.employee_call for one click, not {len(clicks)}")
        params, result = clicks[0]["params"], clicks[0]["result"]
        wanted = {"contact": _CALLED, "employee": {"id": int(_ME)}, "direction": "out"}
        wrong = {
            name: params.get(name) for name, value in wanted.items() if params.get(name) != value
        }
        if wrong or params.get("virtual_phone_number") != LINE:
            raise NeverHappened(f"a start.employee_call as clicked; instead: {wrong or params}")
        tell("Запрос дошёл до Call API, один", "One request reached the Call API")
        return int(result["call_session_id"])

    def _refused(self) -> None:
        tell("Звонок за границу, который UIS не разрешает", "A call abroad that UIS does not allow")
        self.office.control("account", destinations=["mobile", "long_distance"])
        self._dial("+49 30 901820", picture="15-abroad-typed")
        self._card("16-refused", "+49 30 901820", "Звонки в этом направлении запрещены")

    def _handed_over(self) -> None:
        tell("Звонит Орлова Елена; передаём её коллеге", "Elena Orlova calls; we hand her over")
        call = self._inbound("79035550142", ring=[int(_ME)], answers=None, greeting_s=0.2)
        self.desktop.eye.card(self.desk.pid, "Орлова Елена", "Входящий вам")
        self._picks_up(call, employee_id=int(_ME))
        # Like a person's, the click comes after a look: a card heeds none in its first moment.
        self._card("17-talking", "Орлова Елена", "Разговор")
        self._press(self.desktop.eye.card, "Перевести…", "Орлова Елена", "Разговор")
        self._checked("18-to-whom", self.desktop.eye.window, ("Перевод звонка", "Петров Сергей"))
        self.desktop.hand.type("102")
        self.desktop.eye.window(self.desk.pid, "Перевод звонка", "Петров Сергей", "102")
        self.desktop.hand.press("Return")
        self._checked("19-colleague-asked", self.desktop.eye.window, ("Вызываем: Петров Сергей",))
        self._picks_up(call, employee_id=_COLLEAGUE)
        self._press(self.desktop.eye.window, "Передать звонок", "Вызываем: Петров Сергей")
        self._card("20-handed-over", "Звонок передан")
        asked = [one["method"] for one in self.office.seen("requests")["requests"]]
        if [asked.count(one) for one in ("hold.call", "make.call", "transfer.talk")] != [1, 1, 1]:
            raise NeverHappened(f"each step of the transfer asked for once; asked: {asked}")

    def _press(self, look: Callable[..., Sight], button: str, *words: str) -> None:
        """Press a button of the card or window with these words, once it can be pressed."""

        def ready() -> Widget | None:
            found = look(self.desk.pid, *words).widget.find("push button", button)
            return found if found is not None and found.enabled else None

        self.desktop.hand.click(until(ready, within_s=10, what=f"{button} can be pressed"))
        self.desktop.hand.rest()

    def _nobody_answers_by_himself(self) -> None:
        """On a slow machine he would answer before the picture of the ringing is made."""
        for employee in (int(_ME), _COLLEAGUE):
            self.office.control(f"employees/{employee}", does="silent")
        self.office.control(f"contacts/{_CALLED}", does="silent")

    def _picks_up(self, call: int, **who: object) -> None:
        """Somebody answers his phone, once it rings."""

        def answers() -> bool:
            try:
                self.office.control(f"calls/{call}/pick_up", **who)
            except httpx.HTTPStatusError as error:
                if error.response.status_code != httpx.codes.CONFLICT:
                    raise
                return False
            return True

        until(answers, within_s=10, what=f"a phone rings: {who}")

    def _inbound(self, contact: str, **row: object) -> int:
        return self.office.call(type="inbound", contact=contact, line=LINE, **row)

    def _card(self, name: str, *words: str) -> Sight:
        return self._checked(name, self.desktop.eye.card, words)

    def _checked(self, name: str, look: Callable[..., Sight], words: tuple[str, ...]) -> Sight:
        """See the words, save the picture, and see them on the very picture."""
        look(self.desk.pid, *words, within_s=12)
        picture = self._picture(name)
        sight = look(self.desk.pid, *words, within_s=1)
        boxes = [sight.window.box, *self.desktop.eye.boxes_of(sight, words)]
        if any(colours_in(picture, box) < _COLOURS_OF_WORDS for box in boxes):
            raise NeverHappened(f"{name}.png shows nothing where the words should be: {words}")
        tell(f"  снято: {name}.png", f"seen: {', '.join(words)}")
        return sight

    def _picture(self, name: str) -> Path:
        picture = self.place / f"{name}.png"
        self.desktop.picture(picture)
        return picture

    @contextmanager
    def _told(self) -> Iterator[None]:
        """A step that fails is told at once, and the next one goes on."""
        try:
            yield
        except NeverHappened as error:
            self.missing.append(str(error))
            tell("  не показано", f"missing: {error}")
            self._picture(f"missing-{len(self.missing)}")
