"""Data API v2.0: as much of the directory as a first start asks for.

Facts: "Data API", sections on ``get.account``, ``get.employees`` and
``get.virtual_numbers``; every ``get.*`` takes the same query language, of which
``limit``, ``offset`` and ``fields`` are understood here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from uis_desktop.simulator.call_api import LOGIN
from uis_desktop.simulator.logins import Logins
from uis_desktop.simulator.parameters import JsonType, Parameter
from uis_desktop.simulator.people import People
from uis_desktop.simulator.refusals import Refusal
from uis_desktop.simulator.rpc import Method, Page, Params
from uis_desktop.simulator.scenario import Account, Employee, VirtualNumber

Record = Mapping[str, object]
_COMPONENT = "data_api"

_QUERY = (
    Parameter(name="limit", type=JsonType.NUMBER, least=1, most=10_000),
    Parameter(name="offset", type=JsonType.NUMBER, least=0, most=100_000),
    Parameter(name="fields", type=JsonType.ARRAY),
)


class DataApi:
    """The methods; each takes checked parameters and returns ``result.data``."""

    def __init__(self, account: Account, people: People, logins: Logins) -> None:
        self._account = account
        self._people = people
        self._logins = logins

    def methods(self) -> Mapping[str, Method]:
        """The list of methods, by name."""
        return {
            "login.user": Method(_COMPONENT, LOGIN, self._login, signs_in=True),
            "logout.user": Method(_COMPONENT, (), self._logout),
            "get.account": Method(_COMPONENT, (), self._account_data),
            "get.employees": _listing(lambda: [_employee(e) for e in self._people.employees]),
            "get.virtual_numbers": _listing(lambda: [_line(line) for line in self._people.lines]),
        }

    def _login(self, params: Params) -> object:
        token, expire_at = self._logins.open(str(params["login"]), str(params["password"]))
        return {"access_token": token, "app_id": self._account.app_id, "expire_at": expire_at}

    def _logout(self, params: Params) -> object:
        self._logins.close(str(params["access_token"]))
        return {}

    def _account_data(self, params: Params) -> object:
        account = self._account
        record = {
            "app_id": account.app_id,
            "name": account.name,
            "timezone": account.timezone,
        }
        return Page([record], 1)


def _listing(records: Callable[[], Sequence[Record]]) -> Method:
    return Method(_COMPONENT, _QUERY, lambda params: _page(records(), params))


def _page(records: Sequence[Record], params: Params) -> Page:
    limit, offset = params.get("limit", 1000), params.get("offset", 0)
    if not isinstance(limit, int) or not isinstance(offset, int):
        raise TypeError("parameters are checked before a method is carried out")
    fields = params.get("fields")
    chosen = [_only(record, fields) for record in records[offset : offset + limit]]
    return Page(chosen, len(records))


def _only(record: Record, fields: object) -> Record:
    if not isinstance(fields, list):
        return record
    for name in fields:
        if not isinstance(name, str) or name not in record:
            raise Refusal("invalid_parameter_value", "fields", name)
    return {name: record[name] for name in fields}


def _employee(employee: Employee) -> Record:
    last_name, _, first_names = employee.full_name.partition(" ")
    first_name, _, patronymic = first_names.partition(" ")
    return {
        "id": employee.id,
        "login": None,
        "first_name": first_name or None,
        "last_name": last_name or None,
        "patronymic": patronymic or None,
        "full_name": employee.full_name,
        "email": employee.email,
        "status_id": None,
        "phone_numbers": [
            {
                "phone_id": employee.id * 100 + index,
                "phone_number": phone.phone_number,
                "channels_count": phone.channels_count,
                "dial_time": round(phone.dial_time_s),
                "status": phone.status,
            }
            for index, phone in enumerate(employee.phone_numbers)
        ],
        "extension": {"extension_phone_number": employee.extension} if employee.extension else {},
        "groups": [],
    }


def _line(line: VirtualNumber) -> Record:
    return {
        "id": line.id,
        "virtual_phone_number": line.virtual_phone_number,
        "redirection_phone_number": None,
        "status": "active",
        "category": "usual",
        "type": "va",
        "name": line.name or None,
        "comment": None,
        "campaigns": [],
        "scenarios": [
            {
                "scenario_id": line.id,
                "scenario_name": line.scenario_name,
                "call_processing_rule_id": line.id,
                "is_active": True,
            }
        ]
        if line.scenario_name
        else [],
    }
