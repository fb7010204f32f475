"""What the Call API says to requests that are not requests."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest

from tests.simulator.stage import Json, Stage, office_account, on_stage


@pytest.mark.parametrize(
    ("body", "code", "mnemonic"),
    [
        pytest.param(b"", -32700, "parse_error", id="nothing"),
        pytest.param(b"{", -32700, "parse_error", id="half an object"),
        pytest.param(b"\xff\xfe", -32700, "parse_error", id="not UTF-8"),
        pytest.param(b"[" * 100_000, -32700, "parse_error", id="too deep"),
        pytest.param(b"[]", -32099, "batch_opreations_not_supported", id="empty batch"),
        pytest.param(
            b'[{"jsonrpc":"2.0","id":1,"method":"login.user"}]',
            -32099,
            "batch_opreations_not_supported",
            id="batch",
        ),
        pytest.param(b'"login.user"', -32600, "invalid_request", id="a string"),
        pytest.param(
            b'{"jsonrpc":"2.0","method":"login.user"}',
            -32099,
            "notifications_not_supported",
            id="no id",
        ),
        pytest.param(
            b'{"jsonrpc":"2.0","id":null,"method":"login.user"}',
            -32600,
            "invalid_request",
            id="id is null",
        ),
        pytest.param(
            b'{"jsonrpc":"2.0","id":true,"method":"login.user"}',
            -32600,
            "invalid_request",
            id="id is a boolean",
        ),
        pytest.param(b'{"id":1,"method":"login.user"}', -32600, "invalid_request", id="no jsonrpc"),
        pytest.param(
            b'{"jsonrpc":2.0,"id":1,"method":"login.user"}',
            -32600,
            "invalid_request",
            id="jsonrpc is a number",
        ),
        pytest.param(b'{"jsonrpc":"2.0","id":1}', -32600, "invalid_request", id="no method"),
        pytest.param(
            b'{"jsonrpc":"2.0","id":1,"method":"login.user","params":["demo"]}',
            -32600,
            "invalid_request",
            id="params by position",
        ),
        pytest.param(
            b'{"jsonrpc":"2.0","id":1,"method":"start.call"}',
            -32601,
            "method_not_found",
            id="unknown method",
        ),
    ],
)
async def test_request_that_is_none_is_refused_without_limits(
    stage: Stage, body: bytes, code: int, mnemonic: str
) -> None:
    status, answer = await stage.raw(body)
    error = json.loads(answer)["error"]
    assert (status, error["code"], error["data"]["mnemonic"]) == (200, code, mnemonic)
    assert error["data"]["metadata"] == {}


@pytest.mark.parametrize("request_id", ["c-17", 17, 0, 1.5])
async def test_reply_carries_the_id_of_the_request(stage: Stage, request_id: object) -> None:
    request = {"jsonrpc": "2.0", "id": request_id, "method": "nothing", "params": {}}
    _, answer = await stage.raw(json.dumps(request).encode())
    assert json.loads(answer)["id"] == request_id


async def test_refusal_has_exactly_the_documented_shape(signed_in: Stage) -> None:
    reply = await signed_in.call("release.call", {"call_session_id": 1})
    assert set(reply) == {"jsonrpc", "id", "error"}
    assert set(reply["error"]) == {"code", "message", "data"}
    assert set(reply["error"]["data"]) == {
        "mnemonic",
        "field",
        "value",
        "params",
        "extended_helper",
        "metadata",
    }


async def test_body_must_be_declared_as_json(stage: Stage) -> None:
    status, _ = await stage.raw(b"{}", **{"Content-Type": "text/plain"})
    assert status == 415


async def test_length_of_the_body_must_be_told_beforehand(stage: Stage) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"{}"

    headers = {"Content-Type": "application/json"}
    async with stage.http.post(stage.served.call_api, data=pieces(), headers=headers) as answer:
        assert answer.status == 411


async def test_only_post_is_taken(stage: Stage) -> None:
    async with stage.http.get(stage.served.call_api) as answer:
        assert answer.status == 405


async def test_strange_address_is_told_to_itself() -> None:
    async with on_stage(office_account(allowlist=("192.0.2.0/24",))) as stage:
        reply = await stage.call("login.user", {"login": "demo", "password": "demo-password"})
        assert _refusal(reply) == (-32003, "ip_not_whitelisted")
        assert "127.0.0.1" in reply["error"]["message"]
        assert reply["error"]["data"]["metadata"] == {}


async def test_component_the_tariff_lacks_is_disabled(signed_in: Stage) -> None:
    await signed_in.post("account", {"components": ["call_api"]})
    reply = await signed_in.call("hold.call", {"call_session_id": 1})
    assert _refusal(reply) == (-32008, "component_disabled")
    assert "limits" in reply["error"]["data"]["metadata"]


async def test_account_without_call_api_cannot_even_sign_in() -> None:
    async with on_stage(office_account(components=())) as stage:
        reply = await stage.call("login.user", {"login": "demo", "password": "demo-password"})
        assert _refusal(reply) == (-32008, "component_disabled")


def _refusal(reply: Json) -> tuple[int, str]:
    return reply["error"]["code"], reply["error"]["data"]["mnemonic"]
