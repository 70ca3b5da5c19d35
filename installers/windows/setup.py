"""setup.exe and the portable zip. A certificate comes from outside, or nothing is signed."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from ..places import OUT, ROOT, WORK, moment, needs, run, step
from ..product import NAME, version, windows_icon
from .machine import IS_WINDOWS

SCRIPT = Path(__file__).with_name("rilo.nsi")
SIGN = Path(__file__).with_name("sign.sh")
CERTIFICATE = "RILO_CERTIFICATE"
"""Environment: a PKCS#12 file; RILO_CERTIFICATE_PASSPHRASE opens it, RILO_TIMESTAMP is optional."""


def build(frozen: Path, *, quickly: bool) -> Path:
    """The setup.exe in out/installers. Raises Stop. `quickly`: larger, and not for a release."""
    needs(makensis="nsis")
    sign(frozen / "rilo-desktop.exe", frozen / "rilo.exe")
    step("The setup.exe")
    target = OUT / f"RILO-Desktop-{version()}-setup.exe"
    given: dict[str, object] = {
        "SRC": frozen,
        "OUT": target,
        "VERSION": version(),
        "ICON": windows_icon(WORK / "setup.ico"),
        "LICENCE": _licences(frozen, WORK / "licences.txt"),
        "STUB": "x86-unicode" if IS_WINDOWS else "amd64-unicode",
    }
    if os.environ.get(CERTIFICATE):
        given["SIGN"] = SIGN
    if quickly:
        given["QUICKLY"] = 1
    defines = [f"-D{name}={value}" for name, value in given.items()]
    fixed = os.environ | {"SOURCE_DATE_EPOCH": moment()}
    run("makensis", "-V2", "-INPUTCHARSET", "UTF8", *defines, SCRIPT, seconds=900, env=fixed)
    return target


def sign(*programs: Path) -> None:
    """With the certificate from outside; without one nothing is done."""
    if os.environ.get(CERTIFICATE):
        needs(osslsigncode="osslsigncode")
        for program in programs:
            run("sh", SIGN, program)


def portable(frozen: Path) -> Path:
    """The same program as a zip, to be unpacked anywhere; the same bytes for the same input."""
    step("The portable zip")
    target = OUT / f"RILO-Desktop-{version()}-portable.zip"
    day = datetime.fromtimestamp(int(moment()), UTC)
    top = f"RILO-Desktop-{version()}"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for file in sorted(path for path in frozen.rglob("*") if path.is_file()):
            name = f"{top}/{file.relative_to(frozen).as_posix()}"
            entry = zipfile.ZipInfo(name, day.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with file.open("rb") as source, packed.open(entry, "w") as into:
                shutil.copyfileobj(source, into)
    return target


def _licences(frozen: Path, target: Path) -> Path:
    """What is shown before anything is installed: our licence, then what else is inside."""
    folder = frozen / "_internal" / "rilo_desktop" / "assets" / "licences"
    lines = [
        f"{NAME} {version()} comes with these works. Their licences in full are installed with",
        f"it, in {folder.relative_to(frozen)}, and stand in its window under About.",
        "",
    ]
    for one in json.loads((folder / "index.json").read_text("utf-8")):
        lines.append(f"{one['name']} {one['version']}: {one['licence']}")
    lines += ["", "=" * 72, "", (ROOT / "LICENSE").read_text("utf-8")]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\ufeff" + "\n".join(lines), "utf-8", newline="\r\n")
    return target
