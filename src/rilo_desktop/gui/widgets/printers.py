"""Printers of this computer: which one, and pages drawn for it outside of the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import (
    QAbstractPrintDialog,
    QPrintDialog,
    QPrinter,
    QPrinterInfo,
)
from PySide6.QtWidgets import QDialog, QWidget


def has_printer() -> bool:
    return bool(QPrinterInfo.availablePrinterNames())


def ask_printer(parent: QWidget, then: Callable[[QPrinter], object], pages: int = 1) -> None:
    """Ask which printer, and which of the pages; `then(printer)` when one was chosen.

    Into a file goes what leaves by ways of our own, which ask and log.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
    dialog.setMinMax(1, pages)
    dialog.accepted.connect(lambda: then(printer))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)


def draw(printer: QPrinter, pictures: Iterable[bytes]) -> bool:
    """Each on a sheet of its own, as large as that is; False where the printer takes none.

    In any one thread: Qt lets a printer be painted on outside of the window's. Where the pictures
    end with an exception, the print is given up.
    """
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    is_taken = False
    try:
        is_taken = all(_is_drawn(painter, printer, *page) for page in enumerate(pictures))
    finally:
        if not is_taken:
            printer.abort()
        is_ended = painter.end()
    return is_taken and is_ended and printer.printerState() != QPrinter.PrinterState.Error


def _is_drawn(painter: QPainter, printer: QPrinter, number: int, picture: bytes) -> bool:
    image = QImage.fromData(picture)
    if image.isNull() or (number and not printer.newPage()):
        return False
    sheet = printer.pageLayout().fullRectPixels(printer.resolution())
    size = image.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(sheet.topLeft(), size)
    place.moveCenter(sheet.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, image)
    return True
