"""What would be answered to this caller?  For the administrator who sets it up."""

from __future__ import annotations

from urllib.parse import urlencode

import apsw
import msgspec

from uis_desktop.relay.directory.contacts import contacts_after
from uis_desktop.relay.directory.interactive_rules import InteractiveAnswer
from uis_desktop.relay.directory.staff import read_staff
from uis_desktop.relay.directory.tables import Account
from uis_desktop.relay.interactive.decision import Decision, decide
from uis_desktop.relay.interactive.question import read_question
from uis_desktop.relay.interactive.reasons import Language, sentence
from uis_desktop.relay.phonebook import Phonebook


def tried(
    account: Account,
    phonebook: Phonebook,
    *,
    numa: str | None = None,
    numb: str | None = None,
    typed: str | None = None,
) -> Decision:
    """What UIS would be told; nothing is noted."""
    told = {"numa": numa, "numb": numb, "input_result": typed}
    query = urlencode({name: value for name, value in told.items() if value is not None})
    question = read_question(body=b"", query=query.encode())
    return decide(
        question,
        rules=account.settings.interactive,
        default=msgspec.json.decode(account.interactive_default, type=InteractiveAnswer),
        contacts=phonebook.contacts(account.id, question.caller),
        staff=phonebook.staff(account.id),
    )


def told(decision: Decision, language: Language) -> dict[str, object]:
    """A decision for a program or a page."""
    contact, responsible = decision.contact, decision.responsible
    return {
        "answer": decision.answer,
        "reason": decision.reason.value,
        "sentence": sentence(decision.reason, language),
        "contact": contact.full_name if contact is not None else None,
        "company": contact.company if contact is not None else None,
        "responsible": responsible.name if responsible is not None else None,
        "employee_id": responsible.id if responsible is not None else None,
        "group": decision.group,
    }


def phonebook_of(connection: apsw.Connection, account: str) -> Phonebook:
    """The phonebook as a relay that is started now would have it."""
    phonebook = Phonebook()
    phonebook.know_staff(read_staff(connection))
    more = True
    while more:
        page = contacts_after(connection, account, phonebook.cursor(account))
        phonebook.take_in(account, page)
        more = page.more
    return phonebook
