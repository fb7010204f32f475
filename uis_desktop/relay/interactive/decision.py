"""Who should take a call: the rules, without request, disk or clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from uis_desktop.relay.directory.interactive_rules import (
    MOST_PHONES,
    OWN_GROUPS,
    InteractiveAnswer,
    InteractiveRules,
)
from uis_desktop.relay.directory.placeholders import filled
from uis_desktop.relay.directory.staff import Colleague, Group, Staff
from uis_desktop.relay.interactive.question import Question
from uis_desktop.relay.interactive.reasons import Reason
from uis_desktop.relay.phonebook import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What UIS is told, and why.

    Attributes:
        contact: whom the number belongs to.
        responsible: the employee responsible for him, if there is one.
        group: the id of the group that is rung instead.
    """

    answer: InteractiveAnswer
    reason: Reason
    contact: Known | None = None
    responsible: Colleague | None = None
    group: str | None = None


def decide(
    question: Question,
    *,
    rules: InteractiveRules,
    default: InteractiveAnswer,
    contacts: Sequence[Known],
    staff: Staff,
) -> Decision:
    """The answer to a question; it always is a route.

    ``contacts`` are those who have the caller's number, the one changed last
    first: where several share a number, the first whose employee can be
    reached counts.
    """
    rules, own_default = rules.for_line(question.line)
    decision = _by_input(question, rules) or _by_contact(question, rules, contacts, staff)
    if decision is None:
        decision = Decision(
            answer=own_default or default, reason=_why_not(question, rules, contacts, staff)
        )
    return _with_names(decision, contacts, staff)


def _by_input(question: Question, rules: InteractiveRules) -> Decision | None:
    """What the caller typed counts most: he was asked for it."""
    if question.typed is None:
        return None
    answer = rules.inputs.get(question.typed)
    if answer is not None:
        return Decision(answer=answer, reason=Reason.INPUT)
    if rules.other_input is not None:
        return Decision(answer=rules.other_input, reason=Reason.OTHER_INPUT)
    return None


def _by_contact(
    question: Question, rules: InteractiveRules, contacts: Sequence[Known], staff: Staff
) -> Decision | None:
    if question.caller is None or not rules.responsible:
        return None
    for contact in contacts:
        responsible = staff.employees.get(contact.employee_id or "")
        phones = _phones_of(responsible, rules) if responsible is not None else ()
        if phones:
            return _forward(rules, phones, Reason.RESPONSIBLE, contact, responsible)
    for contact in contacts:
        responsible = staff.employees.get(contact.employee_id or "")
        for group in _groups_for(responsible, rules, staff):
            phones = _phones_of_group(group, responsible, rules, staff)
            if phones:
                reason = Reason.GROUP_INSTEAD if contact.employee_id else Reason.GROUP_FOR_CONTACT
                return _forward(rules, phones, reason, contact, responsible, group.id)
    return None


def _forward(
    rules: InteractiveRules,
    phones: Sequence[str],
    reason: Reason,
    contact: Known,
    responsible: Colleague | None,
    group: str | None = None,
) -> Decision:
    return Decision(
        answer=msgspec.structs.replace(rules.beside, phones=tuple(phones)),
        reason=reason,
        contact=contact,
        responsible=responsible,
        group=group,
    )


def _why_not(
    question: Question, rules: InteractiveRules, contacts: Sequence[Known], staff: Staff
) -> Reason:
    if not question.readable:
        return Reason.UNREADABLE
    if question.caller is None:
        return Reason.CALLER_NOT_TOLD if question.numa is None else Reason.CALLER_HIDDEN
    if not rules.responsible:
        return Reason.SWITCHED_OFF
    if not contacts:
        return Reason.CALLER_UNKNOWN
    named = [contact.employee_id for contact in contacts if contact.employee_id]
    if not named:
        return Reason.NO_RESPONSIBLE
    known = filter(None, map(staff.employees.get, named))
    here = any(not employee.gone for employee in known)
    return Reason.EMPLOYEE_UNREACHABLE if here else Reason.EMPLOYEE_GONE


def _phones_of(employee: Colleague, rules: InteractiveRules) -> Sequence[str]:
    """What he is reached by, in the order the rules prefer."""
    if employee.gone:
        return ()
    ways = {
        "extension": (employee.extension,),
        "numbers": employee.phone_numbers,
    }
    found = _dialled(number for way in rules.reach for number in ways[way])
    return found if rules.all_phones else found[:1]


def _groups_for(
    responsible: Colleague | None, rules: InteractiveRules, staff: Staff
) -> Iterator[Group]:
    for wanted in rules.groups:
        if wanted == OWN_GROUPS:
            mine = responsible.id if responsible is not None else None
            yield from (group for group in staff.groups.values() if mine in group.members)
        elif wanted in staff.groups:
            yield staff.groups[wanted]


def _phones_of_group(
    group: Group, responsible: Colleague | None, rules: InteractiveRules, staff: Staff
) -> Sequence[str]:
    """The group's own number, or its members' phones in their order."""
    number = _dialled([group.phone_number])
    if number and rules.group_ring == "phone":
        return number
    members = [staff.employees[id_] for id_ in group.members if id_ in staff.employees]
    others = [member for member in members if member != responsible]
    return _dialled(phone for member in others for phone in _phones_of(member, rules))


def _dialled(numbers: Iterator[str | None] | list[str | None]) -> Sequence[str]:
    """As UIS wants phones: digits, no ``+``, none twice, none empty."""
    digits = ((number or "").strip().removeprefix("+") for number in numbers)
    return tuple(dict.fromkeys(number for number in digits if number[:1].isdecimal()))[:MOST_PHONES]


def _with_names(decision: Decision, contacts: Sequence[Known], staff: Staff) -> Decision:
    """The texts of the answer with the names of this call in them."""
    contact = decision.contact or (contacts[0] if contacts else None)
    responsible = decision.responsible
    if responsible is None and contact is not None:
        responsible = staff.employees.get(contact.employee_id or "")
    names = {
        "contact": contact.full_name if contact is not None else None,
        "company": contact.company if contact is not None else None,
        "responsible": responsible.name if responsible is not None else None,
    }
    answer = decision.answer
    texts = {
        field: filled(text, names)
        for field in ("text", "operator_text")
        if (text := getattr(answer, field)) is not None
    }
    return Decision(
        answer=msgspec.structs.replace(answer, **texts) if texts else answer,
        reason=decision.reason,
        contact=contact,
        responsible=responsible,
        group=decision.group,
    )
