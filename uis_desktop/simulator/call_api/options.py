"""What the phone's keys do during a talk, and how a client presses them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from uis_desktop.simulator import moves
from uis_desktop.simulator.call_api.controls import Controls
from uis_desktop.simulator.calls import Call
from uis_desktop.simulator.parameters import JsonType, Parameter
from uis_desktop.simulator.refusals import Refusal
from uis_desktop.simulator.rpc import Params
from uis_desktop.simulator.scenario import Account, TalkOption

_SESSION = Parameter(name="call_session_id", type=JsonType.NUMBER, required=True)
_KEY = re.compile(r"[0-9*#]")

SEND_DTMF = (
    _SESSION,
    Parameter(name="dtmf_string", type=JsonType.STRING, required=True, pattern=_KEY),
)
CALL_OPTION = (
    _SESSION,
    Parameter(name="button", type=JsonType.STRING, required=True, pattern=_KEY),
)


class TalkOptions:
    """The account's options, by key."""

    def __init__(self, account: Account, controls: Controls) -> None:
        self._options = {option.button: option for option in account.talk_options}
        self._tags = {str(tag.id): tag for tag in account.tags}
        self._controls = controls
        self._effects: Mapping[str, Callable[[Call, TalkOption], None]] = {
            "finish_conversation": self._finish,
            "tag_call": self._tag,
            "record_talk": self._record,
            "transfer_call": self._transfer,
            "call_coach": self._coach,
        }

    def listed(self, params: Params) -> object:
        """``list.talk_options``."""
        return [
            {
                "button": option.button,
                "mnemonic": option.mnemonic,
                "name": option.name,
                "button_value": self._value(option),
            }
            for option in self._options.values()
        ]

    def call(self, params: Params) -> object:
        """``call.talk_option``."""
        call, button = self._controls.call(params), str(params["button"])
        option = self._options.get(button)
        if option is None:
            raise Refusal("talk_option_not_found", "button", button)
        moves.require(call, "talking")
        self._effects[option.mnemonic](call, option)
        return self._controls.done()

    def send_dtmf(self, params: Params) -> object:
        """``send.dtmf``: a key for the contact's ears, or for an option."""
        call, key = self._controls.call(params), str(params["dtmf_string"])
        option = self._options.get(key)
        if option is not None and moves.keys_work(call):
            self._effects[option.mnemonic](call, option)
        moves.press(call, key)
        return self._controls.done()

    def _value(self, option: TalkOption) -> object:
        if option.value is None:
            return None
        tag = self._tags.get(option.value) if option.mnemonic == "tag_call" else None
        return {"id": tag.id, "value": tag.name} if tag else {"id": None, "value": option.value}

    def _finish(self, call: Call, option: TalkOption) -> None:
        self._controls.hang_up(call)

    def _tag(self, call: Call, option: TalkOption) -> None:
        self._controls.put_tag(call, int(option.value) if option.value else None)

    def _record(self, call: Call, option: TalkOption) -> None:
        moves.record(call, on=not call.recording)

    def _transfer(self, call: Call, option: TalkOption) -> None:
        """Blind: the contact goes to whoever answers there."""
        rings = self._controls.rings_at(option.value or "", call, "button")
        moves.hold(call)
        moves.consult(call, rings)
        moves.hand_over(call)

    def _coach(self, call: Call, option: TalkOption) -> None:
        """Again: the trainer goes."""
        coach = moves.coach_of(call)
        if coach is None:
            self._controls.call_coach(call)
        else:
            self._controls.drop(call, coach)
