"""The frozen program for Linux, built in an older system so that it runs on newer ones."""

from __future__ import annotations

import shutil
from pathlib import Path

from ..places import (
    OUT,
    ROOT,
    WORK,
    copy_sources,
    digest_of,
    is_made,
    made,
    make_anew,
    moment,
    run,
    step,
)
from .chroot import CERTIFICATES, bare, entered
from .system_libraries import add_licences

BASE = "bookworm"
"""glibc 2.36: Debian 12 and later, Ubuntu 24.04 and later."""
PACKAGES = (
    *("python3", "python3-venv", "libpython3.11", "binutils"),
    *("libegl1", "libgl1", "libglib2.0-0", "libfontconfig1", "libdbus-1-3", "libxkbcommon0"),
    *("libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0"),
    *("libcups2", "libwayland-client0", "libwayland-cursor0", "libwayland-egl1"),
)
PINS = ROOT / "requirements" / "build.txt"
INSTALLER = ROOT / "tools" / "install_lock.py"


def build() -> Path:
    """The folder of the frozen program, in out/installers/linux. Raises Stop."""
    root = _builder()
    step("The frozen program for Linux")
    place = make_anew(root / "build")
    copy_sources(place)
    fixed = {"SOURCE_DATE_EPOCH": moment(), "PYTHONHASHSEED": "0", "QT_QPA_PLATFORM": "offscreen"}
    with entered(root) as builder:
        builder.run("cd /build && /venv/bin/python tools/build_licences.py", env=fixed)
        builder.run(
            "cd /build && /venv/bin/pyinstaller --noconfirm --log-level WARN "
            "--distpath dist --workpath work build.spec",
            env=fixed,
            seconds=900,
        )
        add_licences(builder, "/build/dist/rilo-desktop")
    target = OUT / "linux" / "rilo-desktop"
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(place / "dist" / "rilo-desktop", target, symlinks=True)
    shutil.rmtree(place)
    _set_modes(target)
    return target


def _builder() -> Path:
    """The older system with Python and the pinned packages. Made again when the pins change."""
    base = bare(BASE)
    root = WORK / f"{BASE}-builder"
    fingerprint = digest_of([PINS, INSTALLER], *PACKAGES)
    if is_made(root, fingerprint):
        return root
    step("The system to build in, and the pinned packages")
    make_anew(root)
    run("cp", "-a", f"{base}/.", root)
    for file in (PINS, INSTALLER):
        shutil.copy2(file, root)
    install = "apt-get install -y --no-install-recommends"
    with entered(root) as system:
        system.run(f"apt-get update -q && {install} {' '.join(PACKAGES)}", seconds=900)
        system.run(
            f"python3 /{INSTALLER.name} /{PINS.name} /venv",
            seconds=900,
            env={"PIP_CERT": CERTIFICATES, "PIP_DEFAULT_TIMEOUT": "180"},
        )
    made(root, fingerprint)
    return root


def _set_modes(folder: Path) -> None:
    """Whatever the umask of who builds: the same rights in every artefact."""
    for path in folder.rglob("*"):
        if not path.is_symlink():
            runs = path.is_dir() or path == folder / "rilo-desktop"
            path.chmod(0o755 if runs else 0o644)
