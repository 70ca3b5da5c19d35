"""Files of records: how large they may be, what in them acts, and what they say beside their text.

A file is judged by its name and its first bytes; nothing in it is run or unpacked here.
"""

from __future__ import annotations

import codecs
import mimetypes
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rilo_desktop.records.attachment import Attachment, safe_name

from .findings import N_, FieldPath, Finding, Nature, Severity

MB = 1_000_000
MOST_OF_FILE = 20 * MB
"""Bytes of one file."""
MOST_OF_RECORD = 60 * MB
MOST_OF_OFFICE = 5_000 * MB
"""Of all files in a store, those of earlier revisions and received documents among them: a
database of this size is still copied and verified in minutes."""
MOST_FILES = 50
"""Of one record, and of one submission."""
MOST_OF_SUBMISSION = 30 * MB
"""Of the files in one submission: its pages and pictures need room below what a receiver opens."""

OCTETS = "application/octet-stream"
_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,49}/[a-z0-9][a-z0-9.+-]{0,49}")
_SHA256 = re.compile("[0-9a-f]{64}")

PROGRAM = N_("{file} is a program or a script: opening it runs it on this computer.")
MACROS = N_("{file} contains macros: the program that opens it may run them.")
OLD_OFFICE = N_("{file} is an old Office file, which may contain macros.")
AUTHOR = N_(
    "{file} is an Office document or a PDF: it may name its author, the organisation, earlier "
    "versions and comments. Remove these if they must not leave."
)
CAMERA = N_(
    "{file} is a photograph: it may say where and when it was taken, and with which device. Remove "
    "that before it is sent."
)
UNKNOWN = N_(
    "{file} is none of the types that only show something: the program that opens it may run what "
    "is in it."
)
NOT_AS_NAMED = N_("{file} is not what its name says: what is in it is of another type.")
PACKED = N_("{file} is an archive: nobody looked at what is in it.")

_WITH_MACROS = "docm dotm xlsm xltm xlam xlsb pptm potm ppsm ppam sldm"
_ARCHIVES = "zip 7z rar tar gz tgz bz2 xz zst cab eml msg mbox pst"
"""Endings of names, each between spaces."""
_STARTS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"L\x00\x00\x00")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP, _PDF, _JPEG, _TIFF = b"PK\x03\x04", b"%PDF-", b"\xff\xd8\xff", (b"II*\x00", b"MM\x00*")
_SHOWN: Mapping[str, tuple[bytes, ...]] = {
    "pdf": (_PDF,),
    "jpg jpeg": (_JPEG,),
    "tif tiff": _TIFF,
    "png": (b"\x89PNG\r\n\x1a\n",),
    "gif": (b"GIF87a", b"GIF89a"),
    "bmp": (b"BM",),
    "webp": (b"RIFF",),
    "docx xlsx pptx odt ods odp odg": (_ZIP,),
}
"""Endings of files that show and run nothing, and how such files begin; beside them text, and
pictures in HEIF. Whatever is not here is asked about before it is opened: a list of what runs is
never complete (docs/decisions/0083)."""
_STARTS_OF = {one: starts for names, starts in _SHOWN.items() for one in names.split()}
_BINARY = frozenset(start for starts in _SHOWN.values() for start in starts) - {b"BM"}
_TEXT, _HEIF = "txt csv tsv log md json", "heic heif"
_INSIDE_OFFICE = (b"docProps/", b"meta.xml", b"[Content_Types].xml")
_INSIDE_MACROS = (b"vbaProject.bin", b"Basic/script", b"Scripts/python")
_IN_PICTURE = (b"Exif\x00\x00", b"eXIf", b"EXIF", b"http://ns.adobe.com/xap/", b"ftypheic")


@dataclass(frozen=True, slots=True, order=True)
class ChosenFile:
    """A file of a record as it is chosen for a submission, by the record's id and its SHA-256."""

    record: str
    sha256: str


def media_type(name: str) -> str:
    """By the ending of the name."""
    found = mimetypes.guess_type(f"x.{ending_of(name)}", strict=False)[0] or ""
    return found if _TYPE.fullmatch(found) else OCTETS


def ending_of(name: str) -> str:
    return name.rpartition(".")[2].casefold() if "." in name else ""


def is_sound(one: Attachment) -> bool:
    """Is its description one that this program writes? One from outside may say anything."""
    return (
        one.name is not None
        and safe_name(one.name) == one.name
        and isinstance(one.size, int)
        and 0 < one.size <= MOST_OF_FILE
        and bool(_TYPE.fullmatch(one.media_type or ""))
        and bool(_SHA256.fullmatch(one.sha256 or ""))
    )


def acts(name: str, content: bytes) -> tuple[str, ...]:
    """Messages with {file}: what of it acts when it is opened; none for what only shows."""
    ending = ending_of(name)
    if content.startswith(_STARTS):
        return (PROGRAM,)
    if _is_one(ending, _WITH_MACROS) or _holds(content, _INSIDE_MACROS):
        return (MACROS,)
    if content.startswith(_OLE):
        return (OLD_OFFICE,)
    if _is_one(ending, _TEXT):
        return () if _is_text(content) else (NOT_AS_NAMED,)
    if _is_one(ending, _HEIF):
        return () if content[4:8] == b"ftyp" else (NOT_AS_NAMED,)
    starts = _STARTS_OF.get(ending)
    if starts is None:
        return (UNKNOWN,)
    return () if content.startswith(starts) else (NOT_AS_NAMED,)


def tells(name: str, content: bytes) -> tuple[str, ...]:
    """Messages with {file}: what it may say of persons beside what it shows."""
    ending = ending_of(name)
    if content.startswith((_OLE, _PDF)) or _holds(content, _INSIDE_OFFICE):
        return (AUTHOR,)
    if content.startswith((_JPEG, *_TIFF)) or any(sign in content for sign in _IN_PICTURE):
        return (CAMERA,)
    if _is_one(ending, _ARCHIVES) or content.startswith(_ZIP):
        return (PACKED,)
    return ()


def _is_text(content: bytes) -> bool:
    """In UTF-16 it says so of itself; no other text has a zero byte."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return len(content) % 2 == 0
    return b"\0" not in content and not content.startswith(tuple(_BINARY))


def _is_one(ending: str, known: str) -> bool:
    return ending in known.split()


def _holds(content: bytes, names: Sequence[bytes]) -> bool:
    """Names in an archive are not compressed."""
    return content.startswith(_ZIP) and any(name in content for name in names)


def fitting_name(name: str, taken: Iterable[str]) -> str:
    """The safe name, with a number where a record has one like it."""
    safe, known = safe_name(name), {one.casefold() for one in taken}
    stem, dot, ending = safe.rpartition(".")
    stem, ending = (stem, f".{ending}") if dot else (safe, "")
    number = 1
    while safe.casefold() in known:
        number += 1
        safe = safe_name(f"{stem[:100]} ({number}){ending}")
    return safe


def together(chosen: Sequence[Attachment]) -> Iterator[Finding]:
    """What is to be said of all files of a submission."""
    size = sum(one.size or 0 for one in chosen)
    if size > MOST_OF_SUBMISSION:
        message = N_(
            "The attached files have {size} MB together, and a submission takes at most {limit} "
            "MB: choose fewer or smaller ones."
        )
        values = {"size": -(-size // MB), "limit": MOST_OF_SUBMISSION // MB}
        yield _blocks("attachments.too_large", message, **values)
    if len(chosen) > MOST_FILES:
        message = N_("{count} files are chosen, and a submission takes at most {limit}.")
        yield _blocks("attachments.too_many", message, count=len(chosen), limit=MOST_FILES)


def _blocks(rule: str, message: str, **values: object) -> Finding:
    return Finding(rule, Severity.BLOCKS, Nature.STRUCTURE, message, values, FieldPath())
