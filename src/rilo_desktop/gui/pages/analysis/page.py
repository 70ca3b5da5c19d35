"""Analysis: pictures of the cases that a selection leaves, and the action plan as a timeline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from rilo_desktop.analysis.results import Dashboard, Filters, PictureRow
from rilo_desktop.language import N_
from rilo_desktop.presentation.registry import RECORD_TYPES
from rilo_desktop.records import Office
from rilo_desktop.services.deferred import analysis

from ...commands import FILE, Command, belongs, register
from ...context import PageContext
from ...i18n import plural, tr, window_language
from ...record_commands.printing import PRINT_KEYS, Printing
from ...routing import Route
from ...theme import scaled
from ...theme.tokens import HEADER, MEDIUM, SEMIBOLD, SMALL, TITLE
from ...widgets.buttons import Segments, button
from ...widgets.labels import Label
from ...widgets.layouts import Panel, Scroller, hbox, lay_out, vbox
from . import filters
from .card import PictureCard
from .filters import FilterBar

if TYPE_CHECKING:
    from rilo_desktop.services.records.changes import Changes
    from rilo_desktop.services.records.lists import Query

CASES, PLAN = "cases", "plan"
KINDS = {spec.analysis: spec.code for spec in RECORD_TYPES if spec.analysis}
BESIDE = ("conveyance", "commodity", "area", "detection")
"""Pictures of the narrow column."""
TWO_COLUMNS_FROM = 900
"""Width of the page below which the pictures stand in one column."""
WORDS, PICTURES = 0, 1


class AnalysisPage(QWidget):
    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._is_stale = True
        self._marked: Filters = {}
        self.board: Dashboard | None = None
        self.cards: dict[str, PictureCard] = {}
        belongs(self, N_("In the pictures"))
        self.printing = Printing(self, context)
        printed = tr("Print the figures …")
        register(
            self,
            Command("board.print", printed, PRINT_KEYS, self._print, icon="printer", menu=FILE),
        )
        self.what = Segments(
            [(CASES, tr("Case studies")), (PLAN, tr("Action plan"))], tr("What is shown")
        )
        self.what.setMinimumWidth(scaled(220))
        self.bars = {CASES: FilterBar(filters.CASES), PLAN: FilterBar(filters.PLAN)}
        self.summary = Label("", SMALL, MEDIUM, "text2")
        self.mark = button("", self._unmark, "chip", name=tr("Remove the selection"), high=22)
        self._build()
        self.what.chosen.connect(lambda _key: self._on_what())
        for bar in self.bars.values():
            bar.changed.connect(self._on_filters)
            bar.search.left_downwards.connect(self._to_pictures)
        context.changes.happened.connect(self._on_changes)
        self._on_what()

    def _build(self) -> None:
        head = Panel("surface", "b", height=HEADER)
        title = Label(tr("Analysis"), TITLE, SEMIBOLD)
        hbox(title, None, self.what, margins=(20, 0, 16, 0), into=head)
        tools = Panel("surface", "b")
        found = hbox(self.summary, 8, self.mark, None)
        found.setFixedHeight(scaled(24))
        vbox(*self.bars.values(), 4, found, margins=(20, 10, 16, 6), into=tools)
        self._left, self._right = QWidget(), QWidget()
        vbox(into=self._left, gap=12)
        vbox(into=self._right, gap=12)
        content = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._sides.setContentsMargins(scaled(20), scaled(16), scaled(16), scaled(16))
        self._sides.setSpacing(scaled(12))
        self._sides.addWidget(self._left, 10, Qt.AlignmentFlag.AlignTop)
        self._sides.addWidget(self._right, 18, Qt.AlignmentFlag.AlignTop)
        ground = Panel("canvas")
        self.scroller = Scroller(content)
        vbox((self.scroller, 1), into=ground)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._words_page())
        self._pages.addWidget(ground)
        vbox(head, tools, (self._pages, 1), into=self)
        self.mark.hide()

    def _words_page(self) -> QWidget:
        """Where there is no picture: why, and what to do."""
        page = Panel("canvas")
        self.words = Label("", tone="text2", leading=False, wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.clear = button(tr("Clear search and filters"), self._clear)
        self.begin = button(tr("Go to the list"), self._go_to_list)
        ways = hbox(None, self.clear, self.begin, None, gap=8)
        vbox(None, self.words, 12, ways, None, None, margins=(24, 0, 24, 0), into=page)
        return page

    # --- asking

    @property
    def bar(self) -> FilterBar:
        return self.bars[self.what.key]

    def query(self) -> Query:
        from rilo_desktop.services.records.lists import Query

        return Query(KINDS[self.what.key], self.bar.words, self.bar.filters)

    def _print(self) -> None:
        self.printing.analysis(self.query(), self._marked)

    def refresh(self) -> None:
        self._is_stale = False
        if self.board is None:
            self._show_message(tr("The records are being counted …"))
        self.summary.tone("text3")
        asked, language = self.query(), window_language()
        if self.what.key == CASES:
            self._context.serve(
                analysis.cases,
                asked,
                language,
                self._marked,
                then=self._show,
                owner=self,
                turn="board",
            )
        else:
            self._context.serve(
                analysis.plan, asked, language, then=self._show, owner=self, turn="board"
            )

    def arrive(self, destination: Route) -> None:
        """As it was left, or with the words another page searches for."""
        if destination.words:
            self.bar.search.setText(destination.words)

    def take_focus(self) -> None:
        self.bar.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def _on_changes(self, changes: Changes) -> None:
        if changes.kinds & {*KINDS.values(), Office.kind.code}:
            self._is_stale = True
            if self.isVisible():
                self.refresh()

    def _on_filters(self) -> None:
        self._marked = {}
        self.refresh()

    def _on_what(self) -> None:
        for key, bar in self.bars.items():
            bar.setVisible(key == self.what.key)
        self._marked = {}
        self.board = None
        if self.isVisible():
            self.refresh()

    # --- showing

    def _show(self, board: Dashboard) -> None:
        self.board = board
        self.summary.tone("text2")
        self.summary.setText(board.summary)
        self.bar.offer(board.offered)
        self.bar.show_narrowed()
        self._show_mark()
        if not board.total:
            self._show_empty()
            return
        self._show_cards(board)
        self._pages.setCurrentIndex(PICTURES)

    def _show_cards(self, board: Dashboard) -> None:
        wanted = {picture.key: picture for picture in board.pictures}
        for picture in board.pictures:
            card = self.cards.get(picture.key)
            if card is None:
                self._add(PictureCard(picture))
            else:
                card.show_picture(picture)
        for key, card in self.cards.items():
            card.setVisible(key in wanted)
        self._left.setVisible(any(key in wanted for key in BESIDE))
        lay_out()

    def _add(self, card: PictureCard) -> None:
        side = self._left if card.picture.key in BESIDE else self._right
        box = side.layout()
        assert box is not None
        box.addWidget(card)
        self.cards[card.picture.key] = card
        card.opened.connect(self._open)
        card.marked.connect(self._mark)
        card.copied.connect(self._on_copied)

    def _show_message(self, words: str) -> None:
        self.words.setText(words)
        self.clear.hide()
        self.begin.hide()
        self._pages.setCurrentIndex(WORDS)

    def _show_empty(self) -> None:
        narrowed = self.bar.is_narrowed
        if narrowed:
            self._show_message(tr("No records match these words and filters."))
        else:
            self._show_message(
                tr("There is nothing to count yet. Pictures come with the first records.")
            )
        self.clear.setVisible(narrowed)
        self.begin.setVisible(not narrowed)

    # --- the rows behind

    def row(self, key: str, number: int) -> PictureRow | None:
        """A row of a picture that is shown."""
        rows = self.cards[key].picture.rows if key in self.cards else ()
        return rows[number] if 0 <= number < len(rows) else None

    def _open(self, key: str, number: int) -> None:
        """The list with the records that a figure counts."""
        chosen = self.row(key, number)
        if chosen is None or self.board is None:
            return
        if chosen.record:
            self._context.go(Route(self.board.kind, chosen.record))
            return
        asked = self.query()
        behind = {**asked.filters, **chosen.filters}
        self._context.go(Route(asked.kind, words=asked.words, filters=behind))

    def _mark(self, key: str, number: int) -> None:
        """How much of every figure belongs to this one; once more takes the mark away."""
        chosen = self.row(key, number)
        wanted: Mapping[str, tuple[str, ...]] = chosen.filters if chosen is not None else {}
        self._marked = {} if wanted == self._marked else wanted
        self._mark_words = chosen.spoken if chosen is not None and self._marked else ""
        self.refresh()

    def _unmark(self) -> None:
        self._mark("", -1)

    def _show_mark(self) -> None:
        self.mark.setVisible(bool(self._marked))
        if self._marked:
            text = tr("Marked: {name}", name=self._mark_words)
            self.mark.setText(text.replace("&", "&&"))
            self.mark.setAccessibleName(tr("Remove the selection: {name}", name=self._mark_words))
            self.mark.updateGeometry()

    def _on_copied(self, count: int) -> None:
        told = plural(
            "{count} row is on the clipboard.", "{count} rows are on the clipboard.", count
        )
        self._context.told.emit(told)

    def _clear(self) -> None:
        self.bar.clear()

    def _go_to_list(self) -> None:
        self._context.go(Route(KINDS[self.what.key]))

    def _to_pictures(self) -> None:
        for card in self.cards.values():
            if card.view.isVisible():
                card.view.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= scaled(TWO_COLUMNS_FROM)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._sides.setDirection(way)
