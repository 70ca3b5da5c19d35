"""The input of a question for a picture: chosen, pasted or dropped; covered among the others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QKeyCombination, QObject, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from rilo_desktop.records import NOT_KNOWN, AnswerPicture
from rilo_desktop.records.picture import as_answer

from ...context import PageContext
from ...i18n import plural, tr
from ...theme import glyph, rounded, scaled
from ...theme.tokens import MEDIUM, SMALL
from ..buttons import button, is_key
from ..error_messages import explained
from ..inputs.base import UNKNOWN_KEY
from ..labels import Label
from ..layouts import hbox, vbox
from ..pictures.gallery import Gallery
from ..pictures.model import boxes_of, state_of
from ..pictures.source import PictureSource
from ..pictures.strip import fitted, paint_boxes
from ..progress import announce

if TYPE_CHECKING:
    from rilo_desktop.services.records.picture import TakenPicture

WIDE, HIGH = 136, 96


class AnswerPictures(QObject):
    """The pictures of the answers, as they stand on the form, for the inputs of questions."""

    changed = Signal()
    added = Signal(object)
    """An `AnswerPicture` that an answer is to name."""
    asked_for = Signal(str)
    """The file of a picture that the officer wants to cover and look at."""

    def __init__(self, context: PageContext, parent: QObject) -> None:
        super().__init__(parent)
        self.context = context
        self.gallery = Gallery(context, self)
        self.gallery.came.connect(self.changed)
        self.gallery.failed.connect(context.failed)
        self.held: tuple[AnswerPicture, ...] = ()

    def show(self, held: Sequence[AnswerPicture]) -> None:
        if tuple(held) != self.held:
            self.held = tuple(held)
            self.changed.emit()

    def named(self, file: str) -> AnswerPicture | None:
        return next((one for one in self.held if one.file == file), None)


class PictureInput(QWidget):
    """An input (`inputs.base.Input`) whose value is the name of a picture's file."""

    changed = Signal()

    def __init__(self, name: str, pictures: AnswerPictures) -> None:
        super().__init__()
        self._name, self._pictures = name, pictures
        self._value: Any = None
        self._told = ""
        self._source = PictureSource(pictures.context, self)
        self._source.taken.connect(self._on_taken)
        self._thumbnail = _Thumbnail(pictures)
        self._state = Label("", SMALL, MEDIUM, "text2", wrap=True)
        self._choose = button("", lambda: self._source.ask(several=False), "secondary", "photo")
        self._paste = button(tr("Paste picture"), self._on_paste, "ghost", "clipboard")
        self._cover = button(tr("Cover and check"), self._on_cover, "secondary", "shield-check")
        self._remove = button("", self._on_remove, "ghost", "trash", tr("Take the picture away"))
        named = (self._paste, self._cover, self._remove)
        for each in named:
            each.setAccessibleName(f"{each.text() or tr('Take the picture away')}: {name}")
        tools = hbox(self._choose, self._cover, self._paste, self._remove, None, gap=8)
        hbox(self._thumbnail, (vbox(self._state, tools, None, gap=8), 1), gap=12, into=self)
        self.setAcceptDrops(True)
        for each in (self._choose, *named):
            each.installEventFilter(self)
        pictures.changed.connect(self._show)
        self._show()

    def target(self) -> QWidget:
        return self._choose

    def value(self) -> Any:
        return self._value

    def set_value(self, value: Any) -> None:
        self._value, self._told = value, ""
        self._show()

    def complaint(self) -> str:
        return self._told

    def _show(self) -> None:
        file = self._value if isinstance(self._value, str) else ""
        picture = self._pictures.named(file)
        self._thumbnail.show_picture(picture)
        self._thumbnail.setVisible(picture is not None)
        self._cover.setVisible(picture is not None)
        self._paste.setVisible(not file)
        self._remove.setVisible(bool(file) or self._value is NOT_KNOWN)
        self._choose.setText(tr("Replace") if file else tr("Choose a picture"))
        self._state.setText(self._said(file, picture))
        self._state.setVisible(bool(self._state.text()))

    def _said(self, file: str, picture: AnswerPicture | None) -> str:
        if self._value is NOT_KNOWN:
            return tr("Not known")
        if picture is None:
            missing = tr("The picture is not there any more. Choose it again.")
            return missing if file else tr("Drop a picture here, or choose one.")
        number = self._pictures.held.index(picture) + 1
        facts = [tr("Picture {number}", number=number), picture.caption or "", state_of(picture)]
        covered = len(boxes_of(picture))
        if covered:
            facts.append(plural("{count} part covered", "{count} parts covered", covered))
        return " · ".join(one for one in facts if one)

    def _on_taken(self, taken: TakenPicture) -> None:
        if taken.pictures:
            picture = as_answer(taken.pictures[0])
            self._told = ""
            self._pictures.added.emit(picture)
            self._value = picture.file
            announce(self._choose, plural("{count} picture added.", "{count} pictures added.", 1))
        else:
            self._told = " ".join(explained(one) for one in taken.refused)
        self._show()
        self.changed.emit()

    def _on_paste(self) -> None:
        if not self._source.paste():
            announce(self._choose, tr("There is no picture in the clipboard."))
            self._state.setText(tr("There is no picture in the clipboard."))
            self._state.show()

    def _on_cover(self) -> None:
        self._pictures.asked_for.emit(str(self._value))

    def _on_remove(self) -> None:
        self._put(None)
        self._choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, value: Any) -> None:
        self.set_value(value)
        self.changed.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """On its buttons: Ctrl+V pastes, Delete takes away, ? says that there is none known."""
        if event.type() != QEvent.Type.KeyPress:
            return False
        if is_key(event, PASTES):
            self._on_paste()
        elif is_key(event, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._on_remove()
        elif event.text() == UNKNOWN_KEY and self._value is None:  # type: ignore[attr-defined]
            self._put(NOT_KNOWN)
        else:
            return False
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        is_enabled = self.isEnabled()
        if is_enabled and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._source.take_data(event.mimeData()):
            event.acceptProposedAction()


PASTES = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_V)


class _Thumbnail(QWidget):
    """The picture as it leaves, small; what is covered is black."""

    def __init__(self, pictures: AnswerPictures) -> None:
        super().__init__()
        self._pictures = pictures
        self._picture: AnswerPicture | None = None
        self.setFixedSize(QSize(scaled(WIDE), scaled(HIGH)))

    def show_picture(self, picture: AnswerPicture | None) -> None:
        self._picture = picture
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, picture = QPainter(self), self._picture
        room = self.rect()
        rounded(painter, room, scaled(6), "neutral", "line2")
        found = self._pictures.gallery.thumbnail(picture) if picture is not None else None
        if picture is None or found is None:
            is_missing = picture is not None and self._pictures.gallery.is_missing(picture)
            size, middle = scaled(22), room.center()
            name = "shield-off" if is_missing else "photo"
            glyph(painter, name, middle.x() - size // 2, middle.y() - size // 2, size, "text3")
            return
        place = fitted(found, room.adjusted(2, 2, -2, -2))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, found, found.rect().toRectF())
        paint_boxes(painter, place, boxes_of(picture))
