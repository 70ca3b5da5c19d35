"""Fill src/rilo_desktop/assets/ from resources/: the build step of pip, make and installers.

    python tools/build_assets.py [--force]

Built: code lists (with all countries and currencies), month names and number formats, catalogues,
fonts, icons, the starting catalogue and the sample office. Nothing is fetched.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

SOURCES = ROOT / "resources"
ASSETS = ROOT / "src" / "rilo_desktop" / "assets"
COPIED = ("catalogue", "sample", "icons")
STAMP = "BUILT_FROM"


def build(force: bool = False) -> Path:
    """Build what is missing or out of date; returns the folder."""
    fingerprint = _fingerprint()
    stamp = ASSETS / STAMP
    if not force and stamp.exists() and stamp.read_text("ascii") == fingerprint:
        return ASSETS
    import build_fonts
    import build_language
    import build_vocabularies

    stamp.unlink(missing_ok=True)
    ASSETS.mkdir(parents=True, exist_ok=True)
    (ASSETS / "__init__.py").write_text('"""Built from resources/; not committed."""\n', "ascii")
    for name in COPIED:
        shutil.rmtree(ASSETS / name, ignore_errors=True)
        shutil.copytree(SOURCES / name, ASSETS / name)
    build_vocabularies.build(SOURCES / "vocabularies", ASSETS / "vocabularies")
    build_language.build(SOURCES / "language", ASSETS / "language")
    build_fonts.build(ASSETS / "fonts")
    stamp.write_text(fingerprint, "ascii")
    return ASSETS


def _fingerprint() -> str:
    """Of every source and of the build step itself."""
    digest = hashlib.sha256()
    files = [*SOURCES.rglob("*"), *(ROOT / "tools").glob("build_*.py")]
    for path in sorted(file for file in files if file.is_file()):
        digest.update(json.dumps(path.relative_to(ROOT).as_posix()).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


if __name__ == "__main__":
    print(f"assets: {build(force='--force' in sys.argv)}")
