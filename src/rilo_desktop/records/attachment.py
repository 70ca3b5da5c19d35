"""A file of any kind that belongs to a record: it lies in the store, named by its hash.

It stays in the office. For each submission an officer may choose files that go with it; then a
description of each stands beside the records in the data, never in their snapshots.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from .field_specs import Class, Section, code, fields_of, integer, lines, per_class, text
from .record import Record

PROGRAM = "written by the program: a digest, or a type that it gave"
ATTACHMENTS = Section(
    "attachments",
    "Attachments",
    "Each submission asks which go along",
)
LONGEST_NAME = 120
"""Characters of a name, its ending included."""
LONGEST_ENDING = 12
UNNAMED = "file"
PREFIX = "attached-"
"""Of the names of chosen files in a document; nothing else in it is called so."""

_UNFIT = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\ud800-\udfff]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=\.|$)", re.I)
"""Windows takes such a name for a device, whatever its ending is."""


@dataclass(frozen=True, kw_only=True)
class Attachment:
    name: str | None = text("File", limit=LONGEST_NAME)
    description: str | None = text("What it is", limit=500, null_is_empty=True)
    tlp: str | None = code(
        "Handling label of the file",
        vocabulary="tlp",
        help="Empty: as the record",
        null_is_empty=True,
    )
    size: int | None = integer("Size in bytes")
    media_type: str | None = text("Type of file", searched=False, limit=100, unguarded=PROGRAM)
    sha256: str | None = text("SHA-256 of the file", searched=False, limit=64, unguarded=PROGRAM)


def attachments(section: str = ATTACHMENTS.name) -> Any:
    """The field of a record type that may have files."""
    return lines("Attachments", Attachment, section, office_only=True)


@per_class
def field_of_attachments(cls: Class) -> str:
    """Name of the field of a record type that holds its files; "" where it may have none."""
    return next((name for name, about in fields_of(cls).items() if about.lines is Attachment), "")


def attachments_of(record: Record) -> tuple[Attachment, ...]:
    field = field_of_attachments(type(record))
    value = getattr(record, field) if field else ()
    return value if isinstance(value, tuple) else ()


def attached_name(number: int, name: str) -> str:
    """What a chosen file is called in a document; `number` from 1, so that no two are the same."""
    return f"{PREFIX}{number:02}-{name}"


def is_attached_name(name: str) -> bool:
    number, _, own = name.removeprefix(PREFIX).partition("-")
    is_own = number.isascii() and number.isdecimal() and safe_name(own) == own
    return name.startswith(PREFIX) and is_own


def safe_name(name: str) -> str:
    """The name as every system takes it: no folder, no device, nothing that acts, hides or turns
    text round. The same for a name that is safe."""
    plain = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
    plain = plain.replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign for sign in _UNFIT.sub("_", plain) if not _hides(sign))
    shown = " ".join(shown.split()).strip(". ")
    stem, dot, ending = shown.rpartition(".")
    if not dot or len(ending) > LONGEST_ENDING:
        stem, ending = shown, ""
    longest = LONGEST_NAME - len(ending) - bool(ending)
    stem = stem[:longest].rstrip(". ")
    if _DEVICE.match(stem):
        stem = f"_{stem}"[:longest]
    stem = stem or UNNAMED
    return f"{stem}.{ending}" if ending else stem


def _hides(sign: str) -> bool:
    """Formats, private and unassigned characters, and separators of lines."""
    return unicodedata.category(sign) in ("Cf", "Co", "Cn", "Zl", "Zp")
