"""Places: navigation, facets, the outline of an editor. One tab stop, arrow keys, drawn rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

from ..theme import draw_line, draw_ring, glyph, metrics, on_text_size, rounded, scaled
from ..theme.style import draw_check
from ..theme.tokens import BODY, CAPTION, MEDIUM, REGULAR, SEMIBOLD, SMALL
from .drawn_list import DrawnList, Index, RowsModel

_State = QStyle.StateFlag

HEIGHTS = {
    "nav": 34,
    "head": 32,
    "fold": 30,
    "view": 28,
    "facet": 26,
    "more": 26,
    "gap": 12,
    "part": 32,
}
_PRESSED = frozenset({"fold", "more"})
"""Looks that do something only when they are pressed, not when the arrows pass over them."""

_BROKEN = {"facet": (44, (SMALL, MEDIUM)), "fold": (22, (CAPTION, SEMIBOLD))}
"""Looks whose words may break once -> unscaled pixels beside their words, and their type."""

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


class PlacesModel(RowsModel[Place]):
    def text(self, row: Place) -> str:
        return row.text

    def spoken(self, row: Place) -> str:
        return row.spoken or f"{row.text} {row.count}".strip()

    def hint(self, row: Place) -> str:
        return row.text

    def check(self, row: Place) -> bool | None:
        return row.checked

    def is_able(self, row: Place) -> bool:
        return row.can_be_chosen

    def show_places(self, places: Sequence[Place]) -> None:
        """Change words where the rows stay the same, and begin anew only where they do not."""
        same = [place.key for place in places] == [place.key for place in self.rows]
        (self.change_rows if same else self.show_rows)(places)


class PlaceDelegate(QStyledItemDelegate):
    def sizeHint(self, option: Any, index: Index) -> QSize:
        place = index.model().rows[index.row()]  # type: ignore[attr-defined]
        high = max(scaled(HEIGHTS[place.look]), metrics().height() + 4)
        if place.look in _BROKEN and option.widget is not None:
            lead, spec = _BROKEN[place.look]
            width = option.widget.viewport().width() - scaled(lead) - _count_wide(place)
            lines = _two_lines(place.text, width, spec)
            high += (len(lines) - 1) * metrics(*spec).height()
        return QSize(40, high)

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        place: Place = index.model().rows[index.row()]  # type: ignore[attr-defined]
        if place.look == "gap":
            return
        _PlacePainting(painter, option, place).paint()


def _count_wide(place: Place) -> int:
    if place.look == "fold":
        return scaled(14)
    return metrics(SMALL, REGULAR, True).horizontalAdvance(place.count) + 1 if place.count else -6


@lru_cache(2048)
def _two_lines(text: str, width: int, spec: tuple[int, int]) -> tuple[str, ...]:
    """A label that has no room in one line, broken between words; the rest is cut short."""
    measure = metrics(*spec)
    width -= 2  # what is drawn is a little wider than it is measured
    if measure.horizontalAdvance(text) <= width or " " not in text:
        return (text,)
    words = text.split(" ")
    first = words.pop(0)
    while words and measure.horizontalAdvance(f"{first} {words[0]}") <= width:
        first = f"{first} {words.pop(0)}"
    return (first, " ".join(words)) if words else (first,)


on_text_size(_two_lines.cache_clear)


class _PlacePainting:
    """Paints one row from its leading edge to its trailing one."""

    def __init__(self, painter: QPainter, option: Any, place: Place) -> None:
        self.painter, self.option, self.place = painter, option, place
        self.mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        nav = place.icon and place.look != "fold"
        self.rect: QRect = option.rect.adjusted(0, 0, 0, -2 if nav else 0)
        self.narrow = self.rect.width() < scaled(60)
        marked = place.checked is None and place.look not in _PRESSED
        self.chosen = bool(option.state & _State.State_Selected) and marked

    def at(self, x: float, width: float) -> float:
        rect = self.rect
        return rect.right() + 1 - x - width if self.mirrored else rect.x() + x

    def middle(self, height: float) -> float:
        return self.rect.y() + (self.rect.height() - height) / 2

    def paint(self) -> None:
        place, hot = self.place, self.option.state & _State.State_MouseOver
        if place.can_be_chosen and (self.chosen or hot):
            rounded(self.painter, self.rect, 6, "navsel" if self.chosen else "hover")
        draw_ring(self.painter, self.option, self.rect)
        x = self._lead()
        if self.narrow:
            return
        wide = self._count()
        spec, tone = self._words()
        width = int(self.rect.width() - x - wide - scaled(14))
        lines = _two_lines(place.text, width, spec) if place.look in _BROKEN else (place.text,)
        high = metrics(*spec).height()
        y = self.middle(high * len(lines))
        if place.look in ("head", "fold"):
            y += scaled(4)
        for line in lines:
            draw_line(self.painter, self.at(x, width), y, width, line, spec, tone, self.mirrored)
            y += high

    def _lead(self) -> float:
        place = self.place
        if place.look == "fold":
            self._chevron()
            return scaled(8)
        if place.icon:
            size = scaled(18 if place.look == "nav" else 15)
            x = (self.rect.width() - size) / 2 if self.narrow else scaled(8)
            tone = place.tone or ("accentText" if self.chosen else "text2")
            glyph(
                self.painter,
                place.icon,
                self.at(x, size),
                self.middle(size),
                size,
                tone,
                self.mirrored,
                stroke=1.7,
            )
            return x + size + scaled(12 if place.look == "nav" else 8)
        if place.checked is not None:
            size = scaled(14)
            state = _State.State_On if place.checked else _State.State_Off
            box = QRect(int(self.at(scaled(8), size)), int(self.middle(size)), size, size)
            draw_check(self.painter, box, state)
            return scaled(30)
        return scaled(30 if place.look == "more" else 8)

    def _chevron(self) -> None:
        """At the trailing end of what opens and closes."""
        size = scaled(14)
        x = self.at(self.rect.width() - size - scaled(6), size)
        y = self.middle(size) + scaled(4)
        glyph(self.painter, self.place.icon, x, y, size, "text3", self.mirrored)

    def _count(self) -> float:
        place = self.place
        if place.look == "fold":
            return scaled(14)
        wide = _count_wide(place)
        if not place.count:
            return wide
        spec = (SMALL, REGULAR, True)
        part_tone = place.tone or "text3"
        tone = part_tone if place.look == "part" else "text2" if self.chosen else "text3"
        x = self.at(self.rect.width() - wide - scaled(8), wide)
        y = self.middle(metrics(*spec).height())
        draw_line(self.painter, x, y, wide + 1, place.count, spec, tone)
        return wide

    def _words(self) -> tuple[tuple[int, int], str]:
        if self.place.look in ("head", "fold"):
            return (CAPTION, SEMIBOLD), "text3"
        if self.place.look == "more":
            return (SMALL, REGULAR), "accentText"
        if self.place.checked is not None:
            return (SMALL, MEDIUM if self.place.checked else REGULAR), "text"
        return (BODY, SEMIBOLD if self.chosen else REGULAR), "text"


class PlacesView(DrawnList[Place]):
    """`chosen(key)` when a place becomes the current one or is asked for again, `toggled(key)`."""

    chosen = Signal(str)
    toggled = Signal(str)

    def __init__(self, name: str, places: Sequence[Place] = ()) -> None:
        self._model = PlacesModel()
        super().__init__(name, self._model, PlaceDelegate())
        self._marking = False
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.activated.connect(self._choose)
        self.show_places(places)

    def show_places(self, places: Sequence[Place]) -> None:
        """Show these, and keep the current place where it is still there."""
        at = self.current_key()
        self._marking = True
        self._model.show_places(places)
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
            self.setCurrentIndex(self._model.index(row))
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
