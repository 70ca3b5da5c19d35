"""The rows of Find anything: headings of kinds, two lines for a record, one for an action."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView

from ...itemviews import STRETCH, Cell, Icon, ListModel, ListView, Row, RowContext, Text
from ...theme.tokens import BODY, CAPTION, MEDIUM, REGULAR, SEMIBOLD, SMALL
from .entries import Entry


def entry_row(entry: Entry, context: RowContext) -> Row:
    if entry.run is None:
        count = Text(entry.trailing, (CAPTION, REGULAR), "text3")
        heading = Text(entry.title, (CAPTION, SEMIBOLD), "text2", trailing=count)
        cells: tuple[Cell, ...] = (Cell((heading,), STRETCH, drop=2),)
        return Row(cells, 28, top=5, bottom=5, lead=14, trail=14, ground="")
    texts = [Text(entry.title, (BODY, MEDIUM), marks=entry.marks)]
    if entry.second:
        second = (SMALL, REGULAR)
        texts.append(Text(entry.second, second, "text2", above=1, marks=entry.second_marks))
    tone = "accentText" if context.is_selected else "text2"
    trailing = Text(
        entry.trailing, (SMALL, REGULAR, True), "text2" if context.is_selected else "text3"
    )
    cells = (
        Cell(Icon(entry.icon, tone, 17)),
        Cell(tuple(texts), STRETCH, before=16, align="top"),
        *((Cell((trailing,), before=12),) if entry.trailing else ()),
    )
    return Row(cells, top=6, bottom=8, lead=15, trail=12)


class PaletteView(ListView[Entry]):
    """The keyboard stays in the line above; this shows where Enter would go.

    `triggered`: an entry was clicked.
    """

    def __init__(self, name: str) -> None:
        model: ListModel[Entry] = ListModel(
            text=lambda entry: entry.title,
            spoken=lambda entry: entry.spoken,
            enabled=lambda entry: entry.run is not None,
        )
        super().__init__(name, model, entry_row)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_entries(self, entries: Sequence[Entry], keep: bool = False) -> None:
        """Show these; the first that does something is the current one, or the one that was."""
        at = self.currentIndex().row() if keep else -1
        self.rows_model.show_rows(entries)
        if not 0 <= at < len(entries) or entries[at].run is None:
            at = next((n for n, entry in enumerate(entries) if entry.run is not None), -1)
        if at >= 0:
            self.select_row(at)
        if not keep:
            self.scrollToTop()  # with the heading of the first one

    def step(self, by: int) -> None:
        """So many entries on or back, over headings; it goes round at the ends."""
        able = [n for n, entry in enumerate(self.rows) if entry.run is not None]
        if not able:
            return
        now = self.currentIndex().row()
        at = able.index(now) if now in able else -1
        far = abs(by) > 1
        to = max(0, min(len(able) - 1, at + by)) if far else (at + by) % len(able)
        index = self.rows_model.index(able[to])
        self.setCurrentIndex(index)
        if able[to] == able[0]:
            self.scrollToTop()
        else:
            self.scrollTo(index)
