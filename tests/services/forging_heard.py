"""What an insider may change in what nobody sees: the structure that a screen reader reads, its
words, languages, labels of pages, outline. See `forging`; none of these changes a pixel."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from forging_changes import Change
from pikepdf import Array, Dictionary, Name, Pdf, String

MARK = rb"/(\w+) ?<< ?/MCID (\d+) ?>> ?BDC"
LATER = 2
"""Page (from 1) from which on things are changed, so that a finding must name another than the
first."""


def elements(pdf: Pdf, *roles: str) -> Iterator[Any]:
    """Of these roles, in their order, that begin on a later page."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    for one in walk(pdf.Root.StructTreeRoot.K):
        page = numbers.get(page_of(one) or (0, 0), 0)
        if page >= LATER and (not roles or str(one.S)[1:] in roles):
            yield one


def walk(kids: Any) -> Iterator[Any]:
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and Name.S in kid:
            yield kid
            yield from walk(kid.get(Name.K, Array([])))


def page_of(element: Any) -> tuple[int, int] | None:
    """Of the first thing in it."""
    for one in (element, *walk(element.get(Name.K, Array([])))):
        if Name.Pg in one:
            return one.Pg.objgen  # type: ignore[no-any-return]
        kids = one.get(Name.K, Array([]))
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary) and Name.Pg in kid:
                return kid.Pg.objgen  # type: ignore[no-any-return]
    return None


def first(pdf: Pdf, *roles: str) -> Any:
    return next(elements(pdf, *roles))


def of_first(*roles: str, **entries: Any) -> Change:
    """The first of these roles gets these entries; None takes one away."""

    def change(pdf: Pdf) -> None:
        one = first(pdf, *roles)
        for key, value in entries.items():
            if value is None:
                del one[f"/{key}"]
            else:
                one[f"/{key}"] = value

    return change


def attribute(role: str, key: str, value: Any) -> Change:
    def change(pdf: Pdf) -> None:
        for one in elements(pdf, role):
            held = one.get(Name.A)
            if isinstance(held, Dictionary) and key in held:
                held[key] = value
                return
        raise AssertionError(key)

    return change


def kids_exchanged(*roles: str) -> Change:
    def change(pdf: Pdf) -> None:
        for one in (*elements(pdf, *roles), pdf.Root.StructTreeRoot.K):
            kids = one.get(Name.K) if isinstance(one, Dictionary) else None
            if isinstance(kids, Array) and len(kids) > 1 and all(_is_element(k) for k in kids):
                one.K = Array([kids[-1], *list(kids)[1:-1], kids[0]])
                return
        raise AssertionError(roles)

    return change


def _is_element(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and Name.S in kid


def document_reordered(pdf: Pdf) -> None:
    document = next(walk(pdf.Root.StructTreeRoot.K))
    kids = list(document.K)
    document.K = Array([*kids[:-2], kids[-1], kids[-2]])


def element_gone(*roles: str) -> Change:
    def change(pdf: Pdf) -> None:
        one = first(pdf, *roles)
        above = one.P
        kids = above.K
        left = [kid for kid in kids if kid.objgen != one.objgen] if isinstance(kids, Array) else []
        above.K = Array(left)

    return change


def added(role: str, **entries: Any) -> Change:
    """An element without anything on a page, before one on a later page."""

    def change(pdf: Pdf) -> None:
        one = first(pdf, "H1", "H2", "H3", "P")
        more = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=one.P, **entries)
        )
        kids = one.P.K
        at = next(n for n, kid in enumerate(kids) if kid.objgen == one.objgen)
        one.P.K = Array([*list(kids)[:at], more, *list(kids)[at:]])

    return change


def said_twice(pdf: Pdf) -> None:
    """The same element a second time, elsewhere."""
    one = first(pdf, "P")
    document = next(walk(pdf.Root.StructTreeRoot.K))
    document.K.append(one)


def stripped(pdf: Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


def stripped_clean(pdf: Pdf) -> None:
    """As if there had never been one."""
    stripped(pdf)
    for key in ("/MarkInfo", "/PageLabels", "/ViewerPreferences"):
        if key in pdf.Root:
            del pdf.Root[key]
    for page in pdf.pages:
        for key in ("/StructParents", "/Tabs"):
            if key in page.obj:
                del page.obj[key]
        for note in page.obj.get(Name.Annots, ()):
            if Name.StructParent in note:
                del note[Name.StructParent]
        unmark(page.obj.Contents, lambda _: True)


def unmark(content: Any, wanted: Callable[[str], bool]) -> None:
    """Takes marks away, with what ends them."""
    kept, depth = [], []
    for step in pikepdf.parse_content_stream(content):
        name = str(step.operator)
        if name in ("BDC", "BMC"):
            depth.append(wanted(str(step.operands[0])[1:]))
        if not (name in ("BDC", "BMC") and depth[-1]) and not (name == "EMC" and depth[-1]):
            kept.append(step)
        if name == "EMC":
            depth.pop()
    content.write(pikepdf.unparse_content_stream(kept))


def marked(new: Callable[[re.Match[bytes]], bytes], at: int = 0) -> Change:
    """Another mark for a part of a later page."""

    def change(pdf: Pdf) -> None:
        content = pdf.pages[LATER - 1].obj.Contents
        said = content.read_bytes()
        found = list(re.finditer(MARK, said))[at]
        content.write(said[: found.start()] + new(found) + said[found.end() :])

    return change


def numbers_exchanged(pdf: Pdf) -> None:
    """Two parts of a page are read in the place of each other."""
    content = pdf.pages[LATER - 1].obj.Contents
    said = content.read_bytes()
    one, other = list(re.finditer(MARK, said))[:2]
    content.write(
        said[: one.start(2)]
        + other[2]
        + said[one.end(2) : other.start(2)]
        + one[2]
        + said[other.end(2) :]
    )


def parents_exchanged(pdf: Pdf) -> None:
    """Which element a part of a page belongs to, asked from the page."""
    for parents in _of_parent_tree(pdf.Root.StructTreeRoot.ParentTree):
        if isinstance(parents, Array) and len(parents) > 2:
            one, other = parents[0], parents[len(parents) - 1]
            if one.objgen != other.objgen:
                parents[0], parents[len(parents) - 1] = other, one
                return
    raise AssertionError("no page")


def _of_parent_tree(node: Any) -> Iterator[Any]:
    yield from list(node.get(Name.Nums, Array([])))[1::2]
    for kid in node.get(Name.Kids, ()):
        yield from _of_parent_tree(kid)


def root(**entries: Any) -> Change:
    def change(pdf: Pdf) -> None:
        for key, value in entries.items():
            pdf.Root.StructTreeRoot[f"/{key}"] = value

    return change


def labels(pdf: Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=7)]))


def outline_goals_exchanged(pdf: Pdf) -> None:
    one = pdf.Root.Outlines.First
    other = one.Next
    one.Title, other.Title = other.Title, one.Title


def link_words(pdf: Pdf) -> None:
    for page in pdf.pages:
        for note in page.obj.get(Name.Annots, ()):
            if note.get(Name.Subtype) == Name.Link:
                note.Contents = String("Nothing of interest")
                return
    raise AssertionError("no link")


HIDDEN: dict[str, Change] = {
    "words of a picture exchanged": of_first("Figure", Alt=String("A container of medicines")),
    "words of a picture gone": of_first("Figure", Alt=None),
    "a picture says something else": of_first("Figure", ActualText=String("9,999 kg")),
    "a cell says something else": of_first("TD", ActualText=String("9,999 kg")),
    "a cell has other words": of_first("TD", Alt=String("9,999 kg")),
    "a paragraph says something else": of_first("P", ActualText=String("Nothing was found.")),
    "a paragraph has other words": of_first("P", Alt=String("Nothing was found.")),
    "a short form is spelt out": of_first("P", E=String("Nothing was found.")),
    "an element has a title": of_first("H1", "H2", "H3", T=String("Withdrawn")),
    "a heading added": added("H2", ActualText=String("Withdrawn")),
    "a heading added with other words": added("H1", Alt=String("Withdrawn")),
    "an empty heading added": added("H2"),
    "a text marked as artifact": marked(lambda _: b"/Artifact BMC"),
    "a text marked as artifact of a page": marked(
        lambda _: b"/Artifact <</Type /Pagination /Subtype /Header>> BDC", at=3
    ),
    "a mark says something else": marked(
        lambda m: b"/" + m[1] + b" <</MCID " + m[2] + b" /ActualText (9,999 kg)>> BDC"
    ),
    "a mark in another language": marked(
        lambda m: b"/" + m[1] + b" <</MCID " + m[2] + b" /Lang (fi)>> BDC"
    ),
    "a mark with another number": marked(lambda m: b"/" + m[1] + b" <</MCID 9999>> BDC"),
    "numbers of marks exchanged": numbers_exchanged,
    "language of a paragraph": of_first("P", Lang=String("fi")),
    "language of the document element": lambda pdf: next(
        walk(pdf.Root.StructTreeRoot.K)
    ).__setitem__("/Lang", String("fi")),
    "language of the file": lambda pdf: pdf.Root.__setitem__("/Lang", String("fi")),
    "page labels": labels,
    "an outline names other pages": outline_goals_exchanged,
    "the tree stripped": stripped,
    "the tree stripped clean": stripped_clean,
    "a tree without marks": lambda pdf: unmark(
        pdf.pages[LATER - 1].obj.Contents, lambda name: name != "Artifact"
    ),
    "cells of a row exchanged": kids_exchanged("TR"),
    "rows of a table exchanged": kids_exchanged("Table"),
    "elements of the document exchanged": document_reordered,
    "a paragraph is not read": element_gone("P"),
    "a cell is not read": element_gone("TD"),
    "a paragraph is read twice": said_twice,
    "a head is a cell": of_first("TH", S=Name.TD),
    "a cell is a head": of_first("TD", S=Name.TH),
    "a heading is a paragraph": of_first("H2", "H3", S=Name.P),
    "a paragraph is a heading": of_first("P", S=Name.H2),
    "a paragraph is an artifact": of_first("P", S=Name.Artifact),
    "a heading of another level": of_first("H2", S=Name.H3),
    "a head of rows, not of a column": attribute("TH", "/Scope", Name.Both),
    "roles mapped": root(RoleMap=Dictionary(P=Name.Artifact)),
    "roles of an own class": root(ClassMap=Dictionary(C=Dictionary(O=Name.Layout))),
    "parents exchanged": parents_exchanged,
    "parents gone": lambda pdf: pdf.Root.StructTreeRoot.__delitem__("/ParentTree"),
    "not marked": lambda pdf: pdf.Root.__setitem__("/MarkInfo", Dictionary(Marked=False)),
    "suspect": lambda pdf: pdf.Root.MarkInfo.__setitem__("/Suspects", True),
    "title not shown": lambda pdf: pdf.Root.ViewerPreferences.__setitem__(
        "/DisplayDocTitle", False
    ),
    "another order of tabs": lambda pdf: pdf.pages[LATER - 1].obj.__setitem__("/Tabs", Name.C),
}
