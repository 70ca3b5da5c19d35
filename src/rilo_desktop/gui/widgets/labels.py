"""Labels and chips: text that is shown, not typed."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from rilo_desktop.characters import visible
from rilo_desktop.language import base_direction

from ..i18n import code_label
from ..theme import draw_line, draw_tlp, font, glyph, metrics, rounded, scaled
from ..theme.palette import TONES
from ..theme.tokens import BODY, CAPTION, CHIP, MEDIUM, REGULAR, SECTION, SEMIBOLD

if TYPE_CHECKING:  # no form is read before an office is opened
    from rilo_desktop.questions.markup import Run, Runs


def tip(text: str) -> str:
    """Text for a tooltip, which Qt would otherwise read as markup where it looks like it."""
    text = visible(text)
    if "<" not in text:
        return text
    from html import escape

    return f"<qt>{escape(text)}</qt>".replace("\n", "<br>")


def _rich(run: Run) -> str:
    from html import escape

    size = scaled(SECTION) if run.heading in (1, 2) else 0
    style = f"font-weight: {SEMIBOLD if run.bold else REGULAR};" + (
        f" font-size: {size}px;" if size else ""
    )
    said = escape(visible(run.text)).replace("\n", "<br>")
    said = f"<i>{said}</i>" if run.italic else said
    return f'<span style="{style}">{said}</span>'


FEW_LETTERS = 48
"""Unscaled width below which a text that is cut is not drawn."""
WORKFLOW_LOOKS = {
    "draft": ("pencil", "neutralText", "neutral"),
    "in_review": ("eye", "accentText", "accentSoft"),
    "approved": ("rubber-stamp", "ok", "okBg"),
    "released": ("circle-check", "ok", "okBg"),
    "superseded": ("history", "neutralText", "neutral"),
    "withdrawn": ("ban", "neutralText", "neutral"),
}
"""State of a record -> icon, tone, ground."""


class Label(QLabel):
    """Plain text in a step of the type scale and a tone of the palette."""

    def __init__(
        self,
        text: str = "",
        size: int = BODY,
        weight: int = REGULAR,
        tone: str = "text",
        wrap: bool = False,
        leading: bool = True,
    ) -> None:
        super().__init__(visible(text))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setFont(font(size, weight))
        self.setForegroundRole(TONES[tone])
        self._leading = leading
        self.words = self.text()
        """As they are read, whatever their formatting."""
        self._make_room()
        self._align()

    def setText(self, text: str) -> None:
        """What cannot be seen in it is named: much of what is shown comes from others."""
        self.words = visible(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        super().setText(self.words)
        self._make_room()

    def show_runs(self, runs: Runs) -> None:
        """Words with their formatting, which is ours: none of theirs is read."""
        from rilo_desktop.questions.markup import words_of

        if not any(run.bold or run.italic for run in runs):
            self.setText(words_of(runs))
            return
        self.words = visible(words_of(runs))
        self.setTextFormat(Qt.TextFormat.RichText)
        super().setText("".join(map(_rich, runs)))
        self.setAccessibleName(self.words)
        self._make_room()

    def _make_room(self) -> None:
        """Dots below Arabic letters hang lower than the font says: they would be cut."""
        below = 0
        if base_direction(self.words) == "rtl":
            shape = QPainterPath()
            shape.addText(0, 0, self.font(), self.words)
            below = max(0, ceil(shape.boundingRect().bottom()) - self.fontMetrics().descent())
        self.setContentsMargins(0, 0, 0, below)

    def tone(self, tone: str) -> None:
        self.setForegroundRole(TONES[tone])

    def sideways(self, policy: QSizePolicy.Policy) -> None:
        """Give way like this; its height still follows its width, which a new policy forgets."""
        now = self.sizePolicy()
        now.setHorizontalPolicy(policy)
        self.setSizePolicy(now)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()

    def _align(self) -> None:
        """Left to itself a QLabel aligns by its text; a title stands at the window's edge."""
        if self._leading:
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
            vertical = (
                Qt.AlignmentFlag.AlignTop if self.wordWrap() else Qt.AlignmentFlag.AlignVCenter
            )
            self.setAlignment(side | vertical | Qt.AlignmentFlag.AlignAbsolute)


class ElidedLabel(Label):
    """One line that is cut short at its own end where there is no room; a tool tip says it then."""

    def __init__(
        self, text: str = "", size: int = BODY, weight: int = REGULAR, tone: str = "text"
    ) -> None:
        super().__init__("", size, weight)
        self._spec, self._tone = (size, weight), tone
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(20), metrics(*self._spec).height())

    def setText(self, text: str) -> None:
        super().setText(visible(text, lines=False))
        self.setAccessibleName(self.text())
        self._show_tip()

    def show_text(self, text: str, tone: str) -> None:
        self._tone = tone
        self.setText(text)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_tip()

    def _show_tip(self) -> None:
        is_cut = self.width() < metrics(*self._spec).horizontalAdvance(self.text())
        self.setToolTip(tip(self.text()) if is_cut else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.toolTip() and self.width() < scaled(FEW_LETTERS):
            return  # two letters and an ellipsis say nothing
        y = (self.height() - metrics(*self._spec).height()) / 2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        draw_line(QPainter(self), 0, y, self.width(), self.text(), self._spec, self._tone, mirrored)


class Chip(QWidget):
    """A word on a soft ground, with an icon where it is a state."""

    def __init__(
        self, text: str = "", tone: str = "neutralText", ground: str = "neutral", icon: str = ""
    ) -> None:
        super().__init__()
        self.show_text(text, tone, ground, icon)

    def show_text(
        self, text: str, tone: str = "neutralText", ground: str = "neutral", icon: str = ""
    ) -> None:
        text = visible(text, lines=False)
        self._text, self._tone, self._ground, self._icon = text, tone, ground, icon
        self.setAccessibleName(text)
        _show(self, bool(text))
        wide = metrics(CAPTION, MEDIUM).horizontalAdvance(text)
        around = scaled(30 if icon else 14) if text else 0
        self.setFixedSize(wide + around, scaled(CHIP))
        self.update()

    def show_workflow(self, workflow: str) -> None:
        icon, tone, ground = WORKFLOW_LOOKS.get(workflow, WORKFLOW_LOOKS["draft"])
        self.show_text(code_label("workflow", workflow), tone, ground, icon)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        rounded(painter, self.rect(), 5, self._ground)
        size, lead = scaled(13), scaled(23 if self._icon else 7)
        if self._icon:
            x = self.width() - scaled(6) - size if mirrored else scaled(6)
            y = (self.height() - size) // 2
            glyph(painter, self._icon, x, y, size, self._tone, stroke=2)
        high = metrics(CAPTION, MEDIUM).height()
        x = scaled(7) if mirrored else lead
        width = self.width() - lead - scaled(5)
        y = (self.height() - high) // 2
        draw_line(painter, x, y, width, self._text, (CAPTION, MEDIUM), self._tone, mirrored)


class IconLabel(QWidget):
    """An icon that stands before a sentence."""

    def __init__(self, icon: str, tone: str, size: int = 16) -> None:
        super().__init__()
        self._look = icon, tone
        self.setFixedSize(scaled(size), scaled(size))

    def show_sign(self, icon: str, tone: str) -> None:
        self._look = icon, tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        icon, tone = self._look
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        glyph(QPainter(self), icon, 0, 0, self.width(), tone, mirrored)


class TlpChip(QWidget):
    """The handling label: black, in its published colour, always with its text."""

    def __init__(self, label: str = "", short: bool = False) -> None:
        super().__init__()
        self._short = short
        self._label = ""
        self.show_label(label)

    def show_label(self, label: str) -> None:
        """`label` as its code: "AMBER"."""
        self._label = label if self._short or not label else f"TLP:{label}"
        self.setAccessibleName(f"TLP:{label}" if label else "")
        _show(self, bool(label))
        wide = metrics(CAPTION, SEMIBOLD).horizontalAdvance(self._label)
        self.setFixedSize(wide + scaled(14) if label else 0, scaled(CHIP))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_tlp(QPainter(self), self.rect(), self._label)


def _show(widget: QWidget, wanted: bool) -> None:
    """Show or hide; a widget that has no place yet would become a window of its own."""
    if widget.parentWidget() is not None:
        widget.setVisible(wanted)
