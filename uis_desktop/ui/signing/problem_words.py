"""What keeps a person from signing in, and the way on from there."""

from __future__ import annotations

from collections.abc import Mapping

from uis_desktop import errors
from uis_desktop.ui.language import QT_TRANSLATE_NOOP, translate
from uis_desktop.ui.refusals import Words, seen_address
from uis_desktop.ui.wording import error_words

#: The tariff lacks what an own login at UIS is good for ("Call API", "Errors").
_COMPONENT_OFF = frozenset({"component_disabled", "method_component_disabled"})

#: Where signing in knows more than the error itself.
ADVICE: Mapping[type[errors.UisError], str] = {
    errors.ServiceUnreachable: QT_TRANSLATE_NOOP(
        "SignIn",
        "Nothing was sent, your invite is not used up. "
        "Check the network and press Enter to try again.",
    ),
    errors.OutcomeUnknown: QT_TRANSLATE_NOOP(
        "SignIn",
        "Press Enter to try again. If the invite is refused then, it has worked already: "
        "ask your administrator for a new one.",
    ),
    errors.WebPageInstead: QT_TRANSLATE_NOOP(
        "SignIn",
        "Open the browser and sign in to the network; we try again by ourselves. "
        "If there is no such page, check the address of the invite with your administrator.",
    ),
    errors.CertificateRefused: QT_TRANSLATE_NOOP(
        "SignIn",
        "Nothing was sent. In a guest network sign in to it in the browser first; we try again "
        "by ourselves. Elsewhere tell your administrator: "
        "this computer does not trust the server's certificate.",
    ),
}


def problem_words(error: errors.UisError) -> Words:
    """What happened, and what to do to get in all the same."""
    words = error_words(error)
    if isinstance(error, errors.ServiceRefused):
        return Words(words.title, _way_on(error) or words.advice)
    advice = ADVICE.get(type(error))
    return words if advice is None else Words(words.title, translate("SignIn", advice))


def for_administrator(error: errors.UisError) -> str:
    """What the administrator has to be sent; empty: nothing worth copying."""
    address = _refused_address(error)
    if address is None:
        return ""
    return translate(
        "SignIn",
        "UIS Desktop: please add the address {address} to the list of allowed addresses "
        "in the UIS account (API security).",
    ).format(address=address)


def page_host(error: errors.UisError) -> str:
    """In whose place the network shows its own page; empty: it does not."""
    if isinstance(error, errors.WebPageInstead | errors.CertificateRefused):
        return error.host
    return ""


def passes_by_itself(error: errors.UisError) -> bool:
    """Once the network lets us out the same form is right: nobody has got it yet."""
    return isinstance(error, errors.WebPageInstead | errors.CertificateRefused)


def _way_on(error: errors.ServiceRefused) -> str:
    if error.mnemonic in _COMPONENT_OFF:
        return translate(
            "SignIn",
            "To see who calls you need no Call API: choose “Through the company's server” above. "
            "To dial by a click ask your administrator to switch on the Call API component.",
        )
    address = _refused_address(error)
    if address is None:
        return ""
    return translate(
        "SignIn",
        "Ask your administrator to allow the address {address} in the UIS account (API security), "
        "or choose “Through the company's server” above.",
    ).format(address=address)


def _refused_address(error: errors.UisError) -> str | None:
    if isinstance(error, errors.ServiceRefused):
        return seen_address(error.mnemonic, error.message)
    return None
