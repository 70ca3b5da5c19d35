"""What somebody hears who has not seen a document: who sends it, when, and what a number is of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
import reports_sample as sample
from test_reports_consultation import AMEND, draft
from test_reports_consultation import content as consultation
from test_reports_progress import content as progress_report
from test_reports_progress import office
from test_reports_structure import drawn, elements_of, pieces_of

from rilo_desktop.analysis.form_consolidation import OfficeAnswers
from rilo_desktop.questions.consolidation import AnswerCell, AnswerRow, CellState
from rilo_desktop.questions.definition import Item, ItemType
from rilo_desktop.reports import Content, made
from rilo_desktop.reports.documents.answer_scale import scale
from rilo_desktop.reports.engine.document_builder import Flow
from rilo_desktop.reports.engine.labels import Wording
from rilo_desktop.reports.engine.layout_blocks import Slab
from rilo_desktop.reports.engine.structure import Element, Role, Scope, around

Write = Callable[[Content], bytes]


def texts_of(blocks: list[Slab]) -> dict[Element, str]:
    """What is said of each element that holds text, in the order in which it is read."""
    found: dict[Element, list[str]] = {}
    for piece in pieces_of(blocks):
        if piece.element.role is not Role.ARTIFACT:
            found.setdefault(piece.element, []).extend(line.text for _, _, line in piece.lines)
    return {element: " ".join(lines) for element, lines in found.items() if lines}


def test_the_number_of_a_part_is_read_with_its_title() -> None:
    """Who goes from heading to heading hears which annex it is."""
    headings = [
        text
        for element, text in texts_of(drawn(made, sample.content("CS"))).items()
        if element.role is Role.HEADING
    ]
    for start in ("Part A ", "Annex I ", "Annex II "):
        assert any(one.startswith(start) and len(one) > len(start) for one in headings)


def test_a_heading_holds_no_note() -> None:
    steps = [Decimal(1), Decimal(2)]
    cells = (AnswerCell(CellState.ANSWERED, ("1",)),)
    asked = Item(name="works", type=ItemType.RANGE)
    one = AnswerRow(("works",), asked, cells)
    slabs = scale(Flow(Wording("en")), "5. How well?", one, [OfficeAnswers("A")], steps)
    said = texts_of(slabs)
    assert [text for one, text in said.items() if one.role is Role.HEADING] == ["5. How well?"]
    assert "1 office" in [text for one, text in said.items() if one.role is Role.PARAGRAPH]


def heads_of(blocks: list[Slab], scope: Scope) -> Iterator[tuple[Element, str]]:
    for element, text in texts_of(blocks).items():
        head = around(element, Role.HEADER)
        if head is not None and head.scope is scope:
            yield head, text


def test_a_head_is_that_of_the_column_beside_it_without_one() -> None:
    found = drawn(made, sample.content("AP"))
    (item,) = [head for head, text in heads_of(found, Scope.COLUMN) if text == "Item"][:1]
    assert item.columns == 2
    row = [one for one in elements_of(found) if one.parent is item.parent]
    assert {one.role for one in row} == {Role.HEADER}


def test_a_row_is_named_by_what_it_is_of() -> None:
    """Not by its state or its number, which stand first on paper."""
    found = drawn(made, progress_report(office()))
    heads = [text for _, text in heads_of(found, Scope.ROW)]
    assert "Median days" in heads
    assert "Reached" not in heads
    routes = [text for _, text in heads_of(found, Scope.COLUMN)]
    first = routes.index("Cases on new pairs")
    assert routes[first : first + 3] == ["Cases on new pairs", "Departure", "Destination"]
    table = {
        head.parent.parent
        for head, text in heads_of(found, Scope.COLUMN)
        if text == "Cases on new pairs" and head.parent
    }
    named = [
        text
        for head, text in heads_of(found, Scope.ROW)
        if head.parent and head.parent.parent in table
    ]
    assert named
    assert not any(text.isdigit() for text in named)


@pytest.mark.parametrize(
    "content", [lambda: consultation(draft(AMEND, {})), lambda: progress_report(office())]
)
def test_the_key_of_a_drawing_is_a_part_of_it(content: Callable[[], Content]) -> None:
    """Words beside marks are no list: one that hears them has no mark before each."""
    keys = {"without a weight", "read, no comment", "in time", "nothing received"}
    found = texts_of(drawn(made, content()))
    held = [(element, text) for element, text in found.items() if keys & {text}]
    held += [(element, text) for element, text in found.items() if "read, no comment" in text]
    for element, _ in held:
        table = around(element, Role.TABLE)
        assert table is not None or around(element, Role.FIGURE) is not None
