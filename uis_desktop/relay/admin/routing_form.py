"""The rules of interactive call processing as a form, and back."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from uis_desktop.relay.admin.forms import Form
from uis_desktop.relay.directory.interactive_rules import (
    OWN_GROUPS,
    AnswerRefused,
    InteractiveAnswer,
    InteractiveRules,
    checked_answer,
    checked_rules,
)
from uis_desktop.relay.directory.tables import Account

#: By what an employee is reached, as choices.
REACHES = ("extension numbers", "numbers extension", "extension", "numbers")
GROUP_RINGS = ("phone", "members")

_SAID = ("text", "message_name", "operator_text", "operator_media")
_ADVANCED = ("inputs", "other_input", "lines")


def form_of(account: Account) -> Form:
    """The rules as they are."""
    rules = account.settings.interactive
    default = msgspec.json.decode(account.interactive_default, type=InteractiveAnswer)
    form = Form()
    put = form.typed.__setitem__
    if rules.responsible:
        put("responsible", ["1"])
    if rules.all_phones:
        put("all_phones", ["1"])
    if OWN_GROUPS in rules.groups:
        put("own_groups", ["1"])
    put("reach", [" ".join(rules.reach)])
    put("groups", ["\n".join(group for group in rules.groups if group != OWN_GROUPS)])
    put("group_ring", [rules.group_ring])
    for prefix, answer in (("beside", rules.beside), ("default", default)):
        for name in _SAID:
            put(f"{prefix}_{name}", [getattr(answer, name) or ""])
    put("default_phones", ["\n".join(default.phones or ())])
    put("default_returned_code", [default.returned_code or ""])
    put("advanced", [_advanced_text(rules)])
    return form


def rules_of(form: Form) -> tuple[InteractiveRules, str]:
    """The rules and the default answer (JSON) of a form that was filled in.

    Raises:
        AnswerRefused: with the place and what to do.
    """
    own = (OWN_GROUPS,) if form.ticked("own_groups") else ()
    given: dict[str, object] = {
        **_advanced(form.text("advanced")),
        "responsible": form.ticked("responsible"),
        "all_phones": form.ticked("all_phones"),
        "reach": form.text("reach").split(),
        "groups": [*own, *form.lines("groups")],
        "group_ring": form.text("group_ring"),
        "beside": _said(form, "beside"),
    }
    default = _said(form, "default")
    if phones := form.lines("default_phones"):
        default["phones"] = phones
    if code := form.text("default_returned_code"):
        default["returned_code"] = code
    rules = checked_rules(given)
    return rules, checked_answer(msgspec.json.encode(default).decode()).decode()


def _said(form: Form, prefix: str) -> dict[str, object]:
    return {name: text for name in _SAID if (text := form.text(f"{prefix}_{name}"))}


def _advanced_text(rules: InteractiveRules) -> str:
    """What the form has no fields for, as JSON; empty where nothing is set."""
    told = msgspec.to_builtins(rules)
    kept = {name: told[name] for name in _ADVANCED if told.get(name)}
    return msgspec.json.format(msgspec.json.encode(kept), indent=2).decode() if kept else ""


def _advanced(text: str) -> Mapping[str, object]:
    if not text:
        return {}
    try:
        given = msgspec.json.decode(text, type=dict[str, object])
    except (ValueError, RecursionError) as error:
        raise AnswerRefused(f"JSON: {error}", f"JSON не читается: {error}") from error
    unknown = given.keys() - set(_ADVANCED)
    if unknown:
        names = ", ".join(_ADVANCED)
        raise AnswerRefused(f"JSON: only {names} belong here", f"JSON: здесь бывают только {names}")
    return given
