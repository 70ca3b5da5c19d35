"""Submissions that were received: title, from whom and which revision, where each stands, when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from rilo_desktop.language import NC_

from ...i18n import code_label, numbers, office_name, plural, tr
from ...itemviews import FLAT, STRETCH, Cell, Icon, ListModel, ListView, Row, RowContext, Text, Tlp
from ...theme import scaled
from ...theme.tokens import BODY, MEDIUM, REGULAR, SMALL
from ...widgets.buttons import is_key
from .presentation import APART, Said

if TYPE_CHECKING:
    from rilo_desktop.services.receiving.received_submissions import Received

STATE, LABEL, NARROW = 168, 116, 560
"""Unscaled pixels of the last two columns; a narrower list shows no label."""


@dataclass(frozen=True)
class ShownReceived:
    """A row, with the submission it is of."""

    one: Received
    title: str
    about: str
    state: Said

    @property
    def spoken(self) -> str:
        label = f"TLP:{self.one.tlp}" if self.one.tlp else ""
        kind = code_label("submission_type", self.one.type)
        parts = (self.title, kind, self.about, self.state.words, self.state.more, label)
        return ". ".join(part for part in parts if part)


def shown_received(one: Received) -> ShownReceived:
    number = tr("rev. {number}", number=one.revision)
    held = plural("{count} record", "{count} records", one.records)
    about = APART.join((office_name(one.office), f"{one.reference} {number}", held))
    title = one.title or code_label("submission_type", one.type)
    return ShownReceived(one, title, about, state_of(one))


def state_of(one: Received) -> Said:
    """Where it stands; `more` is the day of that."""
    came = numbers().partial(one.at[:10], short=True)
    if not one.is_current:
        return Said("history", "text2", tr("Superseded"), came)
    answered = numbers().partial(one.answered, short=True) if one.answered else ""
    if one.answer == "accepted":
        return Said("circle-check", "ok", tr(NC_("a submission", "Accepted")), answered)
    if one.answer == "returned":
        return Said("arrow-back-up", "warn", tr("Returned"), answered)
    return Said("mail", "accentText", tr("To answer"), came)


def received_row(row: ShownReceived, context: RowContext) -> Row:
    medium, small, said = (BODY, MEDIUM), (SMALL, REGULAR), row.state
    tone = "text" if said.tone == "accentText" else said.tone
    title = (Text(row.title, medium), Text(row.about, small, "text2", above=1))
    state = (Text(said.words, medium, tone), Text(said.more, small, "text2", above=1))
    is_narrow = context.width < scaled(NARROW)
    shares = (2 * STRETCH, STRETCH) if context.width < scaled(3 * STATE) else (STRETCH, STATE - 21)
    label = Text("", trailing=Tlp(row.one.tlp) if row.one.tlp else None)
    cells = (
        Cell(title, shares[0], align="top"),
        Cell(Icon(said.icon, said.tone, 15), before=12, align="top", drop=1),
        Cell(state, shares[1], before=6, align="top"),
        *(() if is_narrow else (Cell((label,), LABEL - 12),)),
    )
    trail = 0 if is_narrow else 12
    return Row(cells, 54, top=8, bottom=9, lead=16, trail=trail, style=FLAT, rule=(0, 0))


class RegisterView(ListView[ShownReceived]):
    opened = Signal(object)
    """The `Received` that is to be answered."""

    def __init__(self) -> None:
        model: ListModel[ShownReceived] = ListModel(
            text=lambda row: row.title, spoken=lambda row: row.spoken
        )
        super().__init__(tr("Received submissions"), model, received_row)
        self.setUniformItemSizes(True)
        self.doubleClicked.connect(self._on_opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_key(event, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_opened(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _on_opened(self, index: QModelIndex) -> None:
        row = self.row_at(index)
        if row is not None:
            self.opened.emit(row.one)
