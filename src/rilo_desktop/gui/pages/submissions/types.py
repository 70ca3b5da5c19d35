"""Rows to choose the type of a submission."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from rilo_desktop.presentation.document_spec import DocumentSpec

from ...i18n import tr
from ...theme import colour, draw_line, glyph, metrics, rounded, scaled
from ...theme.paragraph import Paragraph, paragraph
from ...theme.tokens import BODY, REGULAR, SEMIBOLD, SMALL
from ...widgets.buttons import is_key

LEAD, COUNT = 60, 130
"""What a row keeps before its words, and after them for the number of records; unscaled."""


class TypeRow(QPushButton):
    """One type as a row of two lines; arrow keys move between rows, Enter goes on with one."""

    entered = Signal()

    def __init__(self, spec: DocumentSpec) -> None:
        super().__init__(tr(spec.label))
        self.type = spec
        self._count = ""
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAccessibleName(tr(spec.label))
        self.setAccessibleDescription(tr(spec.about))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, wide: int) -> int:
        return metrics(BODY, SEMIBOLD).height() + self._about(wide).high + scaled(22)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def sizeHint(self) -> QSize:
        wide = scaled(300)
        return QSize(wide, self.heightForWidth(max(wide, self.width())))

    def _about(self, wide: int) -> Paragraph:
        """What the type is for, in as many lines as it needs in a row of this width."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        room = wide - scaled(LEAD + COUNT)
        return paragraph(tr(self.type.about), room, (SMALL, REGULAR), at_right=mirrored)

    def show_count(self, count: str) -> None:
        self._count = count
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_key(event, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.setChecked(True)
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        wide, high = self.width(), self.height()
        if self.isChecked() or self.underMouse():
            painter.fillRect(self.rect(), colour("sel" if self.isChecked() else "hover"))
        lead = scaled(LEAD)
        left = 0 if mirrored else lead
        painter.fillRect(left, high - 1, wide - lead, 1, colour("line"))
        size = scaled(20)
        x = wide - scaled(22) - size if mirrored else scaled(22)
        tone = "accentText" if self.isChecked() else "text2"
        glyph(painter, self.type.icon, x, (high - size) // 2, size, tone, mirrored)
        width = wide - lead - scaled(COUNT)
        start = scaled(COUNT) if mirrored else lead
        spec = (BODY, SEMIBOLD)
        y = scaled(11)
        draw_line(painter, start, y, width, self.text(), spec, "text", mirrored)
        self._about(wide).draw(painter, start, y + metrics(*spec).height(), "text2")
        end = scaled(20) if mirrored else wide - scaled(120)
        y = (high - metrics(SMALL).height()) // 2
        draw_line(
            painter,
            end,
            y,
            scaled(100),
            self._count,
            (SMALL, REGULAR, True),
            "text2",
            mirrored,
            trailing=True,
        )
        if self.hasFocus():
            rounded(painter, self.rect().adjusted(1, 1, -1, -2), 4, "", "accentText", 2)
