"""Where fuzzing begins: the eight templates filled in, and what is done to them in the wild."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus, urlencode

from tests.relay.rendering import NESTED, quoted, render
from uis_desktop.relay.templates import TEMPLATES


def seeds() -> Iterator[bytes]:
    """Bodies; each as it comes, and damaged."""
    for template in TEMPLATES:
        text = template.text
        clean = render(text, notification_name=template.title).decode()
        yield clean.encode()
        yield clean.encode("cp1251")
        yield clean.encode("utf-8-sig")
        yield (quote_plus(clean) + "=").encode()
        yield quote(clean).encode()
        yield json.dumps(clean).encode()
        yield render(quoted(text), notification_name=template.title)
        yield clean[: len(clean) * 2 // 3].encode()
        yield json.dumps({"event": "CALL_CONNECTED", "payload": json.loads(clean)}).encode()
        pairs = {name: json.dumps(value) for name, value in json.loads(clean).items()}
        yield urlencode(pairs).encode()
        yield "&".join(f"{name}={value}" for name, value in pairs.items()).encode()
        fields = [{"key": name, "value": value} for name, value in json.loads(clean).items()]
        yield json.dumps(fields).encode()
        yield text.encode()
    yield render(NESTED, notification_name="Завершение звонка")
    yield b'{"notification_name":"Lost call","call_session_id":42,"order":1234567}'
    yield b'{"a":1,"a":2,"\\ud83d":"\\ud83d","b":1e999,"c":123456789012345678901}'


def write_seeds(folder: Path) -> int:
    """One file each; how many."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for count, seed in enumerate(seeds(), start=1):
        (folder / f"seed-{count:03}").write_bytes(seed)
    return count
