"""The archive of a workbook, in the limited child: what it states of itself, before it is read."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from .child_budget import Unread
from .limits import LIMITS, MB

CONTENT_TYPES, CONTENT = "[content_types].xml", "content.xml"
"""Parts that every file of Microsoft Office has, and every one of OpenDocument; as `part_name`."""
_DAMAGED = (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, NotImplementedError)


def check_office_file(file: IO[bytes]) -> None:
    """`check_parts` of a workbook or document of Microsoft Office. Raises Unread."""
    if CONTENT_TYPES not in check_parts(file):
        raise Unread("not_a_workbook")


def check_parts(file: IO[bytes]) -> frozenset[str]:
    """The parts of an archive that can be read safely, each by its `part_name`. Raises Unread.

    Sizes are as the archive states them; Python's zipfile never unpacks more than stated. Of two
    parts of one name each program reads another one: what was looked at is not what is imported.
    A document type, which alone can declare entities, stands before the first element: no more is
    read of a part here, and any parser may read the part afterwards.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            _check_sizes(parts)
            names = frozenset(part_name(part.filename) for part in parts)
            if not names & {CONTENT_TYPES, CONTENT}:
                raise Unread("not_a_workbook")
            if len(names) < len(parts):
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
            raise Unread("password")


def _check_prolog(part: IO[bytes]) -> None:
    events: Iterable[object] = iterparse(part, events=("start",), forbid_dtd=True)
    try:
        next(iter(events), None)
    except DefusedXmlException:
        raise Unread("entities") from None
    except ParseError:
        return  # a picture, or broken: who reads the part as XML says so


def part_name(name: str) -> str:
    """By which parts are found: case does not count (ECMA-376, part 2), and some programs write
    the divider of Windows."""
    return name.replace("\\", "/").lstrip("/").casefold()


class _PartNames(list[str]):
    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(names)
        self._known = frozenset(map(part_name, self))

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and part_name(name) in self._known


_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/"
_FIRST_ELEMENT = re.compile(rb"<[^?!][^>]*>")
_HEAD = 1 << 16
RELATIONS = ".rels"


class OfficeArchive(zipfile.ZipFile):
    """A file of Microsoft Office as openpyxl knows them: parts are found by their `part_name`, and
    names of ISO/IEC 29500 Strict ("Strict Open XML Spreadsheet") are given as the transitional.

    Relations name their kind in each element; any other part declares its names in its first.
    """

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file)
        self._by_name = {part_name(one): info for one, info in self.NameToInfo.items()}
        self._names = _PartNames(self.NameToInfo)

    def namelist(self) -> list[str]:
        return self._names

    def getinfo(self, name: str) -> zipfile.ZipInfo:
        return self._by_name.get(part_name(name)) or super().getinfo(name)

    def open(self, name: Any, mode: Any = "r", *more: Any, **others: Any) -> Any:
        part = super().open(name, mode, *more, **others)
        relations = str(name).endswith(RELATIONS)
        head = part.read(-1 if relations else _HEAD)
        known = head if relations else _first_element(head)
        return _Part(_STRICT.sub(_TRANSITIONAL, known) + head[len(known) :], part)


def _first_element(head: bytes) -> bytes:
    """All up to its end."""
    found = _FIRST_ELEMENT.search(head)
    return head[: found.end()] if found else b""


class _Part:
    """A part with another beginning."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = head, rest

    def read(self, most: int = -1) -> bytes:
        head, self._head = self._head, b""
        if 0 <= most < len(head):
            head, self._head = head[:most], head[most:]
            return head
        return head if head and most >= 0 else head + self._rest.read(most)

    def close(self) -> None:
        self._rest.close()

    def __enter__(self) -> _Part:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()
