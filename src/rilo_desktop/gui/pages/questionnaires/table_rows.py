"""Rows, columns and words of the table of answers."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import partial

from rilo_desktop.analysis.form_consolidation import Consolidation, OfficeAnswers
from rilo_desktop.language import N_
from rilo_desktop.questions.consolidation import AnswerCell, AnswerRow, CellState
from rilo_desktop.questions.definition import NUMBERS, title_in

from ...i18n import numbers, plural, tr, window_language, words
from ...itemviews.matrix import MatrixCell, MatrixColumn, MatrixRow, Shade
from ...widgets.questions.answer_words import answer_words
from ...widgets.questions.parts import parts_of

SHORT = 7
"""Most letters of an answer in a cell; the foot shows all of it."""
STATES = {
    CellState.NOT_KNOWN: N_("not known"),
    CellState.EMPTY: N_("left empty"),
    CellState.NOT_ASKED: N_("did not apply"),
    CellState.NOT_SENT: N_("nothing received"),
    CellState.UNREADABLE: N_("cannot be read"),
    CellState.OTHER_FORM: N_("not asked, or asked otherwise, in the version that was answered"),
}


Shown = AnswerRow | str
"""A question, or the title of the part that begins."""


def columns(table: Consolidation) -> list[MatrixColumn]:
    return [
        MatrixColumn(one.code, "✓" if one.state is not None else "–", "text3")
        for one in table.offices
    ]


def with_headings(table: Consolidation, rows: Iterable[AnswerRow]) -> list[Shown]:
    """Each part of the form before its rows, as the outline of its answers has them."""
    parts = {
        item.name: part.title
        for part in parts_of(table.state.definition, window_language())
        for item in part.items
    }
    found: list[Shown] = []
    before = None
    for row in rows:
        title = parts.get(row.path[0], "")
        if title != before:
            found.append(title)
            before = title
        found.append(row)
    return found


def rows(table: Consolidation, shown: Iterable[Shown]) -> list[MatrixRow]:
    found = []
    for row in shown:
        if isinstance(row, str):
            found.append(MatrixRow(row, (), is_heading=True))
            continue
        cells = [
            _cell(table, row, cell, one.code)
            for cell, one in zip(row.cells, table.offices, strict=True)
        ]
        found.append(MatrixRow(label(row), tuple(cells), end=summary(table, row)))
    return found


def label(row: AnswerRow) -> str:
    return title_in(row.item.label, window_language()) or row.item.name


def said(table: Consolidation, row: AnswerRow, cell: AnswerCell) -> str:
    """The whole answer in words, or why there is none."""
    answer = tr(STATES[cell.state]) if cell.state in STATES else ""
    if cell.state is CellState.ANSWERED:
        label = partial(choice_label, table, row)
        values = (answer_words(row.item, value, label) for value in cell.values)
        answer = words().clauses(values)
    return tr("{answer} (not named on paper)", answer=answer) if cell.is_anonymous else answer


def choice_label(table: Consolidation, row: AnswerRow, code: str) -> str:
    return table.state.definition.choice_label(row.item.choices, code, window_language())


def _cell(table: Consolidation, row: AnswerRow, cell: AnswerCell, office: str) -> MatrixCell:
    answer = said(table, row, cell)
    spoken = words().labelled(f"{office}, {label(row)}", answer)
    if cell.state is CellState.NOT_SENT:
        return MatrixCell("", Shade.HATCHED, spoken)
    if cell.state is not CellState.ANSWERED:
        sign = {CellState.NOT_KNOWN: "?", CellState.EMPTY: "·"}.get(cell.state, "")
        return MatrixCell(sign, Shade.NONE, spoken)
    text = _few(answer, cell)
    return MatrixCell(text, _shade(row, cell), spoken)


def _few(words: str, cell: AnswerCell) -> str:
    if len(cell.values) > 1:
        return plural("{count} line", "{count} lines", len(cell.values))
    return words if len(words) <= SHORT else f"{words[: SHORT - 1]}…"


def _shade(row: AnswerRow, cell: AnswerCell) -> Shade:
    """Of a number: dark from half of the largest on."""
    if row.item.type not in NUMBERS or len(cell.values) != 1:
        return Shade.NONE
    if row.total is None:  # years: none is more than another
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
    """What stands at the end of a row: a sum, or the choice named most and how often; of others
    how many answered. The foot says of how many offices.
    """
    if row.total is not None:
        return numbers().number(row.total)
    most = max(row.counts, key=lambda one: one[1], default=("", 0))
    if most[1]:
        return f"{choice_label(table, row, most[0])} · {most[1]}"
    return str(row.base) if row.base else ""


def who(one: OfficeAnswers) -> tuple[str, str, str, str]:
    """An office in the table of those that answered."""
    if one.answers is None:
        return one.code, tr("nothing received"), "", ""
    day = one.answers.answered_on
    return (
        one.code,
        tr("received"),
        numbers().partial(day, short=True) if day else "",
        one.version,
    )


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
