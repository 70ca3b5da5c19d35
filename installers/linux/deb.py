"""The package for Debian and Ubuntu: everything under /usr, removed without a trace."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from ..places import OUT, moment, run, step
from ..product import IDENTIFIER, NAME, PACKAGE, PUBLISHER, SUMMARY, version
from . import desktop

DEPENDS = (
    "libc6 (>= 2.36)",
    *("libegl1", "libgl1", "libfontconfig1", "libxcb1", "libx11-6"),
)
ASK_FIRST = f"""#!/bin/sh
# A program whose files are exchanged while it runs reads the wrong ones: it is closed first.
set -e
case "$1" in
upgrade | install | remove | deconfigure)
    for process in /proc/[0-9]*; do
        if [ "$(readlink "$process/exe" || true)" = /usr/lib/{PACKAGE}/{PACKAGE} ]; then
            echo "{NAME} is running. Close it in every session, then start this again." >&2
            exit 1
        fi
    done
    ;;
esac
"""
RECOMMENDS = ("libcups2 | libcups2t64", "xdg-desktop-portal", "shared-mime-info")


def build(frozen: Path) -> Path:
    """The .deb in out/installers. Raises Stop."""
    step("The .deb")
    target = OUT / f"{PACKAGE}_{version()}_amd64.deb"
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "root"
        _fill(root, frozen)
        _write_control(root)
        fixed = os.environ | {"SOURCE_DATE_EPOCH": moment()}
        packed = ("--root-owner-group", "-Zxz", "-z9", "--build")
        run("dpkg-deb", *packed, root, target, env=fixed)
    return target


def _fill(root: Path, frozen: Path) -> None:
    usr = root / "usr"
    shutil.copytree(frozen, usr / "lib" / PACKAGE, symlinks=True)
    (usr / "bin").mkdir()
    for name in ("rilo-desktop", "rilo"):
        (usr / "bin" / name).symlink_to(f"../lib/{PACKAGE}/{name}")
    desktop.write(usr, "rilo-desktop")
    shutil.rmtree(root / "icons")
    documents = usr / "share" / "doc" / PACKAGE
    desktop.licences(documents / "copyright")
    for guide in sorted((frozen / "_internal" / "guide").glob("*.pdf")):
        target = f"../../../lib/{PACKAGE}/_internal/guide/{guide.name}"
        (documents / guide.name).symlink_to(target)
    _check(usr)
    for path in (root, *root.rglob("*")):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)


def _check(usr: Path) -> None:
    share = usr / "share"
    run("desktop-file-validate", share / "applications" / f"{IDENTIFIER}.desktop")
    about = share / "metainfo" / f"{IDENTIFIER}.metainfo.xml"
    no_home = "--override=url-homepage-missing=info"  # the program has no page on the web
    run("appstreamcli", "validate", "--no-net", no_home, about)


def _write_control(root: Path) -> None:
    size = sum(f.stat().st_size for f in root.rglob("*") if f.is_file() and not f.is_symlink())
    control = root / "DEBIAN" / "control"
    control.parent.mkdir(mode=0o755)
    control.write_text(
        f"Package: {PACKAGE}\nVersion: {version()}\nSection: misc\nPriority: optional\n"
        f"Architecture: amd64\nDepends: {', '.join(DEPENDS)}\n"
        f"Recommends: {', '.join(RECOMMENDS)}\nInstalled-Size: {size // 1024}\n"
        f"Maintainer: {PUBLISHER} <nobody@localhost>\nDescription: {SUMMARY}\n"
        f" {NAME} keeps case studies, risk indicators and action items in one encrypted\n"
        " folder and sends submissions as PDF files. It never needs a network.\n",
        "utf-8",
    )
    for name in ("preinst", "prerm"):
        script = control.with_name(name)
        script.write_text(ASK_FIRST, "utf-8")
        script.chmod(0o755)
