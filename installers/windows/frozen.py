"""The frozen program for Windows: CPython and wheels, pinned and checked, and PyInstaller."""

from __future__ import annotations

import re
import shutil
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

from ..places import (
    OUT,
    ROOT,
    WORK,
    Stop,
    copy_sources,
    digest_of,
    is_made,
    made,
    make_anew,
    moment,
    run,
    step,
)
from . import signatures
from .machine import prepare, seen_by_windows, windows

sys.path.insert(0, str(ROOT / "tools"))
import install_lock

PYTHON = Path(__file__).with_name("python.txt")
PINS = ROOT / "requirements" / "build.txt"
VERSION = "3.13"
SHORT = VERSION.replace(".", "")
WINDOWS = {
    "sys_platform": "win32",
    "platform_system": "Windows",
    "os_name": "nt",
    "python_version": VERSION,
    "python_full_version": f"{VERSION}.2",
}
PATHS = f"python{SHORT}.zip\n.\nLib\\site-packages\nimport site\n"
"""Where the embedded Python looks: as it comes, it does not look into its own packages."""
NOT_OURS = re.compile(rb"Wine builtin DLL|Wine placeholder DLL")


def build() -> Path:
    """The folder of the frozen program, in out/installers/windows. Raises Stop."""
    prepare()
    python = _python()
    step("The frozen program for Windows")
    place = make_anew(WORK / "windows-build")
    copy_sources(place)
    fixed = {"SOURCE_DATE_EPOCH": moment(), "PYTHONHASHSEED": "0", "QT_QPA_PLATFORM": "offscreen"}
    windows(python, "tools\\build_licences.py", cwd=place, env=fixed)
    folders = ["--distpath", seen_by_windows(place / "dist")]
    folders += ["--workpath", seen_by_windows(place / "work")]
    quietly = ["--noconfirm", "--log-level", "WARN"]
    freeze = ["-m", "PyInstaller", *quietly, *folders, "build.spec"]
    windows(python, *freeze, cwd=place, env=fixed, seconds=3600)
    target = OUT / "windows" / "rilo-desktop"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(place / "dist" / "rilo-desktop", target)
    _refuse_what_is_not_ours(target)
    return target


def _python() -> Path:
    """Windows' Python with the pinned wheels; made again when the pins change."""
    folder = WORK / "windows-python"
    program = folder / "python.exe"
    fingerprint = digest_of([PYTHON, PINS])
    if is_made(folder, fingerprint):
        return program
    step("CPython for Windows and the pinned wheels")
    make_anew(folder)
    _unpack_python(folder)
    try:
        step(f"{signatures.check(folder)} files of CPython with a valid signature")
    except ValueError as error:
        raise Stop(str(error)) from error
    (folder / f"python{SHORT}._pth").write_text(PATHS, "ascii")
    pins = folder / "pins.txt"
    pins.write_text(_for_windows(PINS.read_text("utf-8")), "utf-8")
    target = ["--no-compile", "--target", str(folder / "Lib" / "site-packages")]
    system = ["--platform", "win_amd64", "--python-version", VERSION, "--implementation", "cp"]
    install = ["-m", "pip", "install", "-q", *system, *target, *install_lock.RULES]
    run(sys.executable, *install, "-r", str(pins), seconds=900)
    made(folder, fingerprint)
    return program


_AS_DATA: Any = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
"""Python before 3.11.4 has no filter; what is unpacked has the pinned hash."""


def _unpack_python(folder: Path) -> None:
    download = make_anew(WORK / "windows-download")
    # pip asks its setup.py for a name: with the pinned setuptools, not the newest of the index
    how = ["--no-build-isolation", "--no-binary", ":all:", "--no-deps", "--require-hashes"]
    fetch = ["-m", "pip", "download", "-q", *how, "-r", str(PYTHON), "-d", str(download)]
    run(sys.executable, *fetch, seconds=600)
    (archive,) = download.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        opened.extractall(download, **_AS_DATA)
    (data,) = (file for file in download.rglob("data.zip") if VERSION in str(file))
    with zipfile.ZipFile(data) as opened_data:
        opened_data.extractall(download / "data")
    shutil.copytree(download / "data" / f"cp{SHORT}", folder, dirs_exist_ok=True)


def _for_windows(text: str) -> str:
    """The pins that hold on Windows, without their conditions: pip would ask this machine."""
    from packaging.markers import Marker

    kept = []
    for pin in re.split(r"\n(?=\S)", re.sub(r"^ *#.*\n", "", text, flags=re.M)):
        condition = re.search(r"; (.+?) \\\n", pin)
        if condition and not Marker(condition[1]).evaluate(dict(WINDOWS)):
            continue
        kept.append(re.sub(r" ; .+? \\\n", " \\\n", pin))
    return "\n".join(kept) + "\n"


def _refuse_what_is_not_ours(folder: Path) -> None:
    """No library of wine and no stand-in may be shipped. Raises Stop."""
    strangers = {"icuuc.dll", "mscms.dll"}
    for file in folder.rglob("*"):
        is_program = file.suffix.lower() in (".dll", ".exe", ".pyd")
        if file.name.lower() in strangers or (
            is_program and NOT_OURS.search(file.read_bytes()[:4096])
        ):
            raise Stop(f"{file} belongs to wine and not into the program")
