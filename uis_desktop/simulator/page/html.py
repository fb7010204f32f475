"""Markup that cannot be broken by what it shows: every text is escaped unless it is markup."""

from __future__ import annotations

from html import escape


class Html(str):
    """Markup."""

    __slots__ = ()


def tag(name: str, /, *children: str, **attributes: str | bool) -> Html:
    """An element.

    Args:
        name: of the element.
        children: what is in it, in order.
        attributes: ``class_`` and ``for_`` stand for the words Python keeps to itself,
            other underscores for hyphens; True: without a value, False: not there.
    """
    inside = joined(*children)
    return Html(f"<{name}{_attributes(attributes)}>{inside}</{name}>")


def empty(name: str, /, **attributes: str | bool) -> Html:
    """An element that holds nothing, as ``input``."""
    return Html(f"<{name}{_attributes(attributes)}>")


def joined(*children: str) -> Html:
    """One after the other."""
    return Html("".join(child if isinstance(child, Html) else escape(child) for child in children))


def _attributes(attributes: dict[str, str | bool]) -> str:
    return "".join(_attribute(name, value) for name, value in attributes.items() if value)


def _attribute(name: str, value: str | bool) -> str:
    written = name.rstrip("_").replace("_", "-")
    return f" {written}" if value is True else f' {written}="{escape(str(value))}"'
