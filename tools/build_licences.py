"""Fill assets/licences/ with the licences of what the program is made of.

    .venv/bin/python tools/build_licences.py

From what is installed beside this Python: a text for each package that requirements/run.txt pins
and that this system has, Python's own, those of the typeface and the icons, and ours. index.json
lists them: [{"name", "version", "licence", "files": [...], "libraries": {name: version}}, ...]. The
About window and the installers show them; the bill of materials is made from the same list. Nothing
is fetched.
"""

from __future__ import annotations

import json
import platform
import re
import shutil
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]
ASSETS = ROOT / "src" / "rilo_desktop" / "assets"
TARGET = ASSETS / "licences"
TEXTS = ROOT / "resources" / "licences"
PINS = ROOT / "requirements" / "run.txt"
IS_TEXT = re.compile(r"(^|/)(licen[cs]e|copying|notice|authors)[^/]*$|/licenses/[^/]+$", re.I)
WITHOUT_TEXT = {
    "pyside6-essentials": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt"),
}
"""Packages whose wheel brings no text; ours is that of the licence that we take it under."""
UNSAID = {
    "python-bidi": "LGPL-3.0-or-later",
    "sqlcipher3": "Zlib",
    "reportlab": "BSD-3-Clause",
    "pyxform": "BSD-2-Clause",
    "pyside6-essentials": "LGPL-3.0-only",
    "shiboken6": "LGPL-3.0-only",
}
"""Read in the texts, where the metadata say nothing or give a choice."""


class Unlicensed(Exception):
    """A package without a licence: it must not be shipped before somebody has looked."""


def build() -> Path:
    """Make the folder anew. Raises Unlicensed."""
    beside = TARGET.with_name("new-licences")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    entries = [_ours(beside), _python(beside), *_shipped(beside)]
    entries += [_package(one, beside) for one in packages()]
    for entry in entries:
        entry["libraries"] = _libraries(str(entry["name"]))
    text = json.dumps(entries, indent=1, ensure_ascii=False)
    (beside / "index.json").write_text(text, "utf-8", newline="\n")
    shutil.rmtree(TARGET, ignore_errors=True)
    beside.rename(TARGET)
    return TARGET


def packages() -> list[Distribution]:
    """What run.txt pins for this system and the program ships, by name.

    Raises Unlicensed where one is not installed.
    """
    from rilo_desktop.exchange.no_network import CLIENTS

    found = []
    for line in re.findall(r"^\S+==\S+.*$", PINS.read_text("utf-8"), re.M):
        name, _, rest = line.partition("==")
        marker = rest.partition(";")[2].rstrip(" \\").strip()
        if name in CLIENTS or (marker and not _holds(marker)):
            continue
        try:
            found.append(distribution(name))
        except PackageNotFoundError as error:
            raise Unlicensed(f"{name} is pinned in run.txt and not installed here") from error
    return found


def _holds(marker: str) -> bool:
    from packaging.markers import Marker

    return Marker(marker).evaluate()


def _package(one: Distribution, folder: Path) -> dict[str, object]:
    name = one.metadata["Name"].lower().replace("_", "-")
    files = [
        _copied(Path(str(one.locate_file(path))), folder, f"{name}-{Path(path).name}")
        for path in one.files or ()
        if ".dist-info" in str(path) and IS_TEXT.search(Path(path).as_posix())
    ]
    files += [_copied(TEXTS / text, folder, text) for text in WITHOUT_TEXT.get(name, ())]
    licence = UNSAID.get(name) or _said(one)
    if not licence or not files:
        raise Unlicensed(f"{name} says no licence or brings no text: see tools/build_licences.py")
    return {"name": name, "version": one.version, "licence": licence, "files": sorted(files)}


def _libraries(package: str) -> dict[str, str]:
    from build_libraries import libraries_of

    return libraries_of(package)


def _said(one: Distribution) -> str:
    """The expression, or the short line of older metadata."""
    said = one.metadata.get("License-Expression") or one.metadata.get("License") or ""
    first = said.strip().splitlines()[0] if said.strip() else ""
    if first and len(first) < 60:
        return first
    ending = [c for c in one.metadata.get_all("Classifier") or () if c.startswith("License ::")]
    return ending[0].rpartition(":: ")[2] if ending else first


def _ours(folder: Path) -> dict[str, object]:
    files = [_copied(ROOT / "LICENSE", folder, "rilo-desktop-LICENSE")]
    return {"name": "rilo-desktop", "version": _version(), "licence": "Apache-2.0", "files": files}


def _version() -> str:
    text = (ROOT / "src" / "rilo_desktop" / "__init__.py").read_text("utf-8")
    return re.findall(r'__version__ = "(.+)"', text)[0]


def _python(folder: Path) -> dict[str, object]:
    files = [_copied(TEXTS / "PSF-2.0.txt", folder, "python-LICENSE.txt")]
    version = platform.python_version()
    return {"name": "python", "version": version, "licence": "PSF-2.0", "files": files}


def _shipped(folder: Path) -> list[dict[str, object]]:
    typeface = _copied(ASSETS / "fonts" / "LICENSE.txt", folder, "noto-sans-LICENSE.txt")
    icons = _copied(ROOT / "resources" / "icons" / "LICENSE", folder, "tabler-icons-LICENSE")
    return [
        {"name": "noto-sans", "version": "", "licence": "OFL-1.1", "files": [typeface]},
        {
            "name": "wqy-microhei",
            "version": "0.2.0-beta",
            "licence": "Apache-2.0",
            "files": [typeface, "rilo-desktop-LICENSE"],
        },
        {"name": "tabler-icons", "version": "", "licence": "MIT", "files": [icons]},
    ]


def _copied(source: Path, folder: Path, name: str) -> str:
    text = source.read_bytes().replace(b"\r\n", b"\n")
    (folder / name).write_bytes(text)
    return name


if __name__ == "__main__":
    try:
        print(f"licences: {build()}")
    except Unlicensed as error:
        sys.exit(f"licences: {error}")
