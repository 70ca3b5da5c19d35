"""Where a live store may lie: on a disk of this machine, outside folders that are synchronised.

A network share does not keep the locks and the order of writing on which a database stands, and a
program that synchronises a folder copies a database half-way through a change, and sends it out.
A backup may lie anywhere.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from .errors import InSynchronisedFolder, OnNetworkShare

STAGE, READY = ".restoring", "ready.json"
"""Folder of a restore in the folder of the office, and the file in it that says that the restore is
ready: one that is cut off after that is finished before the office opens (restoring.py)."""
NETWORK_TYPES = frozenset(
    {
        "9p",
        "afs",
        "beegfs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "davfs2",
        "glusterfs",
        "gfs",
        "gfs2",
        "gpfs",
        "lustre",
        "ncpfs",
        "nfs",
        "nfs3",
        "nfs4",
        "ocfs2",
        "orangefs",
        "prl_fs",
        "smb2",
        "smb3",
        "smbfs",
        "vboxsf",
        "vmhgfs",
        "webdav",
    }
)
NETWORK_PROGRAMS = frozenset(
    {
        "curlftpfs",
        "davfs",
        "davfs2",
        "gcsfuse",
        "glusterfs",
        "google-drive-ocamlfuse",
        "gvfsd-fuse",
        "onedriver",
        "rclone",
        "s3fs",
        "smbnetfs",
        "sshfs",
        "vmhgfs-fuse",
        "cephfs",
        "juicefs",
        "goofys",
    }
)
"""Of file systems that are programs: the part behind "fuse."."""
MARKERS: Mapping[str, str] = {
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".megaignore": "MEGA",
    ".sync/ID": "Resilio Sync",
    ".seafile-data": "Seafile",
    ".SynologyWorkingDirectory": "Synology Drive",
}
"""What the programs leave at the top of the folders they synchronise."""
PATTERNS: Mapping[str, str] = {
    ".sync_*.db": "Nextcloud",
    "._sync_*.db": "ownCloud",
}
NAMES: Mapping[str, str] = {
    "com~apple~clouddocs": "iCloud",
    "iclouddrive": "iCloud",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
}
"""Folders that a program makes under this name, and nobody else."""
ONEDRIVE = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
"""Variables of the environment in which Windows says where it lies."""


def refuse_unfit(folder: Path) -> None:
    """Raises OnNetworkShare, InSynchronisedFolder."""
    place = folder.absolute()
    with contextlib.suppress(OSError):
        place = place.resolve()
    kind = network_type(place)
    if kind:
        raise OnNetworkShare(folder, kind=kind)
    program = synchronised_by(place)
    if program:
        raise InSynchronisedFolder(folder, program=program)


def network_type(place: Path, mounts: str | None = None) -> str:
    """The file system, where the place lies on another machine; "" where it does not.

    `mounts`: what Linux says in /proc/self/mountinfo.
    """
    if sys.platform == "win32":
        return _remote_drive(place)
    if mounts is None:
        try:
            mounts = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
        except OSError:
            return ""
    kind = _type_at(place, mounts)
    program = kind.partition(".")[2]
    return kind if kind in NETWORK_TYPES or program in NETWORK_PROGRAMS else ""


def synchronised_by(place: Path, environment: Mapping[str, str] | None = None) -> str:
    """The program that synchronises the place or a folder above it; "" where there is none."""
    known = os.environ if environment is None else environment
    for folder in (place, *place.parents):
        if any(known.get(name) and Path(known[name]) == folder for name in ONEDRIVE):
            return "OneDrive"
        name = folder.name.casefold()
        if name in NAMES:
            return NAMES[name]
        if name == "onedrive" or name.startswith("onedrive - "):
            return "OneDrive"
        for program in _left_in(folder):
            return program
    return ""


def _left_in(folder: Path) -> Iterator[str]:
    with contextlib.suppress(OSError):
        if (folder / ".dropbox").is_file():  # a folder of this name holds its settings
            yield "Dropbox"
        yield from (program for name, program in MARKERS.items() if (folder / name).exists())
        for pattern, program in PATTERNS.items():
            if next(folder.glob(pattern), None) is not None:
                yield program


def _type_at(place: Path, mounts: str) -> str:
    """Type of the file system that is mounted nearest above the place; the last one counts."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        before, _, behind = line.partition(" - ")
        parts, about = before.split(" "), behind.split(" ")
        if len(parts) < 5 or not about[0]:
            continue
        at = Path(_unescaped(parts[4]))
        if (at == place or at in place.parents) and len(at.parts) >= best:
            best, kind = len(at.parts), about[0]
    return kind


def _unescaped(text: str) -> str:
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, sign)
    return text


def _remote_drive(place: Path) -> str:
    """Of Windows: a path that names a machine, or the letter of a drive on one."""
    if place.drive.startswith("\\\\") and not place.drive.startswith("\\\\?\\"):
        return "\\\\"
    import ctypes

    remote = 4
    windll = getattr(ctypes, "windll", None)
    if windll is None or not place.drive:
        return ""
    return place.drive if windll.kernel32.GetDriveTypeW(f"{place.drive}\\") == remote else ""


def make_private(folder: Path) -> None:
    """Nobody but the owner reads it, as far as the system knows owners (Windows: see the guide)."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        _narrow(folder)
        for entry in folder.iterdir():
            _narrow(entry)


def _narrow(path: Path) -> None:
    mode = path.lstat().st_mode
    if mode & 0o077 and not path.is_symlink():
        path.chmod(mode & 0o7700)
