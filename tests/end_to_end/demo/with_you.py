"""The demo on the person's own desktop: a day of calls until he quits the tray app."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.end_to_end.demo.telling import tell
from tests.end_to_end.stage.company import LINE, Company, company
from tests.end_to_end.stage.desk import Desk, desk
from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.waiting import until

_ME = "123456"
#: `uis-desktop sign-in`: the password store is locked or missing.
_NO_KEYRING = 5
_BETWEEN_CALLS_S = 6.0

#: What happens in a day, over and over: what is told, and the simulator's row.
_DAY: tuple[tuple[str, str, dict[str, object]], ...] = (
    (
        "Звонит Смирнов Алексей: сначала на линию, потом вам; через 6 с вы «снимаете трубку»",
        "Alexey Smirnov calls: first the line, then you; after 6 s you pick up",
        {"contact": "79001234567", "ring": [123456], "greeting_s": 3}
        | {"answers": {"employee": 123456, "after_s": 6}, "talk_s": 10, "hangs_up": "contact"},
    ),
    (
        "Звонит Орлова Елена; трубку снимает коллега",
        "Elena Orlova calls; a colleague answers",
        {"contact": "79035550142", "ring": [123456, 123457], "order": "parallel"}
        | {"answers": {"employee": 123457, "after_s": 5}, "talk_s": 6, "hangs_up": "contact"},
    ),
    (
        "Звонит неизвестный номер и не дожидается ответа: потерянный звонок",
        "An unknown number calls and gives up: a missed call",
        {"contact": "74951112233", "ring": [123456], "answers": None, "gives_up_after_s": 7},
    ),
    (
        "Звонят со скрытого номера; вы отвечаете",
        "A hidden number calls; you answer",
        {"contact": None, "ring": [123456, 123458], "order": "parallel"}
        | {"answers": {"employee": 123456, "after_s": 5}, "talk_s": 7, "hangs_up": "employee"},
    ),
)


def play_with_you(place: Path) -> int:
    """Open the tray app here and let people call; 0 once the person quits it."""
    try:
        with _your_home(place / "logs") as home, company(home) as office, desk(home) as mine:
            return _day(office, mine)
    except KeyboardInterrupt:
        tell("Конец по Ctrl+C", "Ended by Ctrl+C")
        return 0


def _day(office: Company, mine: Desk) -> int:
    tell("Симулятор UIS и релей работают", "The pretend UIS and the relay are up")
    tell(f"  {office.simulator['web']}", f"{office.relay_url}")
    signed_in = _sign_in(office, mine)
    mine.start()
    tell("Приложение в трее; выход — в его меню", "The app is in the tray; quit from its menu")
    tell(
        "Наберите в окне номер, например 8 900 123-45-67, и нажмите «Позвонить»",
        "Type a number into the window, for example 8 900 123-45-67, and press Call",
    )
    try:
        _calls(office, mine)
        return mine.wait(within_s=10)
    finally:
        mine.stop()
        if signed_in:
            mine.sign_out()


def _sign_in(office: Company, mine: Desk) -> bool:
    done = mine.sign_in(office, _ME)
    if done.returncode == 0:
        return True
    if done.returncode != _NO_KEYRING:
        raise SystemExit(done.stderr)
    tell(
        "Хранилища паролей здесь нет или оно закрыто: войдите в окне приложения",
        "There is no open password store here: sign in in the app's window",
    )
    tell("  приглашение", f"invite: {office.invite(_ME)}")
    tell("  логин, пароль", f"{office.simulator['login']}, {office.simulator['password']}")
    tell("  адрес Call API", str(office.simulator["call_api"]))
    tell("  номер", LINE)
    return False


def _calls(office: Company, mine: Desk) -> None:
    for russian, english, row in itertools.cycle(_DAY):
        # Time to look at the screen.
        if mine.ended_within(_BETWEEN_CALLS_S):
            return
        tell(russian, english)
        call = office.call(type="inbound", line=LINE, **row)
        _until_over(office, mine, call)


def _until_over(office: Company, mine: Desk, call: int) -> None:
    def over() -> bool:
        return not mine.running or office.over(call)

    until(over, within_s=120, what=f"call {call} is over")


@contextmanager
def _your_home(logs: Path) -> Iterator[Home]:
    """The person's own session; only the files of the demo lie elsewhere."""
    path = Path(tempfile.mkdtemp(prefix="uis-demo-"))
    try:
        yield Home(path, logs, dict(os.environ))
    finally:
        shutil.rmtree(path, ignore_errors=True)
