"""Ready rules for the CRMs that most customers of UIS have.

The host is the account's own, so the person is asked for it.  No CRM documents an
address that finds a customer by number; where the shapes are from:

- Bitrix24: ``crm/contact/list/?apply_filter=Y&with_preset=Y&FIND=…`` is where the search
  field at the top of its pages leads for contacts (seen in Bitrix's own templates of
  ``bitrix:search.title``, as public repositories hold them).
- amoCRM: ``/contacts/list/?term=…`` is its own search in the list of contacts (seen in
  public integrations).
- Planfix: a contact is at ``/contact/<number in Planfix>`` (seen in public
  integrations); no address that searches by telephone number is known.  So the number
  of the contact has to come with the call, as an additional parameter that the
  administrator shows under the label ``Planfix``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_HOST = re.compile(
    r"(?=.{1,253}\Z)(?!-)[a-z0-9-]{1,63}(\.(?!-)[a-z0-9-]{1,63})+(:\d{1,5})?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class CrmTemplate:
    """A rule's address but for the host.

    Attributes:
        example: a host as the person finds it in the browser.
        behind: the address behind the host.
    """

    name: str
    example: str
    behind: str

    def target(self, host: str) -> str:
        """The address for an account."""
        return f"https://{host}{self.behind}"


TEMPLATES = (
    CrmTemplate(
        "Bitrix24",
        "company.bitrix24.ru",
        "/crm/contact/list/?apply_filter=Y&with_preset=Y&FIND={number_10}",
    ),
    CrmTemplate("amoCRM", "company.amocrm.ru", "/contacts/list/?term={number_10}"),
    CrmTemplate("Planfix", "company.planfix.ru", "/contact/{parameter:Planfix}"),
)


def host_of(typed: str) -> str | None:
    """The host in what a person typed or copied from the browser; None: there is none."""
    text = typed.strip().lower()
    text = re.sub(r"\A[a-z]+://", "", text)
    host = re.split(r"[/?#]", text, maxsplit=1)[0]
    return host if _HOST.fullmatch(host) else None
