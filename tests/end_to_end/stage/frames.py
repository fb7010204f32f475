"""Every frame of a day, held against the document of the stream."""

from __future__ import annotations

from urllib.parse import urlsplit

from websockets.sync.client import connect
from websockets.typing import Subprotocol

from tests.end_to_end.stage.company import Company
from tests.wire.stream_schema import JsonObject, checked_frame
from uis_desktop.wire.codec import encode_resume
from uis_desktop.wire.frames import PROTOCOL, SUBPROTOCOL, Resume

_DEADLINE_S = 15


def replayed(office: Company, employee_id: str) -> list[JsonObject]:
    """What the relay replays to a new device of this employee, frame by frame.

    Raises:
        jsonschema.ValidationError: a frame is not what the document says.
    """
    code = office.relay_command("invite", "--account", office.name, "--employee", employee_id)
    enrolled = office.http.post(
        f"{office.relay_url}/v1/enrol", json={"code": code["code"], "device_name": "frames"}
    ).raise_for_status()
    address = f"ws://{urlsplit(office.relay_url).netloc}/v1/stream"
    resume = encode_resume(Resume(protocol=PROTOCOL, epoch=None, after=0))
    checked_frame(resume)
    frames: list[JsonObject] = []
    with connect(
        address,
        additional_headers={"Authorization": f"Bearer {enrolled.json()['device_token']}"},
        subprotocols=[Subprotocol(SUBPROTOCOL)],
        compression=None,
        proxy=None,
    ) as stream:
        stream.send(resume)
        while not frames or frames[-1]["type"] != "uis.stream.live":
            frames.append(checked_frame(str(stream.recv(timeout=_DEADLINE_S))))
    return frames
