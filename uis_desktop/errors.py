"""Every error that crosses a floor of the house.

Adapters turn the errors of their library into these; ``ui/wording.py`` turns
these into the words of the person at the desk.  Anything that is not a
:class:`UisError` is a defect.
"""

from __future__ import annotations

from uis_desktop.advice import Advice, advice_for

_INTERNAL_ERROR = -32603


class UisError(Exception):
    """Something the employee or the administrator has to hear about.

    ``detail`` is for the log: it names the thing that failed and never
    contains a password, a token or a whole phone number.
    """

    #: Trying the same thing again, unchanged, may help.
    worth_retrying: bool = False

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class ServiceUnreachable(UisError):
    """No answer, and the request was certainly not carried out.

    There is no network, the name does not resolve, the connection was refused.
    """

    worth_retrying = True


class CertificateRefused(ServiceUnreachable):
    """Who answered could not prove to be the server; nothing was sent to him.

    A company's own authority is missing on this computer, or the network answers in
    the server's place until somebody has signed in on its page (a captive portal).

    Attributes:
        host: whom we wanted to reach.
    """

    def __init__(self, detail: str, host: str = "") -> None:
        super().__init__(detail)
        self.host = host


class OutcomeUnknown(UisError):
    """The request went out and no answer came back: it may have been carried out.

    Never send such a request again by yourself: for a call that would be a
    second call (Call API, start.* methods).
    """


class SignInRefused(UisError):
    """Wrong login or password, or access was withdrawn."""


class InviteRefused(UisError):
    """The relay does not know the invite, or it was used, or it has expired."""


class NotAnInvite(InviteRefused):
    """What was given as an invite is no invite link; nobody was asked about it."""


class DeviceRevoked(UisError):
    """The relay no longer accepts this device; a new invite is needed."""


class ServiceRefused(UisError):
    """UIS understood a request and declined it.

    Attributes:
        mnemonic: UIS's stable word for the reason (``error.data.mnemonic``,
            Call API, "Errors"), for example ``no_active_phone_number``; empty
            when UIS sent none.
        code: UIS's JSON-RPC error code, for example -32602.
        field: the parameter at fault, nested names joined by dots, or None.
        message: UIS's English text, for the details a mnemonic has no words for.
        retry_after_s: for an exhausted budget, seconds until it is renewed.
    """

    def __init__(
        self,
        mnemonic: str,
        *,
        code: int = 0,
        field: str | None = None,
        message: str = "",
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(f"{mnemonic or 'refused'} ({code}) field={field}")
        self.mnemonic = mnemonic
        self.code = code
        self.field = field
        self.message = message
        self.retry_after_s = retry_after_s

    @property
    def server_fault(self) -> bool:
        """UIS's own ``internal_error``: it may have come after something was done."""
        return self.mnemonic == "internal_error" or self.code == _INTERNAL_ERROR

    @property
    def advice(self) -> Advice:
        """What a program can do now."""
        return advice_for(self.mnemonic, self.code)


class CallRefused(ServiceRefused):
    """UIS understood and declined to place or control a call."""


class TagRefused(ServiceRefused):
    """UIS understood and declined to change a tag of a call; ``tag_name`` is which."""

    def __init__(
        self, mnemonic: str, *, code: int = 0, message: str = "", tag_name: str = ""
    ) -> None:
        super().__init__(mnemonic, code=code, message=message)
        self.tag_name = tag_name


class ReplyNotUnderstood(UisError):
    """An answer came, but not in the agreed form."""


class WebPageInstead(ReplyNotUnderstood):
    """A page for people answered in the server's place.

    Mostly the network's own, which wants a person to sign in first (a captive portal,
    RFC 8952); a wrong address leads here, too.

    Attributes:
        host: whom we wanted to reach.
    """

    def __init__(self, detail: str, host: str = "") -> None:
        super().__init__(detail)
        self.host = host


class NotAPhoneNumber(UisError):
    """What was typed cannot be dialled; ``reason`` says why.

    Attributes:
        reason: ``empty``, ``letters``, ``several`` (more than one number),
            ``too_short``, ``too_long``, ``not_valid``, ``plus_eight`` (written with +8
            where +7 is meant), ``service_code`` (``*21#``), ``emergency`` (UIS is no way
            to call help).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"not a phone number: {reason}")
        self.reason = reason


class NotOurNumber(UisError):
    """No call can be placed from the number that was asked for; ``reason`` says why.

    Attributes:
        reason: ``no_number`` (it is none), ``free_for_callers`` (8 800 only takes
            calls), ``not_active`` (not among the company's active numbers).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"not a number to call from: {reason}")
        self.reason = reason


class SettingLocked(UisError):
    """The administrator has decided a setting: the person cannot choose it.

    Attributes:
        key: of the setting (:mod:`uis_desktop.core.settings_catalogue`).
    """

    def __init__(self, key: str) -> None:
        super().__init__(f"setting {key} is locked")
        self.key = key


class LinksForbidden(UisError):
    """The administrator does not want calls to be placed by links of other programs."""


class HotkeyRefused(UisError):
    """The keys do not work outside our windows; ``reason`` says why.

    Attributes:
        reason: ``taken`` (another program has them), ``no_key`` (this keyboard has no
            such key), ``declined`` (the person or the desktop said no), ``unassigned``
            (the desktop knows of us, and the person is to choose the keys there),
            ``not_installed`` (the desktop knows no such program), ``withdrawn`` (they
            worked until the desktop took them back), ``unavailable`` (this desktop
            gives no program such keys).
        keys: as they are written: ``Ctrl+Alt+C``.
    """

    def __init__(self, reason: str, keys: str = "") -> None:
        super().__init__(f"hotkey {keys}: {reason}")
        self.keys = keys
        self.reason = reason


class SecretsLocked(UisError):
    """The system's password store exists but cannot be opened now."""


class SecretsUnavailable(UisError):
    """There is no password store that keeps secrets safe on this system."""


class EventsMissed(UisError):
    """The relay cannot replay some events any more: the history has a hole."""


class HistoryUnreadable(UisError):
    """The local history is damaged or written by a newer version."""


class SettingsUnreadable(UisError):
    """The settings file is not valid; ``detail`` names the line or key."""


class AutostartRefused(UisError):
    """The system does not let the program be started when the person logs in, or no longer."""


class RecordingUnusable(UisError):
    """The recording of a talk cannot be heard here; ``reason`` says why.

    Attributes:
        reason: ``strange`` (its link leads elsewhere than to UIS), ``led_away`` (UIS, or the
            network in its place, led to another address), ``gone`` (UIS has it no more, or does
            not give it to us), ``too_large``, ``empty``, ``no_sound`` (what came is neither WAV
            nor MP3), ``broken`` (it is, and cannot be played), ``no_output`` (this computer has
            no loudspeakers or headphones now).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"recording: {reason}")
        self.reason = reason


class FileUnreadable(UisError):
    """A file the person chose cannot be read."""

    worth_retrying = True


class FileUnwritable(UisError):
    """A file the person asked for cannot be written."""

    worth_retrying = True
