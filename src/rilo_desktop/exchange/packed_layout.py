"""How a document is laid out whose objects stand in streams, whatever zlib compressed them.

Two documents are laid out alike where the same streams follow each other with nothing between, hold
the same objects, and the table says of each where it stands. Offsets and lengths depend on how well
the streams of objects and the table itself were compressed: nothing else may.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

_HEADER = re.compile(rb"%PDF-1\.7\n%\xbf\xf7\xa2\xfe\n")
_BEGIN = re.compile(rb"(\d{1,10} 0 obj)\n<< ([^\n]*)>>\nstream\n")
_LENGTH = re.compile(rb"/Length (\d{1,12}) ")
_END = b"\nendstream\nendobj\n"
_LAST = re.compile(rb"startxref\n(\d{1,12})\n%%EOF\n")
_WIDTHS = re.compile(rb"/W \[ 1 ([1-8]) ([1-8]) \] ")
_PREDICTED = re.compile(rb"/DecodeParms << /Columns \d{1,2} /Predictor 12 >> ")
_SECOND_ID = re.compile(rb"(/ID \[<[0-9a-f]{32}><)[0-9a-f]{32}(>\])")
_UP = 2
"""Predictor of PNG: each byte is the difference to the one above it."""


class Otherwise(Exception):
    """It is not laid out as this program does it."""


@dataclass(frozen=True, slots=True)
class _Packed:
    start: int
    name: bytes
    about: bytes
    content: bytes


def layout(document: bytes) -> list[tuple[bytes, list[bytes], bytes]]:
    """Each stream: its object, the words of its dictionary without what compression decides, its
    content, unpacked where it holds objects; at last the table. Raises Otherwise."""
    found = list(_streams(document))
    places = {one.start: number for number, one in enumerate(found)}
    laid = []
    for number, one in enumerate(found):
        about, content = one.about, one.content
        if about.startswith(b"/Type /ObjStm "):
            content = _unpacked(content)
        elif number == len(found) - 1:
            content = _table(about, content, places)
            about = _SECOND_ID.sub(rb"\1\2", _WIDTHS.sub(b"", _PREDICTED.sub(b"", about)))
        laid.append((one.name, sorted(_LENGTH.sub(b"", about).split(b" ")), content))
    return laid


def _streams(document: bytes) -> Iterator[_Packed]:
    header = _HEADER.match(document)
    at = header.end() if header else len(document)
    start = -1
    while begin := _BEGIN.match(document, at):
        start, length = at, _LENGTH.search(begin[2])
        if length is None:
            raise Otherwise
        end = begin.end() + int(length[1])
        if document[end : end + len(_END)] != _END:
            raise Otherwise
        yield _Packed(start, begin[1], begin[2], document[begin.end() : end])
        at = end + len(_END)
    last = _LAST.fullmatch(document, at)
    if last is None or int(last[1]) != start:
        raise Otherwise


def _unpacked(content: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(content)
    except zlib.error:
        raise Otherwise from None
    if not unpacking.eof or unpacking.unused_data:
        raise Otherwise
    return found


def _table(about: bytes, content: bytes, places: dict[int, int]) -> bytes:
    """Its rows; for an offset the number of the stream that begins there."""
    widths = _WIDTHS.search(about)
    if widths is None or not about.startswith(b"/Type /XRef ") or not _PREDICTED.search(about):
        raise Otherwise
    first, second = int(widths[1]), int(widths[2])
    data, wide = _unpacked(content), 1 + first + second
    if len(data) % (wide + 1):
        raise Otherwise
    above, rows = bytes(wide), []
    for at in range(0, len(data), wide + 1):
        if data[at] != _UP:
            raise Otherwise
        row = data[at + 1 : at + 1 + wide]
        above = bytes((one + up) & 0xFF for one, up in zip(row, above, strict=True))
        kind, value = above[0], int.from_bytes(above[1 : 1 + first], "big")
        if kind == 1:
            if value not in places:
                raise Otherwise
            value = places[value]
        rows.append(b"%d %d %d" % (kind, value, int.from_bytes(above[1 + first :], "big")))
    return b"\n".join(rows)
