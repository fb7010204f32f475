"""What UIS sends to others, and the ways in which it may do so."""

from __future__ import annotations

from typing import Literal

from uis_desktop.simulator.scenario.words import KindWord, Positive, Seconds, Strict


class Template(Strict, frozen=True, kw_only=True):
    """A notification as an administrator set it up in the cabinet."""

    kind: KindWord
    name: str
    mnemonic: str
    body: str
    method: Literal["GET", "POST"] = "POST"
    content_type: str = "application/json"


class Notifications(Strict, frozen=True, kw_only=True):
    """Where notifications go.

    Attributes:
        record_after_s: how long after the end of a talk its record is ready.
        templates: the first one of a kind replaces the built-in template of
            that kind; further ones are sent too.
    """

    url: str | None = None
    timeout_s: Positive = 5.0
    retry_delays_s: tuple[Seconds, ...] = (1.0, 5.0, 30.0)
    record_after_s: Seconds = 2.0
    templates: tuple[Template, ...] = ()


class Interactive(Strict, frozen=True, kw_only=True):
    """Whom to ask which employee should get an inbound call.

    Attributes:
        parameters: ticked in the cabinet beside the call's id and both numbers.
    """

    url: str | None = None
    method: Literal["GET", "POST"] = "POST"
    format: Literal["form", "json", "query"] = "form"
    id_name: Literal["call_session_id", "cdr_id"] = "call_session_id"
    parameters: tuple[Literal["start_time", "input_result"], ...] = ()
    timeout_s: Positive = 2.0


class Quirks(Strict, frozen=True, kw_only=True):
    r"""Where UIS's documentation and what was seen differ: one of the ways it may be.

    Attributes:
        error_status: HTTP's, of replies that hold an error.
        account_metadata: one sample of ``get.account`` has it in two words.
        created_id: ``create.contacts`` gives the id beside ``data`` or in it.
        expiry: how the Data API's ``login.user`` calls the end of the session.
        empty_extension: of an employee without one.
        group_phones: table and sample of ``get.group_employees`` differ.
        success: of the methods that control a call.
        one_call: of ``list.calls``, when there is one call.
        leg_states: the language of ``list.calls``.
        start_time: of ``list.calls``; the table, the page on formats and the sample differ.
        deprecated: Call API and Data API spell differently that a version is old;
            ``no``: it is not.
        limits: in ``metadata``.
        notification_times: with a fraction of a second or without.
        notification_phones: with a plus or without.
        notification_numbers: ids and durations in quotes or without.
        notification_slashes: ``\/`` or ``/``; ``notification_letters``: Cyrillic as it is
            or as ``\u…``.
        report_delay_s: a finished call is in the reports after so long.
    """

    error_status: Literal[200, 403] = 200
    account_metadata: Literal["metadata", "meta_data"] = "metadata"
    created_id: Literal["result", "data"] = "result"
    expiry: Literal["expire_at", "expire"] = "expire_at"
    empty_extension: Literal["empty", "nulls"] = "empty"
    group_phones: Literal["phone_numbers", "phone_number"] = "phone_numbers"
    success: Literal["string", "boolean"] = "string"
    one_call: Literal["array", "object"] = "array"
    leg_states: Literal["ru", "en"] = "ru"
    start_time: Literal["space", "iso_z", "iso_ms"] = "space"
    deprecated: Literal["no", "depricated", "deprecated"] = "no"
    limits: Literal["told", "empty"] = "told"
    notification_times: Literal["ms", "seconds"] = "ms"
    notification_phones: Literal["digits", "plus"] = "digits"
    notification_numbers: Literal["numbers", "strings"] = "numbers"
    notification_slashes: Literal["plain", "escaped"] = "plain"
    notification_letters: Literal["plain", "escaped"] = "plain"
    report_delay_s: Seconds = 0.0
