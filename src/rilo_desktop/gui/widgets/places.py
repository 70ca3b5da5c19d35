"""Places: navigation, facets, the outline of an editor. One tab stop, arrow keys, drawn rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QTimer, Signal

from ..itemviews import STRETCH, Cell, Check, Icon, ListModel, ListView, Row, RowContext, Text
from ..theme import metrics, scaled
from ..theme.tokens import BODY, CAPTION, MEDIUM, REGULAR, SEMIBOLD, SMALL

Index = QModelIndex | QPersistentModelIndex
HEIGHTS = {
    "nav": 34,
    "head": 32,
    "fold": 30,
    "view": 28,
    "facet": 26,
    "more": 26,
    "gap": 22,
    "part": 32,
}
_PRESSED = frozenset({"fold", "more"})
"""Looks that do something only when they are pressed, not when the arrows pass over them."""

_SPACES, _BARE = {"nav": 12}, {"more": 22}
"""Look -> unscaled pixels behind an icon or a box, and before words without one."""
_PADS = {"facet": (4, 5), "fold": (7, 8)}
"""Above and below words that may break into two lines."""
_DROPS = {"head": 4, "fold": 4}
"""A heading stands nearer to what is below it."""
_LEADS = {"nav": 38, "part": 31}
"""Look -> unscaled pixels before its words, where an icon stands before them."""


@dataclass(frozen=True)
class Place:
    """One row. `look` is a key of HEIGHTS; `checked` is None where there is no box."""

    look: str
    text: str = ""
    key: str = ""
    icon: str = ""
    tone: str = ""
    count: str = ""
    checked: bool | None = None
    spoken: str = ""
    """What a screen reader says instead of the text."""

    @property
    def can_be_chosen(self) -> bool:
        return self.look not in ("head", "gap")

    @property
    def said(self) -> str:
        return self.spoken or f"{self.text} {self.count}".strip()


def place_row(place: Place, context: RowContext) -> Row:
    if place.look == "gap":
        return Row((), HEIGHTS["gap"], ground="")
    has_icon = bool(place.icon) and place.look != "fold"
    is_marked = place.checked is None and place.look not in _PRESSED
    is_chosen = context.is_selected and is_marked
    lead = _lead(place, is_chosen)
    is_rail = context.width < scaled(60)
    cells: tuple[Cell, ...] = (Cell((), STRETCH), lead, Cell((), STRETCH)) if is_rail else ()
    if not is_rail:
        space = _SPACES.get(place.look, 8) if lead.content else _BARE.get(place.look, 0)
        cells = (
            *((lead,) if lead.content else ()),
            Cell((_words(place, is_chosen),), STRETCH, space, drop=_DROPS.get(place.look, 0)),
            *_count(place, is_chosen),
        )
    ground = "navsel" if is_chosen else "hover" if context.is_hovered else ""
    return Row(
        cells,
        HEIGHTS[place.look],
        *_PADS.get(place.look, (2, 2)),
        lead=0 if is_rail else 8,
        trail=0 if is_rail else 6 if place.look == "fold" else 8,
        ground=ground if place.can_be_chosen else "",
        below=2 if has_icon else 0,
    )


def _lead(place: Place, is_chosen: bool) -> Cell:
    if place.icon and place.look != "fold":
        tone = place.tone or ("accentText" if is_chosen else "text2")
        return Cell(Icon(place.icon, tone, 18 if place.look == "nav" else 15, 1.7))
    return Cell(Check(place.checked, 14)) if place.checked is not None else Cell(())


def _words(place: Place, is_chosen: bool) -> Text:
    """A filter's label and a heading that folds may break into two lines."""
    if place.look in ("head", "fold"):
        return Text(place.text, (CAPTION, SEMIBOLD), "text3", most=2 if place.look == "fold" else 1)
    if place.look == "more":
        return Text(place.text, (SMALL, REGULAR), "accentText")
    if place.checked is not None:
        return Text(place.text, (SMALL, MEDIUM if place.checked else REGULAR), most=2)
    return Text(place.text, (BODY, SEMIBOLD if is_chosen else REGULAR))


def _count(place: Place, is_chosen: bool) -> tuple[Cell, ...]:
    """What stands at the end: a count, or the chevron of what opens and closes."""
    if place.look == "fold":
        return (Cell(Icon(place.icon, "text3", 14), before=8, drop=_DROPS["fold"]),)
    if not place.count:
        return ()
    tone = "text2" if is_chosen else "text3"
    if place.look == "part":
        tone = place.tone or "text3"
    return (Cell((Text(place.count, (SMALL, REGULAR, True), tone),), before=6),)


class PlacesView(ListView[Place]):
    """`chosen(key)` when a place becomes the current one or is asked for again, `toggled(key)`."""

    chosen = Signal(str)
    toggled = Signal(str)

    def __init__(self, name: str, places: Sequence[Place] = ()) -> None:
        model: ListModel[Place] = ListModel(
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

    def show_places(self, places: Sequence[Place]) -> None:
        """Show these, and keep the current place where it is still there.

        The view begins anew only where the rows are others.
        """
        at = self.current_key()
        self._marking = True
        is_same = [place.key for place in places] == [place.key for place in self.rows]
        (self.rows_model.change_rows if is_same else self.rows_model.show_rows)(places)
        if any(place.checked is not None for place in places):
            self.scheduleDelayedItemsLayout()  # a checked label is bolder, and may break
        self._marking = False
        self.mark(at)

    def width_for_labels(self, count: str = "9") -> int:
        """The width at which no label is cut, with room for a count behind each.

        It follows the words, not the counts of the moment: those come and go while one writes.
        """
        font = metrics(BODY, SEMIBOLD)
        around = metrics(SMALL, REGULAR, True).horizontalAdvance(count) + scaled(14) + 2
        return max(
            (
                scaled(_LEADS[place.look]) + font.horizontalAdvance(place.text) + around
                for place in self.rows
                if place.look in _LEADS
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

    def press(self, row: Place) -> None:
        if row.checked is not None:
            self.toggled.emit(row.key)
        else:
            self.chosen.emit(row.key)

    def _choose(self, index: Index) -> None:
        place = self.rows[index.row()]
        if place.checked is None:
            self.chosen.emit(place.key)
