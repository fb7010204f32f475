"""A machine on which nothing was installed, as a folder: what a program has to bring along.

Made with the packages the .deb depends on, and with what opens links; there is no Python.
Commands run in it by chroot in a mount namespace of their own, so that nothing stays mounted
whatever happens.  It shares ``/tmp`` with us: the screen, the bus, and the person's home.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_BASES = Path("build/clean-root").absolute()
_OPENS_LINKS = ("desktop-file-utils", "xdg-utils")
_INSIDE = 'mount --bind /tmp "$0/tmp" && mount -t proc proc "$0/proc" && exec chroot "$0" "$@"'
_MAKE_S = 400.0
#: What dpkg writes for itself, and what is not a part of the machine.
_NOT_COMPARED = ("var/lib/dpkg", "var/log", "var/cache", "var/lib/apt", "proc", "tmp", "dev", "run")


class CleanRoot:
    """One such machine."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def argv(self, *command: str) -> list[str]:
        """How ``command`` is run in there; its process id stays the one that is started."""
        return ["unshare", "--mount", "sh", "-c", _INSIDE, str(self.path), *command]

    def run(self, *command: str, env: Mapping[str, str] | None = None) -> str:
        """Run it there; its output.

        Raises:
            AssertionError: it failed.
        """
        plain = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive"}
        done = subprocess.run(
            self.argv(*command),
            env=plain if env is None else dict(env),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout

    def install(self, deb: Path) -> None:
        """``apt-get install ./package.deb``, without the network."""
        inside = self.path / "var/cache" / deb.name
        shutil.copy(deb, inside)
        self.run("apt-get", "install", "-y", f"/var/cache/{deb.name}")
        inside.unlink()

    def files(self) -> dict[str, str]:
        """Every file there, by its path, with what it is."""
        found = {}
        for folder, folders, names in os.walk(self.path):
            here = Path(folder).relative_to(self.path).as_posix()
            folders[:] = [
                n for n in folders if f"{here}/{n}".removeprefix("./") not in _NOT_COMPARED
            ]
            for name in (*folders, *names):
                path = Path(folder, name)
                found[path.relative_to(self.path).as_posix()] = _kind(path)
        return found


@contextmanager
def clean_root(deb: Path) -> Iterator[CleanRoot]:
    """A fresh one, on which ``deb`` can be installed without the network."""
    depends = subprocess.run(
        ["dpkg-deb", "--field", str(deb), "Depends"], capture_output=True, text=True, check=True
    ).stdout
    base = _base([*re.sub(r" \([^)]*\)", "", depends).strip().split(", "), *_OPENS_LINKS])
    path = base.with_suffix(f".{os.getpid()}")
    try:
        subprocess.run(["cp", "-a", str(base), str(path)], check=True, timeout=120)
        yield CleanRoot(path)
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _base(packages: list[str]) -> Path:
    """The machine all are copied from; kept for the next run."""
    suite = platform.freedesktop_os_release()["VERSION_CODENAME"]
    named = hashlib.sha256(" ".join([suite, *packages]).encode()).hexdigest()[:12]
    base = _BASES / named
    if not base.exists():
        _BASES.mkdir(parents=True, exist_ok=True)
        part = base.with_suffix(".part")
        shutil.rmtree(part, ignore_errors=True)
        argv = ["mmdebstrap", "--quiet", "--variant=apt", f"--include={','.join(packages)}"]
        subprocess.run([*argv, suite, str(part)], check=True, timeout=_MAKE_S)
        part.rename(base)
    return base


def _kind(path: Path) -> str:
    if path.is_symlink():
        return f"-> {path.readlink()}"
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    return "folder" if path.is_dir() else "other"
