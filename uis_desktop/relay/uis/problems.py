"""Why something could not be fetched: kept with the result, told in words."""

from __future__ import annotations

from typing import Literal

import msgspec

from uis_desktop.errors import (
    OutcomeUnknown,
    ReplyNotUnderstood,
    ServiceRefused,
    ServiceUnreachable,
    SignInRefused,
    UisError,
)

Language = Literal["ru", "en"]


class UisNotSetUp(UisError):
    """The account has no address or no key of UIS; ``detail`` is the code of the words."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """A failure as it is kept.

    Attributes:
        code: a stable word: UIS's mnemonic, or one of ours.
        message: UIS's own English text, or a detail for the log; no secrets.
        retry_after_s: for an exhausted budget, seconds until it is renewed.
    """

    code: str
    message: str = ""
    retry_after_s: float | None = None

    def as_detail(self) -> dict[str, str]:
        """For a journal."""
        return {"code": self.code, "message": self.message}

    def words(self, language: Language) -> str:
        """What an administrator reads: what is wrong, and what to do."""
        known = _WORDS.get(self.code)
        if known is None:
            told = f"{self.code} {self.message}".strip()
            return {"ru": f"UIS отказала: {told}", "en": f"UIS refused: {told}"}[language]
        words = known[0 if language == "ru" else 1]
        return f"{words} ({self.message})" if self.code in _WITH_MESSAGE else words


def problem_of(error: UisError) -> Problem:
    """The failure this error tells of."""
    match error:
        case SignInRefused():
            return Problem(code="sign_in_refused", message=error.detail)
        case ServiceRefused():
            return Problem(
                code=error.mnemonic or str(error.code),
                message=error.message,
                retry_after_s=error.retry_after_s,
            )
        case UisNotSetUp():
            return Problem(code=error.detail)
        case ServiceUnreachable() | OutcomeUnknown():
            return Problem(code="unreachable", message=error.detail)
        case ReplyNotUnderstood():
            return Problem(code="not_understood", message=error.detail)
        case _:
            return Problem(code="not_kept", message=error.detail)


_WITH_MESSAGE = frozenset(
    {"sign_in_refused", "ip_not_whitelisted", "not_understood", "not_kept", "unreachable"}
)

_WORDS: dict[str, tuple[str, str]] = {
    "no_key": (
        "Нет ключа UIS для этой компании: задайте ключ на странице администратора или командой"
        " uis-relay uis set.",
        "There is no UIS key for this account: set one on the administrator's page or with"
        " uis-relay uis set.",
    ),
    "no_address": (
        "Не выбрано, у кого куплена АТС: укажите площадку (UIS, CoMagic, Novofon, CallGear).",
        "It is not said which brand the account is with (UIS, CoMagic, Novofon, CallGear).",
    ),
    "sign_in_refused": (
        "UIS не принимает ключ или пароль: создайте новый ключ в личном кабинете.",
        "UIS does not accept the key or password: create a new key in UIS's cabinet.",
    ),
    "ip_not_whitelisted": (
        "UIS не пускает этот адрес: добавьте его в список разрешённых в правилах безопасности API.",
        "UIS does not let this address in: add it to the allowlist in the API's security rules.",
    ),
    "forbidden": (
        "У пользователя, чей это ключ, нет права на Data API: включите его в личном кабинете.",
        "The user the key belongs to has no right to the Data API: grant it in UIS's cabinet.",
    ),
    "component_disabled": (
        "В тариф не входит Data API: подключите его у UIS.",
        "The tariff does not include the Data API: order it from UIS.",
    ),
    "method_component_disabled": (
        "В тариф не входит эта часть Data API: подключите её у UIS.",
        "The tariff does not include this part of the Data API: order it from UIS.",
    ),
    "account_inactive": (
        "UIS заблокировала лицевой счёт: проверьте баланс.",
        "UIS has blocked the account: check its balance.",
    ),
    "limit_exceeded": (
        "Лимит запросов UIS на исходе; продолжим, когда UIS его обновит.",
        "The budget of requests at UIS is nearly used up; it goes on when UIS renews it.",
    ),
    "date_interval_limit_reached": (
        "UIS отвечает не более чем за три месяца.",
        "UIS answers for three months at most.",
    ),
    "unreachable": ("UIS не отвечает; попробуем ещё раз.", "UIS does not answer; we try again."),
    "not_understood": (
        "Ответ UIS не удалось понять; ничего не удалено.",
        "UIS's answer could not be understood; nothing was removed.",
    ),
    "not_kept": (
        "Полученное не удалось записать; попробуем ещё раз.",
        "What was fetched could not be stored; we try again.",
    ),
    "too_long": (
        "Это длилось слишком долго и прервано; попробуем ещё раз.",
        "It took too long and was given up; we try again.",
    ),
}
