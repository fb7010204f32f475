from __future__ import annotations

import asyncio

import pytest
from PySide6.QtWidgets import QApplication

from tests.session.stage import until
from uis_desktop.core.phone import Number, Phone, parse
from uis_desktop.errors import ServiceUnreachable, UisError
from uis_desktop.ui.dialling import PAUSE_S, Dialling
from uis_desktop.ui.tasks import Tasks


class SlowPhone:
    """Places calls; each hangs until the test lets it go."""

    def __init__(self) -> None:
        self.dialled: list[Phone] = []
        self.called_from: list[Number | None] = []
        self.go = asyncio.Event()
        self.trouble: UisError | None = None

    async def dial(self, number: Phone, from_number: Number | None = None) -> str | None:
        self.dialled.append(number)
        self.called_from.append(from_number)
        await self.go.wait()
        if self.trouble is not None:
            raise self.trouble
        return "click-1"


class Desk:
    """One desk with one phone, and a clock the test moves."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.told: list[UisError] = []
        self.tasks = Tasks(self.told.append)
        self.phone = SlowPhone()
        self.dialling = Dialling(self.tasks, clock=lambda: self.seconds)
        self.dialling.use(self.phone.dial)

    async def settle(self) -> None:
        self.phone.go.set()
        await until(lambda: not self.tasks.running)


@pytest.fixture
def desk(qapp: QApplication) -> Desk:
    return Desk()


async def test_second_click_while_a_request_is_out_does_nothing(desk: Desk) -> None:
    assert desk.dialling.call(parse("204"))
    assert not desk.dialling.call(parse("204"))
    assert not desk.dialling.call(parse("205"))
    await desk.settle()
    assert desk.phone.dialled == [parse("204")]


async def test_the_number_of_ours_that_was_chosen_goes_along_and_changes_no_double_click(
    desk: Desk,
) -> None:
    desk.phone.go.set()
    assert desk.dialling.call(parse("204"), Number("+74951234567"))
    await desk.settle()
    assert not desk.dialling.call(parse("204"), Number("+78121234567"))
    desk.seconds += PAUSE_S
    assert desk.dialling.call(parse("204"))
    await desk.settle()
    assert desk.phone.called_from == ["+74951234567", None]


async def test_double_click_answered_at_once_is_still_one_call(desk: Desk) -> None:
    desk.phone.go.set()
    desk.dialling.call(parse("204"))
    await desk.settle()
    desk.seconds += PAUSE_S - 0.01
    assert not desk.dialling.call(parse("204"))
    desk.seconds += 0.02
    assert desk.dialling.call(parse("204"))
    await desk.settle()
    assert desk.phone.dialled == [parse("204")] * 2


async def test_another_number_can_be_called_right_after(desk: Desk) -> None:
    desk.dialling.call(parse("204"))
    await desk.settle()
    assert desk.dialling.call(parse("205"))
    await desk.settle()


async def test_desk_is_free_again_after_a_failure_and_the_person_is_told(desk: Desk) -> None:
    desk.phone.trouble = ServiceUnreachable("test")
    busy: list[bool] = []
    desk.dialling.busy_changed.connect(busy.append)
    desk.dialling.call(parse("204"))
    await desk.settle()
    assert busy == [True, False]
    assert desk.told == [desk.phone.trouble]
    assert not desk.dialling.busy


async def test_nobody_signed_in_dials_nothing(desk: Desk) -> None:
    desk.dialling.use(None)
    assert not desk.dialling.call(parse("204"))


async def test_defect_in_a_task_reaches_the_last_resort(qapp: QApplication) -> None:
    seen: list[object] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: seen.append(context["exception"]))
    tasks = Tasks(lambda error: None)

    async def broken() -> None:
        raise ZeroDivisionError

    tasks.start(broken())
    await until(lambda: not tasks.running)
    assert [type(one) for one in seen] == [ZeroDivisionError]


async def test_closing_cancels_and_waits_for_what_still_runs(qapp: QApplication) -> None:
    told: list[UisError] = []
    tasks = Tasks(told.append)
    ended: list[str] = []

    async def patient() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            ended.append("cleaned up")

    tasks.start(patient())
    await asyncio.sleep(0)
    await tasks.close()
    assert ended == ["cleaned up"]
    assert told == []
