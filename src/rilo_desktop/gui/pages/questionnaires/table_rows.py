"""Rows, columns and words of the table of answers."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from rilo_desktop.analysis.form_consolidation import Consolidation
from rilo_desktop.language import N_
from rilo_desktop.questions.consolidation import AnswerCell, AnswerRow, CellState
from rilo_desktop.questions.definition import NUMBERS, SELECTS, ItemType, text_in

from ...i18n import numbers, plural, tr, window_language
from ...itemviews.matrix import MatrixCell, MatrixColumn, MatrixRow, Shade

SHORT = 7
"""Most letters of an answer in a cell; the foot shows all of it."""
GROUPED = 10_000
STATES = {
    CellState.NOT_KNOWN: N_("not known"),
    CellState.EMPTY: N_("left empty"),
    CellState.NOT_ASKED: N_("did not apply"),
    CellState.NOT_SENT: N_("nothing received"),
    CellState.UNREADABLE: N_("cannot be read"),
    CellState.OTHER_FORM: N_("not in the version that was answered"),
}


def columns(table: Consolidation) -> list[MatrixColumn]:
    return [
        MatrixColumn(one.code, "✓" if one.state is not None else "–", "text3")
        for one in table.offices
    ]


def rows(table: Consolidation, shown: Iterable[AnswerRow]) -> list[MatrixRow]:
    found = []
    for row in shown:
        cells = [
            _cell(table, row, cell, one.code)
            for cell, one in zip(row.cells, table.offices, strict=True)
        ]
        found.append(MatrixRow(label(table, row), tuple(cells), end=summary(table, row)))
    return found


def label(table: Consolidation, row: AnswerRow) -> str:
    words = text_in(row.item.label, window_language()) or row.item.name
    return table.state.wording(table.state.root, words)


def said(table: Consolidation, row: AnswerRow, cell: AnswerCell) -> str:
    """The whole answer in words, or why there is none."""
    if cell.state is not CellState.ANSWERED:
        return tr(STATES[cell.state])
    return "; ".join(_words(table, row, value) for value in cell.values)


def _words(table: Consolidation, row: AnswerRow, value: str) -> str:
    if row.item.type in SELECTS:
        codes = [value] if row.item.type is ItemType.SELECT_ONE else value.split()
        return ", ".join(choice_label(table, row, code) for code in codes)
    if row.item.type in NUMBERS:
        return _number(value)
    if row.item.type is ItemType.DATE and len(value) == len("2026-11-25"):
        return numbers().partial(value, short=True)
    return value


def choice_label(table: Consolidation, row: AnswerRow, code: str) -> str:
    return table.state.definition.choice_label(row.item.choices, code, window_language())


def _number(value: str) -> str:
    """Grouped from five digits on: a question may ask for a year."""
    try:
        number = Decimal(value)
    except ArithmeticError:
        return value
    if abs(number) >= GROUPED:
        return numbers().number(number)
    return value.replace(".", numbers().decimal)


def _cell(table: Consolidation, row: AnswerRow, cell: AnswerCell, office: str) -> MatrixCell:
    words = said(table, row, cell)
    spoken = f"{office}, {label(table, row)}: {words}"
    if cell.state is CellState.NOT_SENT:
        return MatrixCell("", Shade.HATCHED, spoken)
    if cell.state is not CellState.ANSWERED:
        sign = {CellState.NOT_KNOWN: "?", CellState.EMPTY: "·"}.get(cell.state, "")
        return MatrixCell(sign, Shade.NONE, spoken)
    text = _few(words, cell)
    return MatrixCell(text, _shade(row, cell), spoken)


def _few(words: str, cell: AnswerCell) -> str:
    if len(cell.values) > 1:
        return plural("{count} line", "{count} lines", len(cell.values))
    return words if len(words) <= SHORT else f"{words[: SHORT - 1]}…"


def _shade(row: AnswerRow, cell: AnswerCell) -> Shade:
    """Of a number: dark from half of the largest on."""
    if row.item.type not in NUMBERS or len(cell.values) != 1:
        return Shade.NONE
    value, most = _value(cell), max(map(_value, row.cells))
    if not value:
        return Shade.ZERO
    return Shade.STRONG if 2 * value >= most else Shade.LOW


def _value(cell: AnswerCell) -> Decimal:
    try:
        return Decimal(cell.values[0]) if len(cell.values) == 1 else Decimal(0)
    except ArithmeticError:
        return Decimal(0)


def summary(table: Consolidation, row: AnswerRow) -> str:
    """What stands at the end of a row: a sum or the choice named most, each with its base."""
    if row.total is not None:
        return f"{numbers().number(row.total)} · {row.base}"
    most = max(row.counts, key=lambda one: one[1], default=("", 0))
    if most[1]:
        return f"{choice_label(table, row, most[0])} · {most[1]}"
    return str(row.base) if row.base else ""


def foot(table: Consolidation, row: AnswerRow) -> str:
    """One sentence about a row: over how many offices, and that no sum is one of the network."""
    missing = len(table.offices) - row.base
    answered = plural("{count} office answered this.", "{count} offices answered this.", row.base)
    if row.total is not None:
        answered = plural(
            "{total} in {count} answer.",
            "{total} in {count} answers.",
            row.base,
            total=numbers().number(row.total),
        )
    if not missing:
        return answered
    others = plural("{count} office is not in it.", "{count} offices are not in it.", missing)
    return f"{answered} {others}"
