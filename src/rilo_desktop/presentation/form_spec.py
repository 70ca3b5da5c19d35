"""How the form of a record type is laid out: fields beside each other, and grids of lines.

A row is written as names with their shares: "conveyance:3 consignments:2". A name ending in "!"
gets a text area that grows. Fields that no row names follow in rows of their own, so that a new
field of a record is on the form without a line here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rilo_desktop.records import FieldType, RecordType, class_of, fields_of
from rilo_desktop.rules.findings import N_

SHORT = 100
"""Most characters of a text that needs no more than its share of a line."""
LEFT_OUT = frozenset({"archived"})
"""Kept by other pages than the form."""
HANDLING = ("tlp review_date", "caveats!", "internal_note")
NAMED = ("local_ref:4 office_code:5 language:3",)
"""Not what an officer wants first of a record that is looked up."""

_HEAD_LAST = ("tlp", "caveats", "review_date")

Rows = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    field: str
    share: int = 1
    grows: bool = False


Row = tuple[Cell, ...]


@dataclass(frozen=True)
class LinesSpec:
    """How the lines of a class are shown.

    `columns`: (field, share of the width) of the overview, `rows`: the fields below it, in rows.
    Messages: `one` names a line with its {number}, `add` is the button's, `hint` the empty line's.
    """

    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[tuple[str, int], ...], ...]
    one: str
    add: str
    hint: str
    input: str = ""
    """Name of an input of their own ("route", "pictures", "thread"); "": a grid."""


@dataclass(frozen=True)
class ShortForm:
    """The fields that an officer in a hurry fills in, on one screen; the others wait behind More.

    `lines`: class of lines -> columns of their overview, written as those of a form.
    """

    rows: tuple[Row, ...]
    columns: Mapping[type, tuple[tuple[str, int], ...]]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(cell.field for row in self.rows for cell in row)


def short_form(*rows: str, columns: Mapping[type, str]) -> ShortForm:
    """Rows and columns are written as those of a form."""
    return ShortForm(rows_of(rows), {cls: _shares(text) for cls, text in columns.items()})


def lines(
    columns: str,
    *rows: str,
    one: str,
    add: str,
    hint: str = "",
    input: str = "",
) -> LinesSpec:
    """A `LinesSpec` whose columns and rows are written as those of a form."""
    return LinesSpec(_shares(columns), tuple(map(_shares, rows)), one, add, hint, input)


def described_lines(cls: type) -> LinesSpec:
    """Lines that no spec describes: the first fields in a grid, the others below it."""
    names = list(fields_of(cls))
    return LinesSpec(
        columns=tuple((name, 1) for name in names[:4]),
        rows=tuple(((name, 1),) for name in names[4:]),
        one=N_("Line {number}"),
        add=N_("Add line"),
        hint=N_("Type here"),
    )


def arranged(kind: RecordType, form: Mapping[str, Rows]) -> dict[str, tuple[Row, ...]]:
    """Rows of fields for each section of the kind, in its order; every field is in one of them."""
    described = fields_of(class_of(kind.code))
    found: dict[str, list[Row]] = {section.name: [] for section in kind.sections}
    placed: set[str] = set(LEFT_OUT)
    for section, rows in form.items():
        for text in rows:
            cells = tuple(cell for cell in _cells(text) if cell.field in described)
            placed.update(cell.field for cell in cells)
            found[section].append(cells)
    first, last = kind.sections[0].name, kind.sections[-1].name
    for name, about in described.items():
        if name not in placed and not about.for_program:
            section = about.section or (last if name in _HEAD_LAST else first)
            free = about.guarded and not 0 < about.limit <= SHORT
            cell = Cell(name, 1, grows=about.type is FieldType.TEXT and free)
            found[section].append((cell,))
    return {section: tuple(rows) for section, rows in found.items() if rows}


def rows_of(rows: Rows) -> tuple[Row, ...]:
    """Rows of a form of some fields alone, as in a side panel."""
    return tuple(map(_cells, rows))


def _cells(text: str) -> tuple[Cell, ...]:
    cells = []
    for word in text.split():
        name, _, share = word.partition(":")
        cells.append(Cell(name.rstrip("!"), int(share or 1), name.endswith("!")))
    return tuple(cells)


def _shares(text: str) -> tuple[tuple[str, int], ...]:
    return tuple((cell.field, cell.share) for cell in _cells(text))
