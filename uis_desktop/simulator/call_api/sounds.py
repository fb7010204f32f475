"""What is played or spoken to somebody: files and texts."""

from __future__ import annotations

import unicodedata

import msgspec

from uis_desktop.simulator.parameters import JsonType, Parameter
from uis_desktop.simulator.refusals import Refusal
from uis_desktop.simulator.scenario import Account

#: Longer texts are not spoken; the real length depends on the tariff.
_TTS_LENGTH = 1000

MESSAGE = (
    Parameter(name="type", type=JsonType.STRING, required=True, one_of=("media", "tts")),
    Parameter(name="value", type=JsonType.STRING, required=True),
)


class Message(msgspec.Struct, frozen=True):
    """A file by its id, or a text."""

    type: str
    value: str


class Sounds:
    """The account's files, and which texts can be spoken."""

    def __init__(self, account: Account) -> None:
        named = (str(file.id) for file in account.media_files)
        self._files = {*map(str, account.media_file_ids), *named}

    def check_file(self, file_id: int | None, where: str) -> None:
        """Find out whether there is such a file.

        Raises:
            Refusal
        """
        if file_id is not None and str(file_id) not in self._files:
            raise Refusal("media_file_not_found", where, file_id)

    def check(self, message: Message | None, where: str) -> None:
        """Find out whether this can be played or spoken.

        Raises:
            Refusal
        """
        if message is None:
            return
        if message.type == "media":
            if message.value not in self._files:
                raise Refusal("media_file_not_found", f"{where}.value", message.value)
        elif len(message.value) > _TTS_LENGTH:
            raise Refusal("tts_text_exceeded", f"{where}.value", message.value)
        elif not all(map(_can_be_spoken, message.value)):
            raise Refusal("character_encoding_not_allowed", f"{where}.value", message.value)


def _can_be_spoken(sign: str) -> bool:
    """UIS does not say which characters it means; here pictures and control characters."""
    return sign in "\n\r\t" or (sign <= "\uffff" and unicodedata.category(sign)[0] != "C")
