"""A help topic as Qt renders its Markdown. Shows shipped pictures, opens nothing else."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QFont,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QStyle, QTextBrowser

from rilo_desktop.help.topics import picture

from ..theme import colour, font, scaled
from ..theme.tokens import BODY, SECTION, SEMIBOLD, SUBTITLE

MARGIN, INDENT = 16, 18
KEY_COLUMN = 38
"""Percent of a table."""
_SPACES = {1: (0, 6), 2: (12, 4)}
"""Above and below a heading, by its level."""


class TopicView(QTextBrowser):
    """`wanted`: key of the topic that a link names."""

    wanted = Signal(str)

    def __init__(self, name: str, width: int) -> None:
        """As wide as this for good: pictures are made for it."""
        super().__init__()
        self._markdown = ""
        self.setFixedWidth(width)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(scaled(MARGIN))
        self.anchorClicked.connect(self._on_link)

    def show_markdown(self, text: str) -> None:
        """From its beginning."""
        self._markdown = text
        self._render()
        self.verticalScrollBar().setValue(0)

    def _render(self) -> None:
        document = self.document()
        document.setDefaultFont(font(BODY))
        document.setIndentWidth(scaled(INDENT))
        document.setMarkdown(self._markdown)
        block = document.begin()
        while block.isValid():
            self._set_block(block)
            block = block.next()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _set_table(frame)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _set_block(self, block: QTextBlock) -> None:
        """In the type scale of the window: Qt has sizes and weights of its own."""
        level = block.blockFormat().headingLevel()
        above, below = _SPACES.get(level, (2 if block.textList() else 4, 2))
        cursor = QTextCursor(block)
        shape = QTextBlockFormat()
        shape.setTopMargin(scaled(above))
        shape.setBottomMargin(scaled(below))
        cursor.mergeBlockFormat(shape)
        if level:
            look = QTextCharFormat()
            look.setFont(font(SUBTITLE if level == 1 else SECTION, SEMIBOLD))
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.setCharFormat(look)
            return
        for start, length in _strong(block):
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            look = QTextCharFormat()
            look.setFont(font(BODY, SEMIBOLD))
            cursor.mergeCharFormat(look)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A shipped picture as wide as there is room; of anything else, nothing."""
        wanted = QUrl(name) if isinstance(name, str) else name
        if (
            kind != QTextDocument.ResourceType.ImageResource.value
            or wanted.scheme()
            or "/" in wanted.path()
        ):
            return None
        image = QImage.fromData(picture(wanted.path()))
        if image.isNull():
            return None
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        wide = self.maximumWidth() - 2 * scaled(MARGIN) - bar
        ratio = self.devicePixelRatioF()
        if 0 < wide * ratio < image.width():
            smooth = Qt.TransformationMode.SmoothTransformation
            image = image.scaledToWidth(round(wide * ratio), smooth)
            image.setDevicePixelRatio(ratio)
        return image

    def changeEvent(self, event: QEvent) -> None:
        """Light or dark: lines have a colour of their own."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._markdown:
            at = self.verticalScrollBar().value()
            self._render()
            self.verticalScrollBar().setValue(at)

    def _on_link(self, link: QUrl) -> None:
        if not link.scheme() and link.path().endswith(".md"):
            self.wanted.emit(link.path().removesuffix(".md"))


def _strong(block: QTextBlock) -> list[tuple[int, int]]:
    """Where bold text and code stand, with their length."""
    found = []
    place = block.begin()
    while not place.atEnd():
        fragment = place.fragment()
        look = fragment.charFormat()
        if look.fontWeight() > QFont.Weight.Medium or look.fontFixedPitch():
            found.append((fragment.position(), fragment.length()))
        place += 1
    return found


def _set_table(table: QTextTable) -> None:
    """As wide as the room, with hairlines below its rows."""
    shape = table.format().toTableFormat()
    shape.setBorder(0)
    shape.setBorderCollapse(True)
    shape.setCellPadding(scaled(4))
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    parts = (KEY_COLUMN, 100 - KEY_COLUMN)
    kind = QTextLength.Type.PercentageLength
    shape.setColumnWidthConstraints([QTextLength(kind, part) for part in parts])
    table.setFormat(shape)
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            look = cell.format().toTableCellFormat()
            look.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            look.setBottomBorder(1)
            look.setBottomBorderBrush(QBrush(colour("line")))
            cell.setFormat(look)
