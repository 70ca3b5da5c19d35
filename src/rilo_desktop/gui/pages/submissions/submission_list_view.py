"""The rows of the ledger: two lines each, drawn from texts that are ready."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from ...i18n import code_label, numbers, plural, tr
from ...itemviews import PLAIN, STRETCH, Cell, Icon, Row, RowContext, Text, Tlp
from ...itemviews.table import TableModel, TableView
from ...theme import metrics, rounded, scaled
from ...theme.tokens import BODY, CAPTION, MEDIUM, REGULAR, SEMIBOLD, SMALL, TABLE_HEAD
from . import states

if TYPE_CHECKING:
    from rilo_desktop.services.submissions.submission_list import SubmissionEntry

Index = QModelIndex | QPersistentModelIndex
REFERENCE, SUBMISSION, STATE, DATE, TLP = range(5)
SEPARATOR = "  ·  "


@dataclass(frozen=True)
class ShownEntry:
    """An entry with the two lines of each column."""

    entry: SubmissionEntry
    lines: tuple[tuple[str, str], ...]

    @property
    def spoken(self) -> str:
        return ". ".join(part for pair in self.lines for part in pair if part)

    def text(self, column: int) -> str:
        return ", ".join(part for part in self.lines[column] if part)


def shown(entry: SubmissionEntry) -> ShownEntry:
    kind = code_label("submission_type", entry.type)
    language = code_label("language", entry.language)
    held = plural("{count} record", "{count} records", entry.records)
    pages = plural("{count} page", "{count} pages", entry.pages) if entry.pages else ""
    who = tr("approved: {who}", who=entry.approved) if entry.approved else entry.prepared
    return ShownEntry(
        entry,
        (
            (entry.reference, tr("rev. {number}", number=entry.revision)),
            (
                entry.title or tr("Untitled"),
                SEPARATOR.join(part for part in (entry.addressee, language, held) if part),
            ),
            (states.word(entry.state), who),
            (numbers().partial(entry.date, short=True), pages),
            (f"TLP:{entry.tlp}", kind),
        ),
    )


class SubmissionListView(TableView[ShownEntry]):
    current_row = Signal(int)

    def __init__(self) -> None:
        heads = (tr("Reference"), tr("Submission"), tr("Status"), tr("Date"), "TLP")
        model: TableModel[ShownEntry] = TableModel(
            heads,
            text=ShownEntry.text,  # the first column says the whole row to a screen reader
            spoken=lambda row, column: row.text(column) if column else row.spoken,
        )
        self._hovered_row = -1
        super().__init__(tr("Submissions"), model, self._cell)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        high = metrics(BODY, MEDIUM).height() + metrics(SMALL).height() + scaled(16)
        self.verticalHeader().setDefaultSectionSize(max(scaled(52), high))
        head = self.horizontalHeader()
        head.setFixedHeight(max(scaled(TABLE_HEAD), metrics(SMALL).height() + 8))
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setMinimumSectionSize(1)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.entered.connect(lambda index: self._hover(index.row()))

    def _cell(self, row: ShownEntry, context: RowContext) -> Row:
        column, (first, second) = context.column, row.lines[context.column]
        lead = 16 if column == REFERENCE else 8
        title = Text(
            first,
            (BODY, MEDIUM if column == SUBMISSION else REGULAR, column != SUBMISSION),
            "text2" if column == DATE else "text",
        )
        texts = (title, Text(second, (SMALL, REGULAR), "text2", above=1))
        cells: tuple[Cell, ...] = (Cell(texts, STRETCH, align="top"),)
        if column == TLP:
            cells = (Cell(Tlp(row.entry.tlp or "AMBER", least=54)),)
        elif column == STATE:
            icon, tone, _ground = states.appearance(row.entry.state)
            sign = Cell(Icon(icon, tone, 15), align="top", drop=1)
            cells = (sign, Cell(texts, STRETCH, before=6, align="top"))
        hover = "hover" if context.number == self._hovered_row else ""
        return Row(
            cells,
            top=8,
            lead=lead,
            trail=4,
            style=PLAIN,
            ground="sel" if context.is_selected else hover,
            rule=(lead if column == REFERENCE else 0, 0),
        )

    def row_of(self, record: str) -> int:
        """-1 where it is not among them."""
        return next((n for n, row in enumerate(self.rows) if row.entry.id == record), -1)

    def _hover(self, row: int) -> None:
        self._hovered_row = row
        self.viewport().update()

    def leaveEvent(self, event: Any) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width()
        narrow = room < scaled(700)
        longest = metrics(CAPTION, SEMIBOLD).horizontalAdvance("AMBER+STRICT") + scaled(26)
        widths = {
            REFERENCE: metrics(BODY).horizontalAdvance("AP/2026/SUB/A0000") + scaled(32),
            STATE: scaled(124 if narrow else 168),
            DATE: scaled(92 if narrow else 100),
            TLP: longest if self._is_strict() else scaled(74),
        }
        for column, wide in widths.items():
            self.setColumnWidth(column, wide)
        self.setColumnWidth(SUBMISSION, max(scaled(120), room - sum(widths.values())))

    def _is_strict(self) -> bool:
        """Has a row the one label that is long? Otherwise titles have its room."""
        return any(row.entry.tlp == "AMBER+STRICT" for row in self.rows)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        self.current_row.emit(current.row())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        at = self.currentIndex()
        if self.hasFocus() and at.isValid():
            model = self.model()
            first = self.visualRect(model.index(at.row(), REFERENCE))
            ring = first.united(self.visualRect(model.index(at.row(), TLP))).adjusted(0, 0, 0, -1)
            rounded(QPainter(self.viewport()), ring, 4, "", "accentText", 2)
