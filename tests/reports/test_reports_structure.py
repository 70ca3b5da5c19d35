"""Every block of every document says what it is, so that tags are one later step."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

import pytest
import reports_sample as sample
from PIL import Image

from rilo_desktop.analysis.counts import BY_AREA, CASE_STUDIES
from rilo_desktop.analysis.figures import Figure
from rilo_desktop.analysis.plan import is_overdue
from rilo_desktop.analysis.results import Count
from rilo_desktop.drawing import Line
from rilo_desktop.language import catalogue
from rilo_desktop.records import ActionItem, Picture
from rilo_desktop.reports import (
    Content,
    DueState,
    NetworkContent,
    NetworkData,
    NetworkOffice,
    OwedDay,
    Photo,
    SamePair,
    Sent,
    made,
    sheet,
)
from rilo_desktop.reports.documents.compendium import MOST_FULL
from rilo_desktop.reports.documents.content import BY_OFFICE
from rilo_desktop.reports.documents.document import DRAWINGS
from rilo_desktop.reports.documents.status import COUNT, COUNT_SIGNAL
from rilo_desktop.reports.engine.bars import START as BAR_START
from rilo_desktop.reports.engine.layout_blocks import Piece, Slab
from rilo_desktop.reports.engine.structure import Element, Role, Scope, around, follow
from rilo_desktop.reports.engine.styles import KEY_FIGURE, KEY_FIGURE_SIGNAL

FIGURES = (KEY_FIGURE, KEY_FIGURE_SIGNAL, COUNT, COUNT_SIGNAL)
"""Styles in which numbers are set that somebody counted."""
TAKEN_OVER = (BY_OFFICE, CASE_STUDIES)
"""Numbers of a network report that other offices counted."""
PARENTS: dict[Role, set[Role | None]] = {
    Role.ROW: {Role.TABLE},
    Role.HEADER: {Role.ROW},
    Role.CELL: {Role.ROW},
    Role.ITEM: {Role.LIST},
    Role.LABEL: {Role.ITEM},
    Role.BODY: {Role.ITEM},
    Role.PARAGRAPH: {None, Role.CELL, Role.HEADER, Role.BODY},
    Role.FIGURE: {None, Role.CELL, Role.BODY, Role.PARAGRAPH},
    Role.CAPTION: {Role.FIGURE},
    Role.ENTRY: {Role.CONTENTS},
    Role.LINK: {Role.ENTRY},
    Role.SPAN: {Role.LINK},
}


def photo() -> Photo:
    file = io.BytesIO()
    Image.new("RGB", (640, 480), (30, 90, 120)).save(file, "JPEG")
    return Photo(file.getvalue(), 640, 480)


def with_pictures() -> Content:
    pictures = tuple(Picture(caption=f"What is seen: {n}") for n in range(3))
    case = dataclasses.replace(sample.cases()[0], pictures=pictures)
    content = sample.content("CS", records=[case, *sample.cases()[1:3]])
    return dataclasses.replace(content, photos={case.id: (photo(), photo(), None)})


def many() -> Content:
    cases = [
        dataclasses.replace(case, id=f"{case.id}-{n}", reference=f"{case.reference}{n}")
        for n in range(2)
        for case in sample.cases()
    ]
    assert len(cases) > MOST_FULL
    return sample.content("CS", records=cases)


def network() -> Content:
    offices = tuple(
        NetworkOffice(code, 1, {"CS": Sent("AP/2026/SUB/A0001", 1, "2026-03-04")}, (state,), 2, 1)
        for code, state in (("AP", DueState("received")), ("WE", DueState("missing")))
    )
    pair = SamePair("A", "One", "2026-01-01", "B", "Two", "2026-01-02", "same day")
    data = NetworkData(
        offices=offices,
        owed=(OwedDay((("en", "Annual"), ("fr", "Annuel")), "2026-01-01", "2027-01-01"),),
        types=("CS", "RI", "AP"),
        areas=(Count(3, 4, BY_AREA, ("a", "b", "c"), "DRUGS"), Count(1, 4, BY_AREA, ("d",))),
        pairs=(pair,),
    )
    return NetworkContent(head=sample.head("NET"), records=(), revisions={}, network=data)


def described(write: Callable[[Content], bytes]) -> Callable[[Content], bytes]:
    """With the drawing of types that have none of their own."""

    def written(content: Content) -> bytes:
        with pytest.MonkeyPatch.context() as patch:
            patch.delitem(DRAWINGS, content.head.type)  # type: ignore[arg-type]
            return write(content)

    return written


DOCUMENTS: dict[str, tuple[Callable[[Content], bytes], Callable[[], Content]]] = {
    "compendium": (made, lambda: sample.content("CS")),
    "compendium-fr": (made, lambda: sample.content("CS", "fr", records=sample.cases()[:9])),
    "compendium-large": (made, many),
    "compendium-pictures": (made, with_pictures),
    "catalogue": (made, lambda: sample.content("RI")),
    "action-plan": (made, lambda: sample.content("AP")),
    "action-plan-fr": (made, lambda: sample.content("AP", "fr")),
    "network": (made, network),
    "sheet-described": (described(sheet), lambda: sample.content("AP", records=sample.items()[:1])),
    "sheet-case": (sheet, lambda: sample.content("CS", records=sample.cases()[:1])),
    "sheet-indicator": (sheet, lambda: sample.content("RI", records=sample.indicators()[:1])),
    "sheet-item": (sheet, lambda: sample.content("AP", records=sample.items()[:1])),
}


@pytest.fixture(scope="module", params=DOCUMENTS)
def blocks(request: pytest.FixtureRequest) -> list[Slab]:
    write, content = DOCUMENTS[request.param]
    found = drawn(write, content())
    assert found
    return found


def drawn(write: Callable[[Content], bytes], content: Content) -> list[Slab]:
    """Every slab that is drawn, in the order of the pages that are drawn."""
    found: list[Slab] = []
    draw = Slab.draw

    def noted(self: Slab, pen: object, top: float) -> None:
        found.append(self)
        draw(self, pen, top)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Slab, "draw", noted)
        write(content)
    return found


def pieces_of(blocks: list[Slab]) -> Iterator[Piece]:
    return (piece for block in blocks for piece in block.pieces)


def elements_of(blocks: list[Slab]) -> list[Element]:
    """Those of the pieces and what is around them, each once."""
    found: dict[Element, None] = {}
    for piece in pieces_of(blocks):
        element: Element | None = piece.element
        while element is not None:
            found[element] = None
            element = element.parent
    return list(found)


def test_no_block_is_without_a_role(blocks: list[Slab]) -> None:
    for block in blocks:
        assert block.pieces or (block.rules and not block.lines)
    heads = {head for block in blocks for head in block.head}
    repeated = {line for head in heads for _, _, line in head.lines}
    for piece in pieces_of(blocks):
        assert isinstance(piece.element.role, Role)
        assert not piece.is_empty or piece.element.role is Role.CELL
        if piece.element.role is Role.ARTIFACT:
            assert {line for _, _, line in piece.lines} <= repeated
            assert not piece.photos
        elif piece.marks or piece.photos:
            assert piece.element.role is Role.FIGURE


def test_figures_say_in_words_what_they_show(blocks: list[Slab]) -> None:
    for element in elements_of(blocks):
        if element.role is Role.FIGURE:
            assert any(sign.isalpha() or sign.isdigit() for sign in element.alt)
            for count in element.counts:
                assert not count.value or str(count.value) in element.alt
        else:
            assert not element.alt


def test_every_element_is_where_it_belongs(blocks: list[Slab]) -> None:
    for element in elements_of(blocks):
        above = element.parent.role if element.parent else None
        assert above in PARENTS.get(element.role, {None})
        assert (element.scope is not None) == (element.role is Role.HEADER)
        assert (element.level > 0) == (element.role is Role.HEADING)


def test_every_item_has_what_it_says_and_each_row_as_many_columns(blocks: list[Slab]) -> None:
    within: dict[Element, list[Element]] = {}
    for element in elements_of(blocks):
        if element.parent is not None:
            within.setdefault(element.parent, []).append(element)
    for element in elements_of(blocks):
        held = within.get(element, [])
        if element.role is Role.ITEM:
            assert [one.role for one in held] in ([Role.LABEL, Role.BODY], [Role.BODY])
        if element.role is Role.TABLE:
            assert len(set(columns_of(held, within))) == 1


def columns_of(rows: list[Element], within: dict[Element, list[Element]]) -> Iterator[int]:
    """How many columns each row of a table has, with cells of rows above that reach into it."""
    reaching: list[tuple[int, int]] = []
    for row in rows:
        reaching = [(columns, left - 1) for columns, left in reaching if left > 1]
        yield sum(one.columns for one in within[row]) + sum(columns for columns, _ in reaching)
        reaching += [(one.columns, one.rows) for one in within[row]]


def test_no_level_of_headings_is_left_out(blocks: list[Slab]) -> None:
    headings = [one for one in elements_of(blocks) if one.role is Role.HEADING]
    levels = [0, *follow(headings).values()]
    assert all(level <= before + 1 for before, level in pairwise(levels))


def test_texts_have_the_language_that_they_are_in() -> None:
    """Of an Arabic case in a French document: its title where it stands, also in the contents."""
    arabic = next(case for case in sample.cases() if case.language == "ar")
    cases = [arabic, *(case for case in sample.cases() if case.language in ("fr", "es"))]
    found = drawn(made, sample.content("CS", "fr", records=cases))
    said = {
        (piece.element.role, piece.element.language)
        for piece in pieces_of(found)
        if piece.lines and " ".join(line.text for *_, line in piece.lines) in str(arabic.title)
    }
    assert {role for role, _ in said} >= {Role.CELL, Role.SPAN, Role.HEADING}
    assert {language for _, language in said} == {"ar"}
    assert {element.language for element in elements_of(found)} == {"", "ar", "en", "es"}


def test_links_are_links(blocks: list[Slab]) -> None:
    for block in blocks:
        links = {around(piece.element, Role.LINK) for piece in block.pieces}
        assert (len(links) == 1 and None not in links) == bool(block.link)


def test_a_document_has_one_title_and_a_table_has_heads(
    blocks: list[Slab], request: pytest.FixtureRequest
) -> None:
    titles = [e for e in elements_of(blocks) if e.role is Role.HEADING and e.level == 1]
    is_sheet = request.node.callspec.params["blocks"].startswith("sheet")
    assert len(titles) == (0 if is_sheet else 1)
    for table in (e for e in elements_of(blocks) if e.role is Role.TABLE):
        own = [e for e in elements_of(blocks) if e.parent and e.parent.parent is table]
        assert any(e.scope in (Scope.ROW, Scope.COLUMN) for e in own)


def test_every_figure_says_from_what_it_was_counted(
    blocks: list[Slab], request: pytest.FixtureRequest
) -> None:
    text: dict[Element, str] = {}
    for piece in pieces_of(blocks):
        for _, _, line in piece.lines:
            counts: list[str] = []
            element: Element | None = piece.element
            while element is not None:
                text[element] = f"{text.get(element, '')} {line.text}"
                counts += [str(count.value) for count in element.counts]
                element = element.parent
            if line.style in FIGURES:
                assert line.text in counts
    is_network = request.node.callspec.params["blocks"] == "network"
    french = catalogue("fr")
    for element in elements_of(blocks):
        for count in element.counts:
            assert count.value is not None
            assert 0 <= count.value <= count.base
            assert french.text(count.rule) != count.rule
            assert str(count.value) in text[element] or not count.value
            if not (is_network and count.rule in TAKEN_OVER):
                assert len(count.records) == count.value
            assert bool(count.records) == bool(count.value)


def test_every_bar_has_its_count(blocks: list[Slab]) -> None:
    """A number that stands alone at the end of a bar is a cell with its object."""
    for block in blocks:
        if any(start == BAR_START for start in starts_of_bars(block)):
            assert [p for p in block.pieces if p.element.role is Role.CELL and p.element.counts]


def starts_of_bars(block: Slab) -> Iterator[float]:
    for piece in block.pieces:
        for _, _, shapes in piece.marks:
            yield from (shape.x1 for shape in shapes if isinstance(shape, Line))


def test_the_overdue_are_those_that_the_figure_was_counted_from(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found: list[Count | Figure] = []
    draw = Piece.draw

    def noted(self: Piece, pen: object, top: float) -> None:
        found.extend(count for count in self.element.counts if count.rule == "Overdue")
        draw(self, pen, top)  # type: ignore[arg-type]

    monkeypatch.setattr(Piece, "draw", noted)
    content = sample.content("AP")
    made(content)
    today = date.fromisoformat(content.head.date)
    late = {r.id for r in content.records if isinstance(r, ActionItem) and is_overdue(r, today)}
    assert len(late) == 4
    assert len(found) >= 2
    assert all(set(count.records) == late for count in found)


def test_the_route_and_the_picture_of_a_case_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[str] = []
    draw = Piece.draw

    def noted(self: Piece, pen: object, top: float) -> None:
        found.append(self.element.alt)
        draw(self, pen, top)  # type: ignore[arg-type]

    monkeypatch.setattr(Piece, "draw", noted)
    content = with_pictures()
    sheet(dataclasses.replace(content, records=content.records[:1]))
    told = [alt for alt in dict.fromkeys(found) if alt]
    assert any("Detected here" in alt and "Hong Kong" in alt for alt in told)
    assert "Picture 1. What is seen: 0" in told
