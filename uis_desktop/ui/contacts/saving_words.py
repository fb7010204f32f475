"""Why UIS has not kept a contact, in words with a next step."""

from __future__ import annotations

from collections.abc import Mapping

from uis_desktop import errors
from uis_desktop.ui.language import QT_TRANSLATE_NOOP, translate
from uis_desktop.ui.refusals import Words
from uis_desktop.ui.wording import error_words


def saving_words(error: errors.UisError) -> Words:
    """What happened to the contact; what was typed is still in the form."""
    if isinstance(error, errors.ServiceRefused):
        known = _REFUSALS.get(error.mnemonic)
    elif isinstance(error, errors.OutcomeUnknown | errors.ReplyNotUnderstood):
        known = _UNKNOWN
    elif isinstance(error, errors.ServiceUnreachable):
        known = _NOT_SENT
    else:
        known = None
    if known is None:
        return error_words(error)
    return Words(translate("Saving", known.title), translate("Saving", known.advice))


_UNKNOWN = Words(
    QT_TRANSLATE_NOOP("Saving", "It is not known whether UIS has saved the contact"),
    QT_TRANSLATE_NOOP(
        "Saving",
        "Look for it here in a quarter of an hour before you save again: it may be there twice.",
    ),
)
_NOT_SENT = Words(
    QT_TRANSLATE_NOOP("Saving", "UIS cannot be reached: nothing was saved there"),
    QT_TRANSLATE_NOOP("Saving", "Try again later, or save it among your own contacts."),
)
_ASK = QT_TRANSLATE_NOOP(
    "Saving", "Ask your administrator. You can save it among your own contacts meanwhile."
)
_REFUSALS: Mapping[str, Words] = {
    "duplicate_entity": Words(
        QT_TRANSLATE_NOOP("Saving", "UIS has such a contact already"),
        QT_TRANSLATE_NOOP("Saving", "Find the contact with this number and change that one."),
    ),
    "already_in_use": Words(
        QT_TRANSLATE_NOOP("Saving", "Another contact in UIS has this number"),
        QT_TRANSLATE_NOOP("Saving", "Find the contact with this number and change that one."),
    ),
    "entity_not_found": Words(
        QT_TRANSLATE_NOOP("Saving", "This contact is not in UIS any more"),
        QT_TRANSLATE_NOOP("Saving", "Save it as a new one."),
    ),
    "invalid_parameter_value": Words(
        QT_TRANSLATE_NOOP("Saving", "UIS does not take this contact"),
        QT_TRANSLATE_NOOP("Saving", "Check the numbers, and who is responsible."),
    ),
    "data_limit_exceeded": Words(
        QT_TRANSLATE_NOOP("Saving", "UIS's address book is full"),
        _ASK,
    ),
    "relay_not_allowed": Words(
        QT_TRANSLATE_NOOP("Saving", "Saving contacts into UIS is not allowed"), _ASK
    ),
    "relay_not_set_up": Words(
        QT_TRANSLATE_NOOP("Saving", "The company's server has no access to UIS"), _ASK
    ),
    "relay_key_refused": Words(
        QT_TRANSLATE_NOOP("Saving", "UIS does not accept the server's key any more"), _ASK
    ),
    "relay_too_many": Words(
        QT_TRANSLATE_NOOP("Saving", "Too many requests to UIS"),
        QT_TRANSLATE_NOOP("Saving", "Wait a minute and save again."),
    ),
}
