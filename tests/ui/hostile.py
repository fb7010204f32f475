"""Five hundred names as nobody is called: each kind alone, then each kind with each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

_KINDS = (
    "<b>Иван</b>",
    "<h1>x</h1><script>alert(1)</script>",
    '<img src="file:///etc/passwd">',
    '<a href="https://evil.example">Анна</a>',
    "<table><tr><td>" * 18,
    "<table><tr><td>" * 3000,
    "<!-- ",
    "&lt;b&gt; &amp; &#x202e;",
    "Smith & Sons && Co",
    "&Файл",
    "\u202egnp.exe",
    "\u2066\u2067\u2068x\u2069",
    "a\u200fb\u200ec\u061c",
    "\x00",
    "Анна\x00Иванова",
    "\r\nX-Header: 1\r\n",
    "первая\nвторая\u2028третья\u2029",
    "\x1b[31m\x07\x08",
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "z" + "\u0300" * 500,
    ("Z" + "\u0336\u0489" * 30) * 50,
    "👩‍👩‍👧‍👦🏳️‍🌈" * 40,
    "\U0001f1f7\U0001f1fa" * 200,
    "Ж" * 200_000,
    "Ж\n" * 100_000,
    "\u202e" * 200_000,
    " " * 100_000 + "x",
    "\ufeff\u200b\u2060\u00ad",
    "\ud800",
    "\ue000\uf8ff",
    "\ufffe\uffff",
    "שלום עולם",
    "مرحبا بالعالم",
    "ﷺ" * 60,
    "𒐫" * 60,
    "%s%n%1 {name} {0}",
    "../../etc/passwd",
    "javascript:alert(1)",
    "'; DROP TABLE call; --",
    "\u00a0",
    "null",
)
COUNT = 500


def _all() -> Iterator[str]:
    yield from _KINDS
    for one, other in product(_KINDS, reversed(_KINDS)):
        yield f"{one[:400]} {other}"


NAMES = tuple(islice(_all(), COUNT))
