"""Rows of a spreadsheet pasted into a grid: every cell as if it had been typed, or nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from rilo_desktop.records import NOT_KNOWN, FieldSpec, FieldType
from rilo_desktop.records.field_specs import GENERAL_LIMIT

from ...i18n import tr
from ..inputs import Choices, input_for
from ..inputs.base import UNKNOWN_KEY, write
from ..value_formatting import may_be_unknown

MOST_ROWS = 1_000
"""More lines than a record of this kind ever had; a whole sheet was copied by mistake."""


class NotPasted(Exception):
    """Says in one sentence where it did not fit, and what to do."""


Row = Mapping[str, Any]
"""Values of the fields that a pasted row gives."""


def is_rows(text: str) -> bool:
    """Does it hold several cells, as a spreadsheet copies them?"""
    return "\t" in text or "\n" in text.strip("\r\n")


def read_rows(text: str) -> list[list[str]]:
    """Cells of the rows that a spreadsheet copied. Raises NotPasted."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        rows = [row for row in csv.reader(io.StringIO(plain), delimiter="\t") if any(row)]
    except csv.Error:
        raise NotPasted(
            tr("Nothing was pasted: the rows cannot be read. Copy the cells once more.")
        ) from None
    if len(rows) > MOST_ROWS:
        raise NotPasted(
            tr(
                "Nothing was pasted: {rows} rows are more than {most}. Copy fewer of them.",
                rows=len(rows),
                most=MOST_ROWS,
            )
        )
    return [[" ".join(cell.split()) for cell in row] for row in rows]


class Paster:
    """Takes texts for the fields of a line class, with the inputs that would take them typed."""

    def __init__(self, cls: type[Any], about: Mapping[str, FieldSpec], choices: Choices) -> None:
        self._cls, self._about, self._choices = cls, about, choices
        self._inputs: dict[str, Any] = {}

    def read(self, text: str, columns: Sequence[str], first: int) -> tuple[Row, ...]:
        """The values of rows pasted at the column `first` of the grid.

        A first row of the columns' own names says which column is which. Raises NotPasted.
        """
        rows = read_rows(text)
        names: Sequence[str | None] = list(columns[first:])
        headed = self._headings(rows[0]) if rows else None
        if headed is not None:
            names, rows = headed, rows[1:]
        if not rows:
            raise NotPasted(tr("Nothing was pasted: there are no rows in what was copied."))
        start = 2 if headed is not None else 1
        return tuple(self._line(cells, names, at) for at, cells in enumerate(rows, start))

    def _headings(self, cells: Sequence[str]) -> list[str | None] | None:
        """The field of each column, where a row has their names; None for cells of a record."""
        known = {tr(about.label).casefold(): name for name, about in self._about.items()}
        known |= {name.casefold(): name for name in self._about}
        found = [known.get(cell.casefold()) for cell in cells]
        named = [name for name in found if name]
        return found if len(named) > len(cells) / 2 and len(named) > 1 else None

    def _line(self, cells: Sequence[str], names: Sequence[str | None], number: int) -> Row:
        last = max((at for at, cell in enumerate(cells, 1) if cell), default=0)
        if last > len(names):
            raise NotPasted(
                tr(
                    "Nothing was pasted: row {number} has {cells} cells, and from here on there "
                    "is room for {room}. Choose the first cell of a line, or copy fewer columns.",
                    number=number,
                    cells=last,
                    room=len(names),
                )
            )
        pairs = zip(names, cells, strict=False)
        return {name: self._value(name, cell, number) for name, cell in pairs if name}

    def _value(self, name: str, text: str, number: int) -> Any:
        made = self._input(name)
        made.set_value(None)
        if not text:
            return made.value()
        about = self._about[name]
        most = about.limit or GENERAL_LIMIT.get(about.type, 0)
        if most and len(text) > most:
            raise self._refused(
                number, name, text, tr("It is longer than {most} characters.", most=most)
            )
        if text in (UNKNOWN_KEY, tr("Not known")) and may_be_unknown(self._cls, name):
            return NOT_KNOWN
        if about.type is FieldType.FLAG:
            return self._yes(name, text, number)
        write(made, text)
        wrong = made.complaint()
        if wrong:
            raise self._refused(number, name, text, wrong)
        return made.value()

    def _yes(self, name: str, text: str, number: int) -> bool:
        said = {tr("Yes").casefold(): True, tr("No").casefold(): False, "1": True, "0": False}
        found = said.get(text.casefold())
        if found is None:
            raise self._refused(number, name, text, tr("Write yes or no."))
        return found

    def _refused(self, number: int, name: str, text: str, why: str) -> NotPasted:
        return NotPasted(
            tr(
                "Nothing was pasted. Row {number}, {field}, “{text}”: {why}",
                number=number,
                field=tr(self._about[name].label),
                text=text if len(text) <= 40 else f"{text[:40]}…",
                why=why,
            )
        )

    def _input(self, name: str) -> Any:
        made = self._inputs.get(name)
        if made is None:
            about = self._about[name]
            made = input_for(about, may_be_unknown(self._cls, name), self._choices)
            self._inputs[name] = made
        return made
