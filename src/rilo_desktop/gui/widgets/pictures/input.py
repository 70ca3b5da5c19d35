"""The input for pictures: from files or the clipboard, ordered, named, covered in part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QKeyCombination, QModelIndex, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from rilo_desktop.presentation.form_spec import LinesSpec
from rilo_desktop.records import FieldSpec

from ...context import PageContext
from ...i18n import mirrored, plural, tr
from ..buttons import button, is_key
from ..error_messages import explained
from ..form import Field
from ..inputs import Choices
from ..inputs.block import BlockInput
from ..layouts import hbox, vbox
from ..lines import LinesInput
from ..progress import announce
from ..value_formatting import NameOf
from .gallery import Gallery
from .model import PicturesModel
from .redaction import CoverEditor
from .source import PictureSource
from .strip import PicturesView

if TYPE_CHECKING:
    from rilo_desktop.services.records.picture import TakenPicture

_ALT, _CTRL, _KEYS = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier, Qt.Key


class PicturesInput(LinesInput):
    """A picture is kept in the store as soon as it is added; the record names it once it is saved.

    Keys in the strip: Alt with an arrow moves a picture, Delete takes it away, Ctrl+V adds what is
    in the clipboard, Enter goes to the caption, and from there to the next picture. Pictures that
    answer questions come and go there.
    """

    earlier_icon, later_icon = "arrow-left", "arrow-right"
    begins_lines = False
    _goes_to_caption = False

    def __init__(self, about: FieldSpec, look: LinesSpec, context: PageContext) -> None:
        self._context = context
        super().__init__(about, look, context.names, context.names.name_of)
        self.source = PictureSource(context, self)
        self.source.taken.connect(self._on_taken)
        self.setAcceptDrops(self.model.may_grow)
        self.view.clicked.connect(self._on_clicked)
        paste = button(tr("Paste picture"), self.paste, "link", "clipboard", high=24)
        self.tools = [paste, self.add_button] if self.model.may_grow else []
        self.gallery.failed.connect(context.failed)

    model: PicturesModel

    def make_model(self, cls: type[Any], columns: list[str], name_of: NameOf) -> PicturesModel:
        return PicturesModel(cls, columns, name_of)

    def make_view(self, _choices: Choices) -> QAbstractItemView:
        self.gallery = Gallery(self._context, self)
        view = PicturesView(self.model, self.gallery)
        view.dropped.connect(self._on_moved)
        return view

    def _make_below(self, choices: Choices) -> QWidget:
        head = super()._make_below(choices)
        self._copy.hide()
        if not self.model.may_grow:
            self._trash.hide()
        for name in ("caption", "sanitised", "kept"):
            self.fields[name] = self._make_field(name, choices)
        self.cover = CoverEditor(self.gallery)
        self.cover.covered.connect(self._on_covered)
        cover = hbox(self.cover.cover, None)
        side = vbox(self.fields["caption"], 12, self.cover.list, cover, None)
        # below both: a long sentence beside the picture takes the picture's width
        flags = vbox(self.fields["sanitised"], 4, self.fields["kept"])
        return vbox(head, hbox((self.cover, 3), (side, 2), gap=16), flags, gap=8)

    def _make_field(self, name: str, choices: Choices) -> Field:
        if name != "caption":
            return super()._make_field(name, choices)
        about = self.model.about[name]
        made = BlockInput(about, False, least_lines=2, one_paragraph=True)
        field = Field(name, about, choices, False, made)
        field.changed.connect(lambda _inside: self._on_field("caption"))
        return field

    def line_name(self, line: int) -> str:
        return tr("Picture {number} of {all}", number=line + 1, all=len(self.model.lines))

    def write_first(self) -> None:
        self.fields["caption"].take_focus()

    def _show_line(self, line: int) -> None:
        super()._show_line(line)
        if 0 <= line < len(self.model.lines):
            self.cover.show_picture(self.model.lines[line], self.line_name(line))

    def _on_covered(self, boxes: tuple[str, ...]) -> None:
        if self._at >= 0:
            self.model.put(self._at, "boxes", boxes)

    def _on_edited(self, path: str) -> None:
        super()._on_edited(path)
        if self._at >= 0 and path.endswith(".boxes"):
            self.cover.show_picture(self.model.lines[self._at], self.line_name(self._at))

    def go_to(self, line: int, name: str) -> None:
        super().go_to(line, name)
        if name == "boxes" and self._at >= 0:
            self.cover.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    # Coming in

    def add(self) -> None:
        """Who chose files writes their captions next."""
        self._goes_to_caption = True
        self.source.ask()

    def take(self, names: Sequence[str]) -> None:
        """Keep these files in the store, and show them behind the others."""
        self.source.take(names)

    def paste(self) -> None:
        """What the clipboard holds: files, or a picture itself; another one may follow."""
        self._goes_to_caption = False
        if not self.source.paste():
            self._show_message(tr("There is no picture in the clipboard."))

    def _on_taken(self, taken: TakenPicture) -> None:
        known = {picture.sha256 for picture in self.model.lines}
        new = [p for p in dict.fromkeys(taken.pictures) if p.sha256 not in known]
        if new:
            at = self.model.insert(len(self.model.lines), new)
            self._go_to(at)
            if self._goes_to_caption and not self.is_short:
                self.write_first()
            else:
                self.view.setFocus()
            self._goes_to_caption = False
            said = plural("{count} picture added.", "{count} pictures added.", len(new))
            announce(self.view, said)
        why = [explained(refused) for refused in taken.refused]
        if len(new) < len(set(taken.pictures)):
            why.append(tr("A picture that is here already was not added again."))
        if why:
            self._show_message(" ".join(why))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.source.take_data(event.mimeData()):
            event.acceptProposedAction()

    # In the strip

    def _on_moved(self, picture: int, before: int) -> None:
        """Put a picture before another one."""
        self._go_to(picture)
        self.move_line(before - picture - (before > picture))

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.row() >= len(self.model.lines):
            self.add()

    def is_earlier(self, event: QEvent) -> bool:
        back = _KEYS.Key_Right if mirrored() else _KEYS.Key_Left
        return super().is_earlier(event) or is_key(event, QKeyCombination(_ALT, back))

    def is_later(self, event: QEvent) -> bool:
        on = _KEYS.Key_Left if mirrored() else _KEYS.Key_Right
        return super().is_later(event) or is_key(event, QKeyCombination(_ALT, on))

    def duplicate(self) -> None:
        """The same picture twice says nothing more."""

    def pressed(self, event: QEvent) -> bool:
        may_grow = self.model.may_grow
        if may_grow and is_key(event, _KEYS.Key_Delete):
            self.take_away()
        elif may_grow and is_key(event, QKeyCombination(_CTRL, _KEYS.Key_V)):
            self.paste()
        elif is_key(event, _KEYS.Key_Return, _KEYS.Key_Enter, _KEYS.Key_F2):
            if 0 <= self.view.currentIndex().row() < len(self.model.lines):
                self.write_first()
            else:
                self.add()
        else:
            return super().pressed(event)
        return True
