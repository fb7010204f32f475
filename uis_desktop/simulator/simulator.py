"""Builds a pretend UIS from a scenario, and runs it as one unit."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from uis_desktop.simulator.budget import Budget
from uis_desktop.simulator.call_api.api import CallApi
from uis_desktop.simulator.clock import Clock
from uis_desktop.simulator.data_api.api import DataApi
from uis_desktop.simulator.faults import Faults
from uis_desktop.simulator.interactive import InteractiveClient
from uis_desktop.simulator.journal import (
    ApiRequest,
    InteractiveQuestion,
    Journal,
    SentNotification,
)
from uis_desktop.simulator.logins import Logins
from uis_desktop.simulator.notifier import Notifier
from uis_desktop.simulator.people import People
from uis_desktop.simulator.records import Records
from uis_desktop.simulator.rpc import Endpoint
from uis_desktop.simulator.scenario import Api, Scenario
from uis_desktop.simulator.standing import Standing
from uis_desktop.simulator.switchboard import Outside, Switchboard
from uis_desktop.simulator.timeline import Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulator:
    """All parts of a running pretend UIS, for the pages and doors that show them."""

    scenario: Scenario
    people: People
    switchboard: Switchboard
    timeline: Timeline
    notifier: Notifier
    interactive: InteractiveClient
    faults: Faults
    standing: Standing
    budgets: Mapping[Api, Budget]
    call_api: Endpoint
    data_api: Endpoint
    records: Records
    logins: tuple[Logins, Logins]
    requests: Journal[ApiRequest]
    notifications: Journal[SentNotification]
    questions: Journal[InteractiveQuestion]


@contextlib.asynccontextmanager
async def running_simulator(scenario: Scenario, clock: Clock, web: str) -> AsyncIterator[Simulator]:
    """A pretend UIS that can make calls; ``web`` is where its pages will be.

    The timeline is not started.
    """
    account, faults, people = scenario.account, Faults(), People(scenario)
    standing, records = Standing(account, scenario.quirks), Records(web)
    requests: Journal[ApiRequest] = Journal()
    notifications: Journal[SentNotification] = Journal()
    questions: Journal[InteractiveQuestion] = Journal()
    async with (
        Notifier(
            scenario.notifications,
            clock=clock,
            faults=faults,
            journal=notifications,
            quirks=lambda: standing.quirks,
        ) as notifier,
        InteractiveClient(
            scenario.interactive, clock=clock, people=people, journal=questions
        ) as interactive,
    ):
        switchboard = Switchboard(
            Outside(
                account=account,
                people=people,
                clock=clock,
                notifier=notifier,
                interactive=interactive,
                record_after_s=scenario.notifications.record_after_s,
                records=records,
            )
        )
        timeline = Timeline(scenario.timeline, switchboard.play, clock)
        budgets: Mapping[Api, Budget] = {
            "call_api": Budget(account.limits, clock, account),
            "data_api": Budget(account.data_api_limits, clock, account),
        }
        call_logins = Logins(account, clock, "call_api")
        data_logins = Logins(account, clock, "data_api")
        call_api = Endpoint(
            "call_api",
            "v4.0",
            CallApi(account, people, switchboard, call_logins, standing).methods(),
            standing=standing,
            logins=call_logins,
            budget=budgets["call_api"],
            clock=clock,
            journal=requests,
            trouble_for=faults.for_request,
        )
        data_api = Endpoint(
            "data_api",
            "v2.0",
            DataApi(account, people, switchboard, data_logins, standing).methods(),
            standing=standing,
            logins=data_logins,
            budget=budgets["data_api"],
            clock=clock,
            journal=requests,
            trouble_for=faults.for_request,
        )
        try:
            yield Simulator(
                scenario=scenario,
                people=people,
                switchboard=switchboard,
                timeline=timeline,
                notifier=notifier,
                interactive=interactive,
                faults=faults,
                standing=standing,
                budgets=budgets,
                call_api=call_api,
                data_api=data_api,
                records=records,
                logins=(call_logins, data_logins),
                requests=requests,
                notifications=notifications,
                questions=questions,
            )
        finally:
            await timeline.stop()
            await switchboard.close()
