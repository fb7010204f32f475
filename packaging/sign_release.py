"""Signs the note on a release with the key of whoever releases: release.json.sig beside it.

    sign_release.py KEY FOLDER

KEY is a PEM file that never comes near the repository, made once by
``openssl genpkey -algorithm ed25519 -aes256 -out KEY``; its password is asked for.  Refused:
a version that is no release, and a note that does not fit the packages beside it.
"""

from __future__ import annotations

import argparse
import getpass
import hashlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from uis_desktop.release_signature import is_signed, sign
from uis_desktop.wire.release_note import read_note


def signature(folder: Path, key: Path, ask_password: Callable[[], str]) -> bytes:
    """The signature of the note in the folder.

    Raises:
        ValueError: it is not to be signed, or not with this key.
        OSError: something cannot be read.
    """
    text = (folder / "release.json").read_bytes()
    release = read_note(text)
    if not release.version.released:
        raise ValueError(f"{release.version} is no release")
    for file in release.files:
        path = folder / file.name
        if hashlib.sha256(path.read_bytes()).hexdigest() != file.sha256:
            raise ValueError(f"{file.name} is not the one the note was written of")
    private = key.read_bytes()
    try:
        signed, public = sign(text, private)
    except TypeError:
        signed, public = sign(text, private, ask_password().encode())
    if not is_signed(text, signed, public):
        raise ValueError("the signature cannot be checked with its own key")
    return signed


def main(arguments: Sequence[str]) -> int:
    """Sign; the exit code."""
    parser = argparse.ArgumentParser(description="Signs release.json.")
    parser.add_argument("key", type=Path)
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args(arguments)
    try:
        signed = signature(
            asked.folder, asked.key, lambda: getpass.getpass("Password of the key: ")
        )
    except (OSError, ValueError) as error:
        sys.stderr.write(f"sign_release.py: {error}\n")
        return 1
    (asked.folder / "release.json.sig").write_bytes(signed)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
