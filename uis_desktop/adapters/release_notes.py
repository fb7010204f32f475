"""Notes on releases: fetched with their signature, and read only if the signature is right."""

from __future__ import annotations

import platform

from uis_desktop.core.updates import Platform, Release
from uis_desktop.errors import ReplyNotUnderstood, ServiceUnreachable
from uis_desktop.net.https import Https
from uis_desktop.release_signature import is_signed
from uis_desktop.wire.release_note import LARGEST_NOTE, LARGEST_SIGNATURE, Channel, read_note

_SYSTEMS = {
    ("Linux", "x86_64"): Platform.LINUX,
    ("Windows", "AMD64"): Platform.WINDOWS,
    # It runs programs for x86-64, and there is no other package.
    ("Windows", "ARM64"): Platform.WINDOWS,
    ("Darwin", "arm64"): Platform.MACOS_ARM,
    ("Darwin", "x86_64"): Platform.MACOS_INTEL,
}


def this_platform() -> Platform | None:
    """What packages have to be for; None: there are none for this system."""
    return _SYSTEMS.get((platform.system(), platform.machine()))


class ReleaseNotes:
    """Two plain requests: no token, no cookie, and nothing about the person or the company."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    async def newest(self) -> tuple[bytes, bytes]:
        """The note and its signature, as they lie there; nobody has looked who signed.

        Raises:
            ServiceUnreachable: there was no answer, or another one than the file.
            ReplyNotUnderstood: the answer is too large.
        """
        url = self._channel.note_url
        # Opened for these two only: the next ones are a day away.
        async with Https(trust_proxy_settings=True) as https:
            note = await _file(https, url, LARGEST_NOTE)
            return note, await _file(https, f"{url}.sig", LARGEST_SIGNATURE)

    def read(self, note: bytes, signature: bytes) -> Release:
        """What a note says; before anything of it is looked at it must be signed.

        Raises:
            ReplyNotUnderstood: it is not signed by whoever makes releases, or makes no sense.
        """
        if not is_signed(note, signature, self._channel.public_key):
            raise ReplyNotUnderstood("the note on the release has a wrong signature")
        try:
            return read_note(note)
        except ValueError as error:
            raise ReplyNotUnderstood(f"the note on the release: {error}") from error


async def _file(https: Https, url: str, largest: int) -> bytes:
    answer = await https.get(url, largest=largest)
    if answer.status != 200:
        # A redirect, too: the address in the build is where the file is.
        raise ServiceUnreachable(f"the note on the release: HTTP {answer.status}")
    return answer.body
