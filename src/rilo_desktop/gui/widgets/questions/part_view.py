"""One part of a form: its questions, groups and repeats. Rows are made while the window goes on.

Those beside the question that is gone to come first, then what follows it, then what stands before
it. A question that is not asked has no row until it is asked. What appears or falls away does not
move the question that has the focus.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QLayout, QVBoxLayout, QWidget

from rilo_desktop.language import base_direction
from rilo_desktop.questions.answer_tree import AnswerNode
from rilo_desktop.questions.checks import problems_of
from rilo_desktop.questions.definition import (
    ANSWERED,
    Item,
    ItemType,
    runs_in,
    text_in,
    title_in,
)
from rilo_desktop.questions.form_state import Changes, FormState
from rilo_desktop.questions.markup import Runs, words_of

from ...concurrency.incremental import IncrementalBuilder
from ...i18n import mirrored, plural, tr, words
from ...theme import scaled
from ...theme.tokens import MEDIUM, SECTION, SEMIBOLD, SMALL
from ..buttons import button
from ..labels import Label
from ..layouts import (
    Column,
    Scroller,
    TabAnchor,
    column,
    discard,
    hbox,
    lay_out,
    takes_focus,
    vbox,
)
from .answer_words import words_of_node
from .parts import Part, marks_required, nodes_of, questions_in
from .picture_input import AnswerPictures
from .question_row import NUMBER, QuestionRow, problem_text

if TYPE_CHECKING:
    from rilo_desktop.services.records.form_offers import Offers

UNFOLDED = 3
"""So many lines of a repeat are open when the part is shown; of more, none."""
BESIDE = 8
"""So many rows on either side of the one that is gone to are made at once: a page of them."""
SHEET = 16
"""So many items stand in one layout: all of it is gone through for each row that comes."""
APART = 8
"""Below each row, unscaled; there is a line to say what is wrong besides."""
_Waiting = tuple[QVBoxLayout, AnswerNode]
"""A place, and what comes there."""


class Box(QWidget):
    """Widgets below each other that come and go: the content of a part, group or line."""

    def __init__(self, indent: int = 0, mirrored: bool = False) -> None:
        super().__init__()
        self.box = Column(self)
        left, right = (0, scaled(indent)) if mirrored else (scaled(indent), 0)
        self.box.setContentsMargins(left, 0, right, 0)
        self.box.setSpacing(0)


class PartView(QWidget):
    """`answered(node)`: the officer changed an answer; `added(parent, item)` and `removed(node)`:
    a line of a repeat is wanted or to go. The owner changes the state and calls `show_changes`.
    """

    answered = Signal(object)
    completed = Signal()
    """Every question that is asked has its row."""
    added = Signal(object, object)
    removed = Signal(object)
    remarked = Signal(object, str)
    """A node, and the remark on it."""
    left = Signal(object)
    """The keyboard left the line of a repeat that this question lies in."""

    def __init__(
        self,
        state: FormState,
        part: Part,
        numbers: Mapping[int, str],
        remarks: Mapping[AnswerNode, str],
        pictures: AnswerPictures,
        tabs: TabAnchor,
    ) -> None:
        """`remarks`: on answers, read as rows are made."""
        super().__init__()
        self._tabs, self._pictures = tabs, pictures
        self.state, self.part = state, part
        self.mirrored = _is_mirrored(part, state.language)
        ways = Qt.LayoutDirection
        self.setLayoutDirection(ways.RightToLeft if self.mirrored else ways.LeftToRight)
        self._numbers, self._remarks = numbers, remarks
        self._marks_required = marks_required(state.definition)
        self.rows: dict[AnswerNode, QuestionRow] = {}
        self._shown: dict[AnswerNode, QWidget] = {}
        """Groups and notes."""
        self._notes: dict[AnswerNode, _Note] = {}
        self._places: dict[AnswerNode, QVBoxLayout] = {}
        """Of what is not asked yet: where it goes."""
        self._repeats: dict[tuple[AnswerNode, str], RepeatBox] = {}
        self._waiting: list[_Waiting] = []
        """In the order of the form."""
        self._next = 0
        """Which of them is made next."""
        self._is_ordered = False
        """Does Tab go from top to bottom?"""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)
        self._top = Box()
        column(self._top, into=self)
        self._slices = IncrementalBuilder(self, self._make_one, self._without_jump)
        self._slices.completed.connect(lay_out)
        self._slices.completed.connect(self.completed)
        self._wait(self._fill(self._top, part.items, None))
        self._slices.make_next()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.is_complete and not self._is_ordered:
            self._order_tabs()
        self._slices.start()

    @property
    def is_complete(self) -> bool:
        return self._slices.complete

    def go_to(self, node: AnswerNode) -> QWidget | None:
        """Give a question the focus, or the first of a line, which is unfolded. A note comes into
        sight. None: it is not here.
        """
        if node.is_repeat:
            self._unfold(node)
            node = next(self._asked([node]), node)
        self._reach(node)
        row, note = self.rows.get(node), self._notes.get(node)
        if row is not None:
            row.take_focus()
        if (found := row or note) is not None:
            self._bring(found)
        return found

    def asked(self) -> Iterator[AnswerNode]:
        """The questions that are asked and in no folded line, in the order of the form."""
        return self._asked(nodes_of(self.state, self.part))

    def _asked(self, nodes: Iterable[AnswerNode]) -> Iterator[AnswerNode]:
        for node in nodes:
            if not node.is_relevant or (node.is_repeat and self._is_folded(node)):
                continue
            if node.item is not None and node.item.type in ANSWERED:
                yield node
            for inner in node.children.values():
                yield from self._asked(inner)

    def first_stop(self) -> QWidget | None:
        """Where Tab comes to first: a question, the head of a folded line, a button."""
        all_of_it = _in_order(self._top.layout())
        return next((one for one in all_of_it if takes_focus(one) and one.isVisibleTo(self)), None)

    def _bring(self, row: QWidget) -> None:
        """Into sight in the page that scrolls around."""
        lay_out()
        scroller = _scroller_of(self)
        if scroller is not None:
            scroller.bring_place_into_sight(row, row.rect())

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        was_in = [row for row in self.rows.values() if before and row.isAncestorOf(before)]
        for row in self.rows.values():
            is_in_use = now is not None and row.isAncestorOf(now)
            if is_in_use or row in was_in:
                row.show_in_use(is_in_use)
        for row in was_in:
            line = _line_of(row)
            if line is not None and now is not None and not line.isAncestorOf(now):
                self.left.emit(row.node)

    # --- making

    def _fill(self, into: Box, items: Iterable[Item], parent: AnswerNode | None) -> list[_Waiting]:
        """Keep a place for each item; what waits to be made there."""
        found = []
        above = parent or self.state.root
        shown = [item for item in items if item.type is not ItemType.CALCULATE]
        for at in range(0, len(shown), SHEET):
            sheet = Box()
            into.box.addWidget(sheet)
            for item in shown[at : at + SHEET]:
                if item.type is ItemType.REPEAT:
                    self._add_repeat(sheet, above, item)
                else:
                    place = QVBoxLayout()
                    sheet.box.addLayout(place)
                    found.append((place, above.children[item.name][0]))
        into.box.addStretch(0)
        return found

    def _wait(self, entries: list[_Waiting]) -> None:
        """These, which follow each other, are made next."""
        if entries:
            self._next = self._behind(entries[0][1])
            self._waiting[self._next : self._next] = entries

    def _behind(self, node: AnswerNode) -> int:
        """Where in what waits begins what follows a node."""
        return bisect_right(self._waiting, _order(node), key=lambda entry: _order(entry[1]))

    def _reach(self, node: AnswerNode) -> None:
        """Unfold the lines that a node lies in; make what it lies in, it, and what is beside it."""
        for one in reversed([*_upwards(node)]):
            at = self._behind(one) - 1
            if one.is_repeat:
                self._unfold(one)
            elif at >= 0 and self._waiting[at][1] is one:
                self._next = at
                self._slices.make_next()
        at = self._behind(node)
        self._next = max(0, at - BESIDE)
        for _ in range(at - self._next + BESIDE):
            self._slices.make_next()

    def focusNextPrevChild(self, onwards: bool) -> bool:
        """Tab finds what is beside the question also while rows are still made."""
        focus = QApplication.focusWidget()
        row = next((one for one in self.rows.values() if focus and one.isAncestorOf(focus)), None)
        if row is not None:
            self._make_neighbour(row.node, onwards)
        if not self._is_ordered:
            self._order_tabs()
        return super().focusNextPrevChild(onwards)

    def _make_neighbour(self, node: AnswerNode, onwards: bool) -> None:
        while True:
            at = self._behind(node)
            side = range(at, len(self._waiting)) if onwards else range(at - 1, -1, -1)
            found = next((n for n in side if self._waiting[n][1].is_relevant), None)
            if found is None:
                return
            _, there = self._waiting[found]
            self._next = found
            self._slices.make_next()
            if there.item is None or there.item.type is not ItemType.GROUP:
                return

    def _make_one(self) -> bool:
        if self._waiting:
            self._next %= len(self._waiting)
            place, node = self._waiting.pop(self._next)
            if node.is_relevant:
                made = self._made(node)
                if not isinstance(made, Box):  # what is in it has room below it
                    made.setContentsMargins(0, 0, 0, scaled(APART))
                place.addWidget(made)
                made.setVisible(True)
                self._is_ordered = False
            else:
                self._places[node] = place
        if not self._waiting and not self._is_ordered:
            self._order_tabs()
        return bool(self._waiting)

    def _made(self, node: AnswerNode) -> QWidget:
        item = node.item
        assert item is not None
        if item.type is ItemType.GROUP:
            return self._group(node, item)
        if item.type is ItemType.NOTE:
            made = self._shown[node] = self._notes[node] = _Note(self.state, node, item)
            return made
        number = self._numbers.get(id(item), "")
        is_marked = self._marks_required
        row = QuestionRow(self.state, node, number, self._pictures, marks_required=is_marked)
        row.changed.connect(lambda: self.answered.emit(node))
        row.remarked.connect(lambda remark: self.remarked.emit(node, remark))
        if node in self._remarks:
            row.show_remark(self._remarks[node])
        self.rows[node] = row
        return row

    def _group(self, node: AnswerNode, item: Item) -> QWidget:
        made = Box()
        is_part = node.parent is self.state.root
        words = self.words_of(node, item)
        if words:
            head = Label(size=SECTION if is_part else SMALL, weight=SEMIBOLD, wrap=True)
            head.show_runs(words)
            head.setContentsMargins(0, 0, 0, scaled(APART))
            made.box.addWidget(head)
        self._shown[node] = made
        self._wait(self._fill(made, item.children, node))
        return made

    def _add_repeat(self, into: Box, parent: AnswerNode, item: Item) -> None:
        """In its place first: a widget without a parent would be shown as a window."""
        made = RepeatBox(self, parent, item)
        self._repeats[(parent, item.name)] = made
        made.setContentsMargins(0, 0, 0, scaled(APART))
        into.box.addWidget(made)
        made.show_lines()

    def line(self, node: AnswerNode, into: Box) -> None:
        """The questions of a line of a repeat."""
        assert node.item is not None
        self._wait(self._fill(into, node.item.children, node))
        self._slices.begin_again()
        if self.isVisible():
            self._slices.make_next()

    def forget(self, node: AnswerNode) -> None:
        """A line of a repeat that is not there any more."""
        gone = {node, *node.walk()}
        self._waiting = [each for each in self._waiting if each[1] not in gone]
        for each in gone:
            self.rows.pop(each, None)
            self._shown.pop(each, None)
            self._notes.pop(each, None)
            self._places.pop(each, None)
        for key in [key for key in self._repeats if key[0] in gone]:
            del self._repeats[key]

    def _unfold(self, node: AnswerNode) -> None:
        assert node.parent is not None
        box = self._repeats.get((node.parent, node.name))
        if box is not None:
            box.unfold(node)

    def _is_folded(self, node: AnswerNode) -> bool:
        assert node.parent is not None
        box = self._repeats.get((node.parent, node.name))
        return box.is_folded(node) if box is not None else _is_long(node.parent.children[node.name])

    def words_of(self, node: AnswerNode, item: Item) -> Runs:
        return self.state.formatted(node, runs_in(item.label, self.state.language))

    def _order_tabs(self) -> None:
        """What stands below the part may be made already."""
        if self._tabs.window() is self.window():  # it is in its place
            self._is_ordered = True
            self._tabs.lead_to(_in_order(self._top.layout()))

    # --- changes

    def show_changes(self, changes: Changes) -> None:
        """The state changed: questions appear, fall away, or say something else."""
        with self._without_jump():
            for node in changes.structure:
                for (parent, _), box in list(self._repeats.items()):
                    if parent is node:
                        box.show_lines()
            for node in changes.relevance:
                self._show_relevance(node)
            for node in changes.checks | changes.values | changes.wording:
                self._refresh(node)
            for box in list(self._repeats.values()):
                box.refresh()
            self._slices.begin_again()
            self._slices.make_next()

    def show_offers(self, found: Mapping[str, Offers]) -> None:
        """By path: what may answer the questions, below each of them."""
        lay_out()
        with self._without_jump():
            for row in self.rows.values():
                if row.node.path in found and row.offers is None:
                    row.show_offers(found[row.node.path])
        self._order_tabs()

    @contextmanager
    def _without_jump(self) -> Iterator[None]:
        """What comes or goes above the question that has the focus leaves it where it is."""
        anchor = QApplication.focusWidget()
        before = self._height_of(anchor)
        yield
        lay_out()
        if self._has(anchor):
            _keep_in_place(self, self._height_of(anchor) - before)

    def _has(self, widget: QWidget | None) -> bool:
        return widget is not None and self.isAncestorOf(widget)

    def _height_of(self, widget: QWidget | None) -> int:
        """How far below the top of the part it stands."""
        if widget is None or not self.isAncestorOf(widget):
            return 0
        return widget.mapTo(self, QPoint()).y()

    def _show_relevance(self, node: AnswerNode) -> None:
        widget = self.rows.get(node) or self._shown.get(node)
        if widget is not None:
            widget.setVisible(node.is_relevant)
        elif node.is_relevant and node in self._places:
            self._wait([(self._places.pop(node), node)])

    def _refresh(self, node: AnswerNode) -> None:
        row = self.rows.get(node)
        if row is not None:
            row.refresh()
        elif node in self._notes:
            self._notes[node].refresh()


class _Note(QWidget):
    """The text of a note; below it why nothing is sent as long as it stands."""

    def __init__(self, state: FormState, node: AnswerNode, item: Item) -> None:
        super().__init__()
        self._state, self._node, self._item = state, node, item
        self._label = Label("", tone="text2", wrap=True)
        self.stop = Label("", SMALL, tone="danger", wrap=True)
        hbox(NUMBER, (vbox(self._label, self.stop, gap=4), 1), into=self)
        self.refresh()

    def refresh(self) -> None:
        language = self._state.language
        runs = self._state.formatted(self._node, runs_in(self._item.label, language))
        found = [problem_text(one, language) for one in problems_of(self._state, self._node)]
        self._label.show_runs(runs)
        self._label.tone("danger" if found else "text2")
        said = next(iter(found), "")
        self.stop.setText(said)
        self.stop.setVisible(said not in ("", words_of(runs)))


class RepeatBox(QWidget):
    """A repeat: its title, its lines, and the button for another one."""

    def __init__(self, view: PartView, parent: AnswerNode, item: Item) -> None:
        super().__init__()
        self._view, self._parent, self._item = view, parent, item
        self._lines: dict[AnswerNode, _Line] = {}
        self._box = Box()
        self._title = title_in(item.label, view.state.language)
        self._add = button(
            tr("Add: {what}", what=self._title) if self._title else tr("Add line"),
            lambda: view.added.emit(parent, item),
            "secondary",
            "plus",
            high=28,
        )
        head = Label(size=SMALL, weight=SEMIBOLD, wrap=True)
        head.show_runs(view.words_of(parent, item))
        if not self._title:
            head.hide()
        head.setContentsMargins(0, 0, 0, scaled(APART))
        column(head, self._box, hbox(self._add, None), into=self)

    def show_lines(self) -> None:
        """The lines as they are in the state now."""
        nodes = self._parent.children[self._item.name]
        for gone in [node for node in self._lines if node not in nodes]:
            self._view.forget(gone)
            discard(self._lines.pop(gone))
        for node in nodes:
            if node not in self._lines:
                line = _Line(self._view, node, self._title, is_open=not _is_long(nodes))
                self._lines[node] = line
                self._box.box.addWidget(line)
                line.setVisible(True)
        self.refresh()

    def refresh(self) -> None:
        state = self._view.state
        element = state.form.by_item[id(self._item)]
        self.setVisible(state.repeat_is_relevant(self._parent, self._item))
        is_counted = "repeat_count" in element.expressions
        self._add.setVisible(not is_counted)
        nodes = self._parent.children[self._item.name]
        may_go = not is_counted or len(nodes) > state.wanted_instances(element, self._parent)
        for number, node in enumerate(nodes, start=1):
            if node in self._lines:
                self._lines[node].show_head(number, may_go=may_go)

    def unfold(self, node: AnswerNode) -> None:
        if node in self._lines:
            self._lines[node].open()

    def is_folded(self, node: AnswerNode) -> bool:
        return node not in self._lines or self._lines[node].is_folded


def _is_shown(node: AnswerNode) -> bool:
    """Is it asked, or computed to be read? A key that the form computes has no label."""
    return node.item is not None and bool(node.item.type in ANSWERED or node.item.label)


class _Line(QWidget):
    """One line of a repeat: its head folds it."""

    def __init__(self, view: PartView, node: AnswerNode, title: str, *, is_open: bool) -> None:
        super().__init__()
        self._view, self._node, self._title = view, node, title
        self._content: Box | None = None
        self._fold = button("", self._toggle, "ghost", "chevron-right")
        self._remove = button(
            "", lambda: view.removed.emit(node), "ghost", "trash", tr("Remove this line")
        )
        self._count = Label("", SMALL, MEDIUM, "text3")
        head = hbox(self._fold, None, self._count, self._remove, gap=8, margins=(0, 0, 0, APART))
        self._layout = column(head, into=self)
        if is_open:
            self.open()

    def show_head(self, number: int, *, may_go: bool) -> None:
        named_by = (each for each in self._node.questions() if each.text and _is_shown(each))
        first = next(map(self._said, named_by), "")
        named = f"{self._title} {number}" if self._title else tr("Line {number}", number=number)
        if first:
            named = words().labelled(named, first)
        self._fold.setText(named.replace("&", "&&"))
        self._fold.setAccessibleName(named)
        self._remove.setVisible(may_go)
        self._remove.setAccessibleName(tr("Remove: {what}", what=named))
        answered = sum(1 for each in self._node.questions() if each.is_answered)
        self._count.setText(plural("{count} answer", "{count} answers", answered))

    def _said(self, node: AnswerNode) -> str:
        """The answer as it is shown: the label of a choice, not its code."""
        return words_of_node(self._view.state, node, node.text)

    def open(self) -> None:
        if self._content is None:
            self._content = Box(indent=20, mirrored=self._view.mirrored)
            self._layout.addWidget(self._content)
            self._content.setVisible(True)
            self._view.line(self._node, self._content)
        self._show(True)

    @property
    def is_folded(self) -> bool:
        return self._content is None or self._content.isHidden()

    def _toggle(self) -> None:
        if self._content is None:
            self.open()
        else:
            self._show(self.is_folded)

    def _show(self, is_open: bool) -> None:
        assert self._content is not None
        self._content.setVisible(is_open)
        self._fold.setProperty("glyph", "chevron-down" if is_open else "chevron-right")
        # an open line is reached by its questions; its head would be a stop where typing is lost
        stop = Qt.FocusPolicy.ClickFocus if is_open else Qt.FocusPolicy.StrongFocus
        self._fold.setFocusPolicy(stop)
        self._fold.update()


def _is_mirrored(part: Part, language: str) -> bool:
    """Do most of its questions run from right to left? The form has a language of its own."""
    labels = [text_in(item.label, language) for item in questions_in(part.items)]
    turned = sum(base_direction(label) == "rtl" for label in labels if label)
    return 2 * turned > sum(map(bool, labels)) if any(labels) else mirrored()


def _upwards(node: AnswerNode) -> Iterator[AnswerNode]:
    """It, and what it lies in; not the root."""
    while node.parent is not None:
        yield node
        node = node.parent


def _order(node: AnswerNode) -> list[tuple[int, int]]:
    """What comes first in the form is less; what lies in a node comes behind it."""
    steps = [
        ([*one.parent.children].index(one.name), one.instance)
        for one in _upwards(node)
        if one.parent is not None
    ]
    return steps[::-1]


def _is_long(lines: list[AnswerNode]) -> bool:
    return len(lines) > UNFOLDED


def _in_order(layout: QLayout | None) -> Iterator[QWidget]:
    """Rows and buttons from top to bottom, as the layouts hold them."""
    for number in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(number) if layout is not None else None
        widget = item.widget() if item is not None else None
        if widget is None:
            yield from _in_order(item.layout() if item is not None else None)
        elif isinstance(widget, QuestionRow) or widget.layout() is None:
            yield widget
        else:
            yield from _in_order(widget.layout())


def _keep_in_place(view: QWidget, moved: int) -> None:
    """Scroll by what came or went above the question that has the focus."""
    scroller = _scroller_of(view)
    if moved and scroller is not None:
        bar = scroller.verticalScrollBar()
        bar.setValue(bar.value() + moved)


def _line_of(row: QWidget) -> _Line | None:
    at = row.parentWidget()
    while at is not None and not isinstance(at, _Line):
        at = at.parentWidget()
    return at


def _scroller_of(view: QWidget) -> Scroller | None:
    at = view.parentWidget()
    while at is not None and not isinstance(at, Scroller):
        at = at.parentWidget()
    return at
