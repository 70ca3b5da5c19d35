"""Prints a page that is a picture in memory: nothing of it is written to a disk by us."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

WIDTH = 1_654
"""Pixels of the page: A4 at 200 dpi."""


def is_there_a_printer() -> bool:
    return bool(QPrinterInfo.availablePrinterNames())


def ask_printer(parent: QWidget, then: Callable[[QPrinter], object]) -> QPrintDialog:
    """Ask which printer; `then(printer)` when one was chosen."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(lambda: then(printer))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)
    return dialog


def print_page(printer: QPrinter, picture: bytes) -> bool:
    """One page that fills the paper; False where the printer takes nothing."""
    printer.setFullPage(True)
    image = QImage.fromData(picture)
    painter = QPainter()
    if image.isNull() or not painter.begin(printer):
        return False
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    scale = min(paper.width() / image.width(), paper.height() / image.height())
    painter.drawImage(QRectF(0, 0, image.width() * scale, image.height() * scale), image)
    return painter.end()
