"""An event before it has a number, for tests that write to a log."""

from __future__ import annotations

from datetime import UTC, datetime

from uis_desktop.relay.log.port import AudienceRule, Draft

ANNA = "101"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def whoever_has_seen(*members: str) -> AudienceRule:
    """These, and everybody who has seen the call before."""
    return lambda seen_by: seen_by | frozenset(members)


def draft(
    key: str,
    audience: AudienceRule | None = None,
    *,
    call: str = "",
    account: str = "acme",
    received_at: datetime = NOW,
    kind: str = "waiting",
    normal: bytes | None = b'{"kind":"waiting"}',
    raw: bytes | None = None,
) -> Draft:
    """Without ``audience`` it is for Anna, without ``raw`` its bytes are the key."""
    return Draft(
        account=account,
        received_at=received_at,
        kind=kind,
        call_session_id=call,
        key=key.encode(),
        normal=normal,
        repairs=("quotes",),
        method="POST",
        raw=key.encode() if raw is None else raw,
        audience=audience or whoever_has_seen(ANNA),
    )
