"""The records of a submission: what would become of each, and which are taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent, Qt

from rilo_desktop.language import NC_
from rilo_desktop.presentation.references import title_in

from ...i18n import plural, tr, window_language
from ...itemviews import (
    FLAT,
    STRETCH,
    Cell,
    Check,
    Chip,
    ListModel,
    ListView,
    Row,
    RowContext,
    Text,
)
from ...theme import metrics, scaled
from ...theme.tokens import BODY, CAPTION, MEDIUM, REGULAR, SMALL
from .presentation import APART

if TYPE_CHECKING:
    from rilo_desktop.services.receiving.compare_records import Compared

BOX, LEAD = 40, 42
"""Unscaled pixels in which a click is one on the box, and before the words."""


class RecordsModel(ListModel["Compared"]):
    def __init__(self) -> None:
        super().__init__(
            text=title_of,
            spoken=lambda row: APART.join((row.reference, title_of(row), self.said(row)[0])),
            check=lambda row: self.is_taken(row) if row.may_come else None,
        )
        self.left: set[str] = set()
        """Ids of those that shall not be taken."""
        self.wanted: set[str] = set()
        """Ids of those that wait for a decision and shall be taken."""
        self.decisions: Mapping[str, Mapping[str, str]] = {}

    def is_taken(self, row: Compared) -> bool:
        return self._is_wanted(row) and not self.waits(row)

    def _is_wanted(self, row: Compared) -> bool:
        wanted = row.id in self.wanted or row.waits is None
        return row.may_come and wanted and row.id not in self.left

    def is_asked(self, row: Compared) -> bool:
        """Does it wait, and nobody decided to take it?"""
        return row.waits is not None and row.id not in self.wanted

    def waits(self, row: Compared) -> int:
        """How many of its fields nobody decided yet."""
        undecided = row.undecided(self.decisions.get(row.id, {}))
        return 0 if self.is_asked(row) else len(undecided)

    def take_all(self) -> None:
        """Whatever waits for a decision is to be taken."""
        self.wanted |= {row.id for row in self.rows if row.waits is not None}
        self.repaint()

    def said(self, row: Compared) -> tuple[str, str, str]:
        """What stands in its chip, in which tone, on which ground."""
        if waiting := self.waits(row):
            return plural("{count} to decide", "{count} to decide", waiting), "warn", "warnBg"
        if row.waits is not None and row.id in self.wanted:
            return tr("Decided"), "accentText", "accentSoft"
        words = {
            "new": (tr(NC_("a record", "New")), "neutralText", "neutral"),
            "same": (tr("Same"), "neutralText", "neutral"),
            "changed": (tr(NC_("a record", "Changed")), "accentText", "accentSoft"),
            "conflict": (tr("Decided"), "accentText", "accentSoft"),
            "foreign": (tr("Not the sender's own"), "warn", "warnBg"),
            "draft": (tr("Being written here"), "warn", "warnBg"),
            "purged": (tr("Purged here"), "warn", "warnBg"),
            "aside": (tr("Set aside"), "warn", "warnBg"),
        }
        return words[row.outcome.value]


def title_of(row: Compared) -> str:
    said = title_in(row.theirs, window_language()) if row.theirs is not None else row.title
    return said or tr("Untitled")


class RecordsView(ListView["Compared"]):
    toggled = Signal()

    def __init__(self) -> None:
        self.model_of = RecordsModel()
        super().__init__(tr("Records of the submission"), self.model_of, self._record_row)
        self.setUniformItemSizes(True)
        self._on_box = True

    def _record_row(self, row: Compared, context: RowContext) -> Row:
        """The chip stands beside both lines, or beside the title: a reference is never cut."""
        model, chip = self.model_of, Chip(*self.model_of.said(row))
        is_partly = bool(model.waits(row)) and row.id not in model.left
        spec = (BODY, REGULAR, True)
        taken = metrics(CAPTION, MEDIUM).horizontalAdvance(chip.text) + scaled(LEAD + 20 + 14) + 2
        fits = metrics(*spec).horizontalAdvance(row.reference) < context.width - taken
        title = Text(title_of(row), (SMALL, REGULAR), "text2", trailing=None if fits else chip)
        state = None if is_partly else model.is_taken(row)
        cells = (
            Cell(Check(state)) if row.may_come else Cell((), 16),
            Cell((Text(row.reference, spec), title), STRETCH, before=10, align="top"),
            *((Cell(chip, before=10),) if fits else ()),
        )
        return Row(cells, 44, top=6, bottom=6, lead=16, trail=10, style=FLAT, rule=(LEAD, 0))

    def toggle(self, row: Compared) -> None:
        if row.may_come:
            chosen = self.model_of.left if row.waits is None else self.model_of.wanted
            chosen ^= {row.id}
            self.model_of.repaint()
            self.toggled.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the box takes or leaves; one beside it only shows the record."""
        x = event.position().x()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._on_box = (self.viewport().width() - x if mirrored else x) < scaled(BOX)
        super().mouseReleaseEvent(event)
        self._on_box = True

    def press(self, row: Compared) -> None:
        if self._on_box:
            self.toggle(row)
