"""Repairs in words an administrator understands, with what to do about them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from uis_desktop.relay.intake.repairs import Repair, parts_of

Language = Literal["ru", "en"]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was wrong with a notification.

    Attributes:
        code: the repair's word; the whole text for one an older release stored.
        advice: what the administrator should do; None if there is nothing to do.
        grave: something may have been lost or misunderstood.
    """

    code: str
    sentence: str
    advice: str | None
    grave: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """``{names}`` stands for the names the repair concerns, with a space and brackets."""

    ru: str
    en: str
    advice_ru: str | None = None
    advice_en: str | None = None
    grave: bool = False


def diagnosis(codes: Iterable[str], language: Language) -> list[Diagnosis]:
    """The sentences for stored repairs, in their order; an unknown one is its own sentence."""
    return [_diagnosed(code, language) for code in codes]


def _diagnosed(code: str, language: Language) -> Diagnosis:
    word, names = parts_of(code)
    words = _WORDS.get(word)
    if words is None:
        return Diagnosis(code, code, None, grave=False)
    russian = language == "ru"
    told = f" ({', '.join(names)})" if names else ""
    advice = words.advice_ru if russian else words.advice_en
    return Diagnosis(
        word,
        (words.ru if russian else words.en).replace("{names}", told),
        None if advice is None else advice.replace("{names}", told),
        words.grave,
    )


_PASTE_RU = "Вставьте шаблон этого события с этой страницы целиком, без изменений."
_PASTE_EN = "Paste the template of this event from this page as it is."

_WORDS: Mapping[str, _Words] = {
    Repair.EMPTY: _Words(
        "Уведомление пришло пустым.",
        "The notification came empty.",
        f"В кабинете UIS у уведомления нет тела запроса. {_PASTE_RU}",
        f"The notification has no request body in UIS. {_PASTE_EN}",
        grave=True,
    ),
    Repair.NO_VALUES: _Words(
        "В теле уведомления нет ни одного поля с именем.",
        "The body has no named field.",
        _PASTE_RU,
        _PASTE_EN,
        grave=True,
    ),
    Repair.NOT_UNDERSTOOD: _Words(
        "Тело уведомления не похоже ни на JSON, ни на форму.",
        "The body is neither JSON nor a form.",
        _PASTE_RU,
        _PASTE_EN,
        grave=True,
    ),
    Repair.BYTE_ORDER_MARK: _Words(
        "Перед текстом стоит метка порядка байтов (BOM).",
        "A byte order mark stands before the text.",
        "Ничего делать не нужно. Метка появляется, если шаблон скопирован из файла Блокнота.",
        "Nothing to do. It comes from a template that was copied from a file of Notepad.",
    ),
    Repair.UTF16: _Words(
        "Текст пришёл в кодировке UTF-16, а не UTF-8.",
        "The text came as UTF-16 instead of UTF-8.",
    ),
    Repair.CP1251: _Words(
        "Текст пришёл в кодировке Windows-1251, а не UTF-8.",
        "The text came as Windows-1251 instead of UTF-8.",
        "Ничего делать не нужно, если имена на карточках читаются.",
        "Nothing to do as long as the names on the cards can be read.",
    ),
    Repair.LIST_AROUND: _Words(
        "Уведомление завёрнуто в список [ … ].",
        "The notification is wrapped into a list [ … ].",
        "Уберите из шаблона внешние квадратные скобки.",
        "Take the outer square brackets off the template.",
    ),
    Repair.JSON_IN_STRING: _Words(
        "Весь JSON пришёл как одна строка в кавычках.",
        "The whole JSON came as one quoted string.",
        "Уберите из шаблона кавычки вокруг фигурных скобок.",
        "Take the quotes around the braces off the template.",
    ),
    Repair.JSON_AS_FORM_KEY: _Words(
        "JSON пришёл как имя поля формы.",
        "The JSON came as the name of a form field.",
        "Ничего делать не нужно: так шлёт UIS, если тип содержимого — форма.",
        "Nothing to do: UIS sends it so when the content type is a form.",
    ),
    Repair.BROKEN_JSON: _Words(
        "JSON в шаблоне с ошибкой.",
        "The JSON of the template has a mistake.",
        _PASTE_RU,
        _PASTE_EN,
    ),
    Repair.SALVAGED: _Words(
        "Тело прочитать не удалось; найдены только отдельные поля.",
        "The body could not be read; only single fields were made out.",
        _PASTE_RU,
        _PASTE_EN,
        grave=True,
    ),
    Repair.TEXT_AROUND: _Words(
        "До или после фигурных скобок есть лишний текст.",
        "There is text before or after the braces.",
        "Оставьте в шаблоне только то, что в фигурных скобках.",
        "Leave nothing in the template but what is in the braces.",
    ),
    Repair.CUT_OFF: _Words(
        "Уведомление обрывается на середине.",
        "The notification breaks off.",
        "Проверьте, что шаблон вставлен до конца, с закрывающей фигурной скобкой.",
        "Make sure the template was pasted to its end, with the closing brace.",
        grave=True,
    ),
    Repair.COMMA_EXTRA: _Words(
        "В шаблоне лишняя запятая.",
        "The template has a comma too many.",
        "Уберите запятую перед закрывающей скобкой.",
        "Take the comma before the closing bracket away.",
    ),
    Repair.COMMA_MISSING: _Words(
        "Между полями не хватает запятой.",
        "A comma between two fields is missing.",
        "Поставьте запятую после каждого поля, кроме последнего.",
        "Put a comma behind every field but the last.",
    ),
    Repair.SEVERAL_OBJECTS: _Words(
        "В одном уведомлении несколько объектов { … }: они прочитаны как одно событие.",
        "There are several objects { … } in one notification: they were read as one event.",
        "Оставьте в шаблоне один объект: от первой фигурной скобки до последней.",
        "Leave one object in the template, from the first brace to the last.",
        grave=True,
    ),
    Repair.OTHER_QUOTES: _Words(
        "Вместо прямых двойных кавычек стоят другие{names}.",
        "There are other quotes in place of straight double ones{names}.",
        "Замените “ ”, « » и ' на прямые кавычки \". Они портятся, если шаблон скопирован"
        " из текстового редактора или мессенджера.",
        "Replace “ ”, « » and ' by straight quotes \". They change when a template is copied"
        " from a word processor or a messenger.",
    ),
    Repair.NAME_WITHOUT_QUOTES: _Words(
        "Имена полей не в кавычках{names}.",
        "Field names are not in quotes{names}.",
        "Возьмите имя каждого поля в двойные кавычки.",
        "Put the name of each field into double quotes.",
    ),
    Repair.QUOTED_PLACEHOLDERS: _Words(
        "Подстановки стоят в кавычках{names}.",
        "Placeholders are in quotes{names}.",
        "Уберите кавычки вокруг {{…}} в шаблоне: UIS ставит их сам.",
        "Remove the quotes around {{…}} in the template: UIS puts them itself.",
    ),
    Repair.LITERAL_PLACEHOLDER: _Words(
        "UIS не подставил значения{names}.",
        "UIS did not fill in some placeholders{names}.",
        "У этого события таких значений нет, или имя написано с ошибкой: уберите поля{names}"
        " из шаблона или исправьте имя.",
        "This event has no such values, or the name is misspelt: remove the fields{names}"
        " from the template or correct the name.",
    ),
    Repair.OWN_NAME: _Words(
        "Вместо значения пришло имя самого поля{names}.",
        "A field's own name came in place of its value{names}.",
        "Напишите имя справа от двоеточия в двойных фигурных скобках: {{…}}.",
        "Write the name to the right of the colon in double braces: {{…}}.",
        grave=True,
    ),
    Repair.TEXT_WITHOUT_QUOTES: _Words(
        "Текст без кавычек{names}.",
        "Text without quotes{names}.",
        "Свой текст в шаблоне берите в двойные кавычки; вокруг {{…}} кавычки не нужны.",
        "Put text of your own into double quotes; {{…}} needs none.",
    ),
    Repair.QUOTE_INSIDE: _Words(
        "Кавычка внутри текста{names}.",
        "There is a quote inside a text{names}.",
        "Уберите кавычки вокруг {{…}} в шаблоне: тогда UIS сам отделит их от текста.",
        "Remove the quotes around {{…}} in the template: UIS then marks those inside itself.",
    ),
    Repair.NO_VALUE: _Words(
        "У поля нет значения{names}.",
        "A field has no value{names}.",
        "Напишите после двоеточия подстановку {{…}} или уберите поле.",
        "Write a placeholder {{…}} behind the colon, or remove the field.",
    ),
    Repair.NAME_SPELT_OTHERWISE: _Words(
        "Имена полей написаны не так, как в UIS{names}.",
        "Field names are not written as in UIS{names}.",
        "Ничего делать не нужно, но лучше писать имена как в кабинете UIS: call_session_id.",
        "Nothing to do, but better write names as UIS does: call_session_id.",
    ),
    Repair.GLUED_FIELDS: _Words(
        "Два поля слиплись: между ними нет знака &{names}.",
        "Two fields are glued: there is no & between them{names}.",
        "Поставьте & между полями шаблона.",
        "Put an & between the fields of the template.",
    ),
    Repair.NO_CALL_SESSION_ID: _Words(
        "Похоже на событие звонка{names}, но нет call_session_id: неизвестно, о каком звонке речь.",
        "It looks like an event of a call{names}, but no call_session_id tells which call.",
        'Добавьте в шаблон строку "call_session_id": {{call_session_id}}.',
        'Add the line "call_session_id": {{call_session_id}} to the template.',
        grave=True,
    ),
    Repair.NO_TIME: _Words(
        "Нет времени события: взято время прихода.",
        "There is no time of the event: the time of arrival was taken.",
        'Добавьте в шаблон строку "notification_time": {{notification_time}}: без неё повтор'
        " нельзя отличить от второго разговора.",
        'Add the line "notification_time": {{notification_time}} to the template: without it'
        " a repeat cannot be told from a second talk.",
    ),
    Repair.TIME_NOT_UNDERSTOOD: _Words(
        "В notification_time не время: взято время прихода.",
        "notification_time is no time: the time of arrival was taken.",
        'Напишите в шаблоне "notification_time": {{notification_time}}.',
        'Write "notification_time": {{notification_time}} in the template.',
    ),
    Repair.TIME_ZONE_DIFFERS: _Words(
        "notification_time и notification_timestamp расходятся.",
        "notification_time and notification_timestamp differ.",
        "Проверьте часовой пояс компании: он должен быть таким же, как в кабинете UIS.",
        "Check the company's time zone: it has to be the one chosen in UIS.",
        grave=True,
    ),
    Repair.TOLD_BY_FIELDS: _Words(
        "Вид события определён только по составу полей{names}.",
        "The kind of event was told by its fields alone{names}.",
        "Если он определён неверно, назначьте этому названию вид события.",
        "If it is wrong, choose the kind for this name.",
    ),
}
