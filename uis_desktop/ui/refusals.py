"""UIS's reasons for declining, in words with a next step.

The mnemonics are those of the Call API and Data API documentation ("Errors",
"Ошибки") and of ``finish_reason``; it is an open list, so an unknown one has words too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from uis_desktop.ui.language import QT_TRANSLATE_NOOP, translate
from uis_desktop.ui.plain_text import plain

#: IPv4, or IPv6 with at least two groups.
_ADDRESS = re.compile(
    r"\b(?:\d{1,3}\.){3}\d{1,3}\b|(?<![\w:])(?:[0-9a-fA-F]{1,4}:){2,7}[0-9a-fA-F:]*[0-9a-fA-F]",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Words:
    """What happened, and what the person can do now."""

    title: str
    advice: str

    @property
    def line(self) -> str:
        """Both in one line."""
        return f"{self.title}. {self.advice}"


def refusal_words(mnemonic: str | None, message: str | None = None) -> Words:
    """The words for a refusal; ``message`` is UIS's own text, for an unknown reason."""
    address = seen_address(mnemonic, message)
    if address is not None:
        return _not_allowed(address)
    known = REFUSALS.get(mnemonic or "")
    if known is not None:
        return Words(translate("Refusals", known.title), translate("Refusals", known.advice))
    title = translate("Refusals", "UIS declined")
    said = plain(message or mnemonic or "")
    if said:
        return Words(title, translate("Refusals", "UIS says: {message}").format(message=said))
    return Words(title, translate("Refusals", "UIS gave no reason. Tell your administrator."))


def no_calls_words() -> str:
    """Why the window offers no call any more (``component_disabled``), in one line."""
    again = translate("Refusals", "Then start the program anew.")
    return f"{refusal_words('component_disabled').line} {again}"


def seen_address(mnemonic: str | None, message: str | None) -> str | None:
    """The address UIS has seen us at and does not accept, if it names it."""
    found = _ADDRESS.search(message or "") if mnemonic == "ip_not_whitelisted" else None
    return None if found is None else found.group()


def _not_allowed(address: str) -> Words:
    """UIS names the address it has seen: that is the one to allow."""
    advice = translate(
        "Refusals",
        "Ask your administrator to add the address {address} to the list of allowed "
        "addresses in the UIS account (API security).",
    )
    title = translate("Refusals", REFUSALS["ip_not_whitelisted"].title)
    return Words(title, advice.format(address=address))


def _each(mnemonics: str, title: str, advice: str) -> Mapping[str, Words]:
    return dict.fromkeys(mnemonics.split(), Words(title, advice))


REFUSALS: Mapping[str, Words] = {
    **_each(
        "auth_error",
        QT_TRANSLATE_NOOP("Refusals", "Wrong login or password"),
        QT_TRANSLATE_NOOP(
            "Refusals",
            "Sign out and sign in again with the login and password of your UIS account.",
        ),
    ),
    **_each(
        "access_token_invalid access_token_expired",
        QT_TRANSLATE_NOOP("Refusals", "UIS ended the session"),
        QT_TRANSLATE_NOOP("Refusals", "Sign out and sign in again."),
    ),
    **_each(
        "access_token_blocked",
        QT_TRANSLATE_NOOP("Refusals", "Access to UIS is blocked"),
        QT_TRANSLATE_NOOP(
            "Refusals",
            "Ask your administrator to unblock access in the UIS account.",
        ),
    ),
    **_each(
        "ip_not_whitelisted",
        QT_TRANSLATE_NOOP("Refusals", "UIS does not accept calls from this network"),
        QT_TRANSLATE_NOOP(
            "Refusals",
            "Ask your administrator to add this network's address to the list of "
            "allowed addresses in the UIS account (API security).",
        ),
    ),
    **_each(
        "forbidden",
        QT_TRANSLATE_NOOP("Refusals", "No permission"),
        QT_TRANSLATE_NOOP(
            "Refusals",
            "Ask your administrator to give your UIS user the right to use the Call API.",
        ),
    ),
    **_each(
        "account_inactive",
        QT_TRANSLATE_NOOP("Refusals", "The UIS account is blocked"),
        QT_TRANSLATE_NOOP("Refusals", "Ask your administrator; the account may have to be paid."),
    ),
    **_each(
        "component_disabled method_component_disabled parameter_component_disabled "
        "tariff_restrictions",
        QT_TRANSLATE_NOOP("Refusals", "Not part of your UIS tariff"),
        QT_TRANSLATE_NOOP(
            "Refusals", "Ask your administrator to switch on the Call API component."
        ),
    ),
    **_each(
        "limit_exceeded relay_too_many",
        QT_TRANSLATE_NOOP("Refusals", "Too many requests to UIS"),
        QT_TRANSLATE_NOOP("Refusals", "Wait a little and try again."),
    ),
    **_each(
        "no_active_phone_number",
        QT_TRANSLATE_NOOP("Refusals", "Your phones are switched off"),
        QT_TRANSLATE_NOOP(
            "Refusals",
            "Switch on your desk phone or softphone, or ask your administrator to "
            "add a number for you.",
        ),
    ),
    **_each(
        "employee_not_found",
        QT_TRANSLATE_NOOP("Refusals", "UIS does not know you as an employee"),
        QT_TRANSLATE_NOOP(
            "Refusals",
            "Ask your administrator to check the employee this program is set up for.",
        ),
    ),
    **_each(
        "virtual_phone_number_not_found",
        QT_TRANSLATE_NOOP("Refusals", "UIS does not know your outgoing line"),
        QT_TRANSLATE_NOOP(
            "Refusals",
            "Sign out and sign in again with one of your company's virtual numbers.",
        ),
    ),
    **_each(
        "own_virtual_phone_number_not_allowed",
        QT_TRANSLATE_NOOP("Refusals", "This is a number of your own company"),
        QT_TRANSLATE_NOOP("Refusals", "Call a colleague by the extension."),
    ),
    **_each(
        "contact_in_blacklist",
        QT_TRANSLATE_NOOP("Refusals", "This number is on the blacklist"),
        QT_TRANSLATE_NOOP(
            "Refusals",
            "Ask your administrator to take it off the blacklist in the UIS account.",
        ),
    ),
    **_each(
        "direction_forbidden out_call_not_allowed external_call_not_allowed call_not_allowed_on_tp",
        QT_TRANSLATE_NOOP("Refusals", "Calls in this direction are not allowed"),
        QT_TRANSLATE_NOOP(
            "Refusals",
            "Ask your administrator to allow it in the UIS account (API security).",
        ),
    ),
    **_each(
        "not_enough_money no_money",
        QT_TRANSLATE_NOOP("Refusals", "The UIS account has no money left"),
        QT_TRANSLATE_NOOP("Refusals", "Ask your administrator to top it up."),
    ),
    **_each(
        "call_session_not_found leg_not_found",
        QT_TRANSLATE_NOOP("Refusals", "The call is over already"),
        QT_TRANSLATE_NOOP("Refusals", "There is nothing left to do."),
    ),
    **_each(
        "invalid_state talk_option_not_found",
        QT_TRANSLATE_NOOP("Refusals", "Not possible at this moment of the call"),
        QT_TRANSLATE_NOOP("Refusals", "Try again in a moment."),
    ),
    **_each(
        "internal_error",
        QT_TRANSLATE_NOOP("Refusals", "UIS has a fault"),
        QT_TRANSLATE_NOOP(
            "Refusals",
            "Look at your phone before you try again: the call may have been placed.",
        ),
    ),
    **_each(
        "invalid_parameter_value",
        QT_TRANSLATE_NOOP("Refusals", "UIS does not accept this number"),
        QT_TRANSLATE_NOOP("Refusals", "Check the number and try again."),
    ),
    **_each(
        "data_type_error required_parameter_missed unexpected_parameters "
        "invalid_parameters_combination parse_error "
        "invalid_request method_not_found batch_opreations_not_supported "
        "notifications_not_supported invalid_date_time sort_prohibited filter_prohibited "
        "date_interval_limit_reached relay_bad_request relay_external_id_used",
        QT_TRANSLATE_NOOP("Refusals", "UIS did not understand the program"),
        QT_TRANSLATE_NOOP("Refusals", "This is a fault of the program. Tell your administrator."),
    ),
    **_each(
        "data_limit_exceeded",
        QT_TRANSLATE_NOOP("Refusals", "Too much for one entry"),
        QT_TRANSLATE_NOOP(
            "Refusals", "UIS keeps at most 10 numbers and 10 e-mail addresses of a contact."
        ),
    ),
    **_each(
        "character_encoding_not_allowed",
        QT_TRANSLATE_NOOP("Refusals", "UIS cannot read this text out"),
        QT_TRANSLATE_NOOP("Refusals", "Use only letters, digits and usual signs."),
    ),
    **_each(
        "tts_text_exceeded",
        QT_TRANSLATE_NOOP("Refusals", "The text is too long to be read out"),
        QT_TRANSLATE_NOOP("Refusals", "Shorten it and try again."),
    ),
    **_each(
        "duplicate_tag record_already_started record_already_stopped duplicate_contact",
        QT_TRANSLATE_NOOP("Refusals", "It is so already"),
        QT_TRANSLATE_NOOP("Refusals", "There is nothing left to do."),
    ),
    **_each(
        "duplicate_entity already_in_use",
        QT_TRANSLATE_NOOP("Refusals", "UIS has this already"),
        QT_TRANSLATE_NOOP("Refusals", "Look for it by its number, and change it there."),
    ),
    **_each(
        "dependency_error",
        QT_TRANSLATE_NOOP("Refusals", "Something else in UIS still needs this"),
        QT_TRANSLATE_NOOP("Refusals", "Ask your administrator to change it in the UIS account."),
    ),
    **_each(
        "campaign_is_inactive",
        QT_TRANSLATE_NOOP("Refusals", "The advertising campaign is switched off"),
        QT_TRANSLATE_NOOP("Refusals", "Ask your administrator to change it in the UIS account."),
    ),
    **_each(
        "unreachable relay_not_sent",
        QT_TRANSLATE_NOOP("Refusals", "No connection to UIS"),
        QT_TRANSLATE_NOOP("Refusals", "Nothing was sent. Check the network and try again."),
    ),
    **_each(
        "sign_in_refused",
        QT_TRANSLATE_NOOP("Refusals", "UIS does not accept your login"),
        QT_TRANSLATE_NOOP("Refusals", "Sign out and sign in again."),
    ),
    **_each(
        "relay_token_refused",
        QT_TRANSLATE_NOOP("Refusals", "This computer is signed off"),
        QT_TRANSLATE_NOOP("Refusals", "Ask your administrator for a new invite."),
    ),
    **_each(
        "relay_not_set_up relay_key_refused",
        QT_TRANSLATE_NOOP("Refusals", "The company's server has no access to UIS"),
        QT_TRANSLATE_NOOP(
            "Refusals", "Ask your administrator to renew the key of UIS on the server's page."
        ),
    ),
    **_each(
        "relay_not_allowed",
        QT_TRANSLATE_NOOP("Refusals", "The company's server does not allow this from desktops"),
        QT_TRANSLATE_NOOP("Refusals", "Ask your administrator to allow it on the server's page."),
    ),
    **_each(
        "scenario_not_found media_file_not_found tag_not_found coach_not_found entity_not_found",
        QT_TRANSLATE_NOOP("Refusals", "UIS cannot find what was asked for"),
        QT_TRANSLATE_NOOP(
            "Refusals",
            "Ask your administrator to check the settings in the UIS account.",
        ),
    ),
}
