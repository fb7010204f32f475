"""How the pieces of badly written JSON look.

Every quantifier is bounded or possessive, or has nothing behind it for which it would go
back.  Possessive only over what has one way to match: Python before 3.11.5, and so Debian
12, goes wrong with others (github.com/python/cpython/issues/106052).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

#: Quotes other programs make of straight ones, and what closes each.
_PAIRS: Mapping[str, str] = {
    "'": "'",
    "\u2018": "\u2019\u2018'",
    "\u201c": "\u201d\u201c",
    "\u201d": "\u201d",
    "\u201e": "\u201c\u201d",
    "\xab": "\xbb",
}
CLOSING = {opening: re.compile(f'[{closing}"]') for opening, closing in _PAIRS.items()}
_OTHER = "".join(_PAIRS)
_OTHER_CLOSING = "".join(sorted({char for chars in _PAIRS.values() for char in chars}))
_ANY = f'{_OTHER}{_OTHER_CLOSING}"'

SPACE = re.compile(r"[\s\ufeff]*+")
KEY = re.compile(r'"((?:[^"\\]|\\.)*+)"\s*+(?=:)', re.DOTALL)
DOUBLED_KEY = re.compile(r'""([^"\\:]{1,256})""\s*+(?=:)')
OTHER_KEY = re.compile(rf"[{_ANY}]([^{_ANY}:\n]{{1,256}})[{_ANY}]\s*+(?=:)")
BARE_KEY = re.compile(r"([^:,{}\[\]\"\s][^:,{}\[\]\"\n]{0,255})(?=:)")
LITERAL = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
PLACEHOLDER = re.compile(r"\{\{[^{}\"]{0,128}\}\}")
BARE = re.compile(r'(?:\{\{[^{}]{0,128}\}\}|(?!;\s{0,8}")[^,}\]\n\r])*')
INTEGER = re.compile(r"-?(?:0|[1-9]\d*)\Z")
DECIMAL = re.compile(r"-?\d+\.\d+(?:[eE][+-]?\d+)?\Z")
QUOTE = re.compile(r'\\.|"', re.DOTALL)
BETWEEN_OBJECTS = re.compile(r"[\s\ufeff,;\[\]]*+\{")
#: A name and its colon.  A comma that none follows belongs to the text before it:
#: ООО "Ромашка", "Лютик" и партнёры.
_NAME = (
    r"(?:\"{1,2}(?:[^\"\\\n]|\\.){1,128}+(?:\"{1,2}\s{0,8}:|\Z)"
    rf"|[{_OTHER}][^{_ANY}:\n]{{1,128}}[{_ANY}]\s{{0,8}}:"
    r"|[\w.-]{1,64}\s{0,8}:)"
)
END_IN_OBJECT = re.compile(
    rf"\s{{0,64}}(?:[}}\]]|\Z|[,;]\s{{0,64}}(?:[,;}}\]]|\Z|{_NAME})|\"[^\"\\\n]{{1,64}}\"\s{{0,8}}:)"
)
END_IN_ARRAY = re.compile(r"\s{0,64}(?:[,\]]|\Z)")

_ESCAPE_OR_QUOTE = re.compile(r'(\\.)|"', re.DOTALL)


def unescaped(content: str) -> str:
    """What a JSON string with this content says; raw quotes in it are allowed."""
    if "\\" not in content:
        return content
    escaped = _ESCAPE_OR_QUOTE.sub(lambda match: match.group(1) or '\\"', content)
    try:
        return str(json.loads(f'"{escaped}"', strict=False))
    except ValueError:
        return content
