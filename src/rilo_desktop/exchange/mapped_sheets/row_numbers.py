"""Own numbers for rows that have none, made from what the row says.

    T-K7QF-2M4X-9RTW      each group of four signs is a digest of a third of the columns
    T-K7QF-2M4X-9RTW#2    a second row that says the same

The same row gets the same number in every file and office, wherever it stands, and in whatever
order the columns are: a column is of a group by its heading. A cell that is corrected, or a column
more, changes one group of three, so that the case is found again by the other two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rilo_desktop.rules.findings import N_

from ..cells import words_of
from ..column_mapping.headings import folded
from ..column_mapping.question_keys import NUMBERS, TableAnswers, digest_of, table_key
from ..layout.model import TableRow
from .grouping import SKIP, row_answer, said
from .read_cells import RowQuestion

ROWS, ONCE, LINES = "rows", "once", "lines"
"""What becomes of rows without a number, as it is answered for the table."""
GROUPS = 3
NO_COLUMN = "0000"
"""The group of a table that has too few columns for it."""
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that are not taken for one another."""
_NUMBER = re.compile(r"T-(\w{4})-(\w{4})-(\w{4})(?:#\d+)?")

NO_NUMBER = N_(
    "{count} rows have no number of their own. Numbers are made of what a row says, so that "
    "importing it again changes nothing: {examples} (row in brackets). As they are they give "
    "{count} records; where rows that say the same count once, {once}; where rows that differ in "
    "their goods only are lines of one case, {lines}."
)
EQUAL = N_("It says the same as row {row}, and equal rows count once, as you answered.")
LEFT_OUT = N_("The row has no number: it was left out, as you answered for the table.")
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Numbered:
    """The numbers of rows, by their places. `answer`: what was decided for the table."""

    numbers: Mapping[int, str]
    answer: str
    question: RowQuestion | None
    """For each of these rows; None where it was answered."""
    repeated: Mapping[int, int]
    """{place of a row that counts no more: number of the row in the table that says the same}"""

    @property
    def joins(self) -> bool:
        """Are rows of one number lines of one case?"""
        return self.answer == LINES


def numbered(
    rows: Sequence[TableRow],
    places: Sequence[int],
    columns: Mapping[int, str],
    of_case: Collection[int],
    answers: TableAnswers,
) -> Numbered | None:
    """Numbers for the rows at these places, which have none; None where there is no such row.

    `columns` are those of the table, with their headings, `of_case` those that say something of the
    case itself.
    """
    if not places:
        return None
    answer = row_answer(answers.table(NUMBERS))
    whole = _made(rows, places, columns)
    first: dict[str, int] = {}
    repeated = {}
    for place in places:
        number = rows[place].number
        if first.setdefault(whole[place], number) != number:
            repeated[place] = first[whole[place]]
    fewer = {at: head for at, head in columns.items() if at in of_case}
    cases = _made(rows, places, fewer) if fewer and answer in ("", LINES) else {}
    if answer == LINES and cases:
        return Numbered(cases, LINES, None, {})
    numbers = whole if answer == ONCE else _told_apart(whole, places)
    if answer in (ROWS, ONCE, LINES, SKIP):
        return Numbered(numbers, answer, None, repeated if answer == ONCE else {})
    once = len(places) - len(repeated)
    lines = min(len(set(cases.values())), once) if cases else once
    return Numbered(numbers, "", _question(rows, places, numbers, once, lines, answers.sheet), {})


def _question(
    rows: Sequence[TableRow],
    places: Sequence[int],
    numbers: Mapping[int, str],
    once: int,
    lines: int,
    sheet: str,
) -> RowQuestion:
    """`once`, `lines`: how many records these answers give."""
    examples = ", ".join(f"{numbers[place]} ({rows[place].number})" for place in places[:EXAMPLES])
    reason = said(
        "no_number", NO_NUMBER, count=len(places), examples=examples, once=once, lines=lines
    )
    words = [ROWS, SKIP]
    if lines < once:
        words.insert(1, LINES)
    if once < len(places):
        words.insert(1, ONCE)
    return RowQuestion(table_key(sheet, NUMBERS), reason, tuple(words))


def _made(
    rows: Sequence[TableRow], places: Iterable[int], columns: Mapping[int, str]
) -> dict[int, str]:
    groups = _groups(columns)
    return {
        place: "T-" + "-".join(_digest(rows[place], group) for group in groups) for place in places
    }


def _groups(columns: Mapping[int, str]) -> list[list[int]]:
    """The columns by a digest of their headings; no group is empty where there are enough."""
    said = {at: digest_of(folded(head)) for at, head in columns.items()}
    order = sorted(columns, key=lambda at: (said[at], at))
    groups: list[list[int]] = [[] for _ in range(GROUPS)]
    for at in order:
        groups[int(said[at], 16) % GROUPS].append(at)
    for group in groups:
        fullest = max(groups, key=len)
        if not group and len(fullest) > 1:
            group.append(fullest.pop())
    return groups


def _digest(row: TableRow, columns: Sequence[int]) -> str:
    if not columns:
        return NO_COLUMN
    cells = (row.cells[at] if at < len(row.cells) else None for at in columns)
    number = int(digest_of(words_of(cells).casefold())[:10], 16)
    return "".join(_SIGNS[number >> shift & 31] for shift in (0, 5, 10, 15))


def _told_apart(numbers: Mapping[int, str], places: Sequence[int]) -> dict[int, str]:
    times: Counter[str] = Counter()
    found = {}
    for place in places:
        number = numbers[place]
        times[number] += 1
        found[place] = number if times[number] == 1 else f"{number}#{times[number]}"
    return found


def groups_of(number: str) -> tuple[str, ...]:
    """The groups of a number that was made of a row; none of another."""
    found = _NUMBER.fullmatch(number.upper())
    return tuple(found.groups()) if found else ()


def plain_number(number: str) -> str:
    """Without what tells equal rows apart."""
    return number.partition("#")[0] if groups_of(number) else number
