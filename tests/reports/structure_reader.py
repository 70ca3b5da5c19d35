"""The structure tree of a document as PDFium gives it to a screen reader, and nothing of ours.

PDFium gives the tree page by page, with empty places for what stands on other pages: nodes of
several pages are one where they have the same place in the tree. The text of a node is that of the
objects on the page which are marked with its numbers.
"""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

HEADING = re.compile(r"H([1-9][0-9]*)")


@dataclass(frozen=True, slots=True)
class MarkedText:
    """What is marked with one number on one page, counted from 1."""

    page: int
    text: str
    is_drawn: bool
    """Is anything marked with it, be it a text or a drawing?"""


@dataclass(slots=True, eq=False)
class Node:
    role: str
    page: int
    """Where it begins."""
    alt: str = ""
    actual: str = ""
    language: str = ""
    title: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    parts: dict[int, list[Node | MarkedText]] = field(default_factory=dict)
    """By their place among its kids. A kid that is an object, a link, is none."""
    places: int = 0
    """How many kids it has; PDFium gives none that has nothing on a page: an empty cell."""

    @property
    def kids(self) -> list[Node]:
        return [part for part in self.content if isinstance(part, Node)]

    @property
    def content(self) -> list[Node | MarkedText]:
        return [one for _, parts in sorted(self.parts.items()) for one in parts]

    @property
    def text(self) -> str:
        """As it is read: what is said instead of it, else its parts."""
        if self.actual or self.alt:
            return self.actual or self.alt
        return "".join(part.text for part in self.content)

    @property
    def shown(self) -> str:
        """The signs that stand on the pages, whatever is said instead of them."""
        return "".join(part.shown if isinstance(part, Node) else part.text for part in self.content)

    @property
    def level(self) -> int:
        """Of a heading; 0 for what is none."""
        found = HEADING.fullmatch(self.role)
        return int(found[1]) if found else 0

    def walk(self) -> Iterator[Node]:
        yield self
        for kid in self.kids:
            yield from kid.walk()


@dataclass(frozen=True, slots=True)
class Structure:
    root: Node
    """Its kids are those of the structure tree: one, the document."""
    artifacts: list[MarkedText]
    """Texts that are marked as no part of the document."""
    unmarked: list[MarkedText]
    """Texts that are neither."""

    def nodes(self, role: str = "") -> list[Node]:
        return [node for node in self.root.walk() if role in ("", node.role)][not role :]


def structure_of(document: bytes) -> Structure:
    """`role` of a node is what it says itself, `Document` is the first."""
    root, artifacts, unmarked = Node("", 1), list[MarkedText](), list[MarkedText]()
    pdf = pypdfium2.PdfDocument(io.BytesIO(document))
    for number, page in enumerate(pdf, 1):
        text_page = page.get_textpage()
        texts = _Marked(page.raw, text_page.raw)
        artifacts += [MarkedText(number, text, True) for text in texts.artifacts]
        unmarked += [MarkedText(number, text, True) for text in texts.unmarked]
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        if not tree:
            continue
        for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            kid = pdfium.FPDF_StructTree_GetChildAtIndex(tree, index)
            if kid:
                _merge(root, index, kid, number, texts.by_id)
        pdfium.FPDF_StructTree_Close(tree)
    pdf.close()
    return Structure(root, artifacts, unmarked)


def _merge(above: Node, index: int, raw: Any, page: int, texts: dict[int, str]) -> None:
    here = above.parts.setdefault(index, [])
    node = next((one for one in here if isinstance(one, Node)), None)
    if node is None:
        node = Node(
            _text(pdfium.FPDF_StructElement_GetType, raw),
            page,
            alt=_text(pdfium.FPDF_StructElement_GetAltText, raw),
            actual=_text(pdfium.FPDF_StructElement_GetActualText, raw),
            language=_text(pdfium.FPDF_StructElement_GetLang, raw),
            title=_text(pdfium.FPDF_StructElement_GetTitle, raw),
            attributes=_attributes(raw),
            places=pdfium.FPDF_StructElement_CountChildren(raw),
        )
        here.append(node)
    for place in range(node.places):
        kid = pdfium.FPDF_StructElement_GetChildAtIndex(raw, place)
        number = pdfium.FPDF_StructElement_GetChildMarkedContentID(raw, place)
        if kid:
            _merge(node, place, kid, page, texts)
        elif number >= 0:
            marked = MarkedText(page, texts.get(number, ""), number in texts)
            node.parts.setdefault(place, []).append(marked)


class _Marked:
    """The texts of a page by the numbers with which they are marked, in the order of drawing."""

    def __init__(self, page: Any, text_page: Any) -> None:
        self.by_id: dict[int, str] = {}
        self.artifacts: list[str] = []
        self.unmarked: list[str] = []
        for index in range(pdfium.FPDFPage_CountObjects(page)):
            one = pdfium.FPDFPage_GetObject(page, index)
            is_text = pdfium.FPDFPageObj_GetType(one) == pdfium.FPDF_PAGEOBJ_TEXT
            text = _shown(one, text_page) if is_text else ""
            number = pdfium.FPDFPageObj_GetMarkedContentID(one)
            if number >= 0:
                self.by_id[number] = f"{self.by_id.get(number, '')}{text}"
            elif is_text:
                (self.artifacts if "Artifact" in _marks(one) else self.unmarked).append(text)


def _marks(one: Any) -> list[str]:
    size, out = ctypes.c_ulong(), ctypes.create_string_buffer(64)
    names = []
    for index in range(pdfium.FPDFPageObj_CountMarks(one)):
        mark = pdfium.FPDFPageObj_GetMark(one, index)
        wide = ctypes.cast(out, ctypes.POINTER(pdfium.FPDF_WCHAR))
        pdfium.FPDFPageObjMark_GetName(mark, wide, 64, size)
        names.append(out.raw[: size.value].decode("utf-16-le").rstrip("\0"))
    return names


def _shown(one: Any, text_page: Any) -> str:
    size = pdfium.FPDFTextObj_GetText(one, text_page, None, 0)
    out = ctypes.create_string_buffer(size)
    wide = ctypes.cast(out, ctypes.POINTER(pdfium.FPDF_WCHAR))
    pdfium.FPDFTextObj_GetText(one, text_page, wide, size)
    return out.raw.decode("utf-16-le").rstrip("\0")


def _text(ask: Callable[..., int], raw: Any) -> str:
    size = ask(raw, None, 0)
    if not size:
        return ""
    out = ctypes.create_string_buffer(size)
    ask(raw, out, size)
    return out.raw.decode("utf-16-le").rstrip("\0")


def _attributes(raw: Any) -> dict[str, Any]:
    """All of them by their names, whoever is their owner."""
    found: dict[str, Any] = {}
    for index in range(pdfium.FPDF_StructElement_GetAttributeCount(raw)):
        given = pdfium.FPDF_StructElement_GetAttributeAtIndex(raw, index)
        for place in range(pdfium.FPDF_StructElement_Attr_GetCount(given)):
            size, out = ctypes.c_ulong(), ctypes.create_string_buffer(64)
            pdfium.FPDF_StructElement_Attr_GetName(given, place, out, 64, size)
            name = out.value.decode("ascii")
            found[name] = _value(pdfium.FPDF_StructElement_Attr_GetValue(given, out.value))
    return found


def _value(raw: Any) -> Any:
    match pdfium.FPDF_StructElement_Attr_GetType(raw):
        case pdfium.FPDF_OBJECT_NUMBER:
            number = ctypes.c_float()
            pdfium.FPDF_StructElement_Attr_GetNumberValue(raw, number)
            return number.value
        case pdfium.FPDF_OBJECT_NAME | pdfium.FPDF_OBJECT_STRING:
            size, out = ctypes.c_ulong(), ctypes.create_string_buffer(512)
            pdfium.FPDF_StructElement_Attr_GetStringValue(raw, out, 512, size)
            return out.raw[: size.value].decode("utf-16-le").rstrip("\0")
        case pdfium.FPDF_OBJECT_ARRAY:
            return [
                _value(pdfium.FPDF_StructElement_Attr_GetChildAtIndex(raw, index))
                for index in range(pdfium.FPDF_StructElement_Attr_CountChildren(raw))
            ]
    return None
