"""The challenges of the plan: what is difficult, what was agreed, and the items that carry it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from rilo_desktop.records import Challenge

from ...i18n import code_label, plural, tr
from ...itemviews import FLAT, STRETCH, Cell, ListModel, ListView, Row, RowContext, Text
from ...theme.paragraph import LINE
from ...theme.tokens import BODY, REGULAR, SEMIBOLD, SMALL
from ...widgets.buttons import button
from ...widgets.labels import Label
from ...widgets.layouts import Panel, hbox, vbox

if TYPE_CHECKING:
    from rilo_desktop.services.records.action_plan import ShownItem


@dataclass(frozen=True, slots=True)
class ChallengeRow:
    """`challenge` is None where items name one that nobody described."""

    code: str
    title: str
    text: str
    solution: str
    items: str
    challenge: Challenge | None


class ChallengesView(Panel):
    opened = Signal(object)
    """The `Challenge` that shall be edited."""
    items_wanted = Signal(str)
    """Code of a challenge whose items shall be shown."""
    begun = Signal()

    def __init__(self) -> None:
        super().__init__("surface")
        model: ListModel[ChallengeRow] = ListModel(
            text=lambda row: row.title,
            spoken=lambda row: ". ".join(
                part for part in (row.title, row.text, row.solution, row.items) if part
            ),
        )
        self.view = ListView(tr("Challenges"), model, _row)
        self.view.triggered.connect(self._on_asked)
        self._none = Label(tr("No challenge is described yet."), tone="text2", wrap=True)
        self.new_button = button(tr("New challenge"), self.begun.emit, glyph="plus")
        self._empty = hbox(self._none, 12, self.new_button, None, margins=(24, 16, 20, 16))
        vbox(self._empty, (self.view, 1), into=self)

    def show_challenges(self, challenges: Sequence[Challenge], items: Sequence[ShownItem]) -> None:
        known = {c.challenge: c for c in challenges if isinstance(c.challenge, str)}
        used = {code for shown in items for code in shown.item.challenges or ()}
        codes = [*known, *sorted(used - set(known))]
        rows = [_described(code, known.get(code), items) for code in codes]
        self.view.show_rows(rows)
        self._empty.setVisible(not known)

    def _on_asked(self, row: ChallengeRow) -> None:
        if row.challenge is not None:
            self.opened.emit(row.challenge)
        else:
            self.items_wanted.emit(row.code)


def _described(code: str, known: Challenge | None, items: Sequence[ShownItem]) -> ChallengeRow:
    carried = [shown.name for shown in items if code in (shown.item.challenges or ())]
    named = ", ".join(carried)
    count = plural("{count} item: {names}", "{count} items: {names}", len(carried), names=named)
    return ChallengeRow(
        code,
        code_label("challenge", code),
        (known.statement or "") if known else tr("not described yet"),
        (known.solution or "") if known else "",
        count if carried else tr("no item carries it"),
        known,
    )


def _row(row: ChallengeRow, _context: RowContext) -> Row:
    tone = "text2" if row.challenge is not None else "text3"
    texts = [Text(row.title, (BODY, SEMIBOLD))]
    if row.text:
        texts.append(Text(row.text, (BODY, REGULAR), tone, most=3, step=LINE, above=2))
    solution = row.solution or tr("No solution agreed yet")
    solved = Text(
        tr("Solution: {text}", text=solution) if row.solution else solution,
        (BODY, REGULAR),
        "text" if row.solution else "warn",
        most=3,
        step=LINE,
        above=4,
    )
    carried = Text(row.items, (SMALL, REGULAR), "text3", most=2, step=LINE, above=4)
    cells = (Cell((*texts, solved, carried), STRETCH, align="top"),)
    return Row(cells, 64, 10, 10, 24, 20, FLAT, rule=(24, 0), below=1)
