"""What of Qt and of the system's libraries goes into the frozen program. build.spec asks this.

Names are destinations inside the frozen program, with "/" on every system. What each cut is worth
stands in docs/packaging.md.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path, PurePosixPath

from rilo_desktop.exchange.no_network import CLIENTS

Entry = tuple[str, str, str]
"""Destination, source, kind: a line of PyInstaller's tables."""

UNUSED_MODULES = (
    *("tkinter", "_tkinter", "unittest", "doctest", "pydoc", "pydoc_data", "test", "lib2to3"),
    *("idlelib", "turtle", "ensurepip", "curses", "readline"),
    *(("distutils",) if sys.version_info < (3, 12) else ()),  # later it is setuptools' own
    *("sqlite3", "_sqlite3"),  # the store has an SQLite of its own
    *("sqlalchemy.testing", "sqlalchemy.ext.mypy", "alembic.testing"),
    *("PIL._avif", "PIL.AvifImagePlugin", "PIL._imagingtk", "PIL.ImageTk", "PIL.ImageQt"),
    *("PIL._imagingft", "lxml.objectify", "lxml.isoschematron", "lxml.html", "lxml.sax"),
    *("PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL"),
    *CLIENTS,
)
"""Never asked for while the program runs."""


def excluded_modules(pins: Path) -> list[str]:
    """What is unused, and whatever is installed beside it that run.txt does not pin.

    A library may use another one where it finds it (openpyxl lxml, mako pygments): the frozen
    program must not depend on what else lies in the environment it was built in.
    """
    pinned = {_plain(name) for name in re.findall(r"^(\S+)==", pins.read_text("utf-8"), re.M)}
    others = {
        module
        for module, packages in packages_distributions().items()
        if not {_plain(package) for package in packages} & {*pinned, "rilo-desktop"}
    }
    return sorted({*UNUSED_MODULES, *others})


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


PLUGINS: Mapping[str, tuple[str, ...]] = {
    "platforms": ("qxcb", "qoffscreen", "qminimal", "qwindows", "qwayland"),
    "imageformats": ("qsvg", "qico", "qjpeg"),
    "iconengines": ("qsvgicon",),
    "styles": ("qmodernwindowsstyle", "qwindowsvistastyle"),
    "platformthemes": ("qxdgdesktopportal",),
    "platforminputcontexts": ("composeplatforminputcontext", "ibusplatforminputcontext"),
    "printsupport": ("cupsprintersupport", "windowsprintersupport"),
    "wayland-shell-integration": ("xdg-shell",),
    "wayland-decoration-client": ("bradient",),
}
"""Of each folder of Qt's plug-ins; a folder that is not named stays outside."""

QT_LANGUAGES = ("en", "fr", "es", "pt_BR", "ru", "ar")

_PLUGIN = re.compile(r"plugins/([^/]+)/(?:lib)?([^/.]+)\.(?:so|dll)$")
_TRANSLATION = re.compile(r"/translations/([a-z_]+?)_([a-z]{2}(?:_[A-Z]{2})?)\.qm$")
_UNUSED_QT = re.compile(
    r"(?:^|/)(?:lib)?Qt6?(Network|Qml\w*|Quick\w*|OpenGL\w*|Pdf|VirtualKeyboard\w*|EglFS\w*|WlShell\w*)\b"
    r".*\.(so|dll)",
    re.IGNORECASE,
)
_UNUSED_GL = re.compile(r"(opengl32sw|d3dcompiler_47|libGLESv2|libEGL)\.dll$", re.IGNORECASE)
_UNUSED_DATA = re.compile(
    r"\.pyi$|\.dist-info/(?!METADATA$)|(^|/)reportlab/fonts/|alembic/templates/|__pycache__|"
    r"(^|/)lxml/isoschem"
)
_OWN_LIBRARY = re.compile(
    r"libpython|lib-dynload|sqlalchemy|sqlcipher3|hazmat|uharfbuzz|python_calamine|libpdfium|bidi|"
    r"charset_normalizer|_cffi_backend|libicu(uc|i18n)"
)
SYSTEMS_OWN = re.compile(
    r"^lib(cups|avahi|gnutls|p11-kit|krb5|k5crypto|gssapi|keyutils|com_err|nettle|hogweed|tasn1|"
    r"idn2|unistring|gmp|systemd|sqlite3)[\w.-]*\.so"
)
"""Belongs to a service of the machine (its printers): the machine's own, or none."""


def keeps(destination: str) -> bool:
    """Does this file go into the frozen program?"""
    name = destination.replace("\\", "/")
    if found := _PLUGIN.search(name):
        return found[2] in PLUGINS.get(found[1], ())
    if found := _TRANSLATION.search(name):
        return found[1] == "qtbase" and found[2] in QT_LANGUAGES
    return not (_UNUSED_QT.search(name) or _UNUSED_GL.search(name) or _UNUSED_DATA.search(name))


def without_unused(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if keeps(entry[0])]


def still_needed(binaries: Iterable[Entry]) -> list[Entry]:
    """On Linux: without the system libraries that only files left out had asked for.

    What a wheel brings in a folder of its own goes by the same rule: Pillow's core needs most of
    its companions, its plug-ins for other formats the rest.
    """
    kept = [entry for entry in binaries if not SYSTEMS_OWN.match(entry[0])]
    sources = {PurePosixPath(name).name: source for name, source, _ in kept}
    todo = [source for name, source, kind in kept if _is_root(name, kind)]
    needed: set[str] = set()
    seen: set[str] = set()
    while todo:
        source = todo.pop()
        if source in seen:
            continue
        seen.add(source)
        for library in _asked_for(source):
            if library in sources and library not in needed:
                needed.add(library)
                todo.append(sources[library])
    return [e for e in kept if _is_root(e[0], e[2]) or PurePosixPath(e[0]).name in needed]


def _is_root(name: str, kind: str) -> bool:
    """Asked for by the program itself, not only by another library."""
    in_folder = "/" in name and ".libs/" not in name and not _is_qt_library(name)
    return kind == "EXTENSION" or "libpython" in name or in_folder


def _is_qt_library(name: str) -> bool:
    return "/Qt/lib/" in name


@cache
def _asked_for(source: str) -> tuple[str, ...]:
    said = subprocess.run(["objdump", "-p", source], capture_output=True, text=True, check=False)
    return tuple(re.findall(r"NEEDED\s+(\S+)", said.stdout))


def stripped(binaries: Iterable[Entry], folder: Path) -> list[Entry]:
    """On Linux: what was built with symbols loses them, as copies in `folder`.

    Never a library whose wheel was patched afterwards (most of Qt, Pillow): strip breaks those.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return [_stripped(entry, folder) for entry in binaries]


def _stripped(entry: Entry, folder: Path) -> Entry:
    name, source, kind = entry
    if not _OWN_LIBRARY.search(name) or kind == "SYMLINK":
        return entry
    copy = folder / name.replace("/", "__")  # two files of two packages share a name
    copy.write_bytes(Path(source).read_bytes())
    copy.chmod(0o755)
    subprocess.run(["strip", "--strip-unneeded", str(copy)], check=True)
    return name, str(copy), kind
