"""Why a caller was sent where he was sent, as stable codes and in words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

Language = Literal["ru", "en"]


class Reason(StrEnum):
    """Kept in the journal: never rename one."""

    RESPONSIBLE = "responsible"
    GROUP_INSTEAD = "group_instead"
    GROUP_FOR_CONTACT = "group_for_contact"
    INPUT = "input"
    OTHER_INPUT = "other_input"
    UNREADABLE = "unreadable"
    CALLER_NOT_TOLD = "caller_not_told"
    CALLER_HIDDEN = "caller_hidden"
    CALLER_UNKNOWN = "caller_unknown"
    NO_RESPONSIBLE = "no_responsible"
    EMPLOYEE_GONE = "employee_gone"
    EMPLOYEE_UNREACHABLE = "employee_unreachable"
    SWITCHED_OFF = "switched_off"
    DEFECT = "defect"


_SENTENCES: Mapping[Reason, tuple[str, str]] = {
    Reason.RESPONSIBLE: (
        "Звонок направлен ответственному сотруднику.",
        "Sent to the responsible employee.",
    ),
    Reason.GROUP_INSTEAD: (
        "До ответственного сотрудника не дозвониться: нет ни добавочного, ни номера или нет "
        "самого сотрудника. Звонок направлен группе.",
        "The responsible employee is gone, or has no extension and no number; sent to a group.",
    ),
    Reason.GROUP_FOR_CONTACT: (
        "У контакта нет ответственного. Звонок направлен группе.",
        "Nobody is responsible for the contact; sent to a group.",
    ),
    Reason.INPUT: (
        "Звонящий набрал код, для которого задан свой ответ.",
        "The caller typed a code that has an answer of its own.",
    ),
    Reason.OTHER_INPUT: (
        "Звонящий набрал код, которого нет в списке.",
        "The caller typed a code that is not on the list.",
    ),
    Reason.UNREADABLE: (
        "Запрос не удалось прочитать. Ответ по умолчанию.",
        "The question could not be read; the default.",
    ),
    Reason.CALLER_NOT_TOLD: (
        "UIS не передала номер звонящего: отметьте параметр numa. Ответ по умолчанию.",
        "UIS did not tell the caller's number: tick the parameter numa; the default.",
    ),
    Reason.CALLER_HIDDEN: (
        "Номер звонящего скрыт. Ответ по умолчанию.",
        "The caller hides his number; the default.",
    ),
    Reason.CALLER_UNKNOWN: (
        "Номера нет среди контактов. Ответ по умолчанию.",
        "No contact has the number; the default.",
    ),
    Reason.NO_RESPONSIBLE: (
        "У контакта нет ответственного. Ответ по умолчанию.",
        "Nobody is responsible for the contact; the default.",
    ),
    Reason.EMPLOYEE_GONE: (
        "Ответственного сотрудника больше нет. Ответ по умолчанию.",
        "The responsible employee is not there any more; the default.",
    ),
    Reason.EMPLOYEE_UNREACHABLE: (
        "До ответственного сотрудника не дозвониться: ни добавочного, ни номера. "
        "Ответ по умолчанию.",
        "The responsible employee has no extension and no number; the default.",
    ),
    Reason.SWITCHED_OFF: (
        "На этой линии звонки не направляются ответственным. Ответ по умолчанию.",
        "On this line calls are not sent to responsible employees; the default.",
    ),
    Reason.DEFECT: (
        "Ошибка в программе: она записана в журнал сервера. Ответ по умолчанию.",
        "A defect of the program, told in the server's log; the default.",
    ),
}


def sentence(reason: Reason | str, language: Language) -> str:
    """The reason in words; an unknown one (of a newer relay) is its code."""
    try:
        russian, english = _SENTENCES[Reason(reason)]
    except ValueError:
        return str(reason)
    return russian if language == "ru" else english
