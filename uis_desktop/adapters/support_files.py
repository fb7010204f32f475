"""The program's log on disk, and the archive for support."""

from __future__ import annotations

import asyncio
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path

from uis_desktop.errors import FileUnwritable

#: More than a person reads, and less than would stall the window.
_SHOWN_BYTES = 512 * 1024


class SupportFiles:
    """Reads beside the loop: a log has megabytes, and a disk may be slow."""

    def __init__(self, log_file: Path) -> None:
        self._log_file = log_file

    async def newest_log(self) -> str:
        """The end of the log; empty if there is none."""
        return await asyncio.to_thread(self._newest)

    async def whole_log(self) -> Mapping[str, str]:
        """All there is of it, by the names of the files."""
        return await asyncio.to_thread(self._whole)

    async def pack(self, path: str, files: Mapping[str, str]) -> None:
        """Write the archive, whole or not at all; only this user may read it.

        Raises:
            FileUnwritable
        """
        await asyncio.to_thread(_pack, Path(path), files)

    def _newest(self) -> str:
        try:
            with self._log_file.open("rb") as file:
                file.seek(max(0, self._log_file.stat().st_size - _SHOWN_BYTES))
                return file.read().decode(errors="replace")
        except OSError:
            # It goes to standard error where no file can be written.
            return ""

    def _whole(self) -> Mapping[str, str]:
        found = sorted(self._log_file.parent.glob(f"{self._log_file.name}*"))
        texts = {}
        for file in found:
            try:
                texts[file.name] = file.read_text(encoding="utf-8", errors="replace")
            except OSError as error:
                texts[file.name] = f"unreadable: {error.strerror}"
        return texts


def _pack(path: Path, files: Mapping[str, str]) -> None:
    new = path.with_name(path.name + ".new")
    try:
        new.unlink(missing_ok=True)
        with (
            os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "wb") as file,
            zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            for name, text in files.items():
                archive.writestr(name, text)
        new.replace(path)
    except OSError as error:
        raise FileUnwritable(f"archive for support: {error.strerror}") from error
