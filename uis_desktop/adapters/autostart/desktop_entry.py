"""The part of the Desktop Entry Specification that autostart needs; text only.

https://specifications.freedesktop.org/desktop-entry-spec and autostart-spec.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_GROUP = "[Desktop Entry]"
#: Of an argument in quotes.
_ESCAPED = re.compile(r'(["`$\\])')
_FIRST = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|(\S+))')


def written(command: Sequence[str]) -> str:
    """An entry that starts the command; gone is not missed: ``TryExec`` passes it over."""
    lines = {
        "Type": "Application",
        "Name": "UIS Desktop",
        "Exec": _value(" ".join(map(_argument, command))),
        "TryExec": _value(command[0]),
        "Icon": "uis-desktop",
        "Terminal": "false",
        "X-GNOME-Autostart-enabled": "true",
    }
    return "".join(f"{line}\n" for line in (_GROUP, *(f"{k}={v}" for k, v in lines.items())))


def hiding() -> str:
    """An entry that takes away one of the same name for everybody."""
    return f"{_GROUP}\nType=Application\nName=UIS Desktop\nHidden=true\n"


def read(text: str) -> Mapping[str, str]:
    """The keys of the main group; what is no key is passed over."""
    found: dict[str, str] = {}
    inside = False
    for line in text.splitlines():
        if line.startswith("["):
            inside = line.strip() == _GROUP
        elif inside and "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found[key.strip()] = _unescaped(value.strip())
    return found


def is_wanted(entry: Mapping[str, str], desktops: Sequence[str]) -> bool:
    """The system would start it on a desktop of these names."""
    if entry.get("Hidden") == "true" or entry.get("X-GNOME-Autostart-enabled") == "false":
        return False
    only, never = (_names(entry.get(key, "")) for key in ("OnlyShowIn", "NotShowIn"))
    return not never & set(desktops) and (not only or bool(only & set(desktops)))


def program(entry: Mapping[str, str]) -> str:
    """The program of an entry; empty if it names none."""
    first = _FIRST.match(entry.get("Exec", ""))
    if first is None:
        return ""
    quoted, bare = first.groups()
    word = bare if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
    return word.replace("%%", "%")


def _argument(text: str) -> str:
    return '"' + _ESCAPED.sub(r"\\\1", text).replace("%", "%%") + '"'


def _value(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _unescaped(value: str) -> str:
    letters = {"s": " ", "n": "\n", "t": "\t", "r": "\r"}
    return re.sub(r"\\(.)", lambda found: letters.get(found[1], found[1]), value)


def _names(value: str) -> set[str]:
    return {name for name in value.split(";") if name}
