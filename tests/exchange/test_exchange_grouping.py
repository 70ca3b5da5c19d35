"""Rows become cases: further lines go with the row they stand below."""

from __future__ import annotations

from rilo_desktop.exchange.column_mapping.question_keys import TableAnswers
from rilo_desktop.exchange.column_mapping.targets import targets_of
from rilo_desktop.exchange.mapped_sheets.grouping import ROW_SKIPPED, grouped, said
from rilo_desktop.exchange.mapped_sheets.read_cells import CellState, CellValue, ReadCell, ReadRow

CASE = "case-study"


def _row(number: int, own: str = "", goods: str = "") -> ReadRow:
    said_of = {"local_ref": own, "date": own and "2025-01-14", "goods.description": goods}
    cells = tuple(
        ReadCell("A", path, text, CellValue(CellState.TAKEN, text))
        for path, text in said_of.items()
        if text
    )
    return ReadRow("Register", number, cells)


def test_the_lines_of_a_row_that_is_left_out_are_left_out_too() -> None:
    struck = ReadRow("Register", 4, skipped=said("struck_out", "The row is struck out."))
    rows = [_row(2, "K-1", "Hats"), _row(3, "", "Scarves"), struck, _row(5, "", "Pens")]
    made, cases = grouped(rows, frozenset({1, 3}), targets_of(CASE), TableAnswers({}, ""), {})
    assert [case.places for case in cases] == [[0, 1]]
    assert made[3].skipped is not None


def test_the_lines_of_a_row_that_was_entered_twice_go_with_it() -> None:
    rows = [_row(2, "K-1", "Hats"), _row(3, "K-1", "Hats"), _row(4, "", "Pens")]
    lines, targets = frozenset({2}), targets_of(CASE)
    for answer, places in (("skip", [[0]]), ("", [[0]]), ("line", [[0, 1, 2]])):
        answers = TableAnswers({"Register!3=case": answer}, "Register")
        made, cases = grouped(rows, lines, targets, answers, {})
        assert [case.places for case in cases] == places
        assert not made[1].questions
    own = TableAnswers({"Register!3=case": "new case"}, "Register")
    _made, cases = grouped(rows, lines, targets, own, {})
    assert [(case.number, case.places) for case in cases] == [("K-1", [0]), ("K-1#2", [1, 2])]


def test_a_banner_between_leaves_no_line_out() -> None:
    banner = ReadRow("Register", 3, skipped=said(ROW_SKIPPED.partition(".")[2], "A banner."))
    rows = [_row(2, "K-1", "Hats"), banner, _row(4, "", "Pens")]
    _made, cases = grouped(rows, frozenset({2}), targets_of(CASE), TableAnswers({}, ""), {})
    assert [case.places for case in cases] == [[0, 2]]
