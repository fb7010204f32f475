"""The scenario file: an account, its people, and the calls of a day.

A scenario is one JSON object; the classes here are its shape, and a key that is
not listed is an error.  All numbers of seconds may be fractions::

    {
      "account": {"login": "demo", "password": "…", "timezone": "Europe/Moscow",
                  "allowlist": ["127.0.0.0/8", "::1/128"]},
      "virtual_numbers": [
        {"id": 1, "virtual_phone_number": "74950000001", "name": "Office", "ring": [123456]}
      ],
      "employees": [
        {"id": 123456, "full_name": "Anna Ivanova", "extension": "101",
         "phone_numbers": [{"phone_number": "0412345"}],
         "behaviour": {"does": "answers", "after_s": 3}}
      ],
      "contacts": [
        {"id": 501, "full_name": "Alexey Smirnov", "phone_number": "79001234567",
         "organization": "Daisy Ltd", "personal_manager_id": 123456}
      ],
      "employee_groups": [{"id": 71, "name": "Sales", "members": [123456]}],
      "timeline": [
        {"at_s": 2, "type": "inbound", "contact": "79001234567", "line": "74950000001",
         "answers": {"employee": 123456, "after_s": 4}, "talk_s": 8}
      ]
    }
"""

from __future__ import annotations

from uis_desktop.simulator.scenario.account import (
    AccessKey,
    Account,
    Limits,
    MediaFile,
    Tag,
    TalkOption,
)
from uis_desktop.simulator.scenario.delivery import (
    Interactive,
    Notifications,
    Quirks,
    Template,
)
from uis_desktop.simulator.scenario.people import (
    Behaviour,
    Contact,
    Employee,
    EmployeeGroup,
    EmployeePhone,
    Status,
    VirtualNumber,
)
from uis_desktop.simulator.scenario.rows import (
    ContactAnswers,
    EmployeeAnswers,
    InboundCall,
    OutgoingCall,
    Row,
    Transfer,
)
from uis_desktop.simulator.scenario.whole import (
    Scenario,
)
from uis_desktop.simulator.scenario.words import (
    E164,
    Api,
    Component,
    Destination,
    Digits,
    Extension,
    Id,
    KindWord,
    Order,
    Party,
    Positive,
    Seconds,
)

__all__ = [
    "E164",
    "AccessKey",
    "Account",
    "Api",
    "Behaviour",
    "Component",
    "Contact",
    "ContactAnswers",
    "Destination",
    "Digits",
    "Employee",
    "EmployeeAnswers",
    "EmployeeGroup",
    "EmployeePhone",
    "Extension",
    "Id",
    "InboundCall",
    "Interactive",
    "KindWord",
    "Limits",
    "MediaFile",
    "Notifications",
    "Order",
    "OutgoingCall",
    "Party",
    "Positive",
    "Quirks",
    "Row",
    "Scenario",
    "Seconds",
    "Status",
    "Tag",
    "TalkOption",
    "Template",
    "Transfer",
    "VirtualNumber",
]
