"""Fill src/rilo_desktop/assets/ from resources/: the build step of pip, make and installers.

    python tools/build_assets.py [--force]

Built: code lists (with all countries and currencies), month names and number formats, catalogues,
fonts, icons, help topics with their pictures, the starting catalogue, the acceptance rules, the
sample office. Nothing is fetched.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

SOURCES = ROOT / "resources"
ASSETS = ROOT / "src" / "rilo_desktop" / "assets"
STAMPS = ASSETS / "built"
COPIED = (
    "catalogue",
    "practice",
    "sample",
    "forms",
    "icons",
    "product",
    "acceptance",
    "updates",
    "headings",
    "spreadsheets",
)


def build(force: bool = False) -> Path:
    """Build the parts that are missing or out of date; returns the folder."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    package = ASSETS / "__init__.py"
    if not package.exists():
        package.write_text('"""Built from resources/; not committed."""\n', "ascii")
    for name, make in _PARTS.items():
        fingerprint = _fingerprint(name)
        stamp = STAMPS / name
        if not force and stamp.exists() and stamp.read_text("ascii") == fingerprint:
            continue
        stamp.unlink(missing_ok=True)
        _replace(ASSETS / name, make)
        stamp.write_text(fingerprint, "ascii")
    return ASSETS


def _replace(target: Path, make: Callable[[Path], None]) -> None:
    """Build beside, then swap: what runs meanwhile finds the old part or the new one."""
    beside, old = target.with_name(f"new-{target.name}"), target.with_name(f"old-{target.name}")
    for folder in (beside, old):
        shutil.rmtree(folder, ignore_errors=True)
    make(beside)
    if target.exists():
        target.rename(old)
    beside.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _copy(name: str) -> Callable[[Path], None]:
    def copy(target: Path) -> None:
        shutil.copytree(SOURCES / name, target)

    return copy


def _vocabularies(target: Path) -> None:
    import build_vocabularies

    build_vocabularies.build(SOURCES / "vocabularies", target)


def _language(target: Path) -> None:
    import build_language

    build_language.build(SOURCES / "language", target)


def _fonts(target: Path) -> None:
    import build_fonts

    build_fonts.build(target)


def _help(target: Path) -> None:
    import build_help

    build_help.build(SOURCES / "help", target)


_PARTS: Mapping[str, Callable[[Path], None]] = {
    **{name: _copy(name) for name in COPIED},
    "vocabularies": _vocabularies,
    "language": _language,
    "fonts": _fonts,
    "help": _help,
}
_ALSO_OF: Mapping[str, Path] = {"help": ROOT / "docs" / "pictures"}
"""Further folder of a part."""


def _fingerprint(name: str) -> str:
    """Of the sources of a part and of the step that builds it."""
    digest = hashlib.sha256()
    folders = [SOURCES / name, *([_ALSO_OF[name]] if name in _ALSO_OF else [])]
    sources = [f for folder in folders for f in folder.rglob("*") if f.is_file()]
    steps = [ROOT / "tools" / "build_assets.py", ROOT / "tools" / f"build_{name}.py"]
    for path in sorted([*sources, *(step for step in steps if step.exists())]):
        digest.update(json.dumps(path.relative_to(ROOT).as_posix()).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


if __name__ == "__main__":
    print(f"assets: {build(force='--force' in sys.argv)}")
