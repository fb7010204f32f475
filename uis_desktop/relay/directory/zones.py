"""When UIS has another time zone for a company than its times are read in here."""

from __future__ import annotations

from typing import Literal

import msgspec

from uis_desktop.core.plain_text import plain


class ZoneDiffers(msgspec.Struct, frozen=True, kw_only=True):
    """UIS has another time zone than the account had (IANA names).

    Attributes:
        taken: the account has UIS's now; else the administrator's choice stands.
    """

    at_uis: str
    here: str
    taken: bool

    def words(self, language: Literal["ru", "en"]) -> str:
        """What an administrator reads."""
        at_uis, here = plain(self.at_uis, 64), plain(self.here, 64)
        if self.taken:
            return {
                "ru": f"Часовой пояс взят из UIS: {at_uis} (был {here}).",
                "en": f"The time zone is UIS's now: {at_uis} (it was {here}).",
            }[language]
        return {
            "ru": f"В UIS часовой пояс {at_uis}, а здесь задан {here}: времена в уведомлениях"
            " могут быть сдвинуты.",
            "en": f"UIS has the time zone {at_uis}, here it is set to {here}: the times of"
            " notifications may be shifted.",
        }[language]
