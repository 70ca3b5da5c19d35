"""Where Windows programs run: Windows itself, or wine with a prefix of its own.

wine 10 lacks two things that Qt asks for. stand_ins/ holds small libraries that fail politely in
their place: they lie in the prefix's system32, for building and trying, and are never shipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from ..places import WORK, digest_of, is_made, made, make_anew, needs, run, step

IS_WINDOWS = sys.platform == "win32"
STAND_INS = sorted((Path(__file__).parent / "stand_ins").glob("*.c"))
COMPILER = "x86_64-w64-mingw32-gcc"
PREFIX = WORK / "wine"


def settings(display: str = "") -> Mapping[str, str]:
    """The environment of a Windows program."""
    if IS_WINDOWS:
        return os.environ
    # Never TMPDIR: wine 10 aborts where it is set
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return kept | {
        "WINEPREFIX": str(PREFIX),
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree=;mshtml=;mscms=n;winemenubuilder.exe=d",
        "LC_ALL": "C.UTF-8",
        "XDG_RUNTIME_DIR": str(WORK),
        "DISPLAY": display,
        "PYTHONUTF8": "1",
    }


def command(*words: object) -> list[str]:
    """A Windows program and its arguments, as this machine starts it."""
    said = [str(word) for word in words]
    return said if IS_WINDOWS else ["wine", *said]


def windows(
    *words: object,
    display: str = "",
    seconds: float = 600,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a Windows program to its end. Raises Stop with what it said."""
    given = {**settings(display), **(env or {})}
    return run(*command(*words), seconds=seconds, env=given, cwd=cwd)


def seen_by_windows(path: Path) -> str:
    """A path of this machine, as a Windows program must write it."""
    if IS_WINDOWS:
        return str(path)
    drive = PREFIX / "drive_c"
    if path.is_relative_to(drive):
        return "C:\\" + str(path.relative_to(drive)).replace("/", "\\")
    return "Z:" + str(path.absolute()).replace("/", "\\")


def prepare() -> None:
    """wine and a prefix with the stand-ins; on Windows nothing is needed."""
    if IS_WINDOWS:
        return
    needs(wine="wine", **{COMPILER: "gcc-mingw-w64-x86-64-win32"})
    fingerprint = digest_of(STAND_INS)
    if is_made(PREFIX, fingerprint):
        return
    step("A prefix of wine")
    stop()
    make_anew(PREFIX)
    run("wine", "wineboot", "-i", env=settings(), seconds=300)
    system = PREFIX / "drive_c" / "windows" / "system32"
    for source in STAND_INS:
        library = system / f"{source.stem}.dll"
        run(COMPILER, "-O2", "-shared", "-s", "-o", library, source)
    made(PREFIX, fingerprint)


def stop() -> None:
    """End what still runs in the prefix, and only there."""
    server = shutil.which("wineserver") or "/usr/lib/wine/wineserver64"
    if PREFIX.exists() and Path(server).exists():
        subprocess.run([server, "-k"], env=settings(), check=False, capture_output=True)
