"""Errors and states in the words of the person at the desk."""

from __future__ import annotations

from collections.abc import Mapping

from uis_desktop import errors
from uis_desktop.core.cards import CardState
from uis_desktop.core.link import LinkState, LinkView, OfflineReason, RefusedReason
from uis_desktop.ui.language import QT_TRANSLATE_NOOP, translate
from uis_desktop.ui.plain_text import plain
from uis_desktop.ui.playing.words import unusable_words
from uis_desktop.ui.refusals import Words, refusal_words


def error_words(error: errors.UisError) -> Words:
    """What happened, and what the person can do about it."""
    if isinstance(error, errors.NotAPhoneNumber):
        return Words(
            translate("Errors", "This cannot be dialled"), not_a_number_words(error.reason)
        )
    if isinstance(error, errors.NotOurNumber):
        return Words(
            translate("Errors", "No call can be placed from this number"),
            not_our_number_words(error.reason),
        )
    if isinstance(error, errors.HotkeyRefused):
        return hotkey_words(error)
    if isinstance(error, errors.RecordingUnusable):
        return unusable_words(error.reason)
    if isinstance(error, errors.TagRefused):
        return tag_refusal_words(error.tag_name, error.mnemonic, error.message)
    if isinstance(error, errors.ServiceRefused):
        return _refused(error)
    words = ERRORS.get(type(error), ERRORS[errors.UisError])
    return Words(translate("Errors", words.title), translate("Errors", words.advice))


def _refused(error: errors.ServiceRefused) -> Words:
    words = refusal_words(error.mnemonic, error.message)
    if error.retry_after_s is None:
        return words
    advice = translate("Errors", "Try again in {seconds} s.")
    return Words(words.title, advice.format(seconds=round(error.retry_after_s)))


def tag_refusal_words(name: str, mnemonic: str, message: str = "") -> Words:
    """Why UIS has not changed a tag of a call, and what to do."""
    title = translate("Tags", "UIS did not change the tag “{name}”").format(name=plain(name, 60))
    if mnemonic == "call_session_not_found":
        return Words(title, translate("Tags", "The company's server does not know this call."))
    if mnemonic == "entity_not_found":
        gone = translate("Tags", "UIS has no such tag or call any more. Choose another tag.")
        return Words(title, gone)
    return Words(title, refusal_words(mnemonic, message).line)


def not_a_number_words(reason: str) -> str:
    """Why what was typed cannot be dialled."""
    text = NOT_A_NUMBER.get(reason, NOT_A_NUMBER["not_valid"])
    return translate("NotANumber", text)


def not_our_number_words(reason: str) -> str:
    """Why no call can be placed from a number, and what to do."""
    text = NOT_OUR_NUMBER.get(reason, NOT_OUR_NUMBER["no_number"])
    return translate("NotOurNumber", text)


def hotkey_words(error: errors.HotkeyRefused) -> Words:
    """Why keys do not work outside our windows, and what to do."""
    title = translate("Hotkey", "{keys} cannot be used")
    text = HOTKEYS.get(error.reason, HOTKEYS["unavailable"])
    return Words(title.format(keys=plain(error.keys, 40)), translate("Hotkey", text))


def state_words(state: CardState) -> str:
    """The state line of a card, before the running seconds."""
    return translate("CardState", STATES[state])


def short_state_words(state: CardState) -> str:
    """One or two words, for a window title or a menu."""
    return translate("CardState", SHORT_STATES[state])


def link_words(link: LinkView | None) -> str:
    """The connection in one line: how it is, whose, and why it is not."""
    text = link_state_words(link)
    if link is None:
        return text
    if name := name_of(link):
        return f"{text} · {name}"
    if link.reason is not None and link.state in {LinkState.OFFLINE, LinkState.REFUSED}:
        return f"{text}: {translate('Link', REASONS[link.reason])}"
    return text


def link_state_words(link: LinkView | None) -> str:
    """How the connection is; None is "nobody has signed in"."""
    state = QT_TRANSLATE_NOOP("Link", "Not signed in") if link is None else LINKS[link.state]
    return translate("Link", state)


def name_of(link: LinkView) -> str:
    """Whose connection it is; empty while it is not there, or nobody knows."""
    return plain(link.employee_name or "", 40) if link.state is LinkState.LIVE else ""


ERRORS: Mapping[type[errors.UisError], Words] = {
    errors.UisError: Words(
        QT_TRANSLATE_NOOP("Errors", "Something went wrong"),
        QT_TRANSLATE_NOOP("Errors", "Tell your administrator; the log has the details."),
    ),
    errors.ServiceUnreachable: Words(
        QT_TRANSLATE_NOOP("Errors", "No connection"),
        QT_TRANSLATE_NOOP("Errors", "Nothing was sent. Check the network and try again."),
    ),
    errors.OutcomeUnknown: Words(
        QT_TRANSLATE_NOOP("Errors", "No answer came back"),
        QT_TRANSLATE_NOOP("Errors", "It may have worked. Look at your phone before you try again."),
    ),
    errors.SignInRefused: Words(
        QT_TRANSLATE_NOOP("Errors", "Wrong login or password"),
        QT_TRANSLATE_NOOP("Errors", "Check both and the service, then try again."),
    ),
    errors.InviteRefused: Words(
        QT_TRANSLATE_NOOP("Errors", "The invite is not valid"),
        QT_TRANSLATE_NOOP(
            "Errors",
            "It has been used, or its time is over. "
            "Ask for a new one: your administrator has sent you the link.",
        ),
    ),
    errors.NotAnInvite: Words(
        QT_TRANSLATE_NOOP("Errors", "This is no invite link"),
        QT_TRANSLATE_NOOP(
            "Errors",
            "Copy the whole link from your administrator's message; it begins with uis-desktop://.",
        ),
    ),
    errors.CertificateRefused: Words(
        QT_TRANSLATE_NOOP("Errors", "Somebody else answers in the server's place"),
        QT_TRANSLATE_NOOP(
            "Errors",
            "Nothing was sent. In a guest network sign in to it in the browser first. Elsewhere "
            "tell your administrator: this computer does not trust the server's certificate.",
        ),
    ),
    errors.WebPageInstead: Words(
        QT_TRANSLATE_NOOP("Errors", "The network seems to want you to sign in on its own page"),
        QT_TRANSLATE_NOOP(
            "Errors",
            "Open the browser and sign in there. "
            "If there is no such page, tell your administrator.",
        ),
    ),
    errors.DeviceRevoked: Words(
        QT_TRANSLATE_NOOP("Errors", "This computer is signed off"),
        QT_TRANSLATE_NOOP("Errors", "Ask your administrator for a new invite."),
    ),
    errors.ReplyNotUnderstood: Words(
        QT_TRANSLATE_NOOP("Errors", "The answer could not be read"),
        QT_TRANSLATE_NOOP("Errors", "Check the address. If it is right, tell your administrator."),
    ),
    errors.SecretsLocked: Words(
        QT_TRANSLATE_NOOP("Errors", "The password store is locked"),
        QT_TRANSLATE_NOOP("Errors", "Unlock the system's password store and try again."),
    ),
    errors.SecretsUnavailable: Words(
        QT_TRANSLATE_NOOP("Errors", "No safe place for the password"),
        QT_TRANSLATE_NOOP(
            "Errors", "This system has no password store: you will be asked at every start."
        ),
    ),
    errors.EventsMissed: Words(
        QT_TRANSLATE_NOOP("Errors", "Some calls are missing here"),
        QT_TRANSLATE_NOOP(
            "Errors", "The connection was down too long. Look them up in the UIS account."
        ),
    ),
    errors.HistoryUnreadable: Words(
        QT_TRANSLATE_NOOP("Errors", "The call history cannot be read or written"),
        QT_TRANSLATE_NOOP("Errors", "Check that the disk has room, then start the program again."),
    ),
    errors.FileUnreadable: Words(
        QT_TRANSLATE_NOOP("Errors", "The file cannot be read"),
        QT_TRANSLATE_NOOP("Errors", "Choose a file you may open, or close it elsewhere first."),
    ),
    errors.FileUnwritable: Words(
        QT_TRANSLATE_NOOP("Errors", "The file was not written"),
        QT_TRANSLATE_NOOP("Errors", "Choose another folder, or make room on the disk."),
    ),
    errors.AutostartRefused: Words(
        QT_TRANSLATE_NOOP("Errors", "The system did not change what starts when you log in"),
        QT_TRANSLATE_NOOP(
            "Errors", "Change it in the system's own settings, or ask your administrator."
        ),
    ),
    errors.SettingLocked: Words(
        QT_TRANSLATE_NOOP("Errors", "This is set by the administrator"),
        QT_TRANSLATE_NOOP("Errors", "Nothing was changed. Ask your administrator."),
    ),
    errors.LinksForbidden: Words(
        QT_TRANSLATE_NOOP("Errors", "Calls by links are switched off"),
        QT_TRANSLATE_NOOP(
            "Errors", "Your administrator has decided so. Copy the number and dial it here."
        ),
    ),
    errors.SettingsUnreadable: Words(
        QT_TRANSLATE_NOOP("Errors", "The settings cannot be read"),
        QT_TRANSLATE_NOOP("Errors", "Sign in again, or ask your administrator to mend the file."),
    ),
}

NOT_A_NUMBER: Mapping[str, str] = {
    "empty": QT_TRANSLATE_NOOP("NotANumber", "Type a number first."),
    "letters": QT_TRANSLATE_NOOP("NotANumber", "A phone number has no letters."),
    "too_short": QT_TRANSLATE_NOOP("NotANumber", "The number is too short."),
    "too_long": QT_TRANSLATE_NOOP("NotANumber", "The number is too long."),
    "not_valid": QT_TRANSLATE_NOOP("NotANumber", "There is no such number."),
    "several": QT_TRANSLATE_NOOP("NotANumber", "These are several numbers: choose one of them."),
    "plus_eight": QT_TRANSLATE_NOOP(
        "NotANumber", "No country has the code 8. Write +7, or 8 without the plus."
    ),
    "service_code": QT_TRANSLATE_NOOP(
        "NotANumber", "This is a service code: dial it on the phone itself."
    ),
    "emergency": QT_TRANSLATE_NOOP(
        "NotANumber",
        "Nothing was dialled: UIS is no way to call help. Call 112 from a mobile phone.",
    ),
}

HOTKEYS: Mapping[str, str] = {
    "taken": QT_TRANSLATE_NOOP(
        "Hotkey", "Another program uses these keys. Choose others in the settings."
    ),
    "no_key": QT_TRANSLATE_NOOP(
        "Hotkey", "This keyboard has no such key. Choose another in the settings."
    ),
    "declined": QT_TRANSLATE_NOOP(
        "Hotkey",
        "The system did not allow it. To be asked again, clear the field in the settings and "
        "press the keys anew.",
    ),
    "unassigned": QT_TRANSLATE_NOOP(
        "Hotkey",
        "The desktop has given no keys yet. Choose them in its settings, under keyboard shortcuts.",
    ),
    "not_installed": QT_TRANSLATE_NOOP(
        "Hotkey",
        "The desktop gives keys only to installed programs. Install UIS Desktop from its package, "
        "or copy the number and paste it instead.",
    ),
    "withdrawn": QT_TRANSLATE_NOOP(
        "Hotkey",
        "The desktop has taken them back. To have them again, clear the field in the settings and "
        "press the keys anew.",
    ),
    "unavailable": QT_TRANSLATE_NOOP(
        "Hotkey", "This desktop gives no program such keys. Copy the number and paste it instead."
    ),
}

NOT_OUR_NUMBER: Mapping[str, str] = {
    "no_number": QT_TRANSLATE_NOOP(
        "NotOurNumber", "Nothing was sent. Choose one of your company's numbers to call from."
    ),
    "free_for_callers": QT_TRANSLATE_NOOP(
        "NotOurNumber",
        "Nothing was sent. A number 8 800 only takes calls: choose another one to call from.",
    ),
    "not_active": QT_TRANSLATE_NOOP(
        "NotOurNumber",
        "Nothing was sent. It is not one of your company's active numbers: "
        "choose one that is, or ask your administrator.",
    ),
}

STATES: Mapping[CardState, str] = {
    CardState.RINGING_LINE: QT_TRANSLATE_NOOP("CardState", "Incoming, on the line"),
    CardState.RINGING_ME: QT_TRANSLATE_NOOP("CardState", "Incoming, for you"),
    CardState.RINGING_COLLEAGUE: QT_TRANSLATE_NOOP("CardState", "Incoming, for a colleague"),
    CardState.REQUESTING: QT_TRANSLATE_NOOP("CardState", "Placing the call"),
    CardState.CALLING_MY_PHONE: QT_TRANSLATE_NOOP("CardState", "Pick up your phone"),
    CardState.DIALLING: QT_TRANSLATE_NOOP("CardState", "Calling"),
    CardState.TALKING: QT_TRANSLATE_NOOP("CardState", "Talking"),
    CardState.TAKEN: QT_TRANSLATE_NOOP("CardState", "A colleague answered"),
    CardState.ENDED: QT_TRANSLATE_NOOP("CardState", "Call ended"),
    CardState.NOT_ANSWERED: QT_TRANSLATE_NOOP("CardState", "Not answered"),
    CardState.LOST: QT_TRANSLATE_NOOP("CardState", "Missed call"),
    CardState.REFUSED: QT_TRANSLATE_NOOP("CardState", "The call was not placed"),
    CardState.UNKNOWN: QT_TRANSLATE_NOOP("CardState", "Not known whether the call was placed"),
    CardState.SILENT: QT_TRANSLATE_NOOP("CardState", "No news of this call"),
}

SHORT_STATES: Mapping[CardState, str] = {
    CardState.RINGING_LINE: QT_TRANSLATE_NOOP("CardState", "Incoming"),
    CardState.RINGING_ME: QT_TRANSLATE_NOOP("CardState", "Incoming"),
    CardState.RINGING_COLLEAGUE: QT_TRANSLATE_NOOP("CardState", "Incoming"),
    CardState.REQUESTING: QT_TRANSLATE_NOOP("CardState", "Outgoing"),
    CardState.CALLING_MY_PHONE: QT_TRANSLATE_NOOP("CardState", "Outgoing"),
    CardState.DIALLING: QT_TRANSLATE_NOOP("CardState", "Outgoing"),
    CardState.TALKING: QT_TRANSLATE_NOOP("CardState", "Talking"),
    CardState.TAKEN: QT_TRANSLATE_NOOP("CardState", "Answered by a colleague"),
    CardState.ENDED: QT_TRANSLATE_NOOP("CardState", "Ended"),
    CardState.NOT_ANSWERED: QT_TRANSLATE_NOOP("CardState", "Not answered"),
    CardState.LOST: QT_TRANSLATE_NOOP("CardState", "Missed"),
    CardState.REFUSED: QT_TRANSLATE_NOOP("CardState", "Not placed"),
    CardState.UNKNOWN: QT_TRANSLATE_NOOP("CardState", "Outcome unknown"),
    CardState.SILENT: QT_TRANSLATE_NOOP("CardState", "No news"),
}

LINKS: Mapping[LinkState, str] = {
    LinkState.CONNECTING: QT_TRANSLATE_NOOP("Link", "Connecting…"),
    LinkState.CATCHING_UP: QT_TRANSLATE_NOOP("Link", "Catching up on calls…"),
    LinkState.LIVE: QT_TRANSLATE_NOOP("Link", "Connected"),
    LinkState.OFFLINE: QT_TRANSLATE_NOOP("Link", "No connection"),
    LinkState.REFUSED: QT_TRANSLATE_NOOP("Link", "Refused by the server"),
}

REASONS: Mapping[OfflineReason | RefusedReason, str] = {
    OfflineReason.UNREACHABLE: QT_TRANSLATE_NOOP(
        "Link", "the company's server does not answer; trying again"
    ),
    OfflineReason.RELAY_GOING_AWAY: QT_TRANSLATE_NOOP(
        "Link", "the company's server is restarting; trying again"
    ),
    OfflineReason.TOO_SLOW: QT_TRANSLATE_NOOP(
        "Link", "this computer or its network is too slow; trying again"
    ),
    OfflineReason.NOT_A_RELAY: QT_TRANSLATE_NOOP(
        "Link", "something else answers at the server's address; trying again"
    ),
    OfflineReason.TLS: QT_TRANSLATE_NOOP(
        "Link", "the server's certificate is not trusted; tell your administrator"
    ),
    RefusedReason.DEVICE_REVOKED: QT_TRANSLATE_NOOP(
        "Link", "this computer was signed off; ask your administrator for a new invite"
    ),
    RefusedReason.NOT_ALLOWED: QT_TRANSLATE_NOOP(
        "Link", "you may not see these calls; ask your administrator"
    ),
    RefusedReason.PROTOCOL: QT_TRANSLATE_NOOP(
        "Link", "this program is too old for the server; install the new version"
    ),
}
