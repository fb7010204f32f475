"""What must not be read in a log or an archive: whole phone numbers, and secrets.

Both are copied to places that the calls must not reach.  The relay's log, the
desktop's log and its archive for support have the same rules.
"""

from __future__ import annotations

import re

_PHONE = re.compile(
    r"(?<![\w.])(?:\+?[78]\d{10}"
    # Of other countries, as UIS writes them; its ids are shorter, moments begin with 1.
    r"|[2-9]\d{11,13}"
    # As people write it: +49 (30) 901820-123, 8 (900) 123-45-67.
    r"|\+\d(?:[ \u00a0()-]{0,2}\d){6,14}"
    r"|8[ \u00a0(-]{1,2}\d{3}[ \u00a0)-]{1,2}\d{3}[ \u00a0-]?\d{2}[ \u00a0-]?\d{2})(?!\w)"
)
_SECRETS = (
    (re.compile(r"(/hook/[^/\s]+/)[^/\s?\"']+"), r"\1***"),
    (re.compile(r"(/admin/link/)[^/\s?\"']+"), r"\1***"),
    # Who signs in, and by what, in an address: of a proxy, of NATS.
    (re.compile(r"(://)[^\s/@\"']+(?=@)"), r"\1***"),
    (re.compile(r"(?i)(bearer\s+)[\w.~+/=-]+"), r"\1***"),
    (re.compile(r"(?i)((?:access_token|password|secret|code)[\"']?\s*[=:]\s*[\"']?)[^\s\"',}&]+"),
     r"\1***"),
    # Keys of our own making, wherever they stand: 32 or 24 bytes in base64, 15 in base32.
    (re.compile(r"(?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])(?:[\w-]{43}|[\w-]{32})(?![\w-])"),
     r"***"),
    (re.compile(r"(?<![\w-])[a-z2-7]{24}(?![\w-])"), r"***"),
)  # fmt: skip


def masked(text: str) -> str:
    """``text`` with phone numbers shortened and secrets cut out."""
    for pattern, shown in _SECRETS:
        text = pattern.sub(shown, text)
    return _PHONE.sub(_shortened, text)


def mask_phone(number: str) -> str:
    """The first and last figures of a number: enough to compare, too few to dial."""
    return f"{number[:4]}***{number[-2:]}" if len(number) > 7 else "***"


def _shortened(found: re.Match[str]) -> str:
    return mask_phone(re.sub(r"[^+\d]", "", found.group()))
