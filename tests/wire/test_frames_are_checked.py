"""Whoever reads frames in the tests refuses one that the document does not know."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from aiohttp import web

from tests.faults.rude_client import TEXT, RudeClient, frame
from tests.relay.company import StreamClient
from tests.wire.stream_schema import NotDescribed
from uis_desktop.wire.frames import SUBPROTOCOL

STRANGE = '{"specversion":"1.0","type":"uis.stream.live","id":"1","source":"/accounts/acme"}'
UNKNOWN = '{"type":"uis.stream.weather"}'


async def _say(text: str) -> asyncio.Server:
    """A server whose every stream says just this."""

    async def stream(request: web.BaseRequest) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(protocols=(SUBPROTOCOL,), compress=False)
        await socket.prepare(request)
        await socket.send_str(text)
        await socket.close()
        return socket

    loop = asyncio.get_running_loop()
    return await loop.create_server(web.Server(stream), "127.0.0.1", 0)


@pytest.mark.parametrize("text", [STRANGE, UNKNOWN])
async def test_a_desktop_of_the_tests_refuses_a_frame_nobody_described(text: str) -> None:
    async with await _say(text) as server, aiohttp.ClientSession() as http:
        port = server.sockets[0].getsockname()[1]
        for read in (StreamClient.frame, StreamClient.until_live, StreamClient.close_code):
            async with http.ws_connect(
                f"http://127.0.0.1:{port}/v1/stream", protocols=(SUBPROTOCOL,), compress=0
            ) as socket:
                with pytest.raises(NotDescribed):
                    await read(StreamClient(socket))


@pytest.mark.parametrize("text", [STRANGE, UNKNOWN])
async def test_a_rude_client_is_as_strict(text: str) -> None:
    rude = RudeClient("http://127.0.0.1:1", "token")
    rude._reader = asyncio.StreamReader()
    rude._reader.feed_data(frame(TEXT, text.encode(), masked=False))
    with pytest.raises(NotDescribed):
        await rude.hear()
