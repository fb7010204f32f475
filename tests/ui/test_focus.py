"""On a real X server with a window manager: a card never takes the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.stage.screen import SIZE
from tests.end_to_end.stage.waiting import until
from tests.ui.desktop import Desktop, terminal_in_front
from uis_desktop.ui.cards.places import EDGE

#: A desktop is many programs.
pytestmark = pytest.mark.timeout(120)

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789" * 2


@pytest.fixture(params=["openbox", "xfwm4"])
def desktop(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desktop]:
    with terminal_in_front(request.param, tmp_path) as desktop:
        yield desktop


def test_every_letter_typed_while_cards_pop_up_arrives_where_it_was_meant(
    desktop: Desktop,
) -> None:
    with desktop.cards() as program:
        program.first_line(within_s=30)
        desktop.hand.type(LETTERS)
        assert len(desktop.shown(program, 3)) == 3
        assert desktop.active_pid() == desktop.terminal.pid
        assert desktop.all_typed(LETTERS) == LETTERS


def test_click_on_a_card_works_and_leaves_the_keyboard_where_it_was(desktop: Desktop) -> None:
    with desktop.cards() as program:
        box = desktop.shown(program, 3)[0].box

        def pressed() -> bool:
            # At the foot of the card, the leftmost button calls back.
            desktop.hand.click_at(box.x + 60, box.y + box.height - 28)
            return "call back +79161234567" in program.out.read_text()

        until(pressed, within_s=30, what="the button has been pressed")
        assert desktop.active_pid() == desktop.terminal.pid
        desktop.hand.type(LETTERS)
        assert desktop.all_typed(LETTERS) == LETTERS
        assert program.out.read_text().count("call back") == 1


def test_cards_stand_in_the_corner_the_newest_lowest(desktop: Desktop) -> None:
    with desktop.cards() as program:

        def in_the_corner() -> bool:
            boxes = [card.box for card in desktop.shown(program, 3)]
            apart = not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])
            across = {SIZE[0] - box.x - box.width for box in boxes}
            lowest = max(box.y + box.height for box in boxes)
            return apart and across == {EDGE} and lowest == SIZE[1] - EDGE

        # The last one makes the others move.
        until(in_the_corner, within_s=30, what="three cards in the corner, apart")


def test_card_under_the_mouse_stays_where_it_is_while_others_come(desktop: Desktop) -> None:
    # Long enough for the mouse to get there first, on a busy machine too.
    with desktop.cards(every_ms=3000) as program:
        before = desktop.shown(program, 1)[0]
        desktop.hand.click_at(*before.box.middle)
        after = {card.id: card.box for card in desktop.shown(program, 3)}
        assert after[before.id] == before.box


def test_keyboard_goes_into_a_note_only_after_a_click_into_it(desktop: Desktop) -> None:
    with desktop.cards(state="talking") as program:

        def clicked() -> bool:
            # The last card makes the others move.  The field stands above the buttons, which
            # stand at the foot of the card.
            box = desktop.shown(program, 3)[0].box
            desktop.hand.click_at(box.middle[0], box.y + box.height - 80)
            return desktop.active_pid() == program.pid

        desktop.shown(program, 3)
        assert desktop.active_pid() == desktop.terminal.pid
        until(clicked, within_s=30, what="the note has the keyboard")
        desktop.hand.type("abc")
        until(
            lambda: program.out.read_text().strip().endswith(" abc"),
            within_s=30,
            what="the letters are in the note",
        )
        terminal = desktop.ready_terminal()
        assert terminal is not None
        desktop.hand.click_at(*terminal.box.middle)
        until(
            lambda: desktop.active_pid() == desktop.terminal.pid,
            within_s=30,
            what="the terminal has the keyboard again",
        )
        desktop.hand.type(LETTERS)
        assert desktop.all_typed(LETTERS) == LETTERS
