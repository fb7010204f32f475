"""Secrets in files: for our own eyes only, and whole or not there at all."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from uis_desktop.errors import SecretsUnavailable

_LARGEST = 16 * 1024


def read_secret(file: Path) -> str | None:
    """What the file holds; None if there is none.

    Raises:
        SecretsUnavailable: others can read it, or it cannot be read.
    """
    try:
        with file.open("rb") as opened:
            _check_alone(file, os.fstat(opened.fileno()))
            raw = opened.read(_LARGEST + 1)
        if len(raw) > _LARGEST:
            raise SecretsUnavailable(f"{file}: far too long for a key")
        return raw.decode()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SecretsUnavailable(f"{file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SecretsUnavailable(f"{file}: not UTF-8") from error


def write_secret(file: Path, secret: str) -> None:
    """Keep it with mode 0600, in place of what was there.

    Raises:
        SecretsUnavailable
    """
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # mkstemp makes it 0600 before the first byte is in it.
        handle, name = tempfile.mkstemp(prefix=".", dir=file.parent)
        new = Path(name)
        try:
            with os.fdopen(handle, "wb") as opened:
                opened.write(secret.encode())
                opened.flush()
                os.fsync(opened.fileno())
            new.replace(file)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
        _sync_folder(file.parent)
    except OSError as error:
        raise SecretsUnavailable(f"{file}: {error.strerror}") from error


def remove_secret(file: Path) -> None:
    """Forget it; no error if there is none.

    Raises:
        SecretsUnavailable
    """
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise SecretsUnavailable(f"{file}: {error.strerror}") from error


def _check_alone(file: Path, status: os.stat_result) -> None:
    """Windows keeps its rights elsewhere: the folder of the user is his own."""
    if os.name != "posix":
        return
    if status.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SecretsUnavailable(f"{file}: others can read it; chmod 600 {file}")
    if status.st_uid not in (os.geteuid(), 0):
        raise SecretsUnavailable(f"{file}: it belongs to another user")


def _sync_folder(folder: Path) -> None:
    """The new name is on disk, too; only POSIX can say so."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
