"""What may stand in a document that another version of the program made: a white-list.

Its pages cannot be made again, so everything in it that versions of this program never write is a
finding, whatever it does: keys of the catalogue and of pages, annotations, what is drawn
(`page_drawing`). Fonts are told as they are; whether they are the shipped ones is the caller's
question.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from rilo_desktop.paper import PAPERS, page_box

from .differences import is_packed_simply, is_tagged
from .page_drawing import MOST_PROBLEMS, PageOperators
from .page_text import codes_of
from .printed_font import PrintedFont


@dataclass(frozen=True, slots=True)
class _Keys:
    """Of a dictionary: those it always has, and those it may have."""

    always: frozenset[str]
    may: frozenset[str] = frozenset()

    def problems(self, item: Any) -> list[str]:
        there = set(item.keys())
        return sorted((there - self.always - self.may) | (self.always - there))


def _keys(always: str, may: str = "") -> _Keys:
    return _Keys(
        frozenset(f"/{name}" for name in always.split()),
        frozenset(f"/{name}" for name in may.split()),
    )


_BOXES = {tuple(float(f"{side:.7g}") for side in page_box(name)): page_box(name) for name in PAPERS}
"""As a page has it, and exactly."""
_CATALOGUE = _keys(
    "AF Lang Metadata Names OutputIntents PageMode Pages Type",
    "Outlines",
)
_TAGGED_CATALOGUE = _keys(
    "AF Lang MarkInfo Metadata Names OutputIntents PageLabels PageMode Pages StructTreeRoot Type "
    "ViewerPreferences",
    "Outlines",
)
_NAMES = _keys("EmbeddedFiles")
_TREE = _keys("Count Kids Type")
_PAGE = _keys("Contents MediaBox Parent Resources Rotate Trans Type", "Annots")
_TAGGED_PAGE = _keys(
    "Contents MediaBox Parent Resources Rotate StructParents Tabs Trans Type", "Annots"
)
_RESOURCES = _keys("Font ProcSet", "XObject")
_LINK = _keys("Border Contents Dest F Rect Subtype Type")
_TAGGED_LINK = _keys("Border Contents Dest F Rect StructParent Subtype Type")
_OUTLINE = _keys("Count First Last Type")
_ENTRY = _keys("Dest Parent Title", "Count First Last Next Prev")
_PICTURE = _keys("BitsPerComponent ColorSpace Filter Height Length Subtype Type Width")
_FONT = _keys("BaseFont FirstChar FontDescriptor LastChar Name Subtype ToUnicode Type Widths")
_PROGRAM = _keys("Filter Length Length1")
_STREAM = _keys("Filter Length")


@dataclass(frozen=True, slots=True)
class Problem:
    """`page` from 1, 0: of the document; `kind` is told in words, `what` names it."""

    page: int
    kind: str
    what: str = ""


def problems_of(
    pdf: Pdf, language: str
) -> tuple[list[Problem], list[PrintedFont], list[tuple[int, str]]]:
    """What no version of this program writes, the fonts, and (page, text) of what is written
    upwards. Raises pikepdf's errors."""
    found = [Problem(0, *one) for one in _of_document(pdf, language)]
    fonts: dict[tuple[int, int], PrintedFont] = {}
    turned: list[tuple[int, str]] = []
    for number, page in enumerate(pdf.pages, 1):
        upwards: list[str] = []
        problems = _of_page(page.obj, fonts, upwards, is_tagged(pdf))
        found += [Problem(number, *one) for one in problems]
        turned += [(number, text) for text in upwards]
        if len(found) > MOST_PROBLEMS:
            break
    return found[:MOST_PROBLEMS], list(fonts.values()), turned


# --- the document


def _of_document(pdf: Pdf, language: str) -> Iterator[tuple[str, str]]:
    root = pdf.Root
    keys = _TAGGED_CATALOGUE if is_tagged(pdf) else _CATALOGUE
    yield from (("entry", key) for key in keys.problems(root))
    if str(root.get(Name.Lang)) not in (language, f"({language})"):
        yield "entry", "/Lang"
    if root.get(Name.PageMode) not in (Name.UseNone, Name.UseOutlines):
        yield "entry", "/PageMode"
    names = root.get(Name.Names, Dictionary())
    yield from (("entry", f"/Names{key}") for key in _NAMES.problems(names))
    yield from (("entry", key) for key in _TREE.problems(root.Pages))
    kids = [kid.objgen for kid in root.Pages.Kids]
    if len(kids) != len(set(kids)) or kids != [page.obj.objgen for page in pdf.pages]:
        yield "entry", "/Kids"
    if Name.Outlines in root:
        yield from _of_outline(pdf, root.Outlines)


def _of_outline(pdf: Pdf, outline: Any) -> Iterator[tuple[str, str]]:
    """Its entries form one tree, which is the same in whatever order it is read."""
    yield from (("outline", key) for key in _OUTLINE.problems(outline))
    pages = {page.obj.objgen for page in pdf.pages}
    waiting, seen = [outline], {outline.objgen}
    while waiting:
        parent = waiting.pop()
        before, item = None, parent.get(Name.First)
        while item is not None:
            yield from (("outline", key) for key in _ENTRY.problems(item))
            if not _is_to_page(item.get(Name.Dest), pages):
                yield "outline", "/Dest"
            if item.objgen in seen or _id(item, "/Parent") != _id(parent):
                yield "outline", "/Next"
                return
            if _id(item, "/Prev") != _id(before):
                yield "outline", "/Prev"
            seen.add(item.objgen)
            waiting.append(item)
            before, item = item, item.get(Name.Next)
        if _id(parent, "/Last") != _id(before):
            yield "outline", "/Last"


def _id(item: Any, key: str = "") -> tuple[int, int] | None:
    """Number of an object, or of what an entry of it refers to."""
    found = item.get(key) if item is not None and key else item
    return None if found is None else found.objgen


def _is_to_page(goal: Any, pages: set[tuple[int, int]]) -> bool:
    return isinstance(goal, Array) and goal[0].objgen in pages and str(goal[1]) in ("/Fit", "/XYZ")


# --- a page


def _of_page(
    page: Any, fonts: dict[tuple[int, int], PrintedFont], turned: list[str], has_tags: bool
) -> Iterator[tuple[str, str]]:
    """`turned` gets the text that is written upwards."""
    keys = _TAGGED_PAGE if has_tags else _PAGE
    yield from (("entry", key) for key in keys.problems(page))
    box = tuple(float(side) for side in page.MediaBox)
    if box not in _BOXES:
        yield "entry", "/MediaBox"
        return
    if int(page.get(Name.Rotate, 0)):
        yield "entry", "/Rotate"
    if len(page.get(Name.Trans, Dictionary())):
        yield "entry", "/Trans"
    for note in page.get(Name.Annots, ()):
        yield from _of_annotation(note, has_tags)
    resources = page.Resources
    yield from (("entry", f"/Resources{key}") for key in _RESOURCES.problems(resources))
    pictures = resources.get(Name.XObject, Dictionary())
    for name in pictures.keys():  # noqa: SIM118
        if not _is_picture(pictures[name]):
            yield "picture", name
    used: dict[str, PrintedFont] = {}
    held = resources.get(Name.Font, Dictionary())
    for name in held.keys():  # noqa: SIM118
        font = held[name]
        if font.objgen not in fonts:
            yield from (("font", key) for key in _FONT.problems(font))
            fonts[font.objgen] = _font(font)
        used[name] = fonts[font.objgen]
    content = page.Contents
    if (
        not isinstance(content, Stream)
        or _STREAM.problems(content)
        or not is_packed_simply(content)
    ):
        yield "entry", "/Contents"
        return
    drawing = PageOperators(used, set(pictures.keys()), _BOXES[box], has_tags)
    yield from drawing.read(content)
    turned += [drawing.turned] if drawing.turned else []
    yield from (("picture", name) for name in sorted(drawing.undrawn))
    if not drawing.has_text:
        yield "blank", ""


def _of_annotation(note: Any, has_tags: bool) -> Iterator[tuple[str, str]]:
    """A link of a document with a structure says in words where it leads to."""
    subtype = str(note.get(Name.Subtype))
    goal = note.get(Name.Dest)
    if subtype != "/Link" or not isinstance(goal, Array):
        yield "annotation", subtype
        return
    keys = _TAGGED_LINK if has_tags else _LINK
    yield from (("annotation", f"{subtype}{key}") for key in keys.problems(note))
    has_words = bool(str(note.get(Name.Contents, "")))
    border = [int(part) for part in note.get(Name.Border, [1])]
    if has_words is not has_tags or border != [0, 0, 0]:
        yield "annotation", f"{subtype}/Contents"


def _is_picture(item: Any) -> bool:
    """A JPEG as it was put in; whether its data names it is the caller's question."""
    how = item.get(Name.Filter)
    return (
        isinstance(item, Stream)
        and not _PICTURE.problems(item)
        and item.get(Name.Subtype) == Name.Image
        and (how == Name.DCTDecode or (isinstance(how, Array) and list(how) == [Name.DCTDecode]))
        and item.get(Name.ColorSpace) in (Name.DeviceRGB, Name.DeviceGray)
    )


def _font(font: Any) -> PrintedFont:
    about = font.FontDescriptor
    program, meanings = about.FontFile2, font.ToUnicode
    streams = [
        hashlib.sha256(one.read_bytes()).hexdigest() if is_packed_simply(one) else ""
        for one in (program, meanings)
    ]
    said = {key: _plain(about[key]) for key in sorted(about.keys()) if key != "/FontFile2"}
    simple = (
        str(font.Subtype) == "/TrueType"
        and (int(font.FirstChar), int(font.LastChar)) == (0, len(font.Widths) - 1)
        and not _PROGRAM.problems(program)
        and not _STREAM.problems(meanings)
        and int(program.Length1) == len(program.read_bytes())
    )
    return PrintedFont(
        name=str(font.BaseFont).lstrip("/") if simple else "",
        codes=codes_of(meanings.read_bytes()),
        widths=tuple(float(width) for width in font.Widths),
        program=streams[0],
        meanings=streams[1],
        descriptor=said,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Array):
        return [float(part) for part in value]
    return str(value) if isinstance(value, Name) else float(value)
