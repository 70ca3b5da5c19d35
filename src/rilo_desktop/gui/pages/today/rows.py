"""The rows of the page, drawn: one tab stop, arrow keys, Enter or a click opens the work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal

from ...itemviews import STRETCH, Cell, Icon, ListModel, ListView, Row, RowContext, Text
from ...theme.paragraph import LINE
from ...theme.tokens import BODY, CAPTION, REGULAR, SECTION, SEMIBOLD, SMALL, TITLE
from .messages import Line

INSET = 12
"""How far the ground of a chosen row stands out before its icon, in unscaled pixels."""
HEAD = 44
"""Height of a heading; the first one needs no distance to what stands above it."""


def _head(line: Line, context: RowContext) -> Row:
    title, count = (SECTION, SEMIBOLD), (SMALL, REGULAR)
    cells = (
        Cell((Text(line.text, title),), align="bottom"),
        Cell((Text(line.aside, count, "text3"),), STRETCH, before=8, align="bottom"),
    )
    least = HEAD if context.number else HEAD - 14
    return Row(cells, least, bottom=10, lead=INSET, trail=INSET, ground="")


def _entry(line: Line) -> tuple[Cell, ...]:
    aside = Text(line.aside, (SMALL, REGULAR, True), line.aside_tone)
    return (
        Cell(Icon(line.icon, line.tone, 18, 1.7)),
        Cell(_two_lines(line), STRETCH, before=14),
        Cell((aside,), before=16),
        Cell(Icon("chevron-right", "text3", 14, 1.9), before=12),
    )


def _due(line: Line) -> tuple[Cell, ...]:
    """Its name is read whole, the rest of a very long one is cut."""
    name = Text(line.text or " ", (BODY, REGULAR), most=2, step=LINE)
    number = Text(line.aside, (TITLE, SEMIBOLD, True), line.tone, at_end=True)
    unit = Text(line.unit, (CAPTION, REGULAR), "text3", above=-4, at_end=True)
    second = Text(line.second, (SMALL, REGULAR), "text2", most=2)
    return Cell((number, unit), 54), Cell((name, second), STRETCH, before=12)


def _two_lines(line: Line) -> tuple[Text, ...]:
    first = Text(line.text, (BODY, REGULAR), "accentText" if line.look == "more" else "text")
    second = Text(line.second, (SMALL, REGULAR), "text2", most=2, above=2)
    return (first, second) if line.second else (first,)


class LinesView(ListView[Line]):
    """As high as its rows; the page scrolls it.

    `opened(line)` when a row is asked for.
    """

    opened = Signal(object)

    def __init__(self, name: str, leads: bool = True, lead: int = 32) -> None:
        """`leads`: its current row is shown without the focus too; one view of a page does that.

        `lead`: unscaled pixels before the words, for an icon or a number.
        """
        model: ListModel[Line] = ListModel(
            text=lambda line: line.text,
            spoken=lambda line: line.spoken,
            tip=lambda line: line.tip,
            enabled=lambda line: line.can_be_chosen,
        )
        super().__init__(name, model, self._line_row)
        self._leads, self.lead = leads, lead
        self.fit_to_contents()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these; the current row stays with its key, else it is the first one."""
        at, row = self._current_key(), self.currentIndex().row()
        self.rows_model.show_rows(lines)
        able = [n for n, line in enumerate(self.rows) if line.can_be_chosen]
        kept = [n for n in able if self.rows[n].key == at]
        near = [n for n in able if n >= row] if row >= 0 else able
        chosen = (kept or near or able[-1:])[:1]
        if chosen:
            self.select_row(chosen[0])

    def _line_row(self, line: Line, context: RowContext) -> Row:
        if line.look == "head":
            return _head(line, context)
        shown = context.is_selected and (self._leads or self.hasFocus())
        ground = "sel" if shown else "hover" if context.is_hovered else ""
        rule: tuple[int, int] | None = (INSET + self.lead, INSET)
        if line.look == "due":
            cells, least, top, bottom = _due(line), 60, 11, 10
        elif line.look == "entry":
            cells, least, top, bottom = _entry(line), 48, 5, 5
        else:
            cells, least, top, bottom = (Cell(_two_lines(line), STRETCH, self.lead),), 36, 0, 0
            rule = None
        return Row(cells, least, top, bottom, INSET, INSET, ground=ground, rule=rule, below=1)

    def _current_key(self) -> str:
        return self.current_entry.key if self.current_entry is not None else ""

    def press(self, row: Line) -> None:
        self.opened.emit(row)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()
