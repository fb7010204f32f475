"""Misbehaviour on request: what goes wrong next, and how often.

Real servers time out, answer garbage and send a notification twice; whoever
builds on UIS wants to see what happens then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

from uis_desktop.simulator.scenario import Api, KindWord

ApiFault = Literal[
    "timeout_before",
    "timeout_after",
    "disconnect_before",
    "disconnect_after",
    "http_500",
    "garbage",
    "slow",
    "expired_session",
    "refuse",
]
NotificationFault = Literal[
    "duplicate",
    "repeat",
    "drop",
    "delay",
    "reorder",
    "quoted",
    "nested",
    "own_names",
    "form",
]


@dataclass(slots=True, kw_only=True)
class ApiTrouble:
    """The next ``times`` requests (of ``method``, if given) go wrong like this.

    Attributes:
        delay_s: of an answer that is slow.
    """

    api: Api
    fault: ApiFault
    times: int = 1
    method: str | None = None
    mnemonic: str = "internal_error"
    delay_s: float = 2.0


@dataclass(slots=True, kw_only=True)
class NotificationTrouble:
    """The next ``times`` notifications (of ``kind``, if given) go wrong like this.

    Attributes:
        fault: ``duplicate``: it comes twice; ``repeat``: and the second time ``delay_s``
            later, though it was taken; ``reorder``: the call's next one comes before
            it, or ``delay_s`` passes; ``quoted``, ``nested``, ``own_names``, ``form``:
            the template is such a one.
    """

    fault: NotificationFault
    times: int = 1
    kind: KindWord | None = None
    delay_s: float = 2.0


Trouble = TypeVar("Trouble", ApiTrouble, NotificationTrouble)


class Faults:
    """The troubles that are still to come, oldest first."""

    def __init__(self) -> None:
        self._apis: list[ApiTrouble] = []
        self._notifications: list[NotificationTrouble] = []

    def add_api(self, trouble: ApiTrouble) -> None:
        """This will happen; ``times`` 0 takes every trouble of that API away."""
        if trouble.times == 0:
            self._apis = [known for known in self._apis if known.api != trouble.api]
        else:
            self._apis.append(trouble)

    def add_notifications(self, trouble: NotificationTrouble) -> None:
        """This will happen; ``times`` 0 takes every trouble of that sort away."""
        if trouble.times == 0:
            self._notifications.clear()
        else:
            self._notifications.append(trouble)

    def for_request(self, api: str, method: str) -> ApiTrouble | None:
        """What goes wrong with this request; it is then used up once.

        An expired session cannot happen to a login.
        """
        return _take(
            self._apis,
            lambda trouble: (
                trouble.api == api
                and trouble.method in (None, method)
                and not (trouble.fault == "expired_session" and method == "login.user")
            ),
        )

    def for_notification(self, kind: KindWord) -> NotificationTrouble | None:
        """What goes wrong with this notification; it is then used up once."""
        return _take(self._notifications, lambda trouble: trouble.kind in (None, kind))


def _take(troubles: list[Trouble], fits: Callable[[Trouble], bool]) -> Trouble | None:
    trouble = next((trouble for trouble in troubles if fits(trouble)), None)
    if trouble is not None:
        trouble.times -= 1
        if trouble.times <= 0:
            troubles.remove(trouble)
    return trouble
