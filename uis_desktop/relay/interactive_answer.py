"""What the relay may answer UIS's interactive call processing."""

from __future__ import annotations

import msgspec

from uis_desktop.errors import UisError


class AnswerRefused(UisError):
    """UIS would not understand this answer, or it would leave the route open."""


class InteractiveAnswer(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """An answer UIS understands (help centre, "Интерактивная обработка вызова")."""

    phones: tuple[str, ...] | None = None
    message_name: str | None = None
    text: str | None = None
    operator_media: str | None = None
    operator_text: str | None = None
    returned_code: str | None = None


def checked_answer(text: str) -> bytes:
    """An account's default answer, as it will be sent.

    Raises:
        AnswerRefused: not JSON, unknown keys, or it names neither a phone nor a code.
    """
    try:
        answer = msgspec.json.decode(text, type=InteractiveAnswer)
    except ValueError as error:
        raise AnswerRefused(f"not an interactive answer: {error}") from error
    if not answer.phones and not answer.returned_code:
        raise AnswerRefused("the answer needs phones or a returned_code: nothing else is a route")
    return msgspec.json.encode(answer)


def forward_to(extension: str) -> bytes:
    """Send the caller to this phone."""
    return msgspec.json.encode(InteractiveAnswer(phones=(extension,)))
