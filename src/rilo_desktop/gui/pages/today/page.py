"""Today: what waits for this officer, one step from the work, and what is due in the year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QMenu, QSizePolicy, QWidget

from rilo_desktop.language import N_, NC_
from rilo_desktop.presentation.record_type import RecordTypeSpec
from rilo_desktop.presentation.registry import RECORD_TYPES, record_type
from rilo_desktop.records import Obligation, Submission
from rilo_desktop.services.deferred import one_record, today

from ...commands import belongs
from ...context import PageContext
from ...i18n import tr, window_language
from ...routing import COMMENTS, IMPORT, Route
from ...theme import icon, scaled
from ...theme.tokens import DISPLAY, SECTION, SEMIBOLD
from ...widgets.buttons import button
from ...widgets.empty_page import Beginning, BeginningRow
from ...widgets.labels import Label
from ...widgets.layouts import Card, Panel, Scroller, hbox, vbox
from .messages import Line, due_lines, heading, key_of, lines, summary
from .rows import INSET, LinesView
from .year_strip import YearStrip

if TYPE_CHECKING:
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.records.today import Today

MARGIN, SIDE = 32, 304
BESIDE_FROM = 860
"""Width of the page from which the due papers stand at the side."""
SUBMISSION = Submission.kind.code
BEGUN = tuple(spec for spec in RECORD_TYPES if spec.on_today)
"""Record types that "New" begins."""


class TodayPage(Panel):
    def __init__(self, context: PageContext) -> None:
        super().__init__("surface")
        self._context = context
        self.today: Today | None = None
        self._blocks: Mapping[str, int] = {}
        self._unfolded: frozenset[str] = frozenset()
        self.title = Label("", DISPLAY, SEMIBOLD)
        self.summary = Label("", tone="text2", wrap=True)
        self.new = button(
            tr(NC_("button: begin something", "New")),
            self._show_menu,
            "primary",
            "plus",
            keys="Ctrl+N",
            high=32,
        )
        self.menu = self._menu()
        self.year = YearStrip()
        self.waiting = LinesView(tr("Waiting"))
        self.due = LinesView(tr("Due from the office"), leads=False, lead=66)
        self.clear = _Clear(context)
        self._scroller = Scroller(self._content())
        vbox((self._scroller, 1), into=self)
        for view in (self.waiting, self.due):
            view.opened.connect(self._open)
            view.moved.connect(lambda place, view=view: self._keep_in_sight(view, place))
        context.changes.happened.connect(self._on_changes)
        belongs(self, N_("On the page Today"))

    def _content(self) -> QWidget:
        words = vbox(self.title, 2, self.summary)
        head = hbox((words, 1), 16, self.new, margins=(MARGIN, 0, MARGIN, 0))
        head.layout().setAlignment(self.new, Qt.AlignmentFlag.AlignTop)  # type: ignore[union-attr]
        year = hbox((self.year, 1), margins=(MARGIN, 0, MARGIN, 0))
        self._gaps = _edge(), _edge()
        after_main, before_side = self._gaps
        main = hbox(_edge(), (vbox(self.waiting, self.clear, None), 1), after_main)
        self._side = hbox(before_side, (vbox(self.due, None), 1), _edge())
        self._columns = QWidget()
        box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._columns)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(scaled(28))
        box.addWidget(main, 1)
        box.addWidget(self._side)
        self._box = box
        return vbox(28, head, 24, year, 28, self._columns, 24, None)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(tr(NC_("button: begin something", "New")))
        for spec in BEGUN:
            action = menu.addAction(tr(spec.kind.label))
            action.triggered.connect(
                lambda _c=False, k=spec.code: self._context.go(Route(k, new=True))
            )
        action = menu.addAction(tr("Submission"))
        action.triggered.connect(lambda _c=False: self._context.go(Route(SUBMISSION)))
        action = menu.addAction(tr("Import tables"))
        action.triggered.connect(lambda _c=False: self._context.go(Route(IMPORT)))
        action = menu.addAction(tr("Save a template for an import"))
        action.triggered.connect(lambda _c=False: self._context.go(Route(IMPORT, new=True)))
        return menu

    def arrive(self, destination: Route) -> None:  # noqa: ARG002
        """Asked again each time: the day may have changed."""
        self._ask()

    def take_focus(self) -> None:
        if self.clear.isVisibleTo(self):
            self.clear.take_focus()
        else:
            self.waiting.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changes(self, _changes: Changes) -> None:
        if self.isVisible():
            self._ask()

    def _ask(self) -> None:
        self._context.serve(
            today.overview, window_language(), then=self._show, owner=self, turn="today"
        )

    def _show(self, today: Today) -> None:
        had_focus = self.waiting.hasFocus() or self.clear.has_focus()
        first = self.today is None
        self.today = today
        self.title.setText(heading(today.day))
        self.summary.setText(summary(today))
        self.year.show_today(today)
        self._show_lines()
        self._side.setVisible(bool(today.obliged))
        self.year.setVisible(bool(today.obliged))
        self.clear.show_state(today.is_new)
        self.clear.setVisible(not today.entries)
        self.waiting.setVisible(bool(today.entries))
        if self.isVisible() and (had_focus or first):
            self.take_focus()
        self._ask_what_blocks(today)

    def _ask_what_blocks(self, today: Today) -> None:
        """The rules take longer than all the rest: they are asked when the page stands."""
        from rilo_desktop.services.records import today as service

        drafts = [entry.id for entry in today.because(service.Why.DRAFT)]
        if drafts:
            self._context.serve(
                one_record.blocked,
                drafts,
                then=self._show_what_blocks,
                owner=self,
                turn="blocked",
                later=True,
            )

    def _show_what_blocks(self, blocks: Mapping[str, int]) -> None:
        self._blocks = blocks
        self._show_lines()

    def _show_lines(self) -> None:
        assert self.today is not None
        self.waiting.show_lines(tuple(lines(self.today, self._unfolded, self._blocks)))
        self.due.show_lines(tuple(due_lines(self.today, self._unfolded)))

    def _open(self, line: Line) -> None:
        assert self.today is not None
        if line.look == "more":
            self._unfold(line.key)
        elif line.look == "due":
            obliged = next(o for o in self.today.obliged if o.id == line.key)
            if obliged.submission:
                self._context.go(Route(SUBMISSION, new=True, kind=obliged.submission))
            else:
                self._context.go(Route(Obligation.kind.code, record=obliged.id))
        else:
            entry = next(e for e in self.today.entries if key_of(e) == line.key)
            page = IMPORT if entry.why.value == "rows_wait" else entry.kind
            part = COMMENTS if entry.why.value == "comments" else ""
            self._context.go(Route(page, record=entry.id, kind=part))

    def _unfold(self, key: str) -> None:
        if key.startswith("list "):
            self._context.go(Route(key.removeprefix("list ")))
            return
        self._unfolded |= {key}
        self._show_lines()

    def _show_menu(self) -> None:
        """Below the button, at its trailing end."""
        glyphs = (
            *(spec.icon for spec in BEGUN),
            record_type(SUBMISSION).icon,
            "file-import",
            "download",
        )
        for action, glyph in zip(self.menu.actions(), glyphs, strict=True):
            action.setIcon(icon(glyph, "text2"))
        at = self.new.mapToGlobal(QPoint(0, self.new.height() + scaled(4)))
        if self.layoutDirection() == Qt.LayoutDirection.LeftToRight:
            at -= QPoint(self.menu.sizeHint().width() - self.new.width(), 0)
        self.menu.setActiveAction(self.menu.actions()[0])
        self.menu.popup(at)

    def _keep_in_sight(self, view: LinesView, place: QRect) -> None:
        content = self._scroller.widget()
        assert content is not None
        top = view.viewport().mapTo(content, place.topLeft()).y()
        bar = self._scroller.verticalScrollBar()
        if place.top() <= scaled(48) and view is self.waiting:
            bar.setValue(0)  # the date and the year belong to the first row
        elif top < bar.value():
            bar.setValue(top - scaled(48))
        elif top + place.height() > bar.value() + self._scroller.viewport().height():
            bar.setValue(top + place.height() - self._scroller.viewport().height() + scaled(16))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= scaled(BESIDE_FROM)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._box.setDirection(way)
        for edge in self._gaps:
            edge.setVisible(not beside)
        if beside:
            self._side.setFixedWidth(scaled(SIDE + MARGIN - INSET))
        else:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)


def _edge() -> QWidget:
    """The margin of the page beside rows, whose ground stands out into it."""
    made = QWidget()
    made.setFixedWidth(scaled(MARGIN - INSET))
    return made


def _beginning(spec: RecordTypeSpec, context: PageContext) -> Beginning:
    step = spec.first_step
    assert step is not None
    there = Route(spec.code, new=step.begins)
    return Beginning(tr(step.title), tr(step.about), spec.icon, lambda: context.go(there))


class _Clear(QWidget):
    """Nothing waits: said in one sentence, with the ways to begin where nobody has begun yet."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._title = Label("", SECTION, SEMIBOLD)
        self._about = Label("", tone="text2", wrap=True)
        bring = Beginning(
            tr("Import tables"),
            tr("Nothing is written until you have seen what would change."),
            "file-import",
            lambda: context.go(Route(IMPORT)),
        )
        steps = [_beginning(spec, context) for spec in RECORD_TYPES if spec.first_step]
        self.rows = [BeginningRow(one) for one in (*steps[:1], bring, *steps[1:])]
        self._card = Card(radius=8)
        self._card.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        vbox(*self.rows, into=self._card)
        vbox(
            self._title,
            4,
            self._about,
            16,
            hbox(self._card, None),
            margins=(INSET, 0, 0, 0),
            into=self,
        )
        self.hide()

    def show_state(self, is_new: bool) -> None:
        if is_new:
            self._title.setText(tr("The office is ready"))
            self._about.setText(tr("Choose how to begin. What waits for you will be shown here."))
        else:
            self._title.setText(tr("Nothing waits for you"))
            self._about.setText(
                tr("What is late, to be reviewed, returned or unfinished will be shown here.")
            )
        self._card.setVisible(is_new)

    def take_focus(self) -> None:
        if self._card.isVisibleTo(self):
            self.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def has_focus(self) -> bool:
        return any(row.hasFocus() for row in self.rows)
