"""UIS's address book as this desktop may write it: through the relay, which has the key."""

from __future__ import annotations

from uis_desktop.adapters.relay_call_api import ThroughRelay
from uis_desktop.adapters.relay_door import RelayDoor
from uis_desktop.core.company_contacts import CompanyContact
from uis_desktop.core.phone import dialled
from uis_desktop.net.https import Https
from uis_desktop.uis_api.contact_writing import ChangedContact, ContactWriting, NewContact
from uis_desktop.wire.call_api import CONTACTS_PATH
from uis_desktop.wire.frames import ContactSaving


class RelayCompanyBook:
    """Asks whether it may, and writes; one request for each contact."""

    def __init__(self, https: Https, *, relay_url: str, token: str) -> None:
        self._door = RelayDoor(https, relay_url=relay_url, token=token)
        through = ThroughRelay(https, relay_url=relay_url, token=token, path=CONTACTS_PATH)
        self._writing = ContactWriting(through.ask)

    async def may_save(self) -> bool:
        """The administrator allows it.

        Raises:
            ServiceUnreachable, DeviceRevoked, ReplyNotUnderstood
        """
        asked = CONTACTS_PATH.removeprefix("/v1/")
        return (await self._door.get(asked, {}, ContactSaving)).allowed

    async def save(self, contact: CompanyContact) -> None:
        """Make the contact, or change the one with its id.

        Raises:
            ServiceRefused: UIS or the relay declined; nothing was written.
            ServiceUnreachable: certainly nothing was written.
            OutcomeUnknown: it may have been written.
            ReplyNotUnderstood: whoever answered is no relay.
        """
        last, first, patronymic = contact.name
        phones = list(map(dialled, contact.phone_numbers))
        if contact.id is None:
            await self._writing.create(
                NewContact(
                    last_name=last,
                    first_name=first,
                    patronymic=patronymic,
                    phone_numbers=phones,
                    personal_manager_id=contact.employee_id,
                )
            )
            return
        await self._writing.update(
            ChangedContact(
                id=contact.id,
                last_name=last,
                first_name=first,
                patronymic=patronymic,
                phone_numbers=phones,
                personal_manager_id=contact.employee_id,
            )
        )
