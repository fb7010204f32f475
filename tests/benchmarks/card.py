"""POST at the relay → caller card painted, among 200 clients and 50 events a second.

Three tray apps sit at three virtual screens (Xvfb, openbox) and get a ring by turns, at
random moments; the other clients are a process of their own and get the 50 events a
second.  Three, because a card is measured on an empty corner only: once it is painted a
colleague takes the call, the card goes four seconds later by the program's own rules,
and meanwhile the next desk has its turn.  So each sample is the first card of its
screen and none is drawn over another.  How a card is seen: ``painting.py``.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from random import Random

from tests.benchmarks.card_desk import CardDesk, card_desk
from tests.benchmarks.company import BigCompany, big_company
from tests.benchmarks.figures import over_rounds, spread
from tests.benchmarks.hook import Hook
from tests.benchmarks.load import CLIENTS, company_listening, sending
from tests.benchmarks.notifications import Employee
from tests.benchmarks.report import Figure, figures_of
from tests.benchmarks.waiting_tray import waiting_tray
from tests.end_to_end.stage.company import EMPLOYEES, LINE
from tests.end_to_end.stage.home import Home
from tests.end_to_end.stage.log_in import keyring, session_bus

Progress = Callable[[str], None]

_AT_DESKS = tuple(Employee(int(id_), name, LINE) for id_, name, _ in EMPLOYEES)
_CARDS_A_ROUND = 102
_SECONDS_A_CARD = 3.0


def measure(home: Home, tell: Progress, *, rounds: int) -> list[Figure]:
    """Show 102 cards in each of ``rounds``; the median of each figure."""
    tell(f"card: enrolling {CLIENTS} employees")
    with ExitStack() as stack:
        company = stack.enter_context(big_company(home, size=CLIENTS - len(_AT_DESKS)))
        stack.enter_context(session_bus(home))
        stack.enter_context(keyring(home))
        stack.enter_context(waiting_tray(home))
        hook = Hook(company.hook, company.templates)
        stack.callback(hook.close)
        stack.enter_context(company_listening(home, company))
        desks = [stack.enter_context(card_desk(home, company, hook, me)) for me in _AT_DESKS]
        done = []
        for number in range(1, rounds + 1):
            tell(f"card: round {number} of {rounds}, {_CARDS_A_ROUND} cards")
            done.append(spread(_round(home, company, desks, seed=number)))
        at_the_desk = spread([one for desk in desks for one in desk.heard_until_painted()])
    return [
        *figures_of("card", "POST → card painted", over_rounds(done), "ms", p50=50, p99=250),
        *figures_of("card", "frame received → card painted", at_the_desk, "ms", p50=20, p99=60),
    ]


def _round(home: Home, company: BigCompany, desks: list[CardDesk], *, seed: int) -> list[float]:
    random = Random(seed)
    seconds = _CARDS_A_ROUND * _SECONDS_A_CARD
    samples = []
    with sending(home, company, [company.hook], seconds=seconds, seed=100 + seed) as sender:
        for number in range(_CARDS_A_ROUND):
            desk = desks[number % len(desks)]
            desk.until_free()
            # Not in step with the clock of the cards, nor with the load.
            time.sleep(random.uniform(0, 0.1))
            samples.append(desk.ring_until_painted())
        sender.end()
    return samples
