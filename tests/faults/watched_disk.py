"""What a program has on its disk if the power goes now: replayed from its system calls.

strace writes down every write, sync and rename of a program we cannot change.  A write
counts once the file was synced behind it, or if the file was opened with ``O_SYNC``;
names are kept as they were (ext4 journals them in order).  This is the worst disk that
keeps its word: nothing reaches it by chance.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

_CALLS = "openat,pwrite64,write,fsync,fdatasync,ftruncate,renameat,renameat2,rename,unlinkat"
_LINE = re.compile(r"(?P<thread>\d+) +(?P<text>.*)")
_RESUMED = re.compile(r"<\.\.\. \w+ resumed>(?P<rest>.*)")
_CALL = re.compile(r"(?P<name>\w+)\((?P<arguments>.*)\) += (?P<result>-?\d+)")
_UNFINISHED = " <unfinished ...>"
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_OPENED = re.compile(r"^\d+<((?:\\x[0-9a-f]{2})+)>")


def can_watch() -> bool:
    """Whether strace is there and may trace."""
    strace = shutil.which("strace")
    return (
        strace is not None
        and not subprocess.run(
            [strace, "-o", "/dev/null", "true"], capture_output=True, check=False
        ).returncode
    )


def watching(trace: Path) -> tuple[str, ...]:
    """Starts a program, and notes in this file what it does with its files."""
    return ("strace", "-f", "-qq", "-y", "-xx", "-s", "1048576", "-e", f"trace={_CALLS}",
            "-e", "signal=none", "-o", str(trace))  # fmt: skip


@dataclass
class _File:
    """Bytes as the program sees them, and those that are on the disk."""

    seen: bytearray = field(default_factory=bytearray)
    durable: bytes = b""
    end: int = 0
    always: bool = False


def on_disk(trace: Path, folder: Path) -> dict[Path, bytes]:
    """The files below ``folder`` after a power cut at the end of the trace."""
    files: dict[str, _File] = {}
    begun: dict[str, tuple[str, dict[str, bytes]]] = {}
    for line in trace.read_text().splitlines():
        if (found := _LINE.fullmatch(line)) is None:
            continue
        thread, text = found["thread"], found["text"]
        synced = {name: bytes(file.seen) for name, file in files.items()}
        if text.endswith(_UNFINISHED):
            # Whether it is ever finished is not known; a sync counts from its end.
            begun[thread] = (text.removesuffix(_UNFINISHED), synced)
            continue
        if resumed := _RESUMED.fullmatch(text):
            beginning, synced = begun.pop(thread, ("", {}))
            text = beginning + resumed["rest"]
        call = _CALL.match(text)
        if call is not None and int(call["result"]) >= 0:
            _replay(files, call["name"], call["arguments"], synced)
    wanted = f"{folder}/"
    return {Path(name): one.durable for name, one in files.items() if name.startswith(wanted)}


def _replay(files: dict[str, _File], call: str, arguments: str, synced: dict[str, bytes]) -> None:
    texts = [_bytes(text) for text in _TEXT.findall(arguments)]
    opened = _OPENED.match(arguments)
    file = None if opened is None else files.get(_bytes(opened[1]).decode())
    if call == "openat":
        if "O_CREAT" in arguments:
            _open(files.setdefault(texts[0].decode(), _File()), arguments)
    elif call.startswith("rename"):
        if moved := files.pop(texts[0].decode(), None):
            files[texts[1].decode()] = moved
    elif call == "unlinkat":
        files.pop(texts[0].decode(), None)
    elif file is not None and opened is not None:
        _change(file, call, arguments, texts, synced.get(_bytes(opened[1]).decode(), b""))


def _open(file: _File, arguments: str) -> None:
    file.always = "O_SYNC" in arguments
    file.end = 0
    if "O_TRUNC" in arguments:
        file.seen.clear()
        file.durable = b""


def _change(file: _File, call: str, arguments: str, texts: list[bytes], synced: bytes) -> None:
    if call in {"fsync", "fdatasync"}:
        file.durable = synced
        return
    number = int(arguments.rpartition(",")[2])
    if call == "ftruncate":
        del file.seen[number:]
    else:
        begin = number if call == "pwrite64" else file.end
        file.seen[begin : begin + len(texts[0])] = texts[0]
        file.end = begin + len(texts[0])
    if file.always:
        file.durable = bytes(file.seen)


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
