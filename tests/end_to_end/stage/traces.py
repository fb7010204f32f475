"""Looks for a secret wherever a program may have left it, in whatever form."""

from __future__ import annotations

import base64
import json
import zipfile
from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from urllib.parse import quote_plus

#: A piece of a base64 text this long is no chance.
_SHORTEST = 8


def forms(secret: str) -> frozenset[bytes]:
    """How the secret may be written: plain, escaped, and as part of a longer encoded text."""
    raw = secret.encode()
    written = {
        raw,
        secret.encode("utf-16-le"),
        quote_plus(secret).encode(),
        json.dumps(secret)[1:-1].encode(),
        raw.hex().encode(),
        raw.hex().upper().encode(),
    }
    return frozenset(written | set(_in_base64(raw)))


def _in_base64(raw: bytes) -> Iterator[bytes]:
    """Three bytes become four letters, so what the letters are depends on what stands before."""
    for before in range(3):
        rest = raw[-before % 3 :]
        whole = rest[: len(rest) // 3 * 3]
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            letters = encode(whole)
            if len(letters) >= _SHORTEST:
                yield letters


def traces(secrets: Mapping[str, str], places: Mapping[str, bytes]) -> list[str]:
    """``<secret> in <place>`` for whatever is found; archives are looked into."""
    looked_for = {name: forms(secret) for name, secret in secrets.items()}
    return [
        f"{name} in {place}"
        for place, content in _opened(places)
        for name, written in looked_for.items()
        if any(form in content for form in written)
    ]


def _opened(places: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for place, content in places.items():
        yield place, content
        if zipfile.is_zipfile(BytesIO(content)):
            with zipfile.ZipFile(BytesIO(content)) as archive:
                for name in archive.namelist():
                    yield f"{place}/{name}", archive.read(name)


def files_below(folder: Path, *, but: Collection[Path] = ()) -> dict[str, bytes]:
    """Every file there is, by its path from the folder; sockets and the like hold nothing."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.is_symlink() and file not in but
    }


def told_to_all(pid: int) -> dict[str, bytes]:
    """What the system tells others about a process: its arguments and environment."""
    proc = Path(f"/proc/{pid}")
    return {f"{name} of {pid}": (proc / name).read_bytes() for name in ("cmdline", "environ")}
