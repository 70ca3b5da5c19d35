"""A new version from a stick: shown, verified, and handed over to its installer after a backup.

read_update(path)               what is in the file, once a key of the program has signed it
prepare(session, update)    a verified backup, then the installer beside it; nothing is started
command_of(prepared)        how the installer is started once this program has ended
remove_taken_out()          installers that are installed, or that nobody came back for

Nothing of the program is changed here: the installer does that, and an update that fails leaves
the old version working.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from rilo_desktop import __version__
from rilo_desktop.exchange import update_file
from rilo_desktop.exchange.update_file import Installer, UpdateBroken, UpdateFile, UpdateForeign
from rilo_desktop.files import OLD, from_json
from rilo_desktop.rules.disk_errors import why
from rilo_desktop.rules.findings import N_, FieldPath, Refused

from . import backup as back_up
from .finding_helpers import refusal
from .progress import SILENT, Progress
from .session import Session

PREFIX = "rilo-update-"
_FOLDER = re.compile(PREFIX + r"([0-9]+\.[0-9]+\.[0-9]+)-.*")
DEB, USER, WINDOWS = "linux-deb", "linux-user", "windows"


@dataclass(frozen=True, slots=True)
class Update:
    """`installer` is the one for how this program was installed."""

    file: UpdateFile
    installer: Installer

    @property
    def version(self) -> str:
        return self.file.version

    @property
    def issued(self) -> str:
        return self.file.issued

    def news(self, language: str) -> str:
        return self.file.notes.get(language) or self.file.notes.get("en", "")


@dataclass(frozen=True, slots=True)
class Prepared:
    """`installer` lies where only this user can write; `backup` was read again and counted."""

    version: str
    installer: Path
    system: str
    backup: Path


def read_update(path: Path, keys: tuple[str, ...] | None = None) -> Update:
    """Raises Refused: unreadable, changed, signed by nobody known, not newer, not for this system.

    `keys`: those that are built in, unless others are given.
    """
    known = built_in_keys() if keys is None else keys
    if not known:
        raise refusal(
            "update.no_key",
            N_(
                "This version cannot verify updates (it has no update key); install the new "
                "version by hand."
            ),
        )
    try:
        found = update_file.read(path, known)
    except OSError as error:
        raise _refused(path, N_("{file} cannot be read: {reason}."), reason=why(error)) from None
    except UpdateBroken as error:
        raise _broken(path, error) from None
    except UpdateForeign:
        raise _refused(
            path,
            N_(
                "{file} is not signed by those who make this program. Do not install it, and ask "
                "where it came from."
            ),
        ) from None
    if not _is_newer(found.version):
        raise _refused(
            path,
            N_("{file} contains version {version}, and {present} is already installed."),
            version=found.version,
            present=__version__,
        )
    installer = found.for_system(system())
    if installer is None:
        raise _refused(
            path, N_("{file} contains nothing for this system ({system})."), system=system()
        )
    return Update(found, installer)


def prepare(session: Session, update: Update, progress: Progress = SILENT) -> Prepared:
    """First the backup, then the installer, every byte checked. Raises Refused and StoreError."""
    backup = back_up.back_up(session, back_up.place(session), progress)
    remove_taken_out()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{update.version}-"))
    target = folder / update.installer.name
    try:
        update_file.take_out(update.file, update.installer, target)
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError):
            message = N_("{file} could not be unpacked: {reason}.")
            raise _refused(update.file.path, message, reason=why(error)) from None
        if isinstance(error, UpdateBroken):
            raise _broken(update.file.path, error) from None
        raise
    return Prepared(update.version, target, update.installer.system, backup.path)


def discard(prepared: Prepared) -> None:
    """It could not be started."""
    shutil.rmtree(prepared.installer.parent, ignore_errors=True)


def remove_taken_out() -> None:
    """Those of a version that runs by now, and those that lie there for a day. One that is still
    open (Windows) goes the next time."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            found = folder.lstat()
            is_ours = stat.S_ISDIR(found.st_mode) and found.st_uid == _user(found)
            if is_ours and (_is_installed(folder.name) or time.time() - found.st_mtime > OLD):
                shutil.rmtree(folder, ignore_errors=True)


def _is_installed(name: str) -> bool:
    found = _FOLDER.fullmatch(name)
    return found is not None and not _is_newer(found[1])


def _user(found: os.stat_result) -> int:
    return os.getuid() if sys.platform != "win32" else found.st_uid


def command_of(prepared: Prepared) -> list[str]:
    """Starts the installer; on Linux for one user it waits until this program has ended.

    [] where only an administrator may do it: `instruction` then says how.
    """
    if prepared.system == WINDOWS:
        return [str(prepared.installer)]
    if prepared.system == USER:
        wait = 'while kill -0 "$1" 2>/dev/null; do sleep 0.2; done; sh "$2"; rm -rf "$3"'
        installer = prepared.installer
        names = (str(os.getpid()), str(installer), str(installer.parent))
        return ["sh", "-c", wait, "update", *names]
    return []


def instruction(prepared: Prepared) -> str:
    """The line for an administrator, "" where none is needed."""
    return f"apt install {prepared.installer}" if prepared.system == DEB else ""


def system() -> str:
    """Which installer fits how this program came here."""
    if sys.platform == "win32":
        return WINDOWS
    return DEB if Path(sys.executable).is_relative_to("/usr") else USER


def built_in_keys() -> tuple[str, ...]:
    file = resources.files("rilo_desktop.assets") / "updates" / "keys.json"
    return tuple(from_json(file.read_text("utf-8")))


def _is_newer(version: str) -> bool:
    def numbers(text: str) -> list[int]:
        return [int(part) for part in text.split(".")[:3]]

    return numbers(version) > numbers(__version__)


def _broken(path: Path, error: UpdateBroken) -> Refused:
    message = N_("{file} is not a valid update ({what}); copy it again from its source.")
    return _refused(path, message, what=str(error))


def _refused(path: Path, message: str, **values: object) -> Refused:
    return refusal("update.file", message, FieldPath(file=path.name), file=path.name, **values)
