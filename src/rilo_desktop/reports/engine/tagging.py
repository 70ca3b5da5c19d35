"""The structure of a document, written as tagged PDF has it (ISO 32000-1, 14.7 and 14.8; PDF/UA-1).

`Marking` notes which element each part of a page belongs to, while it is drawn; `Tree` hears of the
pages in their order and becomes the objects of the file. No structure is written anywhere else, so
it can be made again from the data and compared as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from reportlab.pdfbase.pdfdoc import LinkAnnotation, PDFDictionary, PDFName, PDFObject

from rilo_desktop.paper import Box

from .structure import Element, Role, follow

DEEPEST = 6
"""Level of headings that PDF has a name for."""
PAGINATION = Element(Role.ARTIFACT)
"""Header, footer and watermark of a page."""
_OF_ARTIFACTS = {PAGINATION: "/Artifact <</Type /Pagination>> BDC"}


@dataclass(slots=True)
class Marking:
    """What a page holds of each element, in the order in which it is read.

    A part is an element, and whether something of it is drawn: an empty cell is only there. Parts
    with something are numbered from 0 on (MCID).
    """

    parts: list[tuple[Element, bool]] = field(default_factory=list)
    boxes: dict[Element, Box] = field(default_factory=dict)
    """Of figures."""
    _open: Element | None = None
    _start: int = 0
    """Where the operators of the open part begin, with the one that opens it."""
    _drawn: int = 0

    @property
    def is_read(self) -> bool:
        """Is what is drawn now a part of the text?"""
        return self._open is not None and self._open.role is not Role.ARTIFACT

    def belong(self, element: Element, code: list[str]) -> None:
        """What is drawn from here on is of this element."""
        if element is self._open:
            return
        self.close(code)
        self._open, self._start = element, len(code)
        if element.role is Role.ARTIFACT:
            code.append(_OF_ARTIFACTS.get(element, "/Artifact BMC"))
        else:
            code.append(f"/{element.role} <</MCID {self._drawn}>> BDC")

    def close(self, code: list[str]) -> None:
        element, self._open = self._open, None
        if element is None:
            return
        is_drawn = len(code) > self._start + 1
        if is_drawn:
            code.append("EMC")
        else:
            code.pop()
        if element.role is not Role.ARTIFACT:
            self.parts.append((element, is_drawn))
            self._drawn += is_drawn

    def bound(self, figure: Element, box: Box) -> None:
        """A part of a figure is drawn within this box."""
        left, bottom, right, top = self.boxes.get(figure, box)
        self.boxes[figure] = (
            min(left, box[0]),
            min(bottom, box[1]),
            max(right, box[2]),
            max(top, box[3]),
        )


@dataclass(frozen=True, slots=True)
class _Marked:
    """Content of a page: number of the page's object, and of the content in it."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class _Linked:
    """An annotation: numbers of its object and of its page's."""

    page: int
    annotation: int


_Kid = Element | _Marked | _Linked


class Tree:
    """Of one document of reportlab; pages are added in their order."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._kids: dict[Element | None, list[_Kid]] = {None: []}
        self._known: set[Element] = set()
        self._boxes: dict[Element, Box] = {}
        self._parents: list[list[Element] | Element] = []
        """By their keys (StructParents, StructParent): of the contents of a page, of a link."""
        self._numbers: dict[Element | None, int] = {}
        self._top_number = 0
        self._levels: dict[Element, int] = {}

    def begin(self, element: Element) -> None:
        """It is read before what the pages hold that are added later."""
        if element.role is not Role.ARTIFACT:
            self._join(element)

    def add(self, marking: Marking) -> None:
        """What the last page of the document holds."""
        page = self._document.Pages.pages[-1]
        number = self._number(self._document.Reference(page).name)
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        vars(page).update(StructParents=len(self._parents), Tabs=PDFName("S"))
        held: list[Element] = []
        for element, is_drawn in marking.parts:
            self._join(element)
            if is_drawn:
                self._kids[element].append(_Marked(number, len(held)))
                held.append(element)
        self._parents.append(held)
        for figure, box in marking.boxes.items():
            self._boxes.setdefault(figure, box)

    def link(self, element: Element, name: str) -> None:
        """A link of the last page; `name` of its annotation."""
        page = self._document.Reference(self._document.Pages.pages[-1]).name
        annotation = self._document.annotationName(name)
        self._document.idToObject[annotation].otherkw["StructParent"] = len(self._parents)
        self._join(element)
        self._kids[element].append(_Linked(self._number(page), self._number(annotation)))
        self._parents.append(element)

    def write(self) -> None:
        """Puts the structure into the document. Once, before it is saved."""
        self._levels = follow(one for one in self._in_order() if one.role is Role.HEADING)
        root = _Written(self._root)
        marked = PDFDictionary({"Marked": "true"})
        vars(self._document.Catalog).update(MarkInfo=marked, StructTreeRoot=root)
        self._put(None, root)
        top = _Written(self._top)
        self._document.Reference(top)
        self._top_number = self._document.objectcounter
        for element in self._in_order():
            self._put(element, _Written(partial(self._node, element)))

    def _join(self, element: Element) -> None:
        """Under what it lies in, at its first part."""
        one: Element | None = element
        while one is not None and one not in self._known:
            self._known.add(one)
            self._kids.setdefault(one, [])
            self._kids.setdefault(one.parent, []).append(one)
            one = one.parent

    def _in_order(self) -> Iterator[Element]:
        waiting: list[_Kid] = list(reversed(self._kids[None]))
        while waiting:
            one = waiting.pop()
            if isinstance(one, Element):
                yield one
                waiting += reversed(self._kids[one])

    def _number(self, name: str) -> int:
        return int(self._document.idToObjectNumberAndVersion[name][0])

    def _put(self, element: Element | None, written: _Written) -> None:
        self._document.Reference(written)
        self._numbers[element] = self._document.objectcounter

    def _root(self) -> str:
        nums = " ".join(f"{key} {self._of_key(held)}" for key, held in enumerate(self._parents))
        return (
            f"<< /Type /StructTreeRoot /K {self._top_number} 0 R "
            f"/ParentTree << /Nums [ {nums} ] >> /ParentTreeNextKey {len(self._parents)} >>"
        )

    def _of_key(self, held: list[Element] | Element) -> str:
        if isinstance(held, Element):
            return f"{self._numbers[held]} 0 R"
        return f"[ {' '.join(f'{self._numbers[one]} 0 R' for one in held)} ]"

    def _top(self) -> str:
        kids = self._written_kids(self._kids[None], 0)
        return f"<< /S /Document /P {self._numbers[None]} 0 R /K {kids} >>"

    def _node(self, element: Element) -> str:
        kids = self._kids[element]
        page = next((one.page for one in kids if not isinstance(one, Element)), 0)
        above = self._top_number if element.parent is None else self._numbers[element.parent]
        parts = [f"/S /{self._type(element)}", f"/P {above} 0 R"]
        if page:
            parts.append(f"/Pg {page} 0 R")
        if kids:
            parts.append(f"/K {self._written_kids(kids, page)}")
        if attributes := self._attributes(element):
            parts.append(f"/A << {attributes} >>")
        if element.alt:
            parts.append(f"/Alt {_text(element.alt)}")
        if element.language:
            parts.append(f"/Lang {_text(element.language)}")
        return f"<< {' '.join(parts)} >>"

    def _written_kids(self, kids: list[_Kid], page: int) -> str:
        said = []
        for one in kids:
            match one:
                case Element():
                    said.append(f"{self._numbers[one]} 0 R")
                case _Marked() if one.page == page:
                    said.append(str(one.number))
                case _Marked():
                    said.append(f"<< /Type /MCR /Pg {one.page} 0 R /MCID {one.number} >>")
                case _Linked():
                    said.append(f"<< /Type /OBJR /Pg {one.page} 0 R /Obj {one.annotation} 0 R >>")
        return said[0] if len(said) == 1 else f"[ {' '.join(said)} ]"

    def _type(self, element: Element) -> str:
        if element.role is Role.HEADING:
            return f"H{min(self._levels[element], DEEPEST)}"
        return str(element.role)

    def _attributes(self, element: Element) -> str:
        if element in self._boxes:
            box = " ".join(f"{side:.2f}" for side in self._boxes[element])
            return f"/O /Layout /BBox [ {box} ]"
        found = [f"/Scope /{element.scope}"] if element.scope else []
        found += [f"/ColSpan {element.columns}"] if element.columns > 1 else []
        found += [f"/RowSpan {element.rows}"] if element.rows > 1 else []
        return " ".join(["/O /Table", *found]) if found else ""


class Link(LinkAnnotation):  # type: ignore[misc]  # of untyped reportlab
    """As reportlab's, and it may say which element of the structure it is of."""

    permitted = (*LinkAnnotation.permitted, "StructParent")


class _Written(PDFObject):  # type: ignore[misc]  # of untyped reportlab
    """An object of the file that is written when all others have their numbers."""

    def __init__(self, write: Callable[[], str]) -> None:
        self._write = write

    def format(self, document: Any) -> bytes:
        del document
        return self._write().encode("ascii")


def _text(text: str) -> str:
    """A text string of PDF."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
