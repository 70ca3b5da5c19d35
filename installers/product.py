"""What the installers call the program: name, version, icon. One place for both systems."""

from __future__ import annotations

import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = "RILO Desktop"
PACKAGE = "rilo-desktop"
IDENTIFIER = "org.rilo.Desktop"
"""Of the desktop entry, the metainfo and the icon on Linux."""
PUBLISHER = "RILO Desktop project"
SUMMARY = "The offline workbench of a Regional Intelligence Liaison Office"
ICON = ROOT / "resources" / "product" / "icon.svg"
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)


def version() -> str:
    """From the package: the only place where it stands."""
    text = (ROOT / "src" / "rilo_desktop" / "__init__.py").read_text("utf-8")
    return re.findall(r'^__version__ = "(.+)"', text, re.M)[0]


def windows_icon(target: Path) -> Path:
    """All sizes in one .ico."""
    from PIL import Image

    pictures = [Image.open(path) for path in icons(target.parent / "icons")]
    sizes = [(size, size) for size in ICON_SIZES]
    pictures[-1].save(target, sizes=sizes, append_images=pictures[:-1])
    return target


def icons(folder: Path) -> list[Path]:
    """PNG files icon-SIZE.png, smallest first."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QByteArray, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    folder.mkdir(parents=True, exist_ok=True)
    drawing = QSvgRenderer(QByteArray(ICON.read_bytes()))
    made = []
    for size in ICON_SIZES:
        picture = QImage(size, size, QImage.Format.Format_ARGB32)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        drawing.render(painter)
        painter.end()
        path = folder / f"icon-{size}.png"
        picture.save(str(path))
        made.append(path)
    return made


def version_resource(target: Path, program: str) -> Path:
    """What Windows shows under Properties, in the form that PyInstaller reads."""
    numbers = (*(int(part) for part in version().split(".")[:3]), 0)
    said = {
        "CompanyName": PUBLISHER,
        "FileDescription": f"{NAME}: {'the window' if program == PACKAGE else 'the console'}",
        "FileVersion": version(),
        "InternalName": program,
        "LegalCopyright": "Apache-2.0",
        "OriginalFilename": f"{program}.exe",
        "ProductName": NAME,
        "ProductVersion": version(),
    }
    strings = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in said.items())
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}), kids=["
        f"StringFileInfo([StringTable('040904B0', [{strings}])]), "
        "VarFileInfo([VarStruct('Translation', [1033, 1200])])])",
        "utf-8",
    )
    return target
