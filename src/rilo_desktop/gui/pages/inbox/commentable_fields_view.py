"""The fields of a record as its reader sees them, each with the comment that is pinned to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView

from rilo_desktop.records import FieldSpec, Record, fields_of, own_fields

from ...i18n import tr
from ...itemviews import FLAT, STRETCH, Cell, Icon, ListModel, ListView, Row, RowContext, Text
from ...theme.tokens import BODY, MEDIUM, REGULAR, SMALL
from ...widgets.diff_text import shown_value
from ...widgets.validation_view import where
from ...widgets.value_formatting import NameOf, is_empty

LONGEST = 1_200
"""Characters of a value that are shown; who needs all of it opens the record."""


@dataclass(frozen=True)
class CommentableField:
    """`path`: "title", "goods.2" or "goods.2.unit"; `label` says it in words."""

    path: str
    label: str
    value: str
    comment: str = ""

    @property
    def spoken(self) -> str:
        said = f"{self.label}: {self.value or tr('empty')}"
        return f"{said}. {tr('Comment')}: {self.comment}" if self.comment else said


def places_of(
    record: Record, name_of: NameOf, comments: Mapping[str, str]
) -> tuple[CommentableField, ...]:
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


def whole_fields(record: Record, name_of: NameOf) -> tuple[CommentableField, ...]:
    """The fields that say something, each with all of its lines."""
    shown = (
        CommentableField(
            name, tr(about.label), _short(shown_value(about, getattr(record, name), name_of))
        )
        for name, about in {**own_fields(type(record)), **fields_of(type(record))}.items()
    )
    return tuple(place for place in shown if place.value)


def _of_field(
    record: Record, name: str, about: FieldSpec, name_of: NameOf
) -> Iterator[CommentableField]:
    value, kind = getattr(record, name), record.kind
    label = where(kind, name) or tr(about.label)
    if about.lines is None or is_empty(value):
        yield CommentableField(name, label, _short(shown_value(about, value, name_of)))
        return
    for number, line in enumerate(value, 1):
        path = f"{name}.{number}"
        yield CommentableField(path, where(kind, path), "")
        for inner, about_inner in fields_of(about.lines).items():
            said = shown_value(about_inner, getattr(line, inner), name_of)
            if said and not about_inner.office_only:
                yield CommentableField(
                    f"{path}.{inner}", where(kind, f"{path}.{inner}"), _short(said)
                )


def _short(value: str) -> str:
    return value if len(value) <= LONGEST else f"{value[:LONGEST]} …"


def field_row(place: CommentableField, _context: RowContext) -> Row:
    """The name of the field, its value below, and the comment below that."""
    texts = [Text(place.label, (SMALL, MEDIUM), "text2", most=0)]
    is_line = place.path.count(".") == 1
    if place.value or not is_line:
        tone = "text" if place.value else "text3"
        texts.append(Text(place.value or tr("empty"), (BODY, REGULAR), tone, most=0, above=2))
    if place.comment:
        flag = Icon("flag", "warn", 15, 1.9)
        texts.append(Text(place.comment, (BODY, MEDIUM), "warn", most=0, above=4, icon=flag))
    cells = (Cell(tuple(texts), STRETCH, align="top"),)
    return Row(cells, top=6, bottom=7, lead=20, trail=20, style=FLAT, rule=(0, 0))


class CommentableFieldsView(ListView[CommentableField]):
    """`triggered`: a comment on the field is to be written."""

    current = Signal(object)
    """The `Place` that is chosen."""

    def __init__(self) -> None:
        model: ListModel[CommentableField] = ListModel(
            text=lambda place: place.label, spoken=lambda place: place.spoken
        )
        super().__init__(tr("Fields of the record"), model, field_row)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.current_row.connect(self._on_current)

    def show_places(self, places: Sequence[CommentableField]) -> None:
        """With the first chosen that has a comment, else the first."""
        self.rows_model.show_rows(places)
        at = next((n for n, place in enumerate(places) if place.comment), 0)
        if places:
            self.select_row(at)
            self.scrollTo(self.currentIndex())

    def comment(self, text: str) -> None:
        """Pin this to the chosen field; "" takes it away."""
        at = self.currentIndex().row()
        rows = list(self.rows)
        rows[at] = replace(rows[at], comment=text)
        self.change_places(rows)

    def change_places(self, places: Sequence[CommentableField]) -> None:
        """Other words at the same fields."""
        self.rows_model.change_rows(places)
        self.scheduleDelayedItemsLayout()

    def _on_current(self, at: int) -> None:
        if at >= 0:
            self.current.emit(self.rows[at])
