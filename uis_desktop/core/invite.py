"""The invite link: how a desktop finds its relay, ``uis-desktop://enrol?…``."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from uis_desktop.errors import NotAnInvite

_SCHEME = "uis-desktop"
_LONGEST = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """A relay's address and a one-time code."""

    relay_url: str
    code: str

    @property
    def host(self) -> str:
        """The relay as a person knows it: ``relay.example``."""
        return urlsplit(self.relay_url).netloc

    def link(self) -> str:
        """The link an administrator sends."""
        return f"{_SCHEME}://enrol?{urlencode({'relay': self.relay_url, 'code': self.code})}"


def parse_invite(text: str) -> Invite:
    """Read a pasted invite link.

    Raises:
        NotAnInvite: it is none.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        raise NotAnInvite("invite: too long")
    try:
        link = urlsplit(text)
        query = parse_qs(link.query, max_num_fields=10)
        relay = urlsplit(query["relay"][0])
        code = query["code"][0]
    except (ValueError, KeyError) as error:
        raise NotAnInvite("invite: not an invite link") from error
    if link.scheme != _SCHEME or link.netloc != "enrol":
        raise NotAnInvite("invite: not an invite link")
    if relay.scheme not in {"http", "https"} or not relay.hostname or relay.username:
        raise NotAnInvite("invite: the relay's address is not http or https")
    return Invite(relay_url=f"{relay.scheme}://{relay.netloc}{relay.path.rstrip('/')}", code=code)
