"""The running relay against its OpenAPI document, by requests nobody thought of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
import yaml
from aiohttp import web
from schemathesis import Case
from schemathesis.specs.openapi.checks import (
    ignored_auth,
    missing_required_header,
    negative_data_rejection,
)

from tests.relay.company import ANNA, company
from tests.relay.running import RelayProcess, send, told

DOCUMENT = Path(__file__).parents[3] / "uis_desktop" / "wire" / "relay.openapi.yaml"
schema = schemathesis.openapi.from_path(DOCUMENT)


@dataclass(frozen=True)
class Site:
    """A relay with an account and a device."""

    url: str
    account: str
    secret: str
    token: str


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("data")
    relay = RelayProcess(data)
    _, _, account, secret = str(told(data, "account", "add", "acme")["hook_path"]).split("/")
    told(data, "employee", "add", "--account", "acme", "--id", ANNA, "--name", "Anna")
    invite = told(data, "invite", "--account", "acme", "--employee", ANNA)
    wish = f'{{"code":"{invite["code"]}","device_name":"schemathesis"}}'.encode()
    token = str(send(f"{relay.url}/v1/enrol", wish).json()["device_token"])
    yield Site(relay.url, account, secret, token)
    assert relay.stop() == 0
    assert "ERROR" not in relay.log()
    assert "Traceback" not in relay.log()


@schema.parametrize()
@hypothesis.settings(
    max_examples=40, deadline=None, suppress_health_check=list(hypothesis.HealthCheck)
)
@pytest.mark.timeout(120)
def test_every_answer_is_in_the_document(case: Case[Any], site: Site) -> None:
    if "secret" in (case.path_parameters or {}):
        case.path_parameters.update(account=site.account, secret=site.secret)
    # A rotated token would be another one, and this one is still needed.
    token = "unknown" if case.path == "/v1/device/token" else site.token
    # Who may do what is the business of the authorization matrix; what is not in the
    # document, a newer desktop's parameter for example, is passed over and not refused.
    case.call_and_validate(
        base_url=site.url,
        headers={"Authorization": f"Bearer {token}"},
        excluded_checks=[ignored_auth, missing_required_header, negative_data_rejection],
    )


async def test_the_document_has_every_address_of_the_relay_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    added: list[web.RouteDef] = []
    add_routes = web.Application.add_routes

    def remembered(
        app: web.Application, routes: Iterable[web.AbstractRouteDef]
    ) -> list[web.AbstractRoute]:
        routes = list(routes)
        added.extend(route for route in routes if isinstance(route, web.RouteDef))
        return add_routes(app, routes)

    monkeypatch.setattr(web.Application, "add_routes", remembered)
    async with company(tmp_path):
        answered = {(route.method.lower(), route.path) for route in added}
    document = yaml.safe_load(DOCUMENT.read_text(encoding="utf-8"))
    described = {
        (method, path)
        for path, operations in document["paths"].items()
        for method in operations
        if method != "parameters"
    }
    pages = {(method, path) for method, path in answered if path.startswith("/admin")}
    stream = {("get", "/v1/stream")}
    assert answered - pages - stream == described
    assert stream <= answered
