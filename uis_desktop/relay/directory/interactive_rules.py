"""What interactive call processing may answer, and how an account wants it answered.

Facts about UIS's side: help centre, "Интерактивная обработка вызова".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType

from uis_desktop.core import phone
from uis_desktop.errors import NotAPhoneNumber
from uis_desktop.relay.directory.placeholders import unknown_placeholders
from uis_desktop.relay.directory.refused_rules import Place, RuleRefused

Reach = Literal["extension", "numbers"]

#: The groups of the responsible employee himself, among ids of other groups.
OWN_GROUPS = "own"

MOST_PHONES = 20
_MOST_INPUTS = 200
_MOST_LINES = 500
_LONGEST_TEXT = 1000
_LONGEST_NAME = 200
_SHORT_NUMBER = re.compile(r"[0-9]{2,7}\Z")
_TYPED = re.compile(r"[0-9*#]{1,20}\Z")
_GROUP = re.compile(r"[0-9]{1,18}\Z")
_UNSAID = re.compile(r"[\x00-\x1f\x7f-\x9f]")


_THE_RULES = Place("правила", "the rules")
_THE_DEFAULT = Place("ответ по умолчанию", "the default")


class AnswerRefused(RuleRefused):
    """UIS would not understand this answer, or it would leave the route open."""


class InteractiveAnswer(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """An answer UIS understands.

    Attributes:
        phones: digits without ``+``: public numbers, extensions, SIP numbers.
        message_name, text: played or spoken to the caller.
        operator_media, operator_text: played or spoken to the employee; if both
            are given UIS plays the file.
        returned_code: the branch of the scenario to go on with.
    """

    phones: tuple[str, ...] | None = None
    message_name: str | None = None
    text: str | None = None
    operator_media: str | None = None
    operator_text: str | None = None
    returned_code: str | None = None


NOTHING_BESIDE = InteractiveAnswer()


class LineRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one line does differently; what is not said is as for the account.

    Attributes:
        default: the answer to callers nobody is responsible for.
    """

    responsible: bool | UnsetType = UNSET
    reach: tuple[Reach, ...] | UnsetType = UNSET
    all_phones: bool | UnsetType = UNSET
    groups: tuple[str, ...] | UnsetType = UNSET
    group_ring: Literal["phone", "members"] | UnsetType = UNSET
    beside: InteractiveAnswer | UnsetType = UNSET
    inputs: dict[str, InteractiveAnswer] | UnsetType = UNSET
    other_input: InteractiveAnswer | UnsetType | None = UNSET
    default: InteractiveAnswer | UnsetType = UNSET


class InteractiveRules(msgspec.Struct, frozen=True, kw_only=True):
    """How interactive call processing answers, beside the account's default.

    Attributes:
        responsible: send a caller to the employee responsible for him.
        reach: by what an employee is reached, in this order of preference.
        all_phones: give UIS all he is reached by, not only the first.
        groups: who is rung if he cannot be reached: ids of groups, and ``own``
            for his own groups, in this order.
        group_ring: a group is rung by its own number (by its members' phones
            where it has none), or always by its members' phones.
        beside: what the answer holds beside the phones; texts may name
            ``{contact}``, ``{company}`` and ``{responsible}``.
        inputs: answers to what the caller has typed (digits, ``*``, ``#``).
        other_input: the answer to anything else that was typed.
        lines: what a virtual number (E.164 with ``+``) does differently.
    """

    responsible: bool = True
    reach: tuple[Reach, ...] = ("extension", "numbers")
    all_phones: bool = False
    groups: tuple[str, ...] = (OWN_GROUPS,)
    group_ring: Literal["phone", "members"] = "phone"
    beside: InteractiveAnswer = NOTHING_BESIDE
    inputs: dict[str, InteractiveAnswer] = {}
    other_input: InteractiveAnswer | None = None
    lines: dict[str, LineRules] = {}

    def for_line(self, line: str | None) -> tuple[InteractiveRules, InteractiveAnswer | None]:
        """The rules of this line, and its own default if it has one."""
        different = self.lines.get(line) if line is not None else None
        if different is None:
            return self, None
        changes = {
            name: value
            for name in different.__struct_fields__
            if (value := getattr(different, name)) is not UNSET
        }
        default = changes.pop("default", None)
        return msgspec.structs.replace(self, **changes), default


def checked_answer(text: str) -> bytes:
    """An account's default answer, as it will be sent.

    Raises:
        AnswerRefused: not JSON, unknown keys, or it names neither a phone nor a code.
    """
    try:
        answer = msgspec.json.decode(text, type=InteractiveAnswer)
    except ValueError as error:
        raise AnswerRefused(
            f"not an interactive answer: {error}", f"это не ответ для UIS: {error}"
        ) from error
    return msgspec.json.encode(_route(answer, _THE_DEFAULT))


def checked_rules(given: Mapping[str, object]) -> InteractiveRules:
    """Rules as an administrator wrote them (JSON), checked and tidied.

    Raises:
        AnswerRefused: with the place and what to do.
    """
    unknown = given.keys() - set(InteractiveRules.__struct_fields__)
    if unknown:
        names = ", ".join(sorted(unknown))
        raise AnswerRefused(f"the rules know no {names!r}", f"в правилах не бывает «{names}»")
    try:
        rules = msgspec.convert(given, InteractiveRules)
    except msgspec.ValidationError as error:
        raise AnswerRefused(
            f"not interactive rules: {error}", f"это не правила: {error}"
        ) from error
    if len(rules.lines) > _MOST_LINES:
        raise AnswerRefused(f"more than {_MOST_LINES} lines", f"линий больше {_MOST_LINES}")
    lines = {_line(line): _line_rules(line, own) for line, own in rules.lines.items()}
    return msgspec.structs.replace(rules, **_checked_fields(rules, _THE_RULES), lines=lines)


def _line_rules(line: str, own: LineRules) -> LineRules:
    changes = _checked_fields(own, Place(f"линия {line}", f"line {line}"))
    if not isinstance(own.default, UnsetType):
        place = Place(f"ответ по умолчанию линии {line}", f"the default of line {line}")
        changes["default"] = _route(own.default, place)
    return msgspec.structs.replace(own, **changes)


def _checked_fields(rules: InteractiveRules | LineRules, place: Place) -> dict[str, object]:
    """The fields that need more than a type, tidied."""
    changes: dict[str, object] = {}
    if not isinstance(rules.reach, UnsetType):
        changes["reach"] = tuple(dict.fromkeys(rules.reach))
    if not isinstance(rules.groups, UnsetType):
        changes["groups"] = tuple(dict.fromkeys(_group(group, place) for group in rules.groups))
    if not isinstance(rules.beside, UnsetType):
        changes["beside"] = _beside(rules.beside, place)
    if not isinstance(rules.inputs, UnsetType):
        changes["inputs"] = dict(_inputs(rules.inputs, place))
    if isinstance(rules.other_input, InteractiveAnswer):
        changes["other_input"] = _route(rules.other_input, place.at("other_input", "other_input"))
    return changes


def _inputs(
    inputs: Mapping[str, InteractiveAnswer], place: Place
) -> Iterator[tuple[str, InteractiveAnswer]]:
    if len(inputs) > _MOST_INPUTS:
        raise AnswerRefused.of(
            place, f"more than {_MOST_INPUTS} inputs", f"кодов в inputs больше {_MOST_INPUTS}"
        )
    for typed, answer in inputs.items():
        if not _TYPED.match(typed):
            raise AnswerRefused.of(
                place,
                f"nobody can type {typed!r}: digits, * and # only",
                f"набрать {typed!r} нельзя: только цифры, * и #",
            )
        yield typed, _route(answer, place.at(f"набор {typed}", f"input {typed}"))


def _beside(answer: InteractiveAnswer, place: Place) -> InteractiveAnswer:
    if answer.phones or answer.returned_code:
        raise AnswerRefused.of(
            place,
            "beside the responsible employee's phones there can be no other phones"
            " and no returned_code",
            "рядом с телефонами ответственного не бывает других телефонов и returned_code",
        )
    return _tidied(answer, place.at("что сказать с переводом", "beside"))


def _route(answer: InteractiveAnswer, place: Place) -> InteractiveAnswer:
    """An answer that says where the call goes.

    Raises:
        AnswerRefused
    """
    tidied = _tidied(answer, place)
    if not tidied.phones and not tidied.returned_code:
        raise AnswerRefused(
            f"{place.english} needs phones or a returned_code: nothing else is a route",
            f"{place.russian}: нужны телефоны или код ветки сценария (returned_code),"
            " иначе звонку некуда идти",
        )
    return tidied


def _tidied(answer: InteractiveAnswer, place: Place) -> InteractiveAnswer:
    if answer.message_name and answer.text:
        raise AnswerRefused.of(
            place,
            "message_name or text, not both: UIS plays one of them",
            "либо файл для звонящего (message_name), либо текст (text): UIS проиграет что-то одно",
        )
    phones = tuple(dict.fromkeys(_phone(number, place) for number in answer.phones or ()))
    if len(phones) > MOST_PHONES:
        raise AnswerRefused.of(
            place, f"more than {MOST_PHONES} phones", f"телефонов больше {MOST_PHONES}"
        )
    media = _said("operator_media", answer.operator_media, _LONGEST_NAME, place)
    operator_text = _said("operator_text", answer.operator_text, _LONGEST_TEXT, place)
    return InteractiveAnswer(
        phones=phones or None,
        message_name=_said("message_name", answer.message_name, _LONGEST_NAME, place),
        text=_said("text", answer.text, _LONGEST_TEXT, place),
        operator_media=media,
        operator_text=None if media else operator_text,
        returned_code=_said("returned_code", answer.returned_code, _LONGEST_NAME, place),
    )


def _said(name: str, value: str | None, longest: int, place: Place) -> str | None:
    """A text of an answer; an empty one is none.

    Raises:
        AnswerRefused: too long, control characters, a placeholder nobody knows.
    """
    if value is None or not value.strip():
        return None
    place = place.at(name, name)
    if len(value) > longest:
        raise AnswerRefused.of(
            place, f"longer than {longest} characters", f"длиннее {longest} знаков"
        )
    if _UNSAID.search(value):
        raise AnswerRefused.of(
            place,
            "holds control characters or line breaks",
            "содержит управляющие знаки или переводы строк",
        )
    unknown = unknown_placeholders(value) if name in {"text", "operator_text"} else ()
    if unknown:
        names = ", ".join(unknown)
        raise AnswerRefused.of(
            place,
            f"names {names}; known are {{contact}}, {{company}} and {{responsible}}",
            f"нет подстановки {names}; есть {{contact}}, {{company}} и {{responsible}}",
        )
    return value.strip()


def _phone(number: str, place: Place) -> str:
    """A phone as UIS wants it: digits.

    Raises:
        AnswerRefused
    """
    number = number.strip()
    if _SHORT_NUMBER.match(number):
        return number
    try:
        parsed = phone.parse(number)
    except NotAPhoneNumber as error:
        raise AnswerRefused.of(
            place,
            f"no phone: {number[:40]!r}; write +74951234567 or an extension",
            f"не телефон: «{number[:40]}»; напишите +74951234567 или внутренний номер",
        ) from error
    if parsed.extension:
        raise AnswerRefused.of(
            place,
            f"a phone cannot have digits behind it: {number[:40]!r}",
            f"телефон не может быть с добавочным: «{number[:40]}»",
        )
    return parsed.digits


def _line(text: str) -> str:
    found = phone.key(text)
    if found is None or not found.startswith("+"):
        raise AnswerRefused(
            f"no virtual number: {text[:40]!r}; write +74951234567",
            f"не виртуальный номер: «{text[:40]}»; напишите +74951234567",
        )
    return found


def _group(group: str, place: Place) -> str:
    if group != OWN_GROUPS and not _GROUP.match(group):
        raise AnswerRefused.of(
            place,
            f"a group is UIS's number for it, or {OWN_GROUPS!r}, not {group[:40]!r}",
            f"группа — это её номер в UIS или {OWN_GROUPS!r}, а не «{group[:40]}»",
        )
    return group
