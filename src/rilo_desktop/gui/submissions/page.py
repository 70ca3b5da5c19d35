"""The page that sends: three steps, each of them one question."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ..desk import Desk
from ..destination import Destination
from ..texts import plural, tr
from ..theme import colour, draw_line, font, metrics, rounded, scaled
from ..theme.tokens import BODY, CAPTION, HEADER, REGULAR, SEMIBOLD, SMALL, TITLE
from ..widgets.boxes import Card, Panel, column, row
from ..widgets.buttons import button
from ..widgets.words import Label
from .check import CheckPage
from .choose import ChoosePage
from .types import TYPES

if TYPE_CHECKING:
    from rilo_desktop.services.changes import Changes
    from rilo_desktop.services.release import Exported
    from rilo_desktop.services.submit import Order, Submitted


class SubmissionPage(QWidget):
    """`made(path)` when a PDF was written."""

    made = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.choose = ChoosePage()
        self.check = CheckPage(desk)
        self.done = _DonePage()
        self.steps = _Steps([tr("Choose"), tr("Check"), tr("Done")])
        self._stale = False
        self._pages = QStackedWidget()
        for page in (self.choose, self.check, self.done):
            self._pages.addWidget(page)
        head = Panel("surface", "b", height=HEADER)
        title = Label(tr("New submission"), TITLE, SEMIBOLD)
        row(title, None, margins=(20, 0, 16, 0), into=head)
        column(head, self.steps, (self._pages, 1), into=self)
        self.choose.chosen.connect(self._on_chosen)
        self.check.went_back.connect(lambda: self._step(0))
        self.check.wanted.connect(self._make)
        self.check.record_wanted.connect(
            lambda kind, record, path: desk.go(Destination(kind, record, path))
        )
        desk.counted.connect(self._show_counts)
        self._show_counts()
        self.done.again.clicked.connect(lambda: self._step(0))
        desk.changes.happened.connect(self._on_changes)

    def _show_counts(self) -> None:
        self.choose.show_counts(self._desk.counts)

    def arrive(self, destination: Destination) -> None:
        """Where the officer left it."""

    def take_focus(self) -> None:
        at = self._pages.currentIndex()
        if at == 0:
            checked = next(r for r in self.choose.rows if r.isChecked())
            checked.setFocus(Qt.FocusReason.OtherFocusReason)
        elif at == 1:
            if self._stale:
                self._stale = False
                self.check.again()
            self.check.records.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.done.open.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, at: int) -> None:
        self._pages.setCurrentIndex(at)
        self.steps.show_step(at)
        self.take_focus()

    def _on_chosen(self, order: Order) -> None:
        label = next(made_of.label for made_of in TYPES if made_of.code == order.type)
        self._stale = False
        self.check.begin(order, tr(label))
        self._step(1)

    def _on_changes(self, changes: Changes) -> None:
        if self._pages.currentIndex() == 1 and self.choose.type.kind in changes.kinds:
            self._stale = True

    def _make(self, order: Order, path: Path) -> None:
        self._desk.ask(
            self._desk.office.send_out,
            order,
            path,
            then=self._on_made,
            failed=self._on_failed,
            owner=self,
        )

    def _on_made(self, answer: tuple[Submitted, Exported | None]) -> None:
        submitted, exported = answer
        self.check.wait(False)
        self.done.show_result(submitted, exported)
        self._step(2)
        self._desk.announce(submitted.changes)
        if exported is not None:
            self.made.emit(exported.path)

    def _on_failed(self, error: BaseException) -> None:
        self.check.wait(False)
        self._desk.failed.emit(error)


class _DonePage(Panel):
    """Where the PDF is, or who must approve first."""

    def __init__(self) -> None:
        super().__init__("canvas")
        self._path = Path()
        self.title = Label("", TITLE, SEMIBOLD, wrap=True)
        self.where = Label("", wrap=True, leading=False)
        self.where.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.facts = Label("", SMALL, tone="text2", wrap=True, leading=False)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.open = button(tr("Open the PDF"), self._open_file, "primary", "external-link")
        self.folder = button(tr("Show its folder"), self._open_folder, "secondary")
        self.again = button(tr("Another submission"), None, "ghost", "plus")
        self.where.setAccessibleName(tr("Where the PDF is"))
        card = Card()
        card.setFixedWidth(scaled(560))
        column(
            self.title,
            10,
            self.where,
            8,
            self.facts,
            20,
            row(self.open, self.folder, None, self.again, gap=8),
            margins=(28, 24, 28, 24),
            into=card,
        )
        column(None, row(None, card, None), None, None, into=self)

    def show_result(self, submitted: Submitted, exported: Exported | None) -> None:
        made: Any = submitted.submission
        for part in (self.open, self.folder):
            part.setVisible(exported is not None)
        if exported is None:
            waits = ", ".join(submitted.waits_for)
            self.title.setText(tr("{reference} waits for approval", reference=made.reference))
            self.where.setText(
                tr(
                    "Another officer must approve it: {officers}.",
                    officers=waits or tr("nobody yet"),
                )
            )
            self.facts.setText(tr("The PDF can be made once it is released."))
            return
        self._path = exported.path
        self.title.setText(tr("{reference} is ready", reference=made.reference))
        self.where.setText(str(exported.path))
        pages = plural("{count} page", "{count} pages", exported.pages)
        self.facts.setText(tr("{pages} · SHA-256 {sum}", pages=pages, sum=exported.sha256))

    def _open_file(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))


class _Steps(Panel):
    """Where it stands: numbered steps, the current one filled."""

    def __init__(self, names: list[str]) -> None:
        super().__init__("canvas", "b", height=48)
        self._names, self._at = names, 0
        self.setAccessibleName(names[0])

    def show_step(self, at: int) -> None:
        self._at = at
        self.setAccessibleName(
            tr("Step {at} of {all}: {name}", at=at + 1, all=len(self._names), name=self._names[at])
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x, dot = scaled(20), scaled(20)
        for number, name in enumerate(self._names):
            here, past = number == self._at, number < self._at
            left = self.width() - x - dot if mirrored else x
            y = (self.height() - dot) / 2
            place = QRectF(left, y, dot, dot)
            ground = "accent" if here else "accentSoft" if past else ""
            edge = "" if here else "accentText" if past else "line2"
            rounded(painter, place, dot / 2, ground, edge)
            painter.setFont(font(CAPTION, SEMIBOLD))
            painter.setPen(colour("onaccent" if here else "accentText" if past else "text2"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "✓" if past else str(number + 1))
            spec = (BODY, SEMIBOLD if here else REGULAR)
            wide = metrics(*spec).horizontalAdvance(name) + 2
            x += dot + scaled(8)
            left = self.width() - x - wide if mirrored else x
            y = (self.height() - metrics(*spec).height()) / 2
            draw_line(painter, left, y, wide, name, spec, "text" if here else "text2", mirrored)
            x += wide + scaled(12)
            if number + 1 < len(self._names):
                left = self.width() - x - scaled(28) if mirrored else x
                painter.fillRect(QRectF(left, self.height() / 2, scaled(28), 1), colour("line2"))
                x += scaled(28) + scaled(12)
