"""What the relay's journal says of requests to UIS."""

from __future__ import annotations

import functools
from typing import Any

from tests.relay.company import Company
from uis_desktop.relay.journals.entries import Sort, latest_entries


def noted(company: Company) -> list[dict[str, Any]]:
    """The company's last ten, the newest first."""
    entries = company.keeper.read_journals(
        functools.partial(latest_entries, account=company.account.id, sort=Sort.CALL_API, limit=10)
    )
    return [{"number": one.phone_number, "who": one.employee_id, **one.detail} for one in entries]
