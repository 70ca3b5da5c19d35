"""The list of files: name, size and label of each; the last row adds another one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from rilo_desktop.characters import visible
from rilo_desktop.records import Attachment

from ...i18n import code_label, tr
from ...itemviews import STRETCH, Cell, Icon, Row, RowContext, Text, Tlp
from ...itemviews.focused_current import FocusedCurrent
from ...itemviews.row_delegate import RowDelegate
from ...theme.tokens import BODY, MEDIUM, REGULAR, SMALL
from ..lines.model import LinesModel
from ..value_formatting import shown_size

Index = QModelIndex | QPersistentModelIndex


class AttachmentsModel(LinesModel):
    """For a screen reader a file is one sentence: "report.pdf, 12 kB, the analyst's report"."""

    def item(self, index: Index) -> Attachment | None:
        row = index.row()
        return self.lines[row] if row < len(self.lines) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(self.item(index))
        if role == Qt.ItemDataRole.ToolTipRole:
            return spoken(self.item(index))
        return super().data(index, role)


def spoken(one: Attachment | None) -> str:
    if one is None:
        return tr("Attach files")
    label = code_label("tlp", one.tlp) if one.tlp else ""
    said = (one.name or "", shown_size(one.size or 0), one.description or "", label)
    return visible(", ".join(part for part in said if part), lines=False)


class AttachmentsView(FocusedCurrent, QListView):
    """As high as its rows are: the form scrolls, never a list inside it."""

    def __init__(self, model: AttachmentsModel) -> None:
        super().__init__()
        self._files = model
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self._row, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        rows = range(self._files.rowCount())
        self.setFixedHeight(max(1, sum(self.sizeHintForRow(row) for row in rows)))

    def _row(self, one: Attachment | None, context: RowContext) -> Row:
        if one is None:
            new = Text(tr("Attach files"), (BODY, MEDIUM), "accentText")
            cells: tuple[Cell, ...] = (
                Cell(Icon("plus", "accentText"), 16),
                Cell((new,), STRETCH, before=10),
            )
            return Row(cells, 34, top=6, bottom=6, lead=8, trail=8)
        found = self._files.severity(context.number)
        signs = {"blocks": ("alert-octagon", "danger"), "warns": ("alert-triangle", "warn")}
        icon, tone = signs.get(found, ("file", "text2"))
        about = one.description or ""
        texts: tuple[Text, ...] = (Text(visible(one.name or "", lines=False), (BODY, MEDIUM)),)
        if about:
            texts = (*texts, Text(visible(about, lines=False), (SMALL, REGULAR), "text2", above=1))
        size = Text(shown_size(one.size or 0), (SMALL, REGULAR), "text2", at_end=True)
        label = (Cell(Tlp(one.tlp), before=10),) if one.tlp else ()
        cells = (
            Cell(Icon(icon, tone), 16),
            Cell(texts, STRETCH, before=10),
            Cell((size,), 72, before=10),
            *label,
        )
        return Row(cells, 40, top=6, bottom=6, lead=8, trail=8, rule=(0, 0))
