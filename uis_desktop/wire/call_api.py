"""The Call API through the relay: what desktop and relay say beside UIS's own words.

``POST /v1/call-api`` takes the JSON-RPC 2.0 request of the Call API ("Call API",
"Conventions") with ``Authorization: Bearer <device token>`` in place of
``access_token``, and answers as UIS does; ``error.data.mnemonic`` is then one of
UIS's words, or one of these.  The word counts, never the HTTP status alone: a proxy
between the two has statuses of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

PATH = "/v1/call-api"

#: ``create.contacts`` and ``update.contacts`` of the Data API, told in the same way.
CONTACTS_PATH = "/v1/contacts/uis"

#: ``update.employees`` of the Data API, but for the signed-in employee's status only.
MY_STATUS_PATH = "/v1/my-status"

#: ``set.tag_communications`` and ``unset.tag_communications`` of the Data API, with the
#: ``call_session_id`` that desktops know in place of the ``communication_id``.
TAGGING_PATH = "/v1/tags/uis"


class RelayWord(StrEnum):
    """Why the relay, not UIS, declined a request.

    After every word but :attr:`OUTCOME_UNKNOWN` nothing was carried out.
    """

    #: UIS may have carried the request out: it went out and no answer came back, or
    #: this ``external_id`` was sent before and nobody here knows what became of it.
    OUTCOME_UNKNOWN = "relay_outcome_unknown"
    #: UIS cannot be reached; certainly nothing was sent.
    NOT_SENT = "relay_not_sent"
    #: The device token is unknown or was revoked.
    TOKEN_REFUSED = "relay_token_refused"
    #: This device asks too often; ``Retry-After`` tells when to ask again.
    TOO_MANY = "relay_too_many"
    #: The administrator has given the relay no access to UIS.
    NOT_SET_UP = "relay_not_set_up"
    #: The administrator does not let desktops do this.
    NOT_ALLOWED = "relay_not_allowed"
    #: UIS does not accept the relay's key any more; the administrator must renew it.
    KEY_REFUSED = "relay_key_refused"
    #: Another request of this device had this ``external_id``.
    EXTERNAL_ID_USED = "relay_external_id_used"
    #: The HTTP request itself is too long or came too slowly.
    BAD_REQUEST = "relay_bad_request"


#: The HTTP status of each word; UIS's own words come with 200.
STATUS: Mapping[RelayWord, int] = {
    RelayWord.OUTCOME_UNKNOWN: 504,
    RelayWord.NOT_SENT: 502,
    RelayWord.TOKEN_REFUSED: 401,
    RelayWord.TOO_MANY: 429,
    RelayWord.NOT_SET_UP: 403,
    RelayWord.NOT_ALLOWED: 403,
    RelayWord.KEY_REFUSED: 403,
    RelayWord.EXTERNAL_ID_USED: 409,
    RelayWord.BAD_REQUEST: 400,
}
