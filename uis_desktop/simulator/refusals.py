"""Everything the APIs refuse, with UIS's own code, word and text ("Ошибки")."""

from __future__ import annotations

from collections.abc import Mapping

_CATALOGUE: Mapping[str, tuple[int, str]] = {
    "parse_error": (-32700, "Invalid JSON was received by the server"),
    "invalid_request": (-32600, "The JSON sent is not a valid request object"),
    "method_not_found": (-32601, "The method does not exist / is not available"),
    # The spelling is UIS's own.
    "batch_opreations_not_supported": (-32099, "Batch operations not supported"),
    "notifications_not_supported": (-32099, "Notifications not supported"),
    "data_type_error": (-32602, "Invalid data type of the parameter"),
    "required_parameter_missed": (-32602, "The required parameter has been missed"),
    "unexpected_parameters": (-32602, "Unexpected parameters were passed"),
    "invalid_parameter_value": (-32602, "Invalid parameter value"),
    "invalid_parameters_combination": (-32602, "Invalid parameters combination"),
    "call_session_not_found": (-32602, "The call session was not found"),
    "leg_not_found": (-32602, "The leg was not found"),
    "tag_not_found": (-32602, "The tag was not found"),
    "duplicate_tag": (-32602, "The call has this tag already"),
    "coach_not_found": (-32602, "The coach was not found"),
    "duplicate_contact": (-32602, "The contact is in the blacklist already"),
    "talk_option_not_found": (-32602, "The talk option was not found"),
    "record_already_started": (-32602, "The talk is being recorded already"),
    "record_already_stopped": (-32602, "The talk is not being recorded"),
    "scenario_not_found": (-32602, "The scenario was not found"),
    "character_encoding_not_allowed": (-32602, "The text has characters that cannot be spoken"),
    "employee_not_found": (-32602, "The employee was not found"),
    "no_active_phone_number": (-32602, "The phone number does not exist or inactive"),
    "own_virtual_phone_number_not_allowed": (
        -32602,
        "Calls to own virtual phone numbers are not allowed",
    ),
    "media_file_not_found": (-32602, "The media file was not found"),
    "tts_text_exceeded": (-32602, "The text is too long to be spoken"),
    "entity_not_found": (-32602, "The entity was not found"),
    "duplicate_entity": (-32602, "The entity already exists"),
    "already_in_use": (-32602, "The value is already in use"),
    "dependency_error": (-32602, "Other entities depend on this one"),
    "data_limit_exceeded": (-32602, "Too many values were passed"),
    "tariff_restrictions": (-32602, "The tariff plan does not allow this"),
    "invalid_date_time": (-32602, "Invalid date or time"),
    "date_interval_limit_reached": (-32602, "The interval is longer than three months"),
    "filter_prohibited": (-32602, "Filtering by this field is prohibited"),
    "sort_prohibited": (-32602, "Sorting by this field is prohibited"),
    "campaign_is_inactive": (-32602, "The campaign is inactive"),
    # Its text is a different one each time.
    "error": (-32602, "The operation could not be carried out"),
    "internal_error": (-32603, "Internal error"),
    "auth_error": (-32001, "Invalid login or password"),
    "access_token_invalid": (-32001, "The access token is invalid"),
    "access_token_expired": (-32001, "The access token has expired"),
    "access_token_blocked": (-32001, "The access token is blocked"),
    "contact_in_blacklist": (-32002, "The contact is in the blacklist"),
    # The real word is not published; the group of errors is.
    "direction_forbidden": (-32002, "Calls in this direction are forbidden"),
    "ip_not_whitelisted": (-32003, "Your IP {ip} is not whitelisted"),
    "forbidden": (-32003, "Insufficient rights"),
    "invalid_state": (-32004, "The method is not allowed in this state of the call"),
    "virtual_phone_number_not_found": (-32007, "The virtual phone number was not found"),
    "component_disabled": (-32008, "The component {component} is disabled"),
    "method_component_disabled": (-32008, "The component {component} is disabled"),
    "parameter_component_disabled": (-32008, "The component {component} is disabled"),
    "account_inactive": (-32009, "The account is inactive"),
    "limit_exceeded": (-32029, "Limit per {period} of {limit} has been exceeded"),
}

#: Refusals that come before the account is known, so that its limits are not told.
_WITHOUT_LIMITS = {
    "parse_error",
    "invalid_request",
    "method_not_found",
    "batch_opreations_not_supported",
    "notifications_not_supported",
    "access_token_invalid",
    "access_token_expired",
    "access_token_blocked",
    "auth_error",
    "ip_not_whitelisted",
}

#: What the placeholders of a refusal that is made up on request stand for.
_SAMPLE_WORDS: Mapping[str, object] = {
    "period": "minute",
    "limit": 150,
    "ip": "192.0.2.1",
    "component": "call_api",
}

#: Every word a request may be refused with.
MNEMONICS = frozenset(_CATALOGUE)


class Refusal(Exception):
    """A request is declined.

    Attributes:
        mnemonic: UIS's word for the reason.
        field: the parameter at fault, nested names joined by dots.
        value: what was sent in it, untouched.
        params: what the text's placeholders stand for.
        code: the group of errors, where it is not the word's usual one.
    """

    def __init__(
        self,
        mnemonic: str,
        field: str | None = None,
        value: object = None,
        params: Mapping[str, object] | None = None,
        *,
        code: int | None = None,
    ) -> None:
        super().__init__(mnemonic)
        self.mnemonic = mnemonic
        self.field = field
        self.value = value
        self.params = params or {}
        self._code = code

    @classmethod
    def made_up(cls, mnemonic: str) -> Refusal:
        """A refusal without a reason, as if the account had one."""
        text = _CATALOGUE[mnemonic][1]
        words = {name: word for name, word in _SAMPLE_WORDS.items() if f"{{{name}}}" in text}
        return cls(mnemonic, params=words)

    @property
    def code(self) -> int:
        """The group of errors it belongs to; a few words are in two."""
        return _CATALOGUE[self.mnemonic][0] if self._code is None else self._code

    @property
    def message(self) -> str:
        """UIS's English text."""
        return _CATALOGUE[self.mnemonic][1].format_map(self.params)

    @property
    def tells_limits(self) -> bool:
        """The account is known by then, and so are its limits."""
        return self.mnemonic not in _WITHOUT_LIMITS
