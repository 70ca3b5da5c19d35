"""What narrows the selection: words, years, and one code of each column that is offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from rilo_desktop.analysis.results import Filters, Offered
from rilo_desktop.language import N_, NC_

from ...i18n import numbers, tr
from ...theme import scaled
from ...widgets.accessible_names import name_input
from ...widgets.buttons import button
from ...widgets.choice_box import ChoiceBox
from ...widgets.labels import Label
from ...widgets.layouts import FlowLayout
from ...widgets.search_box import SearchBox

CASES: Mapping[str, tuple[str, str]] = {
    "date.year": ("", ""),
    "enforcement_area": (N_("Enforcement area"), N_("All areas")),
    "office_code": (N_("Office concerned"), N_("All offices")),
    "conveyance": (N_("Means of transport"), N_("All transport")),
    "commodity": (N_("Commodity"), N_("All goods")),
}
PLAN: Mapping[str, tuple[str, str]] = {
    "due.year": ("", ""),
    "progress": (N_("Status"), N_("Any status")),
    "origin_type": (N_("Origin"), N_("Any origin")),
    "priority": (N_("Priority"), N_("Any priority")),
}
"""Column -> name of its box, and what it says while everything is shown; years have two boxes."""
_HIGH = 30


class FilterBar(QWidget):
    """`changed()`: the words or filters are others now."""

    changed = Signal()

    def __init__(self, columns: Mapping[str, tuple[str, str]]) -> None:
        super().__init__()
        self.search = SearchBox(tr(NC_("verb", "Search")))
        self.search.setFixedWidth(scaled(176))
        self.search.searched.connect(lambda _words: self.changed.emit())
        self._years = next(name for name, words in columns.items() if not words[0])
        self.first = self._box(tr("From year"), tr("From year"), 7)
        self.last = self._box(tr("To year"), tr("To year"), 7)
        self.boxes = {
            name: self._box(tr(label), tr(everything), 9)
            for name, (label, everything) in columns.items()
            if label
        }
        self.clear_button = button(tr("Clear"), self.clear, "link", name=tr("Clear the filters"))
        flow = FlowLayout(self, gap=8)
        for widget in (self.search, self.first, self.last, *self.boxes.values()):
            flow.addWidget(widget)
        flow.addWidget(self.clear_button)
        self.clear_button.hide()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _box(self, name: str, everything: str, least: int) -> ChoiceBox:
        made = ChoiceBox()
        made.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(max(least, len(everything) - 2))
        made.addItem(everything, None)
        label = Label(name)  # not seen: what stands in the box says it; a screen reader needs it
        label.setParent(self)
        label.hide()
        name_input(made, name, buddy=label)
        made.activated.connect(lambda _at: self._on_chosen())
        return made

    @property
    def words(self) -> str:
        return self.search.text().strip()

    @property
    def filters(self) -> Filters:
        """Column -> codes; years as every year between the two."""
        chosen = {
            name: (box.currentData(),)
            for name, box in self.boxes.items()
            if box.currentData() is not None
        }
        years = self._chosen_years()
        return {self._years: years, **chosen} if years else chosen

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.filters)

    def _chosen_years(self) -> tuple[str, ...]:
        first, last = self.first.currentData(), self.last.currentData()
        if first is None and last is None:
            return ()
        every = [self.first.itemData(at) for at in range(1, self.first.count())]
        return tuple(y for y in every if (first or "") <= y <= (last or "9999"))

    def offer(self, offered: Mapping[str, Sequence[Offered]]) -> None:
        """Offer these codes; what is chosen stays chosen."""
        years = offered.get(self._years, ())
        _fill(self.first, [(one.code, one.code) for one in years])
        _fill(self.last, [(one.code, one.code) for one in years])
        for name, box in self.boxes.items():
            _fill(box, [(one.code, _with_count(one)) for one in offered.get(name, ())])

    def clear(self) -> None:
        blocker = QSignalBlocker(self.search)
        self.search.clear()
        blocker.unblock()
        for box in (self.first, self.last, *self.boxes.values()):
            box.setCurrentIndex(0)
        self._on_chosen()
        self.search.setFocus()

    def _on_chosen(self) -> None:
        first, last = self.first.currentData(), self.last.currentData()
        if first is not None and last is not None and first > last:
            other = self.last if self.sender() is self.first else self.first
            other.setCurrentIndex(0)
        self.changed.emit()

    def show_narrowed(self) -> None:
        self.clear_button.setVisible(self.is_narrowed)


def _with_count(one: Offered) -> str:
    return tr("{label} ({count})", label=one.label, count=numbers().number(one.count))


def _fill(box: ChoiceBox, entries: Sequence[tuple[str, str]]) -> None:
    kept = box.currentData()
    with QSignalBlocker(box):
        while box.count() > 1:
            box.removeItem(1)
        for code, label in entries:
            box.addItem(label, code)
        box.setCurrentIndex(max(0, box.findData(kept)) if kept is not None else 0)
    view = box.view()
    wide = max((box.fontMetrics().horizontalAdvance(label) for _, label in entries), default=0)
    view.setMinimumWidth(wide + scaled(40))
