"""The fields of a record as its reader sees them, each with the comment that is pinned to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate

from rilo_desktop.records import About, Record, fields_of, own_fields

from ..editor.judged import where
from ..editor.shown_changes import shown_value
from ..texts import tr
from ..theme import draw_ground, draw_ring, draw_words, glyph, metrics, scaled
from ..theme.paint import Spec
from ..theme.tokens import BODY, MEDIUM, REGULAR, SMALL
from ..values import NameOf, is_empty
from ..widgets.drawn_list import DrawnList, Index, RowsModel

LONGEST = 1_200
"""Characters of a value that are shown; who needs all of it opens the record."""
LEAD = 20
_WRAP = int(Qt.TextFlag.TextWordWrap.value)


@dataclass(frozen=True)
class Place:
    """`path`: "title", "goods.2" or "goods.2.unit"; `label` says it in words."""

    path: str
    label: str
    value: str
    comment: str = ""


def places_of(record: Record, name_of: NameOf, comments: Mapping[str, str]) -> tuple[Place, ...]:
    """Every field that may leave an office, empty ones too: what is missing is asked for there.

    The kind's own come first, the head that all kinds share last.
    """
    own, described = own_fields(type(record)), fields_of(type(record))
    return tuple(
        replace(place, comment=comments.get(place.path, ""))
        for name, about in {**own, **described}.items()
        if not about.office_only and name != "archived"
        for place in _of_field(record, name, about, name_of)
    )


def whole_fields(record: Record, name_of: NameOf) -> tuple[Place, ...]:
    """The fields that say something, each with all of its lines."""
    shown = (
        Place(name, tr(about.label), _short(shown_value(about, getattr(record, name), name_of)))
        for name, about in {**own_fields(type(record)), **fields_of(type(record))}.items()
    )
    return tuple(place for place in shown if place.value)


def _of_field(record: Record, name: str, about: About, name_of: NameOf) -> Iterator[Place]:
    value, kind = getattr(record, name), record.kind
    label = where(kind, name) or tr(about.label)
    if about.lines is None or is_empty(value):
        yield Place(name, label, _short(shown_value(about, value, name_of)))
        return
    for number, line in enumerate(value, 1):
        path = f"{name}.{number}"
        yield Place(path, where(kind, path), "")
        for inner, about_inner in fields_of(about.lines).items():
            said = shown_value(about_inner, getattr(line, inner), name_of)
            if said and not about_inner.office_only:
                yield Place(f"{path}.{inner}", where(kind, f"{path}.{inner}"), _short(said))


def _short(value: str) -> str:
    return value if len(value) <= LONGEST else f"{value[:LONGEST]} …"


class _Rows(RowsModel[Place]):
    def text(self, row: Place) -> str:
        return row.label

    def spoken(self, row: Place) -> str:
        said = f"{row.label}: {row.value or tr('empty')}"
        return f"{said}. {tr('Comment')}: {row.comment}" if row.comment else said


class _Delegate(QStyledItemDelegate):
    """The name of the field, its value below, and the comment below that."""

    def sizeHint(self, option: Any, index: Index) -> QSize:
        place: Place = index.model().rows[index.row()]  # type: ignore[attr-defined]
        wide = _room(option)
        high = metrics(SMALL, MEDIUM).height() + scaled(15)
        if place.value or not _is_line(place):
            high += _high(place.value or " ", wide, (BODY, REGULAR))
        if place.comment:
            high += _high(place.comment, wide - scaled(22), (BODY, MEDIUM)) + scaled(4)
        return QSize(scaled(100), high)

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        place: Place = index.model().rows[index.row()]  # type: ignore[attr-defined]
        rect, mirrored = option.rect, option.direction == Qt.LayoutDirection.RightToLeft
        draw_ground(painter, option)
        x, wide, y = rect.x() + scaled(LEAD), _room(option), rect.y() + scaled(6)
        y += _words(painter, QRect(x, y, wide, 0), place.label, (SMALL, MEDIUM), "text2", mirrored)
        y += scaled(2)
        if place.value or not _is_line(place):
            said, tone = (place.value, "text") if place.value else (tr("empty"), "text3")
            room = QRect(x, y, wide, 0)
            y += _words(painter, room, said, (BODY, REGULAR), tone, mirrored)
        if place.comment:
            size, y = scaled(15), y + scaled(4)
            at = x + wide - size if mirrored else x
            glyph(painter, "flag", at, y + scaled(2), size, "warn", stroke=1.9)
            room = QRect(x if mirrored else x + scaled(22), y, wide - scaled(22), 0)
            _words(painter, room, place.comment, (BODY, MEDIUM), "warn", mirrored)
        draw_ring(painter, option, rect.adjusted(1, 1, -1, -2), 4)


def _is_line(place: Place) -> bool:
    return place.path.count(".") == 1


def _room(option: Any) -> int:
    view = option.widget
    wide = view.viewport().width() if view is not None else option.rect.width()
    return int(max(scaled(80), wide - scaled(2 * LEAD)))


def _high(text: str, wide: int, spec: Spec) -> int:
    box = QRect(0, 0, wide, 10_000)
    return int(metrics(*spec).boundingRect(box, _WRAP, text).height())


def _words(painter: QPainter, room: QRect, text: str, spec: Spec, tone: str, mirrored: bool) -> int:
    """Their height."""
    high = _high(text, room.width(), spec)
    box = QRect(room.x(), room.y(), room.width(), high)
    draw_words(painter, box, text, spec, tone, mirrored)
    return high


class PlacesView(DrawnList[Place]):
    current = Signal(object)
    """The `Place` that is chosen."""
    asked = Signal()
    """A comment on it is to be written."""

    def __init__(self) -> None:
        super().__init__(tr("Fields of the record"), _Rows(), _Delegate())
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def show_places(self, places: Sequence[Place]) -> None:
        """With the first chosen that has a comment, else the first."""
        self.rows_model.show_rows(places)
        at = next((n for n, place in enumerate(places) if place.comment), 0)
        if places:
            self.setCurrentIndex(self.rows_model.index(at))
            self.scrollTo(self.currentIndex())

    def comment(self, text: str) -> None:
        """Pin this to the chosen field; "" takes it away."""
        at = self.currentIndex().row()
        rows = list(self.rows)
        rows[at] = replace(rows[at], comment=text)
        self.change_places(rows)

    def change_places(self, places: Sequence[Place]) -> None:
        """Other words at the same fields."""
        self.rows_model.change_rows(places)
        self.scheduleDelayedItemsLayout()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if (place := self.row_at(current)) is not None:
            self.current.emit(place)

    def press(self, _row: Place) -> None:
        self.asked.emit()
