"""What the relay's journal says of requests to UIS."""

from __future__ import annotations

from typing import Any

from tests.relay.company import Company
from uis_desktop.relay.journals.entries import Sort, latest_entries
from uis_desktop.relay.journals.tables import open_journals


def noted(company: Company) -> list[dict[str, Any]]:
    """The company's last ten, the newest first."""
    connection = open_journals(company.data)
    try:
        entries = latest_entries(connection, company.account.id, Sort.CALL_API, 10)
    finally:
        connection.close()
    return [{"number": one.phone_number, "who": one.employee_id, **one.detail} for one in entries]
