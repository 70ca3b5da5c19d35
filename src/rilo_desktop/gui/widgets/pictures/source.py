"""Where pictures come from: files that are chosen or dropped, and the clipboard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from rilo_desktop.services.deferred import picture as service

from ...context import PageContext
from ...i18n import tr
from ...state.folders import PICTURES

KINDS = ("*.jpg", "*.jpeg", "*.png", "*.webp", "*.tif", "*.tiff")


class PictureSource(QObject):
    """`taken(TakenPicture)`: kept in the store; no record names them yet."""

    taken = Signal(object)

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._parent = context, parent

    def ask(self, *, several: bool = True) -> None:
        """Ask for files; they are taken in the worker."""
        kinds = tr("Pictures ({kinds})", kinds=" ".join(KINDS))
        title = tr("Add pictures") if several else tr("Choose a picture")
        dialog = QFileDialog(self._parent, title, "", kinds)
        modes = QFileDialog.FileMode
        dialog.setFileMode(modes.ExistingFiles if several else modes.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.take)
        self._context.folders.begin(dialog, PICTURES)
        dialog.open()

    def take(self, names: Sequence[str]) -> None:
        """Keep these files in the store."""
        paths = tuple(Path(name) for name in names if name)
        if paths:
            self._context.serve(service.take, paths, then=self.taken.emit, owner=self)

    def paste(self) -> bool:
        """What the clipboard holds: files, or a picture itself. False: neither."""
        return self.take_data(QApplication.clipboard().mimeData())

    def take_data(self, data: QMimeData) -> bool:
        files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if files:
            self.take(files)
            return True
        image = data.imageData() if data.hasImage() else None
        if isinstance(image, QImage) and not image.isNull():
            self._take_image(image)
            return True
        return False

    def _take_image(self, image: QImage) -> None:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        content = bytes(buffer.data().data())
        self._context.serve(service.take_pasted, content, then=self.taken.emit, owner=self)
