"""In which parts do two documents differ? For a finding that names what was changed.

A part is named by a code: "header", "trailer:/ID", "info:/Title", "catalogue:/Collection",
"associated" (/AF), "attachments" (their name tree), "attachment:schema.json", "profile" (output
intent), "metadata" (XMP), "outline", "structure:3" (what is read aloud of a page; "structure" where
that is not all of it), "labels" (of pages), "form", "field:/AP",
"signature:/Reason", "pages" (their tree), "page:3:/Contents". "layout" is told of a document that
has anything between its objects, one that nothing refers to, or one twice; "packing" where the same
content is compressed otherwise.
"""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from .packed_layout import Otherwise, layout

OTHER, PACKING, LAYOUT = "other", "packing", "layout"
MOST_OBJECTS = 2_000_000
_ENCODING = frozenset({"/Length", "/Filter", "/DecodeParms"})
_UPWARDS = frozenset({"/Parent", "/P", "/Prev"})
"""Keys that lead to what has a part of its own."""
_OF_TABLE = frozenset({"/DecodeParms", "/Filter", "/Index", "/Length", "/Type", "/W"})
"""Keys of a trailer that is a stream: how the table is packed (`packed_layout`)."""
_HEADER = 15
_SECOND_ID = re.compile(rb"(/ID \[<[0-9a-f]{32}><)[0-9a-f]{32}(>\])")


class TooMuch(Exception):
    """More than an honest document has."""


def differences(ours: bytes, theirs: bytes) -> list[str]:
    """Codes of the parts. Raises TooMuch and pikepdf's errors."""
    mine, other = _parts(ours), _parts(theirs)
    names = [*mine, *(name for name in other if name not in mine)]
    return [name for name in names if mine.get(name) != other.get(name)]


def differences_of_first(ours: bytes, theirs: bytes) -> list[str]:
    """The same of documents without a signature: never none where the bytes differ."""
    found = differences(ours, theirs)
    if not is_laid_out_alike(theirs):
        return [*found, LAYOUT]
    if found == ["trailer:/ID"] and _without_id(ours) != _without_id(theirs):
        found = []  # made from the bytes, which are packed otherwise
    return found or ([PACKING] if ours != theirs else [])


def _without_id(document: bytes) -> bytes:
    """Without the second part of the ID."""
    at = max(document.rfind(b"/ID [<"), 0)
    return document[:at] + _SECOND_ID.sub(rb"\1\2", document[at:])


def is_tagged(pdf: Pdf) -> bool:
    """Does it say its structure? Documents of the first released versions do not."""
    return Name.StructTreeRoot in pdf.Root


def saved(pdf: Pdf) -> bytes:
    """The one layout in which this program writes a document; thousands of small objects say its
    structure, so they stand in streams of objects where it has one."""
    mode = pikepdf.ObjectStreamMode
    out = io.BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        min_version="1.7",
        object_stream_mode=mode.generate if is_tagged(pdf) else mode.disable,
        compress_streams=True,
    )
    return out.getvalue()


def is_laid_out_alike(document: bytes) -> bool:
    """Nothing between its objects, none that nothing refers to, none twice, one table of all."""
    with Pdf.open(io.BytesIO(document)) as pdf:
        again = saved(pdf)
        is_in_streams = is_tagged(pdf)
    if is_in_streams:
        try:
            return layout(again) == layout(document)
        except Otherwise:
            return False
    mine, other = again.split(b"\n"), document.split(b"\n")
    return len(mine) == len(other) and all(map(_is_same_line, mine, other))


def _is_same_line(ours: bytes, theirs: bytes) -> bool:
    """Keys of a stream that was just made stand in another order; the second part of the ID is
    made from the one before it."""
    if ours == theirs:
        return True
    mine, other = (_SECOND_ID.sub(rb"\1\2", line) for line in (ours, theirs))
    return sorted(mine.split(b" ")) == sorted(other.split(b" "))


def _parts(document: bytes) -> dict[str, bytes]:
    found = {"header": document[:_HEADER]}
    with Pdf.open(io.BytesIO(document)) as pdf:
        root = pdf.Root
        tree = [kid.objgen for kid in root.Pages.get(Name.Kids, ())]
        found["pages"] = repr(len(tree) - len(set(tree))).encode()  # one that stands there twice
        prints = _Prints(_apart(pdf))
        found["pages"] += prints.of(root.Pages)
        apart = {"/Root", "/Info", *(_OF_TABLE if is_tagged(pdf) else ())}
        for key in _keys(pdf.trailer):
            if key not in apart:
                found[f"trailer:{key}"] = prints.of(pdf.trailer[key])
        info = pdf.trailer.get(Name.Info, Dictionary())
        found |= {f"info:{key}": prints.of(info[key]) for key in _keys(info)}
        for number, page in enumerate(pdf.pages, 1):
            for key in _keys(page.obj):
                if key not in _UPWARDS:
                    found[f"page:{number}:{key}"] = prints.of(page.obj[key])
        for key in _keys(root):
            found |= _of_catalogue(pdf, key, prints)
    return found


def _apart(pdf: Pdf) -> dict[tuple[int, int], str]:
    """Objects that have parts of their own: where others refer to them, only that they do."""
    found = {page.obj.objgen: f"page {number};" for number, page in enumerate(pdf.pages, 1)}
    form = pdf.Root.get(Name.AcroForm)
    for field in form.get(Name.Fields, ()) if isinstance(form, Dictionary) else ():
        if field.is_indirect:
            found[field.objgen] = "field;"
            value = field.get(Name.V) if isinstance(field, Dictionary) else None
            if isinstance(value, Dictionary) and value.is_indirect:
                found[value.objgen] = "signature;"
    for name in pdf.attachments:
        file = pdf.attachments[name].obj
        if file.is_indirect:
            found[file.objgen] = f"attachment {name};"
    return found


_NAMED = {
    "/Metadata": "metadata",
    "/AF": "associated",
    "/OutputIntents": "profile",
    "/Outlines": "outline",
    "/StructTreeRoot": "structure",
    "/PageLabels": "labels",
}


def _of_catalogue(pdf: Pdf, key: str, prints: _Prints) -> dict[str, bytes]:
    value = pdf.Root[key]
    match key:
        case "/Pages":
            return {}
        case "/Names" if isinstance(value, Dictionary):
            found = {
                f"catalogue:/Names{name}": prints.of(value[name])
                for name in _keys(value)
                if name != "/EmbeddedFiles"
            }
            if Name.EmbeddedFiles in value:
                found["attachments"] = "\n".join(pdf.attachments).encode()
                for name in pdf.attachments:
                    file = pdf.attachments[name].obj
                    entries = (key.encode() + prints.of(file[key]) for key in _keys(file))
                    found[f"attachment:{name}"] = b"".join(entries)
            return found
        case "/AcroForm" if isinstance(value, Dictionary):
            found = {f"form:{name}": prints.of(value[name]) for name in _keys(value)}
            for field in value.get(Name.Fields, ()):
                if not isinstance(field, Dictionary):
                    continue
                found |= {f"field:{name}": prints.of(field[name]) for name in _keys(field)}
                signature = field.get(Name.V)
                if isinstance(signature, Dictionary):
                    found |= {
                        f"signature:{name}": prints.of(signature[name]) for name in _keys(signature)
                    }
            return found
        case "/StructTreeRoot" if isinstance(value, Dictionary):
            return {**_of_structure(pdf, value, prints), "structure": prints.of(value)}
    return {_NAMED.get(key, f"catalogue:{key}"): prints.of(value)}


def _of_structure(pdf: Pdf, root: Any, prints: _Prints) -> dict[str, bytes]:
    """Of each page the elements that begin on it, in their order, each with how deep it lies and
    all that it says but the elements in it."""
    pages = {page.obj.objgen: f"structure:{n}" for n, page in enumerate(pdf.pages, 1)}
    found: dict[str, list[bytes]] = {}
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, int]] = [(root.get(Name.K), 0)]
    page = "structure:1"
    above: list[bytes] = []
    while waiting:
        element, depth = waiting.pop()
        if not isinstance(element, Dictionary) or element.objgen in seen:
            continue
        seen.add(element.objgen)
        kids: list[Any] = _listed(element.get(Name.K))
        inside = [kid for kid in kids if isinstance(kid, Dictionary) and Name.S in kid]
        marked = [kid for kid in kids if not (isinstance(kid, Dictionary) and Name.S in kid)]
        own = [key for key in _keys(element) if key not in ("/K", "/Pg", *_UPWARDS)]
        above += [b"%d" % depth, *(key.encode() + prints.of(element[key]) for key in own)]
        above += [prints.of(kid) for kid in marked]
        if (begins := element.get(Name.Pg)) is not None:
            page = pages.get(begins.objgen, page)
            found.setdefault(page, []).extend(above)
            above = []
        waiting += [(kid, depth + 1) for kid in reversed(inside)]
    return {name: b"".join(parts) for name, parts in found.items()}


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


class _Prints:
    """Fingerprints of what is reached from an object, without what has parts of its own."""

    def __init__(self, apart: Mapping[tuple[int, int], str]) -> None:
        self._apart = apart
        self._count = 0

    def of(self, value: Any) -> bytes:
        digest = hashlib.sha256()
        seen: dict[tuple[int, int], int] = {}
        waiting: list[Any] = [value]
        while waiting:
            item = waiting.pop()
            self._count += 1
            if self._count > MOST_OBJECTS:
                raise TooMuch
            if isinstance(item, bytes):
                digest.update(item)
                continue
            if isinstance(item, Object) and item.is_indirect:
                if item.objgen in self._apart:
                    digest.update(self._apart[item.objgen].encode())
                    continue
                if item.objgen in seen:
                    digest.update(b"@%d;" % seen[item.objgen])
                    continue
                seen[item.objgen] = len(seen)
            waiting.extend(reversed(_inside(item)))
        return digest.digest()


def _inside(item: Any) -> list[Any]:
    match item:
        case Stream():
            packed, content = _content(item)
            keys = _keys(item)
            without = _ENCODING if packed else frozenset({"/Length"})
            return [b"stream", *_entries(item, [k for k in keys if k not in without]), content]
        case Dictionary():
            return [b"<<", *_entries(item, _keys(item)), b">>"]
        case Array():
            return [b"[", *item, b"]"]
        case Object():
            return [item.unparse(), b" "]
        case bool() | int() | str() | None:
            return [repr(item).encode("utf-8", "surrogatepass"), b" "]
        case _:
            return [str(item).encode("utf-8", "surrogatepass"), b" "]


def _entries(item: Any, keys: list[str]) -> list[Any]:
    return [
        part for key in keys if key not in _UPWARDS for part in (key.encode() + b" ", item[key])
    ]


def _keys(item: Any) -> list[str]:
    return sorted(item.keys())


def _content(stream: Any) -> tuple[bool, bytes]:
    """Was it packed as this program does it, and a digest of what is inside."""
    raw = stream.read_raw_bytes()
    content = _unpacked(raw) if _is_flate(stream) else None
    return content is not None, hashlib.sha256(raw if content is None else content).digest()


def is_packed_simply(stream: Any) -> bool:
    """Compressed once and nothing behind, so that no two readers see different content."""
    return _is_flate(stream) and _unpacked(stream.read_raw_bytes()) is not None


def _is_flate(stream: Any) -> bool:
    return stream.get(Name.Filter) == Name.FlateDecode and not _PACKING & set(stream.keys())


_PACKING = {"/DecodeParms", "/F", "/FFilter", "/FDecodeParms"}


def _unpacked(raw: bytes) -> bytes | None:
    unpacking = zlib.decompressobj()
    try:
        content = unpacking.decompress(raw)
    except zlib.error:
        return None
    return content if unpacking.eof and not unpacking.unused_data else None
