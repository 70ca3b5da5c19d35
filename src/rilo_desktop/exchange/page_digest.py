"""What a reader sees of a document, as one hash: pages, their fonts and pictures, outline, links.

Two files have the same digest where everything that is shown is the same, however its bytes are
arranged. Left aside is what a submission carries beside its pages: attachments, metadata, output
intent, and the signature with its field.
"""

from __future__ import annotations

import hashlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

_BESIDE = frozenset({"/Metadata", "/OutputIntents", "/AF", "/AcroForm", "/Extensions", "/Version"})
"""Keys of the catalogue."""
_ENCODING = frozenset({"/Length", "/Filter", "/DecodeParms"})
MOST_OBJECTS = 2_000_000


class TooMuch(Exception):
    """More than an honest document has."""


def digest_of(pdf: Pdf) -> str:
    """SHA-256. Raises TooMuch and pikepdf's errors."""
    digest = hashlib.sha256()
    seen: dict[tuple[int, int], int] = {}
    waiting: list[Any] = [_shown(pdf)]
    count = 0
    while waiting:
        item = waiting.pop()
        count += 1
        if count > MOST_OBJECTS:
            raise TooMuch
        if isinstance(item, bytes):
            digest.update(item)
            continue
        if isinstance(item, Object) and item.is_indirect:
            if item.objgen in seen:
                digest.update(b"@%d;" % seen[item.objgen])
                continue
            seen[item.objgen] = len(seen)
        waiting.extend(reversed(_parts(item)))
    return digest.hexdigest()


def _shown(pdf: Pdf) -> list[Any]:
    """The catalogue without what stands beside the pages."""
    parts: list[Any] = []
    for key in sorted(pdf.Root.keys()):
        if key in _BESIDE:
            continue
        value: Any = pdf.Root[key]
        if key == "/Names":
            value = {name: value[name] for name in value.keys() if name != "/EmbeddedFiles"}  # noqa: SIM118
            if not value:
                continue
        parts += [key.encode() + b" ", value]
    return parts


def _parts(item: Any) -> list[Any]:
    match item:
        case list():
            return item
        case dict():
            return [p for key in sorted(item) for p in (key.encode() + b" ", item[key])]
        case Stream():
            return [b"stream", *_dictionary(item, _ENCODING), *_content(item)]
        case Dictionary():
            return [b"<<", *_dictionary(item, frozenset()), b">>"]
        case Array():
            return [b"[", *[entry for entry in item if not _is_signature(entry)], b"]"]
        case Object():
            return [item.unparse(), b" "]
        case bool() | int() | str() | None:
            return [repr(item).encode("utf-8", "surrogatepass"), b" "]
        case _:
            return [str(item).encode("utf-8", "surrogatepass"), b" "]


def _dictionary(item: Any, without: frozenset[str]) -> list[Any]:
    parts: list[Any] = []
    for key in sorted(item.keys()):
        if key in without or (key == "/Annots" and not _annotations(item)):
            continue
        parts += [key.encode() + b" ", item[key]]
    return parts


def _annotations(page: Any) -> bool:
    """Has it more than the field of the signature?"""
    return any(not _is_signature(entry) for entry in page[Name.Annots])


def _is_signature(entry: Any) -> bool:
    return isinstance(entry, Dictionary) and entry.get(Name.FT) == Name.Sig


def _content(stream: Any) -> list[bytes]:
    """Decoded; of a JPEG its bytes, and that it is one."""
    try:
        content = stream.read_bytes()
    except pikepdf.PdfError:
        encoding = str(stream.get(Name.Filter)).encode()
        content = encoding + stream.read_raw_bytes()
    return [hashlib.sha256(content).digest()]
