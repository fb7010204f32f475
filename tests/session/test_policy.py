"""What the relay's administrator decides: in force before the relay answers, and anew at once."""

from __future__ import annotations

from tests.session.stage import CONNECTED, Stage, until
from uis_desktop.core.link import CaughtUp, ParametersChosen
from uis_desktop.core.policy import NO_RULES, Rule, Ruling

LOCKED = {"volume": Ruling(Rule.LOCKED, 10)}
FREE = {"volume": Ruling(Rule.FREE)}


async def test_rules_kept_the_last_time_count_before_the_relay_answers() -> None:
    stage = Stage()
    await stage.journal.keep_policy(LOCKED, "1")
    session = stage.session()
    await session.run()
    assert stage.screen.policy == LOCKED


async def test_rules_that_change_while_the_desktop_is_connected_count_at_once() -> None:
    stage = Stage()
    stage.directory.policy_told = LOCKED
    async with stage.live():
        await until(lambda: stage.screen.policy == LOCKED)
        stage.directory.policy_told = FREE
        await stage.say(ParametersChosen(parameters=()))
        await until(lambda: stage.screen.policy == FREE)
        stage.directory.policy_told = NO_RULES
        await stage.say(ParametersChosen(parameters=()))
        await until(lambda: stage.screen.policy == NO_RULES)
    assert await stage.journal.policy() == NO_RULES


async def test_word_that_comes_while_the_relay_is_being_asked_is_not_lost() -> None:
    stage = Stage()
    stage.directory.policy_told = LOCKED
    async with stage.live():
        stage.stream.say(CaughtUp(), ParametersChosen(parameters=()), CONNECTED)
        stage.directory.policy_told = FREE
        await until(lambda: stage.screen.policy == FREE)
