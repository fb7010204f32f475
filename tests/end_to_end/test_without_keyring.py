"""A log-in without a password store: the app says so, and asks at each start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.end_to_end.conftest import ME
from tests.end_to_end.stage.company import LINE, Company, company
from tests.end_to_end.stage.desk import Desk, desk
from tests.end_to_end.stage.eye import Sight
from tests.end_to_end.stage.stage import Stage, stage
from tests.end_to_end.stage.waiting import until

pytestmark = [pytest.mark.end_to_end, pytest.mark.timeout(180)]

#: The sign-in's exit code for a password store that is locked or missing.
NO_STORE = 5
ASKED_EACH_TIME = "придётся вводить при каждом запуске"


@pytest.fixture
def bare_desktop(logs: Path) -> Iterator[Stage]:
    """A desktop whose log-in brings no password store."""
    with stage(logs, secrets=False) as built:
        yield built


def type_into(desktop: Stage, form: Sight, question: str, answer: str) -> None:
    """Fill one field of the form as a person does."""
    field = form.widget.find("text", question) or form.widget.find("password text", question)
    assert field is not None, f"no field {question!r} in:\n{form.words}"
    desktop.hand.click(field)
    desktop.hand.type(answer, every_ms=8)


def sign_in_by_hand(desktop: Stage, office: Company, my_desk: Desk) -> None:
    """Click the invite in a letter, fill in the rest of the form, and send it off."""
    desktop.eye.window(my_desk.pid, ASKED_EACH_TIME)
    my_desk.second_start(office.invite(ME))
    form = desktop.eye.window(my_desk.pid, f"Сервер компании: {urlsplit(office.relay_url).netloc}")
    service = form.widget.find("combo box")
    assert service is not None
    desktop.hand.click(service)
    # The last choice: an address of one's own.
    desktop.hand.press("End")
    desktop.hand.press("Return")
    form = desktop.eye.window(my_desk.pid, "Адрес Call API")
    type_into(desktop, form, "Адрес Call API", office.simulator["call_api"])
    type_into(desktop, form, "Логин", office.simulator["login"])
    type_into(desktop, form, "Пароль", office.simulator["password"])
    devices = office.relay_command("device", "list", "--account", office.name)
    assert devices["devices"] == [], "nobody has agreed yet"
    press_by_screen_reader(desktop, form, "Войти")
    form = desktop.eye.window(my_desk.pid, "Шаг 2 из 3", "Сервер не знает номеров компании")
    type_into(desktop, form, "Ваш номер для исходящих звонков", LINE)
    press_by_screen_reader(desktop, form, "Продолжить")


def press_by_screen_reader(desktop: Stage, sight: Sight, words: str) -> None:
    """As somebody does who cannot see the button."""
    button = sight.widget.find("push button", words)
    assert button is not None, f"no button {words!r} in:\n{sight.words}"
    desktop.eye.press(button)


def ring_for_a_test(desktop: Stage, my_desk: Desk) -> None:
    """The last step of the first run: my own test ring, with its card."""

    def may_ring() -> Sight | None:
        step = desktop.eye.window(my_desk.pid, "Шаг 3 из 3", "На связи")
        button = step.widget.find("push button", "Тестовый звонок")
        return step if button is not None and button.enabled else None

    step = until(may_ring, within_s=30, what="a test ring can be asked for")
    press_by_screen_reader(desktop, step, "Тестовый звонок")
    desktop.eye.card(my_desk.pid, "Тестовый звонок")
    step = desktop.eye.window(my_desk.pid, "Шаг 3 из 3", "Весь путь работает")
    press_by_screen_reader(desktop, step, "Готово")


def test_command_that_could_not_keep_the_password_says_so_and_leaves_the_invite_unused(
    bare_desktop: Stage,
) -> None:
    with company(bare_desktop.home, forked=True) as office, desk(bare_desktop.home) as mine:
        done = mine.sign_in(office, ME)
        assert done.returncode == NO_STORE
        assert done.stderr.strip()
        devices = office.relay_command("device", "list", "--account", office.name)
        assert devices["devices"] == []


def test_new_person_without_a_password_store_signs_in_by_hand_rings_and_is_asked_again(
    bare_desktop: Stage,
) -> None:
    with company(bare_desktop.home, forked=True) as office, desk(bare_desktop.home) as mine:
        mine.start()
        sign_in_by_hand(bare_desktop, office, mine)
        bare_desktop.tray_says(mine.pid, "На связи", within_s=30)
        ring_for_a_test(bare_desktop, mine)
        mine.stop()
        mine.start()
        bare_desktop.eye.window(mine.pid, ASKED_EACH_TIME)
        secret = office.simulator["password"].encode()
        kept = [path for path in mine.folder.rglob("*") if path.is_file()]
        assert kept
        assert not [path.name for path in kept if secret in path.read_bytes()]
