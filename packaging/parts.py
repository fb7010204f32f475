"""What goes into the bundles of tray app and relay, of all that PyInstaller finds.

PyInstaller takes every plug-in of a Qt module it meets, and the libraries of the
machine it runs on.  Named here is what the programs use; all else stays out.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from PyInstaller.utils.hooks import collect_submodules

#: Folders of ``resources`` that only the relay reads.
RELAY_RESOURCES = {"admin"}

#: Of the standard library and of what others bring along.
UNUSED_MODULES = [
    # Where numbers are from, in all the world: 100 MB.  Ours is in ``resources/regions``.
    "phonenumbers.geodata",
    "phonenumbers.carrierdata",
    "phonenumbers.tzdata",
    # Found beside Qt's player, which does without.
    "PySide6.QtConcurrent",
    "lib2to3",
    "pydoc_data",
    "readline",
    "setuptools",
    "sqlite3",
    "tkinter",
    "unittest",
]

# Without OpenGL, Qt's own TLS and pictures other than PNG: the program has no use for them.
_PLUGINS = re.compile(
    r"""
    platforms/(lib)?q(xcb|wayland|offscreen|windows|cocoa)\b
    | platforminputcontexts/lib(compose|ibus)
    | networkinformation/(lib)?q(networkmanager|networklistmanager|scnetworkreachability)\b
    | platformthemes/libq(gtk3|xdgdesktopportal)\b
    | wayland-shell-integration/libxdg-shell\b
    | wayland-decoration-client/
    | styles/
    | multimedia/(lib)?ffmpegmediaplugin\b
    """,
    re.VERBOSE,
)
_QT_LIBRARIES = re.compile(
    r"""
    (lib)?(Qt6?)(
        Core | Gui | Widgets | DBus | Network | XcbQpa | WaylandClient | Svg
        # The player of recordings.  Its FFmpeg plug-in can also draw films with Qt Quick, and
        # does not load without it.
        | Multimedia | Concurrent | FFmpegStub-\w+(-\w+)? | OpenGL
        | Quick | Qml | QmlMeta | QmlModels | QmlWorkerScript
    )\b(?!-)
    """,
    re.VERBOSE,
)
#: Qt's words on its own buttons ("Cancel", "Copy"), in our two languages.
_QT_WORDS = re.compile(r"translations/(qt|qtbase)_(ru|en)\.qm$")

# Of the machine that builds: what Python is made of, and what Qt needs and a desktop may
# not have.  All else has to be the one of the machine the program runs on, because it
# talks to that machine's X server, themes and password store.
_SYSTEM_LIBRARIES = re.compile(
    r"lib(python3|ssl|crypto|ffi|bz2|lzma|uuid|xcb-(cursor|icccm|image|keysyms|render-util|util)\b)"
)


def modules(ours: Callable[[str], bool]) -> list[str]:
    """What is loaded by name: our own modules that are ``ours``, and back ends of libraries."""
    return [
        *collect_submodules("uis_desktop", filter=ours),
        # Chosen at run time by what the system has.
        *collect_submodules("keyring.backends"),
        # Loaded for the first number, and its regions when the first number of one is met.
        "phonenumbers",
        *collect_submodules("phonenumbers.data"),
        *collect_submodules("phonenumbers.shortdata"),
    ]


def wanted(path: str) -> bool:
    """Whether the file, by its place in the bundle, is to be in it."""
    place = path.replace("\\", "/")
    name = place.rpartition("/")[2]
    if name == "opengl32sw.dll":
        return False  # OpenGL on Windows without a graphics card, 20 MB
    if "/plugins/" in place:
        return bool(_PLUGINS.search(place))
    if "/translations/" in place and place.startswith("PySide6/"):
        return bool(_QT_WORDS.search(place))
    if re.match(r"(lib)?Qt6?[A-Z]", name):
        return bool(_QT_LIBRARIES.match(name))
    if "/" not in place and ".so" in name and name.startswith("lib"):
        return bool(_SYSTEM_LIBRARIES.match(name)) or _comes_with_a_wheel(name)
    return True


def _comes_with_a_wheel(name: str) -> bool:
    """A link to a library of PySide6, which lies in that package's own folder."""
    return name.startswith(("libicu", "libpyside6", "libshiboken6", "libav", "libsw"))
