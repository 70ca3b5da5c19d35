"""Finds the tables on the sheets of a workbook, and says of every row what it is.

Nothing is dropped: each row of a sheet stands in one table, with the reason where it is skipped.
Tables one below the other are told apart, and tables side by side where they have the same
headings: a row of the sheet is then one of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rilo_desktop.exchange.cells import Cell, Day, is_blank, text_of
from rilo_desktop.exchange.sandbox import Sheet, Workbook
from rilo_desktop.rules.findings import N_, Message

from .headers import (
    KNOWN,
    Row,
    Score,
    columns_of,
    count_to_two,
    filled,
    header_of,
    typed_columns,
    unknown,
    worth,
)
from .model import Role, Table, TableRow
from .row_kinds import BLANK, RowMaker, rows_of
from .side_by_side import beside
from .texts import begins, is_code, is_figure, is_label

LEGEND = N_("An explanation of codes, no record.")
SUMMARY = N_("A summary, no record.")
INDEX = N_("A sheet of texts, no record.")
_WHY: Mapping[Role, str] = {"legend": LEGEND, "summary": SUMMARY, "index": INDEX}
_CODE = 12
"""A code that a legend explains has at most so many characters."""
_FEW = 6
"""Columns of a summary at most."""


def tables_of(book: Workbook, score: Score = unknown) -> tuple[Table, ...]:
    """The tables of all sheets in their order, at least one a sheet.

    `score` says how well a text names a field that is known, 0 to 1.
    """
    return tuple(table for sheet in book.sheets for table in _of_sheet(sheet, score))


def legend_of(table: Table) -> Mapping[str, str]:
    """{code: meaning} of a legend; {} of any other table."""
    if table.role != "legend":
        return {}
    texts = (
        tuple(text_of(row.cells[at]).strip() for at in filled(row.cells)[:2]) for row in table.rows
    )
    pairs = [both for both in texts if len(both) > 1]
    if pairs and begins(pairs[0][0], "code"):
        del pairs[0]
    return {pair[0]: pair[1] for pair in pairs}


def _of_sheet(sheet: Sheet, score: Score) -> Iterator[Table]:
    made = RowMaker(sheet)
    for of_table in beside(_all_rows(sheet)):
        for part in _parts(of_table, score):
            yield _table(sheet, part, score, made)


def _all_rows(sheet: Sheet) -> list[Row]:
    """With the blank ones, up to the last row that holds something."""
    rows: list[Row] = []
    for row in sheet.rows:
        rows += ((number, ()) for number in range(len(rows) + 1, row[0]))
        rows.append(row)
    return rows


def _parts(rows: list[Row], score: Score) -> Iterator[list[Row]]:
    """The rows of each table: one begins below a blank row, with its title and a header."""
    begin = 0
    header_seen = False
    for at in range(len(rows)):
        if not header_seen:
            header_seen = count_to_two(rows[at][1]) > 1
            continue
        start = _start_of_table(rows, at)
        if start > begin and _is_second_header(rows, at, score):
            yield rows[begin:start]
            begin = start
    yield rows[begin:]


def _start_of_table(rows: Sequence[Row], at: int) -> int:
    """Where a table with its header at this row would begin; 0 where no blank row is above it."""
    start = at
    while start and (above := count_to_two(rows[start - 1][1])) < 2:
        if not above or at - start == 3:
            return 0 if above else start
        start -= 1
    return 0


def _is_second_header(rows: Sequence[Row], at: int, score: Score) -> bool:
    """More is asked of it than of the first: only labels, and values below them that are none."""
    cells = rows[at][1]
    places = filled(cells)
    return (
        len(places) > 2
        and all(is_label(cells[place]) for place in places)
        and typed_columns(rows, at) > 1
        and worth(rows, at, score) > 0
    )


def _table(sheet: Sheet, rows: list[Row], score: Score, made: RowMaker) -> Table:
    role = _role(sheet, rows)
    header = header_of(rows, sheet, score) if role in ("cases", "summary") else None
    if role == "summary" and header is not None and _are_known(header.labels, score):
        role = "cases"
    if role == "cases" and header is not None:
        found = tuple(rows_of(sheet, rows, header, made))
        columns = columns_of(header.labels, rows, sheet)
        return Table(sheet.name, role, header.rows, columns, found, sheet.hidden, sheet.values_only)
    return Table(
        sheet.name,
        role,
        (),
        columns_of((), rows, sheet),
        tuple(_without_header(made, row, role) for row in rows),
        sheet.hidden,
        sheet.values_only,
    )


def _are_known(labels: Sequence[str], score: Score) -> bool:
    """Columns of figures have a table of counts too: their names are then those of fields."""
    known = [score(label) >= KNOWN for label in labels if label]
    return len(known) > 2 and all(known)


def _without_header(made: RowMaker, row: Row, role: Role) -> TableRow:
    if not filled(row[1]):
        return made(row, "skipped", Message(BLANK))
    if role in _WHY:
        return made(row, "skipped", Message(_WHY[role]))
    return made(row, "data")


def _role(sheet: Sheet, rows: Sequence[Row]) -> Role:
    held = [cells for _, cells in rows if count_to_two(cells)]
    if not held:
        return "empty"
    if all(count_to_two(cells) == 1 for cells in held):
        return "index"
    if _has_more_columns(held, _FEW):
        return "cases"
    by_column = _by_column(held)
    if _is_legend(by_column, len(held)):
        return "legend"
    if _is_summary(sheet, held, by_column):
        return "summary"
    return "cases"


def _has_more_columns(held: Sequence[Sequence[Cell]], most: int) -> bool:
    """Are there more columns than so many in which something stands?"""
    seen: set[int] = set()
    for cells in held:
        seen.update(filled(cells))
        if len(seen) > most:
            return True
    return False


def _by_column(held: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The values of each column that has any."""
    width = max(map(len, held))
    columns = ([c[p] for c in held if p < len(c) and not is_blank(c[p])] for p in range(width))
    return [values for values in columns if values]


def _is_legend(columns: Sequence[Sequence[Cell]], rows: int) -> bool:
    """Two columns of texts, short ones that differ and what they mean."""
    if len(columns) != 2 or rows < 3 or len(columns[1]) < 3:
        return False
    codes, meanings = ([x for x in column if isinstance(x, str)] for column in columns)
    return (
        len(codes) == len(columns[0])
        and len(meanings) == len(columns[1])
        and len(set(codes)) == len(codes)
        and all(len(code.strip()) <= _CODE for code in codes[-len(meanings) :])
        and sum(map(len, codes)) < sum(map(len, meanings))
    )


def _is_summary(
    sheet: Sheet, held: Sequence[Sequence[Cell]], columns: Sequence[Sequence[Cell]]
) -> bool:
    """By its name or first words, or since it is a column of words and columns of figures."""
    texts = [x for cells in held[:4] for x in cells if isinstance(x, str)]
    if any(begins(text, "summary") for text in (sheet.name, *texts)):
        return True
    if any(isinstance(x, Day) or is_code(x) for column in columns for x in column):
        return False
    figures = ([is_figure(x) for x in column[1:]] for column in columns[1:])
    return len(held) > 2 and all(marks and sum(marks) >= 0.8 * len(marks) for marks in figures)
