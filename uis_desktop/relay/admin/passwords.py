"""The administrator's password is kept as a scrypt hash (RFC 7914)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from uis_desktop.errors import UisError

_SHORTEST = 10
_LONGEST = 1000
#: As OWASP's password storage cheat sheet has it for 32 MiB.
_LOG_N, _R, _P = 15, 8, 3
_MEMORY = 64 * 1024 * 1024


class PasswordRefused(UisError):
    """Too short to protect a company's calls, or too long to hash."""


def hashed(password: str) -> str:
    """What is kept of a password: the cost, the salt and the hash.

    Raises:
        PasswordRefused
    """
    if not _SHORTEST <= len(password) <= _LONGEST:
        raise PasswordRefused(f"a password has {_SHORTEST} to {_LONGEST} characters")
    salt = secrets.token_bytes(16)
    found = _scrypt(password, salt, _LOG_N, _R, _P)
    return ":".join(("scrypt", str(_LOG_N), str(_R), str(_P), _text(salt), _text(found)))


def matches(password: str, kept: str) -> bool:
    """Whether this is the password; takes about a third of a second and 32 MiB."""
    _, log_n, r, p, salt, expected = kept.split(":")
    if len(password) > _LONGEST:
        return False
    found = _scrypt(password, base64.b64decode(salt), int(log_n), int(r), int(p))
    return hmac.compare_digest(found, base64.b64decode(expected))


def _scrypt(password: str, salt: bytes, log_n: int, r: int, p: int) -> bytes:
    given = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(given, salt=salt, n=2**log_n, r=r, p=p, maxmem=_MEMORY, dklen=32)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
