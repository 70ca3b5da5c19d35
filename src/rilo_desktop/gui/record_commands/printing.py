"""Print with preview: pages made in the worker, looked at one by one, then printed or saved.

Nothing leaves before the log says so. Pages for a printer are drawn in a thread of their own, one
after another, and can be stopped at the foot of the window; what the printer refuses is told, and
the log says it too (docs/decisions/0066).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPageSize, QPainter, QPaintEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from rilo_desktop.services.deferred import printed_pages

from ..context import PageContext
from ..i18n import plural, tr, window_language
from ..theme import colour, scaled
from ..theme.tokens import SMALL
from ..widgets.buttons import button
from ..widgets.error_messages import explained, is_cancelled
from ..widgets.labels import Label
from ..widgets.layouts import Hairline, hbox, vbox
from ..widgets.page_viewer import SHARP, PageViewer
from ..widgets.printers import ask_printer, draw, has_printer
from .record_pages import left_out

if TYPE_CHECKING:
    from rilo_desktop.services.office.progress import Progress
    from rilo_desktop.services.office.session import Session
    from rilo_desktop.services.records.list_export import ListRequest
    from rilo_desktop.services.records.lists import Query
    from rilo_desktop.services.submissions.printed_pages import PrintedPages

PRINT_KEYS = "Ctrl+P"
LARGE = (820, 860)


class Printing(QObject):
    """The prints of one page of the window."""

    def __init__(
        self, owner: QWidget, context: PageContext, can_print: Callable[[], bool] = has_printer
    ) -> None:
        super().__init__(owner)
        self._owner, self._context, self.can_print = owner, context, can_print

    def records(self, ids: Sequence[str]) -> None:
        self._prepare(partial(_records, ids=tuple(ids), language=window_language()))

    def list(self, request: ListRequest) -> None:
        self._prepare(partial(_list, request=request))

    def analysis(self, query: Query, marked: Mapping[str, tuple[str, ...]]) -> None:
        language = window_language()
        self._prepare(partial(_analysis, query=query, language=language, marked=marked))

    def _prepare(self, make: Callable[..., PrintedPages]) -> None:
        working = tr("Making the pages")
        self._context.serve(_made, make, working=working, then=self._show, owner=self)

    def _show(self, pages: PrintedPages) -> None:
        preview = PrintPreview(self._owner, self._context, pages, self.can_print())
        preview.printed_on.connect(partial(self.print_on, pages))
        preview.saved_as.connect(partial(self.save, pages))
        preview.open()

    def print_on(self, pages: PrintedPages, printer: QPrinter) -> None:
        """All of them, or those that the printer was asked for."""
        printer.setPageSize(QPageSize(QPageSize.PageSizeId[pages.paper]))
        printer.setDocName(pages.title)
        self._context.serve(
            _printed,
            pages,
            printer,
            working=tr("Printing"),
            then=self._on_printed,
            failed=self._on_failed,
            owner=self,
        )

    def _on_printed(self, count: int) -> None:
        self._context.told.emit(plural("{count} page printed.", "{count} pages printed.", count))

    def _on_failed(self, error: BaseException) -> None:
        if is_cancelled(error):
            said = tr("Printing was stopped. What the printer had taken may still come out.")
            self._context.warned.emit(said)
        else:
            self._context.failed.emit(error)

    def save(self, pages: PrintedPages, path: Path) -> None:
        said = tr("The pages are at {path}, for reading: they are no submission.", path=path)
        self._context.serve(
            printed_pages.saved,
            pages,
            path,
            then=lambda _pages: self._context.told.emit(said),
            owner=self,
        )


class PrintPreview(QDialog):
    """The pages as they will be, one at a time; each is drawn when it is looked at."""

    printed_on = Signal(object)
    """The QPrinter that was chosen."""
    saved_as = Signal(object)
    """The path that was chosen."""

    def __init__(
        self, owner: QWidget, context: PageContext, pages: PrintedPages, can_print: bool
    ) -> None:
        super().__init__(owner)
        self.pages, self._context = pages, context
        self.setWindowTitle(tr("Print: {name}", name=pages.title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.view = PageViewer(pages.title)
        self.view.wanted.connect(self._draw)
        self.notes = Label(self._said(can_print), SMALL, tone="text2", wrap=True)
        kinds = ("secondary", "primary") if can_print else ("primary", "secondary")
        self.save_button = button(tr("Save as PDF …"), self._ask_file, kinds[0], "file-export")
        self.print_button = button(tr("Print …"), self._ask_printer, kinds[1], "printer")
        self.print_button.setEnabled(can_print)
        answers = (button(tr("Close"), self.reject), self.save_button, self.print_button)
        notes = vbox(None, self.notes, None)  # in the middle beside the buttons
        foot = hbox((notes, 1), *answers, gap=8, margins=(16, 12, 16, 12))
        vbox((self.view, 1), Hairline(), foot, into=self)
        self.resize(QSize(scaled(LARGE[0]), scaled(LARGE[1])).boundedTo(owner.window().size()))
        self.view.show_document(pages.pages)
        (self.print_button if can_print else self.save_button).setFocus()

    def _said(self, can_print: bool) -> str:
        without = tr("No printer is set up on this computer: save the pages as a PDF.")
        return " ".join(filter(None, (left_out(self.pages.withheld), "" if can_print else without)))

    def _draw(self, number: int) -> None:
        self._context.serve(
            _drawn,
            self.pages,
            number,
            then=partial(self.view.show_page, number),
            failed=lambda error: self.view.show_words(explained(error)),
            owner=self,
        )

    def _ask_printer(self) -> None:
        ask_printer(self, self.print_on, self.pages.pages)

    def print_on(self, printer: QPrinter) -> None:
        self.printed_on.emit(printer)
        self.accept()

    def _ask_file(self) -> None:
        name = f"{self.pages.title.replace('/', '-')}.pdf"
        dialog = QFileDialog(self, tr("Save as PDF"), name, "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda path: self.save_as(Path(path)))
        dialog.open()

    def save_as(self, path: Path) -> None:
        self.saved_as.emit(path)
        self.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), colour("raised"))


# --- in the worker


def _made(session: Session, make: Callable[..., PrintedPages], progress: Progress) -> PrintedPages:
    return make(session, progress=progress)


def _records(
    session: Session, ids: tuple[str, ...], language: str, progress: Progress
) -> PrintedPages:
    from rilo_desktop.services.submissions import record_pages

    request = record_pages.PagesRequest(ids, language, withhold=True)
    return record_pages.made(session, request, progress)


def _list(session: Session, request: ListRequest, progress: Progress) -> PrintedPages:
    from rilo_desktop.services.submissions import table_pages

    return table_pages.of_list(session, request, progress)


def _analysis(
    session: Session,
    query: Query,
    language: str,
    marked: Mapping[str, tuple[str, ...]],
    progress: Progress,
) -> PrintedPages:
    from rilo_desktop.services.submissions import table_pages

    return table_pages.of_analysis(session, query, language, marked, progress)


def _drawn(session: Session, pages: PrintedPages, number: int) -> QImage:
    """A page, counted from 0."""
    from rilo_desktop.services.submissions import printed_pages

    picture = printed_pages.picture(session, pages, number + 1, SHARP)
    return QImage.fromData(picture).convertToFormat(QImage.Format.Format_RGB16)


def _printed(session: Session, pages: PrintedPages, printer: QPrinter, progress: Progress) -> int:
    from rilo_desktop.services.submissions import printed_pages

    first, last = printer.fromPage() or 1, printer.toPage()
    put = partial(draw, printer)
    return printed_pages.printed(session, pages, put, first, last, progress)
