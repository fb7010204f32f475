"""``interactive show | set | try``: how callers are sent to their employees."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import apsw
import msgspec

from uis_desktop.core import phone
from uis_desktop.relay.commands.office import Office
from uis_desktop.relay.commands.output import answer
from uis_desktop.relay.config import ConfigRefused
from uis_desktop.relay.directory import people
from uis_desktop.relay.directory.account_settings import change_settings
from uis_desktop.relay.directory.interactive_rules import checked_rules
from uis_desktop.relay.directory.tables import Account, DirectoryRefused
from uis_desktop.relay.interactive.trying import phonebook_of, told, tried

Rules = dict[str, object]


def show(data: Path, options: Namespace) -> int:
    """``interactive show``: the default and the rules, as ``set --rules`` takes them."""
    with Office(data, options) as office:
        account = office.read(lambda directory: people.account(directory, options.account))
    _print(account, options)
    return 0


def change(data: Path, options: Namespace) -> int:
    """``interactive set``: all rules from a file, or some of them by option."""
    given = _given(options)

    def write(directory: apsw.Connection) -> Account:
        account = people.account(directory, options.account)
        rules = given if given is not None else _rules_of(account)
        _change(rules, options)
        change_settings(directory, account.id, interactive=checked_rules(rules))
        if options.default is not None and options.line is None:
            people.set_interactive_default(directory, account.id, options.default)
        return people.account(directory, account.id)

    with Office(data, options) as office:
        account = office.write(write)
    _print(account, options)
    return 0


def attempt(data: Path, options: Namespace) -> int:
    """``interactive try``: what would be answered, and why."""
    with Office(data, options) as office:
        account = office.read(lambda directory: people.account(directory, options.account))
        phonebook = office.read(lambda directory: phonebook_of(directory, account.id))
    decision = told(
        tried(account, phonebook, numa=options.numa, numb=options.numb, typed=options.input), "en"
    )
    answer(
        decision,
        [f"UIS is told: {_json(decision['answer'])}", str(decision["sentence"])],
        as_json=options.json,
    )
    return 0


def _print(account: Account, options: Namespace) -> None:
    whole = {
        "account": account.id,
        "default": msgspec.json.decode(account.interactive_default),
        "rules": account.settings.interactive,
    }
    pretty = msgspec.json.format(msgspec.json.encode(whole), indent=2).decode()
    answer(whole, pretty.splitlines(), as_json=options.json)


def _given(options: Namespace) -> Rules | None:
    """The rules of the file that was named.

    Raises:
        ConfigRefused: it cannot be read, or is no JSON object.
    """
    if options.rules is None:
        return None
    try:
        text = sys.stdin.read() if options.rules == "-" else Path(options.rules).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigRefused(f"{options.rules}: {error}") from error
    rules = _object(text, options.rules)
    inner = rules.get("rules")
    return inner if isinstance(inner, dict) else rules


def _rules_of(account: Account) -> Rules:
    rules: Rules = msgspec.to_builtins(account.settings.interactive)
    return rules


def _change(rules: Rules, options: Namespace) -> None:
    """Put what the options say into the rules, or into those of one line."""
    target = rules
    if options.line is not None:
        line = phone.key(options.line)
        if line is None:
            raise DirectoryRefused(f"no virtual number: {options.line!r}; write +74951234567")
        lines = rules.setdefault("lines", {})
        if not isinstance(lines, dict):
            raise DirectoryRefused("lines must be an object")
        if options.as_account:
            lines.pop(line, None)
            return
        target = lines.setdefault(line, {})
    target.update(_changes(options))
    typed = dict(options.input or ())
    if typed:
        inputs = target.get("inputs")
        known = inputs if isinstance(inputs, dict) else {}
        target["inputs"] = known | {code: _object(text, code) for code, text in typed.items()}


def _changes(options: Namespace) -> Iterator[tuple[str, object]]:
    for name, read in _READ.items():
        value: str | None = getattr(options, name)
        if value is not None:
            yield name, read(value)
    if options.default is not None and options.line is not None:
        yield "default", _object(options.default)


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _yes(text: str) -> bool:
    return text == "yes"


def _object(text: str, place: str = "the option") -> Rules:
    """A JSON object.

    Raises:
        DirectoryRefused
    """
    try:
        return msgspec.json.decode(text, type=dict[str, object])
    except (ValueError, RecursionError) as error:
        raise DirectoryRefused(f"{place}: not a JSON object: {error}") from error


#: Options of ``set`` that are fields of the rules, and how their text is read.
_READ: Mapping[str, Callable[[str], object]] = {
    "responsible": _yes,
    "reach": _words,
    "all_phones": _yes,
    "groups": _words,
    "group_ring": str,
    "beside": _object,
    "other_input": _object,
}


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
