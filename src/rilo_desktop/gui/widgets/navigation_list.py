"""Places: navigation, facets, the outline of an editor. One tab stop, arrow keys, drawn rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QTimer, Signal

from ..itemviews import STRETCH, Cell, Check, Icon, ListModel, ListView, Row, RowContext, Text
from ..theme import metrics, scaled
from ..theme.painting import Spec
from ..theme.tokens import BODY, CAPTION, MEDIUM, REGULAR, SEMIBOLD, SMALL

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class RowStyle:
    """How a row of one kind is laid out; unscaled pixels.

    `space` stands behind an icon or a box, `bare` before words without one; `drop` moves a heading
    nearer to what is below it. A row that `acts` is pressed; the arrows pass over it.
    """

    high: int
    spec: Spec = (BODY, REGULAR)
    tone: str = "text"
    pads: tuple[int, int] = (2, 2)
    most: int = 1
    icon: int = 15
    space: int = 8
    bare: int = 0
    drop: int = 0
    acts: bool = False


STYLES = {
    "nav": RowStyle(34, icon=18, space=12),
    "part": RowStyle(32, pads=(6, 6), most=2),
    "view": RowStyle(28),
    "head": RowStyle(32, (CAPTION, SEMIBOLD), "text3", drop=4),
    "fold": RowStyle(30, (CAPTION, SEMIBOLD), "text3", (7, 8), most=2, drop=4, acts=True),
    "facet": RowStyle(26, (SMALL, REGULAR), pads=(4, 5), most=4),
    "more": RowStyle(26, (SMALL, REGULAR), "accentText", bare=22, acts=True),
    "page": RowStyle(46, icon=16, space=12),
    "gap": RowStyle(12),
}
INSET = 8
"""Before and behind what a row shows, in unscaled pixels."""


@dataclass(frozen=True)
class NavigationItem:
    """One row. `look` is a key of STYLES; `checked` is None where there is no box."""

    look: str
    text: str = ""
    key: str = ""
    icon: str = ""
    tone: str = ""
    count: str = ""
    checked: bool | None = None
    spoken: str = ""
    """What a screen reader says instead of the text."""
    below: str = ""
    """Said in a second line; it `warns` in amber."""
    warns: bool = False

    @property
    def can_be_chosen(self) -> bool:
        return self.look not in ("head", "gap")

    @property
    def said(self) -> str:
        return self.spoken or " ".join(filter(None, (self.text, self.count, self.below)))


def place_row(place: NavigationItem, context: RowContext) -> Row:
    style = STYLES[place.look]
    if place.look == "gap":
        return Row((), style.high, ground="")
    is_chosen = context.is_selected and place.checked is None and not style.acts
    lead = _lead(place, style, is_chosen)
    is_rail = context.width < scaled(60)
    if is_rail:
        cells: tuple[Cell, ...] = (Cell((), STRETCH), lead, Cell((), STRETCH))
    else:
        space = style.space if lead.content else style.bare
        texts = (_words(place, style, is_chosen), *_below(place))
        words = Cell(texts, STRETCH, space, drop=style.drop)
        count = _count(place, style, is_chosen)
        cells = (lead, words, *count) if lead.content else (words, *count)
    ground = "navsel" if is_chosen else "hover" if context.is_hovered else ""
    return Row(
        cells,
        style.high,
        *style.pads,
        lead=0 if is_rail else INSET,
        trail=0 if is_rail else INSET,
        ground=ground if place.can_be_chosen else "",
        below=2 if place.icon and place.look != "fold" else 0,
    )


def _lead(place: NavigationItem, style: RowStyle, is_chosen: bool) -> Cell:
    if place.icon and place.look != "fold":
        tone = place.tone or ("accentText" if is_chosen else "text2")
        return Cell(Icon(place.icon, tone, style.icon, 1.7))
    return Cell(Check(place.checked, 14)) if place.checked is not None else Cell(())


def _words(place: NavigationItem, style: RowStyle, is_chosen: bool) -> Text:
    size, weight = style.spec[:2]
    if place.checked:
        weight = MEDIUM
    elif is_chosen:
        weight = SEMIBOLD
    return Text(place.text, (size, weight), style.tone, style.most)


def _below(place: NavigationItem) -> tuple[Text, ...]:
    tone = "warn" if place.warns else "text2"
    return (Text(place.below, (CAPTION, REGULAR), tone),) if place.below else ()


def _count(place: NavigationItem, style: RowStyle, is_chosen: bool) -> tuple[Cell, ...]:
    """What stands at the end: a count, or the chevron of what opens and closes."""
    if place.look == "fold":
        return (Cell(Icon(place.icon, "text3", 14), before=6, drop=style.drop),)
    if not place.count:
        return ()
    tone = "text2" if is_chosen else "text3"
    if place.look == "part":
        tone = place.tone or "text3"
    return (Cell((Text(place.count, (SMALL, REGULAR, True), tone),), before=6),)


class NavigationList(ListView[NavigationItem]):
    """`chosen(key)` when a place becomes the current one or is asked for again, `toggled(key)`."""

    chosen = Signal(str)
    taken = Signal(str)
    """By a click, Enter or the space bar, after `chosen`: one wants to be there."""
    toggled = Signal(str)

    def __init__(self, name: str, places: Sequence[NavigationItem] = ()) -> None:
        model: ListModel[NavigationItem] = ListModel(
            text=lambda place: place.text,
            spoken=lambda place: place.said,
            tip=lambda place: place.text,
            check=lambda place: place.checked,
            enabled=lambda place: place.can_be_chosen,
        )
        super().__init__(name, model, place_row)
        self._marking = False
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.activated.connect(self._choose)
        self.show_places(places)

    def show_places(self, places: Sequence[NavigationItem]) -> None:
        """Show these, and keep the current place where it is still there.

        The view begins anew only where the rows are others. Where the keyboard is elsewhere, what
        stood at its top does not scroll away: the current place may be further down by now.
        """
        at = self.current_key()
        is_at_top = not self.hasFocus() and self.verticalScrollBar().value() == 0
        self._marking = True
        is_same = [place.key for place in places] == [place.key for place in self.rows]
        (self.rows_model.change_rows if is_same else self.rows_model.show_rows)(places)
        if any(place.checked is not None for place in places):
            self.scheduleDelayedItemsLayout()  # a checked label is bolder, and may break
        self._marking = False
        self.mark(at)
        if is_at_top:
            self.scrollToTop()

    def width_for_labels(self, count: str = "9") -> int:
        """The width at which no label is cut, with room for a count behind each.

        It follows the words, not the counts of the moment: those come and go while one writes.
        """
        font = metrics(BODY, SEMIBOLD)
        around = metrics(SMALL, REGULAR, True).horizontalAdvance(count) + scaled(14) + 2
        return max(
            (
                scaled(INSET + style.icon + style.space)
                + font.horizontalAdvance(place.text)
                + around
                for place in self.rows
                if place.look in ("nav", "part") and (style := STYLES[place.look])
            ),
            default=0,
        )

    def current_key(self) -> str:
        return self.current_entry.key if self.current_entry is not None else ""

    def mark(self, key: str) -> None:
        """Make a place the current one without saying so."""
        rows = [n for n, place in enumerate(self.rows) if place.key == key]
        row = rows[0] if key and rows else self._first()
        if row is not None and row != self.currentIndex().row():
            self._marking = True
            self.select_row(row)
            self._marking = False

    def _first(self) -> int | None:
        able = (n for n, place in enumerate(self.rows) if place.can_be_chosen)
        return next(able, None)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._marking and self.hasFocus():
            place = self.rows[current.row()]
            if place.checked is None:
                self.chosen.emit(place.key)

    def _on_selection(self) -> None:
        if not self._marking:
            QTimer.singleShot(0, self, self._follow)

    def _follow(self) -> None:
        """A screen reader selects without making current; mouse and keys do both."""
        for index in self.selectedIndexes():
            if index != self.currentIndex():
                self.setCurrentIndex(index)
                self._on_clicked(index)

    def press(self, row: NavigationItem) -> None:
        if row.checked is not None:
            self.toggled.emit(row.key)
        else:
            self.chosen.emit(row.key)
            self.taken.emit(row.key)

    def _choose(self, index: Index) -> None:
        place = self.rows[index.row()]
        if place.checked is None:
            self.chosen.emit(place.key)
