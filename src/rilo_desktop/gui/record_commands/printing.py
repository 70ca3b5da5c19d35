"""Print with preview: pages made in the worker, looked at in Qt's own preview, logged, printed.

Nothing goes to a printer before the log says so: the preview asks for its pages, and what is to be
printed is drawn once the entry is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPageSize, QPaintEngine, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from ..context import PageContext
from ..i18n import plural, tr, window_language
from ..theme import scaled
from ..widgets.page_viewer import page_images
from .record_pages import left_out

if TYPE_CHECKING:
    from rilo_desktop.services.office.progress import Progress
    from rilo_desktop.services.office.session import Session
    from rilo_desktop.services.records.list_export import ListRequest
    from rilo_desktop.services.records.lists import Query
    from rilo_desktop.services.submissions.printed_pages import PrintedPages

PRINT_KEYS = "Ctrl+P"
ON_SCREEN, ON_PAPER = 1_000, 1_654
"""Pixels across a page: to be looked at, and 200 a printed inch."""
LARGE = (900, 760)


class Prepared(NamedTuple):
    pages: PrintedPages
    images: tuple[QImage, ...]


def has_printer() -> bool:
    return bool(QPrinterInfo.availablePrinterNames())


class Printing(QObject):
    """The prints of one page of the window."""

    def __init__(
        self,
        owner: QWidget,
        context: PageContext,
        printer: Callable[[], QPrinter] = QPrinter,
        can_print: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(owner)
        self._owner, self._context = owner, context
        self.make_printer, self.can_print = printer, can_print or has_printer

    def records(self, ids: Sequence[str]) -> None:
        self._prepare(partial(_records, ids=tuple(ids), language=window_language()))

    def list(self, request: ListRequest) -> None:
        self._prepare(partial(_list, request=request))

    def analysis(self, query: Query, marked: Mapping[str, tuple[str, ...]]) -> None:
        language = window_language()
        self._prepare(partial(_analysis, query=query, language=language, marked=marked))

    def _prepare(self, make: Callable[..., Prepared]) -> None:
        if not self.can_print():
            said = tr("No printer is set up on this computer: save a PDF or export a file instead.")
            self._context.warned.emit(said)
            return
        working = tr("Making the pages")
        self._context.serve(_made, make, working=working, then=self._show, owner=self)

    def _show(self, prepared: Prepared) -> None:
        withheld = left_out(prepared.pages.withheld)
        if withheld:
            self._context.told.emit(withheld)
        PrintPreview(self._owner, self._context, self.make_printer(), prepared).open()


class PrintPreview(QPrintPreviewDialog):
    """Lives until its pages are printed."""

    def __init__(
        self, owner: QWidget, context: PageContext, printer: QPrinter, prepared: Prepared
    ) -> None:
        super().__init__(printer, owner)
        self.pages, self._images = prepared
        self._context, self._printer = context, printer
        self._is_asked = False
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setFullPage(True)
        printer.setDocName(self.pages.title)
        self.setWindowTitle(tr("Print: {name}", name=self.pages.title))
        self.resize(QSize(scaled(LARGE[0]), scaled(LARGE[1])).boundedTo(owner.window().size()))
        self.paintRequested.connect(self._on_paint)
        self.finished.connect(lambda _result: self._leave_unless_asked())

    def _on_paint(self, printer: QPrinter) -> None:
        """For the preview, or for the printer: then nothing is drawn before it is logged."""
        engine = printer.paintEngine()
        if engine is not None and engine.type() == QPaintEngine.Type.Picture:
            draw(printer, self._images)
        elif not self._is_asked:
            self._is_asked = True
            self._context.serve(
                _for_paper,
                self.pages,
                then=self._on_logged,
                failed=self._on_failed,
                owner=self,
            )

    def _on_logged(self, pictures: tuple[bytes, ...]) -> None:
        first, last = self._printer.fromPage() or 1, self._printer.toPage() or len(pictures)
        if draw(self._printer, pictures[first - 1 : last]):
            count = plural("{count} page printed.", "{count} pages printed.", last - first + 1)
            self._context.told.emit(count)
        else:
            self._context.warned.emit(tr("The printer did not take the pages."))
        self.deleteLater()

    def _on_failed(self, error: BaseException) -> None:
        self._context.failed.emit(error)
        self.deleteLater()

    def _leave_unless_asked(self) -> None:
        if not self._is_asked:
            self.deleteLater()


def draw(printer: QPrinter, pages: Sequence[QImage | bytes]) -> bool:
    """Each on a sheet of its own, as large as that is; False where the printer takes none."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for number, page in enumerate(pages):
        if number:
            printer.newPage()
        image = QImage.fromData(page) if isinstance(page, bytes) else page
        sheet = printer.pageLayout().fullRectPixels(printer.resolution())
        size = image.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(sheet.topLeft(), size)
        place.moveCenter(sheet.center())
        painter.drawImage(place, image)
    return painter.end()


# --- in the worker


def _made(session: Session, make: Callable[..., Prepared], progress: Progress) -> Prepared:
    return make(session, progress=progress)


def _records(session: Session, ids: tuple[str, ...], language: str, progress: Progress) -> Prepared:
    from rilo_desktop.services.submissions import record_pages

    request = record_pages.PagesRequest(ids, language, withhold=True)
    return _prepared(session, record_pages.made(session, request, progress))


def _list(session: Session, request: ListRequest, progress: Progress) -> Prepared:
    from rilo_desktop.services.submissions import table_pages

    return _prepared(session, table_pages.of_list(session, request, progress))


def _analysis(
    session: Session,
    query: Query,
    language: str,
    marked: Mapping[str, tuple[str, ...]],
    progress: Progress,
) -> Prepared:
    from rilo_desktop.services.submissions import table_pages

    made = table_pages.of_analysis(session, query, language, marked, progress)
    return _prepared(session, made)


def _prepared(session: Session, pages: PrintedPages) -> Prepared:
    from rilo_desktop.services.submissions import printed_pages

    images = page_images(printed_pages.pictures(session, pages, ON_SCREEN))
    small = QImage.Format.Format_RGB16
    return Prepared(pages, tuple(image.convertToFormat(small) for image in images))


def _for_paper(session: Session, pages: PrintedPages) -> tuple[bytes, ...]:
    from rilo_desktop.services.submissions import printed_pages

    return printed_pages.printed(session, pages, ON_PAPER)
