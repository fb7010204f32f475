"""The first run against the real relay and simulator, and all that can go wrong there.

The form, its words and its buttons are the real ones, and so are the requests; only the
password store is in memory.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from tests.adapters.loopback import LoopbackServer
from tests.fakes import MemoryPasswords, MemoryProfiles
from tests.relay.company import ANNA, BORIS, Company, company
from tests.session.stage import until
from tests.simulator.stage import FastClock
from tests.ui.person import Browser, buttons, press, words_on
from tests.ui.person import field as input_named
from uis_desktop.adapters.company_numbers import NumbersOfRelay, NumbersOfUis
from uis_desktop.adapters.relay_desk import RelayDesk, RelayDirectory
from uis_desktop.adapters.relay_door import RelayDoor
from uis_desktop.core.invite import Invite, parse_invite
from uis_desktop.net.https import Https
from uis_desktop.relay.directory import devices
from uis_desktop.session.company_numbers import NumberSource
from uis_desktop.session.sign_in import Credentials, SignIn, SignInForm
from uis_desktop.simulator.office import built_in_office
from uis_desktop.simulator.server import Served, served
from uis_desktop.ui.signing.sign_in_dialog import SignInDialog
from uis_desktop.ui.signing.signing_in import SigningIn
from uis_desktop.uis_api.access import Login
from uis_desktop.uis_api.calls import UisCallApi
from uis_desktop.uis_api.data import UisDataApi
from uis_desktop.uis_api.direct import Direct

SEEN_AT = "127.0.0.1"


class Network(LoopbackServer):
    """A network between us and the relay; it shows its own page until somebody signs in to it."""

    def __init__(self, acme: Company, page: Callable[[], web.Response]) -> None:
        self._acme = acme
        self._page = page
        self.signed_in = False
        self.asked = 0

    def _routes(self) -> list[web.RouteDef]:
        return [web.route("*", "/{any:.*}", self._answer)]

    async def _answer(self, request: web.Request) -> web.Response:
        self.asked += 1
        if not self.signed_in:
            return self._page()
        relay = self._acme.relay.listening_url
        async with self._acme.http.post(relay + request.path_qs, data=request.content) as answer:
            return web.Response(status=answer.status, body=await answer.read())


@pytest.fixture
def browser(qapp: QApplication) -> Iterator[Browser]:
    browser = Browser()
    # PySide6 takes a str and calls it bytes in its types.
    QDesktopServices.setUrlHandler("http", browser, "open")  # type: ignore[arg-type]
    yield browser
    QDesktopServices.unsetUrlHandler("http")


def html() -> web.Response:
    return web.Response(text="<!doctype html><title>Wi-Fi</title>", content_type="text/html")


def leads_to_a_page() -> web.Response:
    return web.Response(status=302, headers={"Location": "http://portal.example/sign-in"})


def network_authentication_required() -> web.Response:
    return web.Response(status=511, text="<html>", content_type="text/html")


@dataclass
class Day:
    """A computer where nobody has signed in, a company with its relay, and UIS."""

    acme: Company
    uis: Served
    https: Https
    passwords: MemoryPasswords = field(default_factory=MemoryPasswords)

    def __post_init__(self) -> None:
        self.owner = QObject()
        self.signing_in = SigningIn(self.owner, again_s=0.05)
        self.sign_in = SignIn(
            enrolling=RelayDesk(self.https),
            passwords=self.passwords,
            profiles=MemoryProfiles(),
            call_api=lambda address, login, password: UisCallApi(
                Direct(self.https, address=address, access=Login(login, password))
            ),
            numbers=self.number_sources,
            device_name="desk-7",
        )

    def number_sources(self, credentials: Credentials) -> Iterator[NumberSource]:
        """As the program asks them, with the simulator's Data API in the place of UIS's."""
        profile = credentials.profile
        door = RelayDoor(self.https, relay_url=profile.relay_url, token=credentials.device_token)
        yield NumbersOfRelay(RelayDirectory(door))
        if not profile.through_relay:
            access = Login(profile.login, credentials.password)
            yield NumbersOfUis(UisDataApi(self.https, address=self.uis.data_api, access=access))

    @property
    def relay_url(self) -> str:
        return self.acme.relay.listening_url

    @property
    def form(self) -> SignInForm:
        """Everything right."""
        return SignInForm(
            invite=Invite(relay_url=self.relay_url, code=self.acme.invite(ANNA)).link(),
            login="demo",
            password="demo-password",
            call_api_url=self.uis.call_api,
            virtual_phone_number="8 495 000-00-01",
        )

    @property
    def enrolled(self) -> int:
        """So many devices the relay has let in."""
        return len(devices.devices(self.acme.directory, self.acme.account.id))

    @asynccontextmanager
    async def filled_in(self, form: SignInForm) -> AsyncIterator[SignInDialog]:
        """The form on the screen, filled in and sent off with Enter."""
        asking = asyncio.create_task(self.signing_in.ask(self.sign_in.begin))
        await until(lambda: self.dialog is not None)
        dialog = self.dialog
        assert dialog is not None
        dialog.fill(form)
        enter(dialog)
        self.asking = asking
        try:
            yield dialog
        finally:
            asking.cancel()
            await asyncio.wait({asking})
            await until(lambda: self.dialog is None)

    @property
    def dialog(self) -> SignInDialog | None:
        found = [w for w in QApplication.topLevelWidgets() if isinstance(w, SignInDialog)]
        return next((dialog for dialog in found if dialog.isVisible()), None)

    async def let_in(self) -> Credentials:
        async with asyncio.timeout(10):
            return await self.asking


def enter(dialog: SignInDialog) -> None:
    """Enter, wherever the cursor stands."""
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)


def said(dialog: SignInDialog) -> str:
    # A line may be broken behind a hyphen.
    return " ".join(words_on(dialog)).replace("-\n", "-").replace("\n", " ")


@pytest.fixture
async def day(qapp: QApplication, tmp_path: Path) -> AsyncIterator[Day]:
    async with (
        company(tmp_path / "relay") as acme,
        served(built_in_office(), FastClock(), "127.0.0.1", 0) as uis,
        Https(deadline_s=5) as https,
    ):
        acme.employ(ANNA, name="Иванова Анна")
        yield Day(acme, uis, https)


@dataclass(frozen=True)
class Trouble:
    """What goes wrong, what is said of it, and what the person does then.

    Attributes:
        filled_in: the form with the trouble in it; the world may be changed, too.
        words: all of them are on the form.
        mend: what the person, or the administrator, does; Enter follows.
        enrolled: so many devices the relay has let in meanwhile.
    """

    filled_in: Callable[[Day], SignInForm]
    words: tuple[str, ...]
    mend: Callable[[Day, SignInDialog], object]
    enrolled: int = 0


def expired(day: Day) -> SignInForm:
    past = datetime.now(UTC) - timedelta(minutes=1)
    code = devices.add_invite(day.acme.directory, day.acme.account.id, ANNA, expires_at=past)
    return replace(day.form, invite=Invite(relay_url=day.relay_url, code=code).link())


def used(day: Day) -> SignInForm:
    form = day.form
    code = parse_invite(form.invite).code
    devices.enrol(day.acme.directory, code, "another desk", datetime.now(UTC))
    return form


def address_not_allowed(day: Day) -> SignInForm:
    day.uis.simulator.standing.allow(())
    return day.form


def component_off(day: Day) -> SignInForm:
    day.uis.simulator.standing.include(())
    return day.form


def by_way_of(network: Network, form: SignInForm) -> SignInForm:
    code = parse_invite(form.invite).code
    return replace(form, invite=Invite(relay_url=network.origin, code=code).link())


def new_invite(day: Day, dialog: SignInDialog) -> None:
    dialog.show_invite(day.form.invite)


def right_password(day: Day, dialog: SignInDialog) -> None:
    assert dialog.focusWidget() is input_named(dialog, "Пароль")
    input_named(dialog, "Пароль").setText(day.form.password)


def address_sent_to_the_administrator(day: Day, dialog: SignInDialog) -> None:
    press(dialog, "Скопировать для администратора")
    assert SEEN_AT in QGuiApplication.clipboard().text()
    assert "Скопировано" in buttons(dialog)
    day.uis.simulator.standing.allow(("127.0.0.0/8",))


def through_the_relay(day: Day, dialog: SignInDialog) -> None:
    service = dialog.findChild(QComboBox)
    assert isinstance(service, QComboBox)
    service.setCurrentText("Через сервер компании, без логина UIS")


TROUBLES = {
    "expired code": Trouble(
        expired, ("Приглашение не подходит", "срок истёк", "у администратора"), new_invite
    ),
    "used code": Trouble(
        used, ("Приглашение не подходит", "уже использовано"), new_invite, enrolled=1
    ),
    "no invite at all": Trouble(
        lambda day: replace(day.form, invite="https://uis.example/"),
        ("Это не ссылка-приглашение", "uis-desktop://"),
        new_invite,
    ),
    "wrong password": Trouble(
        lambda day: replace(day.form, password="wrong"),
        ("Неверный логин или пароль",),
        right_password,
    ),
    "address not on the allowlist": Trouble(
        address_not_allowed,
        ("UIS не принимает запросы из этой сети", SEEN_AT),
        address_sent_to_the_administrator,
    ),
    "component off": Trouble(
        component_off, ("Через сервер компании", "компонент Call API"), through_the_relay
    ),
}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
async def test_each_trouble_has_words_and_a_way_on_and_costs_nothing_that_was_typed(
    day: Day, trouble: Trouble
) -> None:
    form = trouble.filled_in(day)
    async with day.filled_in(form) as dialog:
        await until(lambda: all(words in said(dialog) for words in trouble.words))
        assert dialog.still_says(form)
        assert day.enrolled == trouble.enrolled
        trouble.mend(day, dialog)
        enter(dialog)
        assert (await day.let_in()).profile.employee.id == ANNA
        assert day.enrolled == trouble.enrolled + 1


async def test_without_a_network_enter_tries_again_once_there_is_one(day: Day) -> None:
    async with Network(day.acme, html) as network:
        pass
    network.signed_in = True
    network.port = int(network.origin.rpartition(":")[2])
    async with day.filled_in(by_way_of(network, day.form)) as dialog:
        await until(lambda: "Нет связи" in said(dialog))
        assert "приглашение не израсходовано" in said(dialog)
        assert buttons(dialog) == ["Закрыть", "Войти"]
        async with network:
            enter(dialog)
            await day.let_in()


@pytest.mark.parametrize("page", [html, leads_to_a_page, network_authentication_required])
async def test_page_of_the_network_is_told_opened_and_waited_for(
    day: Day, page: Callable[[], web.Response], browser: Browser
) -> None:
    async with (
        Network(day.acme, page) as network,
        day.filled_in(by_way_of(network, day.form)) as dialog,
    ):
        await until(lambda: "Похоже, сеть просит войти на своей странице" in said(dialog))
        press(dialog, "Открыть браузер")
        assert browser.opened == ["http://127.0.0.1/"]
        input_named(dialog, "Логин").setFocus()
        await until(lambda: network.asked > 2)
        assert dialog.focusWidget() is input_named(dialog, "Логин")
        assert day.enrolled == 0
        network.signed_in = True
        await day.let_in()
    assert day.enrolled == 1


RELAY_KNOWS = "+78120000003"


def asks_no_number(day: Day) -> SignInForm:
    """As a newcomer fills it in."""
    return replace(day.form, virtual_phone_number="")


def by_relay(form: SignInForm) -> SignInForm:
    return replace(form, login="", password="", call_api_url="")


def number_list(dialog: SignInDialog) -> QComboBox:
    """The company's numbers, once they are asked for."""
    return next(
        box for box in dialog.findChildren(QComboBox) if box.accessibleName() == "Звонить с номера"
    )


async def until_asked_for_the_number(dialog: SignInDialog) -> None:
    await until(lambda: "Вы — Иванова Анна" in said(dialog))
    assert "Шаг 2 из 3" in said(dialog)
    assert not input_named(dialog, "Ссылка-приглашение").isVisible()


async def test_numbers_the_relay_knows_are_offered_to_who_has_no_login(day: Day) -> None:
    day.acme.directory.execute(
        "INSERT INTO line (account, phone_number, name) VALUES (?, ?, 'Питер')",
        (day.acme.account.id, RELAY_KNOWS),
    )
    async with day.filled_in(by_relay(asks_no_number(day))) as dialog:
        await until_asked_for_the_number(dialog)
        numbers = number_list(dialog)
        shown = [numbers.itemText(index) for index in range(numbers.count())]
        assert shown == ["+7 812 000-00-03 · Питер", "Другой номер"]
        enter(dialog)
        assert (await day.let_in()).profile.line == RELAY_KNOWS


async def test_numbers_of_his_own_login_are_offered_where_the_relay_knows_none(day: Day) -> None:
    async with day.filled_in(asks_no_number(day)) as dialog:
        await until_asked_for_the_number(dialog)
        numbers = number_list(dialog)
        QTest.keyClick(numbers, Qt.Key.Key_Down)
        assert numbers.currentText() == "+7 495 000-00-02 · Отдел продаж"
        enter(dialog)
        assert (await day.let_in()).profile.line == "+74950000002"


async def test_number_that_is_not_in_the_list_can_be_typed(day: Day) -> None:
    async with day.filled_in(asks_no_number(day)) as dialog:
        await until_asked_for_the_number(dialog)
        QTest.keyClick(number_list(dialog), Qt.Key.Key_End)
        enter(dialog)
        assert "Заполните это поле." in said(dialog)
        QTest.keyClicks(dialog.focusWidget(), "8 800 555-35-35")
        enter(dialog)
        await until(lambda: "С этого номера нельзя позвонить" in said(dialog))
        input_named(dialog, "Ваш номер для исходящих звонков").setText("8 495 000-00-01")
        enter(dialog)
        assert (await day.let_in()).profile.line == "+74950000001"


@pytest.mark.parametrize(
    ("form", "why"),
    [
        (lambda day: by_relay(asks_no_number(day)), "Сервер не знает номеров компании"),
        (asks_no_number, "не удалось узнать: Не входит в ваш тариф UIS"),
    ],
    ids=["no key at the relay", "Data API off"],
)
async def test_where_nobody_may_tell_the_numbers_it_says_why_and_typing_is_the_way_on(
    day: Day, form: Callable[[Day], SignInForm], why: str
) -> None:
    day.uis.simulator.standing.include(("call_api",))
    async with day.filled_in(form(day)) as dialog:
        await until_asked_for_the_number(dialog)
        assert why in said(dialog)
        assert dialog.focusWidget() is input_named(dialog, "Ваш номер для исходящих звонков")
        QTest.keyClicks(dialog.focusWidget(), "8 495 000-00-01")
        enter(dialog)
        assert (await day.let_in()).profile.line == "+74950000001"
        assert day.enrolled == 1


async def test_whoever_is_somebody_else_goes_back_and_comes_in_by_his_own_invite(day: Day) -> None:
    day.acme.employ(BORIS, name="Петров Борис")
    mine = Invite(relay_url=day.relay_url, code=day.acme.invite(BORIS)).link()
    async with day.filled_in(asks_no_number(day)) as dialog:
        await until_asked_for_the_number(dialog)
        press(dialog, "Назад")
        assert "Шаг 1 из 3" in said(dialog)
        assert "Вы — " not in said(dialog)
        input_named(dialog, "Ссылка-приглашение").setText(mine)
        press(dialog, "Войти")
        await until(lambda: "Вы — Петров Борис" in said(dialog))
        press(dialog, "Продолжить")
        assert (await day.let_in()).profile.employee.id == BORIS


async def test_invite_that_is_opened_at_the_last_question_is_shown_before_it_is_used(
    day: Day,
) -> None:
    async with day.filled_in(asks_no_number(day)) as dialog:
        await until_asked_for_the_number(dialog)
        day.signing_in.offer(day.form.invite)
        assert input_named(dialog, "Ссылка-приглашение").isVisible()
        assert "Войти" in buttons(dialog)
        assert day.enrolled == 1
