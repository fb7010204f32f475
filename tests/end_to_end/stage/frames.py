"""Every frame of a day, held against the document of the stream."""

from __future__ import annotations

from tests.end_to_end.stage.company import Company
from tests.wire.desktop import open_stream, resumed
from tests.wire.stream_schema import JsonObject


def replayed(office: Company, employee_id: str) -> list[JsonObject]:
    """What the relay replays to a new device of this employee, frame by frame.

    Raises:
        NotDescribed: a frame is not what the document says.
    """
    code = office.relay_command("invite", "--account", office.name, "--employee", employee_id)
    enrolled = office.http.post(
        f"{office.relay_url}/v1/enrol", json={"code": code["code"], "device_name": "frames"}
    ).raise_for_status()
    told = enrolled.json()
    with open_stream(told["stream_url"], told["device_token"]) as stream:
        return resumed(stream)
