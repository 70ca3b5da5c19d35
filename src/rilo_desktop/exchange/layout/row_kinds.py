"""What each row below a header is: a case, a further line of it, a banner, a total, a footnote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from statistics import median

from rilo_desktop.exchange.cells import Cell, is_blank, text_of
from rilo_desktop.exchange.sandbox import Sheet
from rilo_desktop.rules.findings import N_, Message

from .headers import Header, Row, filled
from .model import Status, TableRow
from .texts import begins, fold, is_code, is_figure, shape, whole_number

TITLE = N_("A title or note above the table.")
BLANK = N_("A blank row.")
HEADER = N_("The names of the columns.")
AGAIN = N_("The names of the columns once more.")
NUMBERS = N_("The numbers of the columns.")
TOTAL = N_("A total or subtotal.")
BANNER = N_("A heading of the rows below: {text}.")
FOOTNOTE = N_("A footnote or the end of the list.")

_NO_NOTES: Mapping[int, str] = {}
_NO_MERGED: Mapping[int, Cell] = {}
_NEAR = 6
"""The number of a case stands in one of so many columns from the left."""
_WIDE = 3
"""So many merged columns make a banner, wherever it begins."""
_ONCE = 0.8
"""So many of the numbers of cases stand at one place of the table only."""
_SHORT = 0.7
"""A further line of a case fills at most so much of what a case fills."""


class RowMaker:
    """Makes the rows of a sheet, each with what the sheet marks of it."""

    def __init__(self, sheet: Sheet) -> None:
        self._hidden = sheet.hidden_rows
        self._struck = {row for row, _ in sheet.struck}
        self._notes: dict[int, dict[int, str]] = {}
        for (row, place), text in sheet.notes.items():
            self._notes.setdefault(row, {})[place] = text
        self._downwards: dict[int, list[tuple[int, int]]] = {}
        for top, bottom, left, _ in sheet.merged:
            if top < bottom:
                self._downwards.setdefault(top, []).append((bottom, left))
        self._above: dict[int, tuple[int, Cell]] = {}
        """{column: (last row, what stands in its merged cell)} of the rows made last."""

    def __call__(
        self,
        row: Row,
        status: Status,
        why: Message | None = None,
        banner: tuple[str, ...] = (),
    ) -> TableRow:
        number, cells = row
        merged = self._merged(number, cells) if self._downwards and status != "skipped" else {}
        return TableRow(
            number,
            status,
            cells,
            why,
            banner,
            number in self._hidden,
            number in self._struck,
            self._notes.get(number, _NO_NOTES),
            merged=merged or _NO_MERGED,
        )

    def _merged(self, number: int, cells: tuple[Cell, ...]) -> dict[int, Cell]:
        """What stands in the cells of rows above that reach down to this one."""
        found = {
            at: cell
            for at, (bottom, cell) in self._above.items()
            if number <= bottom and (at >= len(cells) or is_blank(cells[at]))
        }
        for bottom, at in self._downwards.get(number, ()):
            if at < len(cells) and not is_blank(cells[at]):
                self._above[at] = bottom, cells[at]
        return found


def rows_of(
    sheet: Sheet, rows: Sequence[Row], header: Header, made: RowMaker
) -> Iterator[TableRow]:
    """The rows of one table, in their order; those above the header are its title."""
    below = [row for row in rows if row[0] > header.rows[-1]]
    body = _Body(sheet, header, below)
    for row in rows:
        if row[0] > header.rows[-1]:
            continue
        if row[0] in header.rows:
            yield made(row, "skipped", Message(HEADER))
        else:
            yield made(row, "skipped", Message(TITLE if filled(row[1]) else BLANK))
    for row in below:
        one = made(row, *body.kind_of(row))
        again = one.status == "continuation" and body.has_key(row[1])
        yield replace(one, says_again=True) if again else one


@dataclass
class _Body:
    sheet: Sheet
    header: Header
    rows: Sequence[Row]
    _case: Row | None = None
    _banners: list[str] = field(default_factory=list)
    _held: tuple[str, ...] = ()
    """The banners, one object for all rows below them."""
    _after_data: bool = True

    def __post_init__(self) -> None:
        kept = [
            (number, cells, places)
            for number, cells in self.rows
            if len(places := filled(cells)) > 1 and not _is_total(cells, places)
        ]
        dense = [cells for _, cells, _ in kept]
        most = max((len(places) for _, _, places in kept), default=0)
        full = [(cells, len(places)) for _, cells, places in kept if len(places) * 5 >= most * 3]
        self._usual = median(count for _, count in full) if full else 0
        self._key = _key_column([cells for cells, _ in full], dense)
        self._labels = [fold(label) for label in self.header.labels]
        self._last = kept[-1][0] if kept else 0
        self._shapes = {shape(key) for cells, _ in full if (key := self._key_of(cells))}
        self._spans = {(a, c): d - c + 1 for a, b, c, d in self.sheet.merged if d - c + 1 >= _WIDE}
        self._line_starts = {places[0] for _, cells, places in kept if not self._key_of(cells)}

    def kind_of(self, row: Row) -> tuple[Status, Message | None, tuple[str, ...]]:
        """Its status, why it is skipped, and the banners that hold for it. Called in order."""
        status, why = self._kind(row)
        if status == "skipped":
            return status, why, ()
        if status == "data":
            self._case = row
        self._after_data = True
        return status, why, self._held

    def _kind(self, row: Row) -> tuple[Status, Message | None]:
        number, cells = row
        places = filled(cells)
        if not places:
            return "skipped", Message(BLANK)
        if self._repeats_header(cells, places):
            return "skipped", Message(AGAIN)
        if self._case is None and _are_numbers(cells):
            return "skipped", Message(NUMBERS)
        if _is_total(cells, places):
            return "skipped", Message(TOTAL)
        if len(places) == 1:
            return self._of_one_cell(number, places[0], cells[places[0]])
        if self._is_further_line(cells, places):
            return "continuation", None
        return "data", None

    def _of_one_cell(self, number: int, place: int, cell: Cell) -> tuple[Status, Message | None]:
        text = text_of(cell).strip()
        if place == self._key and shape(text) in self._shapes:
            return "data", None
        if number > self._last:
            return "skipped", Message(FOOTNOTE)
        if self._case and number - 1 == self._before(number) and place in self._line_starts:
            return "continuation", None
        if isinstance(cell, str) and (place <= 1 or (number, place) in self._spans):
            self._hold(text)
            return "skipped", Message(BANNER, {"text": text[:80]})
        return ("continuation" if self._case else "data"), None

    def _before(self, number: int) -> int:
        """The row above, where it is a case or a line of one."""
        return number - 1 if self._after_data and self._case else 0

    def _hold(self, text: str) -> None:
        """A banner below another one is inside it; one of the same shape takes its place."""
        if self._after_data:
            same = [shape(held) for held in self._banners]
            at = same.index(shape(text)) if shape(text) in same else max(len(same) - 1, 0)
            del self._banners[at:]
        self._banners.append(text)
        self._held = tuple(self._banners)
        self._after_data = False

    def _repeats_header(self, cells: Sequence[Cell], places: Sequence[int]) -> bool:
        return len(places) > 1 and all(
            place < len(self._labels) and self._labels[place].endswith(fold(text_of(cells[place])))
            for place in places
        )

    def has_key(self, cells: Sequence[Cell]) -> bool:
        return bool(self._key_of(cells))

    def _key_of(self, cells: Sequence[Cell]) -> str:
        if self._key is None or self._key >= len(cells):
            return ""
        return text_of(cells[self._key]).strip()

    def _is_further_line(self, cells: Sequence[Cell], places: Sequence[int]) -> bool:
        """No number of its own, or that of the case above with most of what that says.

        A row that says all the same is no line of it: it was entered twice.
        """
        if self._case is None or self._key is None:
            return False
        mine, case = self._key_of(cells), self._case[1]
        if not mine:
            return len(places) <= _SHORT * self._usual
        if fold(mine) != fold(self._key_of(case)):
            return False
        if places == filled(case) and all(cells[p] == case[p] for p in places):
            return False
        both = [p for p in places if p != self._key and p < len(case) and case[p]]
        return 2 * sum(cells[p] == case[p] for p in both) >= len(both)


def _is_total(cells: Sequence[Cell], places: Sequence[int]) -> bool:
    """`places`: those that are filled."""
    if not places or not isinstance(cells[places[0]], str):
        return False
    return all(is_figure(cells[place]) for place in places[1:]) and begins(
        text_of(cells[places[0]]), "total"
    )


def _are_numbers(cells: Sequence[Cell]) -> bool:
    """1, 2, 3 ... in every column."""
    numbers = [whole_number(cells[place]) for place in filled(cells)]
    return len(numbers) > 2 and numbers == list(range(1, len(numbers) + 1))


def _key_column(full: Sequence[Sequence[Cell]], all_rows: Sequence[Sequence[Cell]]) -> int | None:
    """The column with the numbers of the cases, else that with a running number.

    `full` are the rows that fill most columns, where it must be filled; of two the one that more
    rows fill. Codes of districts come back all over a table, numbers of cases do not.
    """
    best, found = 0, None
    for place in range(_NEAR):
        values = [c[place] for c in full if place < len(c) and not is_blank(c[place])]
        codes = sum(map(is_code, values))
        if codes < 0.7 * len(values) or codes <= 0.6 * len(full) or _come_back(values):
            continue
        count = sum(not is_blank(c[place]) for c in all_rows if place < len(c))
        if count > best:
            best, found = count, place
    if found is not None:
        return found
    for place in range(3):
        numbers = [whole_number(c[place]) for c in full if place < len(c)]
        known = [number for number in numbers if number is not None]
        if len(known) > 2 and len(known) > 0.8 * len(full) and len(set(known)) > 0.9 * len(known):
            return place
    return None


def _come_back(values: Sequence[Cell]) -> bool:
    runs = [text for text, _ in groupby(fold(text_of(value)) for value in values)]
    return len(set(runs)) < _ONCE * len(runs)
