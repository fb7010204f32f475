"""The reports on calls and their legs ("Data API", ``get.calls_report``, ``get.call_legs_report``).

Dates are those of the account's own clocks, without an offset; the interval is
one of the calls' starts, both ends included, and at most three months long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from uis_desktop.simulator.archive import Archived
from uis_desktop.simulator.calls import Call, Leg
from uis_desktop.simulator.data_api.query import QUERY
from uis_desktop.simulator.parameters import JsonType, Parameter
from uis_desktop.simulator.refusals import Refusal
from uis_desktop.simulator.rpc import Params
from uis_desktop.simulator.scenario import Account, Quirks
from uis_desktop.simulator.switchboard import Switchboard

REPORT = (
    Parameter(name="date_from", type=JsonType.STRING, required=True),
    Parameter(name="date_till", type=JsonType.STRING, required=True),
    *QUERY,
)
CALLS_REPORT = (*REPORT, Parameter(name="include_ongoing_calls", type=JsonType.BOOLEAN))

_FORMAT = "%Y-%m-%d %H:%M:%S"
_LENGTH = len("2024-05-17 10:15:30")
_MONTHS = 3


class LocalTimes:
    """Writes moments the way the Data API does."""

    def __init__(self, account: Account) -> None:
        self._zone = ZoneInfo(account.timezone)

    def local(self, moment: datetime) -> datetime:
        """What the account's clocks show, to the second."""
        return moment.astimezone(self._zone).replace(tzinfo=None, microsecond=0)

    def text(self, moment: datetime | None) -> str | None:
        """``YYYY-MM-DD hh:mm:ss``."""
        return None if moment is None else self.local(moment).strftime(_FORMAT)


class Reports:
    """Finds the calls a report is about."""

    def __init__(
        self, switchboard: Switchboard, times: LocalTimes, quirks: Callable[[], Quirks]
    ) -> None:
        self._switchboard = switchboard
        self._times = times
        self._quirks = quirks

    def calls(self, params: Params) -> Sequence[Archived]:
        """The calls of the interval, oldest start first.

        Raises:
            Refusal: the interval is none.
        """
        from_, till = _interval(params)
        calls = [
            archived
            for archived in self._known(with_running=params.get("include_ongoing_calls") is True)
            if from_ <= self._times.local(archived.call.started_at) <= till
        ]
        return sorted(calls, key=lambda archived: (archived.call.started_at, archived.call.id))

    def legs(self, params: Params) -> Sequence[tuple[Archived, Leg]]:
        """Every leg of those calls."""
        return [(archived, leg) for archived in self.calls(params) for leg in archived.call.legs]

    def _known(self, *, with_running: bool) -> Iterator[Archived]:
        delay = timedelta(seconds=self._quirks().report_delay_s)
        for archived in self._switchboard.archive.calls:
            if _old_enough(archived.call, delay):
                yield archived
        for call in self._switchboard.running if with_running else ():
            yield Archived(call)


def _old_enough(call: Call, delay: timedelta) -> bool:
    return call.ended_at is not None and call.ended_at + delay <= call.clock.now()


def _interval(params: Params) -> tuple[datetime, datetime]:
    from_, till = _moment(params, "date_from"), _moment(params, "date_till")
    if from_ > till:
        raise Refusal("invalid_parameter_value", "date_till", params["date_till"])
    if till > _months_later(from_):
        raise Refusal("date_interval_limit_reached", "date_till", params["date_till"])
    return from_, till


def _moment(params: Params, name: str) -> datetime:
    text = str(params[name])
    try:
        moment = datetime.strptime(text, _FORMAT)
    except ValueError as error:
        raise Refusal("invalid_date_time", name, text) from error
    if len(text) != _LENGTH:
        # strptime takes a month of one digit.
        raise Refusal("invalid_date_time", name, text)
    return moment


def _months_later(moment: datetime) -> datetime:
    years, month = divmod(moment.month - 1 + _MONTHS, 12)
    first = moment.replace(year=moment.year + years, month=month + 1, day=1)
    # The 31st of a month that has 30 days is the 1st of the next.
    return first + timedelta(days=moment.day - 1)
