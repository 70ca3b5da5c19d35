"""What an insider may change in what is read aloud of a submission, by name: see `forging`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from forging_changes import Change
from pikepdf import Array, Dictionary, Name, Pdf, String

PAGE = 2
"""The page, from 1, on which something is changed."""


def elements(pdf: Pdf) -> Iterator[Any]:
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        element = waiting.pop()
        yield element
        kids = element.get(Name.K)
        inside = list(kids) if isinstance(kids, Array) else [kids]
        waiting += [k for k in reversed(inside) if isinstance(k, Dictionary) and Name.S in k]


def element(pdf: Pdf, type_: str, number: int = 0) -> Any:
    """One of its type that begins on the page."""
    page = pdf.pages[PAGE - 1].obj.objgen
    return [
        one
        for one in elements(pdf)
        if str(one.S) == f"/{type_}" and Name.Pg in one and one.Pg.objgen == page
    ][number]


def _says(type_: str, **entries: Any) -> Change:
    def change(pdf: Pdf) -> None:
        one = element(pdf, type_)
        for key, value in entries.items():
            one[f"/{key}"] = value

    return change


def _heading_more(pdf: Pdf) -> None:
    one = element(pdf, "P")
    above = one.P
    more = pdf.make_indirect(
        Dictionary(S=Name.H2, P=above, Pg=one.Pg, ActualText=String("Approved by the WCO"))
    )
    kids = list(above.K)
    above.K = Array([*kids[: kids.index(one)], more, *kids[kids.index(one) :]])


def _gone(pdf: Pdf) -> None:
    """One that nobody hears any more."""
    one = element(pdf, "P")
    one.P.K = Array([kid for kid in one.P.K if kid.objgen != one.objgen])


def _exchanged(pdf: Pdf) -> None:
    """Two paragraphs in each other's place."""
    one, other = element(pdf, "P"), element(pdf, "P", 1)
    one.K, other.K = other.K, one.K


def _page_code(old: bytes, new: bytes) -> Change:
    def change(pdf: Pdf) -> None:
        page = pdf.pages[PAGE - 1]
        code = page.obj.Contents.read_bytes()
        assert old in code
        page.obj.Contents.write(code.replace(old, new, 1))

    return change


def _in_catalogue(change: Callable[[Any], object]) -> Change:
    return lambda pdf: (change(pdf.Root), None)[1]


OF_STRUCTURE: dict[str, Change] = {
    "words of a picture": _says("Figure", Alt=String("An empty container")),
    "words of a picture gone": lambda pdf: element(pdf, "Figure").__delitem__("/Alt"),
    "box of a picture": lambda pdf: element(pdf, "Figure").A.__setitem__(
        "/BBox", Array([0, 0, 9, 9])
    ),
    "another text than a paragraph's": _says("P", ActualText=String("9,999 kg")),
    "another text than a label's": _says("Lbl", ActualText=String("9,999 kg")),
    "expansion": _says("P", E=String("9,999 kg")),
    "title of an element": _says("P", T=String("Approved by the WCO")),
    "alternative of a paragraph": _says("P", Alt=String("9,999 kg")),
    "a heading more": _heading_more,
    "a paragraph is a heading": _says("P", S=Name.H1),
    "a paragraph is no part of the text": _says("P", S=Name.NonStruct),
    "an element gone": _gone,
    "two elements exchanged": _exchanged,
    "language": _says("P", Lang=String("de")),
}
"""Each is told with the page."""
OF_CONTENT: dict[str, Change] = {
    "an artifact hides a line": _page_code(b"/P <</MCID 0>> BDC", b"/Artifact BMC"),
    "another text than a line's": _page_code(
        b"/P <</MCID 0>> BDC", b"/P <</MCID 0 /ActualText (9,999 kg)>> BDC"
    ),
}
"""Told as a page that shows something else."""
OF_DOCUMENT: dict[str, Change] = {
    "structure gone": _in_catalogue(lambda root: root.__delitem__("/StructTreeRoot")),
    "not marked": _in_catalogue(lambda root: root.MarkInfo.__setitem__("/Marked", False)),
    "suspects": _in_catalogue(lambda root: root.MarkInfo.__setitem__("/Suspects", True)),
    "roles": _in_catalogue(
        lambda root: root.StructTreeRoot.__setitem__("/RoleMap", Dictionary(P=Name.Artifact))
    ),
    "classes": _in_catalogue(
        lambda root: root.StructTreeRoot.__setitem__("/ClassMap", Dictionary())
    ),
    "parent tree": _in_catalogue(
        lambda root: root.StructTreeRoot.ParentTree.__setitem__("/Nums", Array())
    ),
    "pronunciation": lambda pdf: pdf.Root.StructTreeRoot.__setitem__(
        "/PronunciationLexicon", Array([pdf.make_stream(b"x")])
    ),
    "labels of pages": _in_catalogue(
        lambda root: root.PageLabels.Nums[1].__setitem__("/St", 9)
    ),
    "no labels of pages": _in_catalogue(lambda root: root.__delitem__("/PageLabels")),
    "title of the window": _in_catalogue(
        lambda root: root.ViewerPreferences.__setitem__("/DisplayDocTitle", False)
    ),
    "order of tabs": lambda pdf: pdf.pages[1].obj.__setitem__("/Tabs", Name.R),
    "parents of a page": lambda pdf: pdf.pages[1].obj.__setitem__("/StructParents", 0),
}  # fmt: skip
