"""What the blocks of a document say of themselves stands in its file, as tagged PDF has it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from test_reports_structure import DOCUMENTS, drawn

import verapdf
from rilo_desktop.drawn_pages import Pages
from rilo_desktop.exchange.pdfa import conforming
from rilo_desktop.reports import made
from rilo_desktop.reports.engine.structure import Element, Role, follow

Said = tuple[str, str, str, str, int, int]
"""Of an element: type, alternative text, language, scope, columns, rows."""


@pytest.fixture(scope="module", params=DOCUMENTS)
def document(request: pytest.FixtureRequest) -> tuple[pikepdf.Pdf, list[Element]]:
    """A document, and the elements of its blocks in the order in which they are read."""
    write, content = DOCUMENTS[request.param]
    pages: list[Pages] = []

    def noted(content: Any) -> bytes:
        pages.append(Pages(write(content)))
        return pages[-1]

    blocks = drawn(noted, content())
    found: dict[Element, None] = {}
    for piece in (piece for block in blocks for piece in block.pieces):
        path: list[Element] = []
        element: Element | None = piece.element
        while element is not None:
            path.append(element)
            element = element.parent
        found |= dict.fromkeys(reversed(path))
    pdf = pikepdf.open(io.BytesIO(conforming(pages[0])))
    return pdf, [one for one in found if one.role is not Role.ARTIFACT]


def kids_of(element: Any) -> list[Any]:
    kids = element.get(Name.K, Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def elements_of(pdf: pikepdf.Pdf) -> Iterator[Any]:
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        element = waiting.pop()
        yield element
        inside = [kid for kid in kids_of(element) if isinstance(kid, Dictionary) and Name.S in kid]
        waiting += reversed(inside)


def said_of(element: Any) -> Said:
    about = element.get(Name.A, Dictionary())
    return (
        str(element.S)[1:],
        str(element.get(Name.Alt, "")),
        str(element.get(Name.Lang, "")),
        str(about.get(Name.Scope, ""))[1:],
        int(about.get(Name.ColSpan, 1)),
        int(about.get(Name.RowSpan, 1)),
    )


def test_the_file_says_what_its_blocks_are(
    document: tuple[pikepdf.Pdf, list[Element]], request: pytest.FixtureRequest
) -> None:
    """Types, words of figures, languages, heads and spans of cells. Blocks of a cover and of a
    contents page are drawn last and read first, so the blocks of sheets alone have this order."""
    pdf, elements = document
    (top, *below) = [said_of(element) for element in elements_of(pdf)]
    assert top[0] == "Document"
    levels = follow(one for one in elements if one.role is Role.HEADING)
    expected = [
        (
            f"H{levels[one]}" if one.role is Role.HEADING else str(one.role),
            one.alt,
            one.language,
            str(one.scope or ""),
            one.columns,
            one.rows,
        )
        for one in elements
    ]
    name = request.node.callspec.params["document"]
    if name.startswith(("sheet", "action-plan")):  # no cover says what the header says
        assert below.pop(0) == ("P", "", "", "", 1, 1)
    if name.startswith("sheet"):
        assert below == expected
    else:
        assert sorted(map(without_level, below)) == sorted(map(without_level, expected))


def without_level(said: Said) -> Said:
    return (said[0].rstrip("123456"), *said[1:])


def test_it_is_read_in_the_order_of_the_pages(
    document: tuple[pikepdf.Pdf, list[Element]],
) -> None:
    pdf, _ = document
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    found = [pages[element.Pg.objgen] for element in elements_of(pdf) if Name.Pg in element]
    assert found == sorted(found)
    assert set(found) == set(pages.values())


def test_all_that_is_drawn_is_of_one_element_or_of_none(
    document: tuple[pikepdf.Pdf, list[Element]],
) -> None:
    pdf, _ = document
    tree = dict(zip(*[iter(pdf.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
    holding: dict[tuple[int, int], int] = {}
    for element in elements_of(pdf):
        for kid in kids_of(element):
            if isinstance(kid, int):
                holding[element.Pg.objgen[0], kid] = element.objgen[0]
            elif kid.get(Name.Type) == Name.MCR:
                holding[kid.Pg.objgen[0], int(kid.MCID)] = element.objgen[0]
    for page in pdf.pages:
        assert page.obj.Tabs == Name.S
        said = [element.objgen[0] for element in tree[int(page.obj.StructParents)]]
        number = page.obj.objgen[0]
        assert said == [holding.pop((number, mcid)) for mcid in range(len(said))]
        assert list(marks_of(page)) == [*range(len(said))]
    assert not holding


def marks_of(page: pikepdf.Page) -> Iterator[int]:
    """Numbers of the parts of a page. Raises where something is drawn beside them."""
    is_inside = False
    for step in pikepdf.parse_content_stream(page):
        name = str(step.operator)
        if name in ("BDC", "BMC"):
            assert not is_inside
            is_inside = True
            if str(step.operands[0]) != "/Artifact":
                yield int(step.operands[1].MCID)
        elif name == "EMC":
            is_inside = False
        else:
            assert is_inside or name == "cm"


def test_links_say_where_they_lead_and_are_in_the_tree(
    document: tuple[pikepdf.Pdf, list[Element]],
) -> None:
    pdf, elements = document
    tree = dict(zip(*[iter(pdf.Root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
    notes = [note for page in pdf.pages for note in page.obj.get(Name.Annots, ())]
    assert len(notes) == sum(one.role is Role.LINK for one in elements)
    for note in notes:
        assert str(note.Contents).strip()
        link = tree[int(note.StructParent)]
        assert Name.Link == link.S
        inside = [kid for kid in kids_of(link) if isinstance(kid, Dictionary)]
        assert [kid.Obj.objgen for kid in inside if Name.Obj in kid] == [note.objgen]


def test_figures_have_a_box_on_their_page(
    document: tuple[pikepdf.Pdf, list[Element]],
) -> None:
    pdf, _ = document
    for element in elements_of(pdf):
        if Name.Figure == element.S:
            left, bottom, right, top = (float(side) for side in element.A.BBox)
            assert 0 <= left < right <= 596
            assert 0 <= bottom < top <= 842


def test_the_document_says_title_language_and_numbers_of_pages(
    document: tuple[pikepdf.Pdf, list[Element]],
) -> None:
    pdf, _ = document
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.Root.Lang) in ("en", "fr")
    assert [page.label for page in pdf.pages] == [str(n) for n in range(1, len(pdf.pages) + 1)]
    said = pdf.open_metadata()
    assert (said["pdfaid:part"], said["pdfaid:conformance"], said["pdfuaid:part"]) == (
        "3",
        "A",
        "1",
    )


def test_what_was_released_without_a_structure_is_made_again_without() -> None:
    write, content = DOCUMENTS["sheet-case"]
    assert write(content()).count(b"/StructTreeRoot")
    assert not made(content(), former=True).count(b"/StructTreeRoot")


def test_verapdf_finds_them_right(tmp_path: Path) -> None:
    if not verapdf.command():
        pytest.skip(verapdf.MISSING)
    files = []
    for name, (write, content) in DOCUMENTS.items():
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(conforming(Pages(write(content()))))
    conform, said = verapdf.check(files)
    assert conform, said
