"""Why a disk refuses, and what to do about it: one phrase for each reason that systems give.

It completes a sentence that names the file: "office.pdf was not written: {reason}."
"""

from __future__ import annotations

import errno
from collections.abc import Mapping

from .findings import N_, Message

FULL = Message(N_("the disk is full; free some space and try again"))
LIMIT = Message(
    N_("a limit of the system or of the disk is reached; free some space and try again")
)
FAILS = Message(
    N_("the disk fails (input/output error); make a backup on another disk now and replace it")
)
REFUSES = Message(
    N_(
        "the disk refuses (input/output error, or a limit of the system); free some space and try "
        "again, and if that does not help make a backup on another disk"
    )
)
READ_ONLY = Message(N_("it is read-only; remove the protection, or move it to another disk"))
DENIED = Message(
    N_(
        "access is denied; the folder is protected, or another program blocks it (a virus "
        "scanner, controlled folder access): allow this program there, or choose another "
        "folder"
    )
)
HELD = Message(
    N_("another program is using it; close that program, or wait a moment, and try again")
)
GONE = Message(N_("it is not there any more; plug the drive in, or put the folder back"))
NO_LOCKS = Message(
    N_(
        "the location does not support file locks (as on network drives); move the office "
        "to a disk of this computer"
    )
)
NO_FILE = Message(N_("it is not an ordinary file, but a folder, a pipe or a device; choose a file"))
LINK = Message(N_("it is a link to somewhere else; put the file itself in its place"))
TOO_LONG = Message(N_("its name is too long; choose a shorter one"))
NO_MEMORY = Message(N_("there is not enough memory; close other programs and try again"))

_BY_NAME: Mapping[str, Message] = {
    "ENOSPC": FULL,
    "EDQUOT": LIMIT,
    "EFBIG": LIMIT,
    "EIO": FAILS,
    "EROFS": READ_ONLY,
    "EACCES": DENIED,
    "EPERM": DENIED,
    "EBUSY": HELD,
    "ETXTBSY": HELD,
    "ENOENT": GONE,
    "ENOTDIR": GONE,
    "EISDIR": NO_FILE,
    "ELOOP": LINK,
    "ENODEV": GONE,
    "ENXIO": GONE,
    "ESTALE": GONE,
    "ENOLCK": NO_LOCKS,
    "ENAMETOOLONG": TOO_LONG,
    "ENOMEM": NO_MEMORY,
}
REASONS: Mapping[int, Message] = {
    getattr(errno, name): reason for name, reason in _BY_NAME.items() if hasattr(errno, name)
}


def why(error: OSError) -> Message | str:
    """The phrase for what the system said; in its own words where there is none."""
    return REASONS.get(error.errno or 0) or error.strerror or str(error)
