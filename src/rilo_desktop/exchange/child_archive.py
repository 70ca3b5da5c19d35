"""The archive of a workbook, in the limited child: what it states of itself, before it is read."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable
from typing import IO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from .child_budget import Unread
from .limits import LIMITS, MB

CONTENT_TYPES, CONTENT = "[Content_Types].xml", "content.xml"
"""Parts that every file of Microsoft Office has, and every one of OpenDocument."""
_DAMAGED = (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, NotImplementedError)


def check_office_file(file: IO[bytes]) -> None:
    """`check_parts` of a workbook or document of Microsoft Office. Raises Unread."""
    if CONTENT_TYPES not in check_parts(file):
        raise Unread("not_a_workbook")


def check_parts(file: IO[bytes]) -> frozenset[str]:
    """The names of the parts of an archive that can be read safely. Raises Unread.

    Sizes are as the archive states them; Python's zipfile never unpacks more than stated. Of two
    parts of one name each program reads another one: what was looked at is not what is imported.
    A document type, which alone can declare entities, stands before the first element: no more is
    read of a part here, and any parser may read the part afterwards.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            _check_sizes(parts)
            names = frozenset(part.filename for part in parts)
            if not names & {CONTENT_TYPES, CONTENT}:
                raise Unread("not_a_workbook")
            if len({part.filename.casefold() for part in parts}) < len(parts):
                raise Unread("part_twice")
            for part in parts:
                with archive.open(part) as opened:
                    _check_prolog(opened)
    except _DAMAGED:
        raise Unread("damaged") from None
    file.seek(0)
    return names


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > LIMITS.parts:
        raise Unread("parts", limit=LIMITS.parts)
    if sum(part.file_size for part in parts) > LIMITS.unpacked_bytes:
        raise Unread("unpacked_size", limit=LIMITS.unpacked_bytes // MB)
    for part in parts:
        if part.file_size > MB and part.file_size > LIMITS.ratio * max(part.compress_size, 1):
            raise Unread("ratio")
        if part.flag_bits & 0x1:
            raise Unread("old_workbook")


def _check_prolog(part: IO[bytes]) -> None:
    events: Iterable[object] = iterparse(part, events=("start",), forbid_dtd=True)
    try:
        next(iter(events), None)
    except DefusedXmlException:
        raise Unread("entities") from None
    except ParseError:
        return  # a picture, or broken: who reads the part as XML says so
