"""What a note on a release means to this program: is it newer, and is the person told?

Pure: who has signed a note, and where it comes from, is settled before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

#: After the start nothing is asked for so long: the day begins with calls.
FIRST_S = 10 * 60.0
#: Who starts at nine with a hundred others does not ask at the same minute.
SPREAD_S = 30 * 60.0
#: A moment further away was written while the clock was wrong.
_FURTHEST = timedelta(days=3)
_ASK_AGAIN = timedelta(days=1)
_ASK_AGAIN_UNREACHED = timedelta(hours=2)
#: Qt's timers count to 24 days, and a machine that sleeps counts late.
_LONGEST_S = 12 * 3600.0

_VERSION = re.compile(
    r"(?P<numbers>\d{1,5}\.\d{1,5}\.\d{1,5})(~dev\.(?P<day>\d{8})\.[0-9a-f]{7,40})?", re.ASCII
)


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A version as ``packaging/version.sh`` writes it; what is before a release sorts before it.

    Attributes:
        numbers: 0.1.0 as three numbers.
        released: it is a release, not a version before it.
        day: of a version before a release, as in 20261128; else 0.
    """

    numbers: tuple[int, ...]
    released: bool
    day: int
    text: str = field(compare=False)

    def __str__(self) -> str:
        return self.text


def read_version(text: str) -> Version:
    """The version that is written there.

    Raises:
        ValueError: it is none.
    """
    found = _VERSION.fullmatch(text)
    if found is None:
        raise ValueError("not a version")
    numbers = tuple(map(int, found["numbers"].split(".")))
    return Version(numbers, found["day"] is None, int(found["day"] or 0), text)


class Platform(StrEnum):
    """What a package runs on."""

    LINUX = "linux-x86_64"
    WINDOWS = "windows-x86_64"
    MACOS_ARM = "macos-arm64"
    MACOS_INTEL = "macos-x86_64"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseFile:
    """One package; ``size`` in bytes, ``sha256`` in hexadecimal digits."""

    name: str
    platform: Platform
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What the note on a release says.

    Attributes:
        expires: the first day on which it is not believed any more, so that nobody can
            hide a newer release for ever by showing this note again.
        page: the https address of the page with the packages.
        summary: what is new, by language (``ru``, ``en``).
    """

    version: Version
    released: date
    expires: date
    page: str
    summary: Mapping[str, str]
    files: Sequence[ReleaseFile]


class Verdict(StrEnum):
    """What a release is to this program."""

    NEWER = "newer"
    NOT_NEWER = "not newer"
    ELSEWHERE = "not for this system"
    EXPIRED = "expired"
    ROLLED_BACK = "older than one known before"

    @property
    def kept(self) -> bool:
        """The note counts from now on."""
        return self not in {Verdict.EXPIRED, Verdict.ROLLED_BACK}


def judge(
    release: Release,
    *,
    running: Version,
    platform: Platform | None,
    known: Version | None,
    today: date,
) -> Verdict:
    """What the release is to the version that runs; ``known``: the newest of before."""
    if known is not None and release.version < known:
        return Verdict.ROLLED_BACK
    if today >= release.expires:
        return Verdict.EXPIRED
    if not release.version.released or release.version <= running:
        return Verdict.NOT_NEWER
    if platform not in {file.platform for file in release.files}:
        return Verdict.ELSEWHERE
    return Verdict.NEWER


def next_ask(now: datetime, *, reached: bool, chance: float) -> datetime:
    """When to ask again; ``chance`` is anything from 0 to 1."""
    after = _ASK_AGAIN if reached else _ASK_AGAIN_UNREACHED
    return now + after + timedelta(seconds=chance * SPREAD_S)


def pause_s(due: datetime | None, now: datetime, *, chance: float) -> float:
    """How long to wait before it is looked again whether to ask; never only a moment."""
    shortest = FIRST_S + chance * SPREAD_S
    if due is None or not is_near(due, now):
        return shortest
    return min(max(shortest, (due - now).total_seconds()), _LONGEST_S)


def is_due(due: datetime | None, now: datetime) -> bool:
    """It is time to ask."""
    return due is None or due <= now or not is_near(due, now)


def is_near(due: datetime, now: datetime) -> bool:
    """The clock was not set back since that moment was chosen."""
    return due - now <= _FURTHEST


def is_page(address: str) -> bool:
    """An address that may be opened in the browser: https, of a host, and nothing hidden."""
    try:
        parts = urlsplit(address)
        hidden = parts.username is not None or parts.password is not None
        host = parts.hostname
    except ValueError:
        return False
    plain = address.isascii() and address.isprintable() and " " not in address
    return plain and len(address) <= 500 and parts.scheme == "https" and bool(host) and not hidden


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateMemory:
    """What is remembered from one start to the next.

    Attributes:
        ask_at: when to ask again; None: it was never asked.
        told: the version the person was told of last.
        note, signature: the newest note, as it was fetched.
    """

    ask_at: datetime | None = None
    told: str = ""
    note: bytes = b""
    signature: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """A newer version; ``told``: the person knows of it already."""

    release: Release
    running: Version
    told: bool


class Telling(StrEnum):
    """Whether the person is told of new versions, or why not.

    ``NO_KEY``: this build has no key of whoever makes releases, so nothing could be believed.
    """

    POSSIBLE = "possible"
    NO_KEY = "no key"
    FORBIDDEN = "forbidden"
