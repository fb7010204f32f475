"""The calls of other employees before the day begins, as fast as the relay takes them.

A relay remembers the latest calls, frames and texts, so many of each (``known_calls``,
``fanout``, ``intake``).  Until that is full its memory grows with every call, which in
half an hour of one desk's calls looks like a leak.
"""

from __future__ import annotations

from tests.benchmarks.hook import Hook
from tests.benchmarks.notifications import Employee
from tests.end_to_end.stage.company import Company

#: More than the relay remembers of anything.
CALLS_BEFORE = 5_000
_SOMEBODY_ELSE = Employee(200_001, "Бухгалтерия", "74951000001")
_FIRST_CALL = 600_000_000
_LIFE = ("incoming", "waiting", "talk_started", "talk_ended", "call_ended")


def hours_before(company: Company) -> None:
    """Have them all come and go; nothing of them concerns the desk.

    Raises:
        RuntimeError: the relay refused one.
    """
    of = ("--account", company.name)
    who, name, line = _SOMEBODY_ELSE.id, _SOMEBODY_ELSE.name, _SOMEBODY_ELSE.line
    company.relay_command("employee", "add", "--id", str(who), "--name", name, "--line", line, *of)
    told = company.relay_command("templates", *of, "--public-url", company.relay_url)
    templates = {one["kind"]: one["template"] for one in told["templates"]}
    hook = Hook(company.relay_url + company.account["hook_path"], templates)
    try:
        for call in range(_FIRST_CALL, _FIRST_CALL + CALLS_BEFORE):
            for kind in _LIFE:
                hook.send(kind, call, _SOMEBODY_ELSE)
                hook.stored()
    finally:
        hook.close()
