"""Where a question is asked, and so where its answer holds: the keys of questions.

    cell      Register!B12=goods.quantity      that cell
    row       Register!12=case                 that row
    text      Register![Remarks]=note: call    equal texts of that column
    column    Register![Qty]=unit              that column; [Qty#2]: the second of that heading
    table     Register=numbers                 that table
              Register=columns                 all of its columns that are asked about
    word      country=Nethrlands               that word of a list, in all columns and books
    cases     same=K-2~K-1, update=K-1         cases by their own numbers; "update=*": all of them

A file without sheets has none before the "!"; of several files a sheet is named with its file,
"[a.xlsx]Register". No answer holds by the text of a number, a date or an amount.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

from rilo_desktop.records.field_specs import sheet_kinds
from rilo_desktop.vocabularies import vocabulary_names

from .headings import folded
from .targets import targets_of

SAME, UPDATE = "same", "update"
NUMBERS, CASE, HIDDEN, STRUCK, EXTRA = "numbers", "case", "hidden", "struck", "extra"
VALUES_ONLY = "values_only"
ALL = "*"
MISSING: Any = object()
"""No answer was given; None and "" are answers."""
SHOWN = 60
"""Characters of a longer text that a key repeats."""


class Scope(StrEnum):
    CELL = "cell"
    ROW = "row"
    TEXT = "text"
    COLUMN = "column"
    TABLE = "table"
    WORD = "word"
    CASES = "cases"


@dataclass(frozen=True, slots=True)
class QuestionKey:
    """A key in its parts. `what`: the field or the matter that is asked about; of a word its list,
    of cases "same" or "update". `text`: the heading, the word, or the numbers.
    """

    scope: Scope
    what: str
    sheet: str = ""
    letter: str = ""
    row: int = 0
    heading: str = ""
    text: str = ""

    def __str__(self) -> str:
        sheet = quoted(self.sheet)
        if self.scope in (Scope.WORD, Scope.CASES):
            return f"{self.what}={self.text}"
        if self.scope is Scope.TABLE:
            return f"{sheet}={self.what}"
        if self.scope in (Scope.CELL, Scope.ROW):
            return f"{sheet}!{self.letter}{self.row}={self.what}"
        said = f": {self.text}" if self.scope is Scope.TEXT else ""
        # "]" would end the heading, and counts no more than other punctuation when it is found
        heading = " ".join(self.heading.replace("]", " ").split())
        return f"{sheet}![{heading}]={self.what}{said}"

    def at(self, sheet: str, row: int = 0) -> QuestionKey:
        """The same of another sheet, or of another row."""
        return replace(self, sheet=sheet, row=row or self.row)


def cell_key(sheet: str, letter: str, row: int, field: str) -> str:
    return str(QuestionKey(Scope.CELL, field, sheet, letter, row))


def row_key(sheet: str, row: int, what: str) -> str:
    return str(QuestionKey(Scope.ROW, what, sheet, row=row))


def column_key(sheet: str, heading: str, what: str) -> str:
    return str(QuestionKey(Scope.COLUMN, what, sheet, heading=heading))


def table_key(sheet: str, what: str) -> str:
    return str(QuestionKey(Scope.TABLE, what, sheet))


def cases_key(what: str, number: str, other: str = "") -> str:
    said = f"{number}~{other}" if other else number
    return str(QuestionKey(Scope.CASES, what, text=said))


def shortened(text: str) -> str:
    """A long text is told by its beginning and a digest of the whole."""
    text = " ".join(text.split())
    if len(text) <= SHOWN:
        return text
    return f"{text[:SHOWN].rstrip()}… #{digest_of(text)[:12]}"


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def quoted(sheet: str) -> str:
    """As a spreadsheet writes it: in apostrophes where it could be read as something else."""
    if _PLAIN.fullmatch(sheet) and sheet not in _taken_names():
        return sheet
    return "'" + sheet.replace("'", "''") + "'"


_PLAIN = re.compile(r"(?:\[[^\]]*\])?[^!=\[\]':]*")
_SHEET = rf"(?P<sheet>'(?:[^']|'')*'|{_PLAIN.pattern})"
_PLACED = re.compile(
    rf"{_SHEET}!(?:\[(?P<heading>.*?)\]|(?P<letter>[A-Z]*)(?P<row>\d{{1,8}}))"
    r"=(?P<what>[\w.]+)(?:: (?P<text>.*))?",
    re.DOTALL,
)
_TABLE = re.compile(rf"{_SHEET}=(?P<what>[\w.]+)")


@cache
def _taken_names() -> frozenset[str]:
    """What stands before "=" in a key of something else, of an older version too."""
    old = ("row", "extra", "struck", "hidden sheet", "no number")
    return frozenset({SAME, UPDATE, *old, *vocabulary_names(), *_lists_of_fields()})


@cache
def _lists_of_fields() -> Mapping[str, str]:
    """{path of a field: its list, or ""} of all record types that come by tables."""
    return {
        path: target.spec.vocabulary or ""
        for kind in sheet_kinds()
        for path, target in targets_of(kind).items()
    }


def parsed(key: str) -> QuestionKey | None:
    """A key in its parts; None for what is none, or was one in an older version."""
    begin, _, rest = key.partition("=")
    if begin in (SAME, UPDATE):
        return QuestionKey(Scope.CASES, begin, text=rest)
    if begin in vocabulary_names():
        return QuestionKey(Scope.WORD, begin, text=rest)
    if begin in _taken_names():
        return None
    if found := _PLACED.fullmatch(key):
        return _placed(found)
    if found := _TABLE.fullmatch(key):
        return QuestionKey(Scope.TABLE, found["what"], _unquoted(found["sheet"]))
    return None


def _placed(found: re.Match[str]) -> QuestionKey | None:
    sheet, what, text = _unquoted(found["sheet"]), found["what"], found["text"]
    if found["heading"] is not None:
        scope = Scope.COLUMN if text is None else Scope.TEXT
        return QuestionKey(scope, what, sheet, heading=found["heading"], text=text or "")
    if text is not None:
        return None
    scope = Scope.CELL if found["letter"] else Scope.ROW
    return QuestionKey(scope, what, sheet, found["letter"], int(found["row"]))


def _unquoted(sheet: str) -> str:
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet


def of_older_version(key: str) -> QuestionKey | None:
    """The word of a list that `field=text of the cell` answered; None of a number, a date, an
    amount or a row: that answer held wherever the text stood.
    """
    path, _, word = key.partition("=")
    vocabulary = _lists_of_fields().get(path, "")
    if not vocabulary or not word or word.isdecimal():
        return None
    return QuestionKey(Scope.WORD, vocabulary, text=shortened(word))


class TableAnswers:
    """What was answered about one table. `sheet` names it in keys; what is asked once for a book
    of several is asked of its `book`, the first of them."""

    def __init__(
        self, answers: Mapping[str, Any], sheet: str, book: TableAnswers | None = None
    ) -> None:
        self.sheet, self.book = sheet, book or self
        self._given: dict[tuple[Any, ...], Any] = {}
        self._pairs: dict[tuple[str, str], list[tuple[str, Any]]] = {}
        self.places: set[tuple[str, int]] = set()
        """(letter, row) of the cells that were answered by themselves."""
        for text, answer in answers.items():
            key = parsed(text)
            if key is None or (key.sheet != sheet and key.scope not in (Scope.WORD, Scope.CASES)):
                continue
            self._given[_found_by(key)] = answer
            if key.scope is Scope.CASES and "~" in key.text:
                number, _, other = key.text.partition("~")
                self._pairs.setdefault((key.what, number.casefold()), []).append((other, answer))
            if key.scope is Scope.CELL:
                self.places.add((key.letter, key.row))

    def cell(self, letter: str, row: int, field: str) -> Any:
        return self._of(QuestionKey(Scope.CELL, field, "", letter, row))

    def row(self, row: int, what: str) -> Any:
        """About the row, else about all such rows of the table."""
        found = self._of(QuestionKey(Scope.ROW, what, row=row))
        return self.table(what) if found is MISSING else found

    def cases(self, what: str, number: str, other: str = "") -> Any:
        """About these cases, else about all such of the table, else about all."""
        for text in (f"{number}~{other}" if other else number, ALL):
            found = self._of(QuestionKey(Scope.CASES, what, text=text))
            if found is not MISSING:
                return found
            if (found := self.table(what)) is not MISSING:
                return found
        return MISSING

    def others_of(self, what: str, number: str) -> Sequence[tuple[str, Any]]:
        """(number of the other case, answer) of all that was answered about a case."""
        return self._pairs.get((what, number.casefold()), ())

    def of_table(self) -> dict[str, Any]:
        """{what: answer} of all that was answered about the table as a whole."""
        return {key[1]: answer for key, answer in self._given.items() if key[0] is Scope.TABLE}

    def text(self, heading: str, field: str, text: str) -> Any:
        return self._of(QuestionKey(Scope.TEXT, field, heading=heading, text=shortened(text)))

    def column(self, heading: str, what: str) -> Any:
        return self._of(QuestionKey(Scope.COLUMN, what, heading=heading))

    def table(self, what: str) -> Any:
        return self._of(QuestionKey(Scope.TABLE, what))

    def word(self, vocabulary: str, word: str) -> Any:
        return self._of(QuestionKey(Scope.WORD, vocabulary, text=shortened(word)))

    def _of(self, key: QuestionKey) -> Any:
        return self._given.get(_found_by(key), MISSING) if self._given else MISSING


def _found_by(key: QuestionKey) -> tuple[Any, ...]:
    """Without the sheet, and without what does not count in a heading, a word or a text."""
    return key.scope, key.what, key.letter, key.row, folded(key.heading), key.text.casefold()


NO_ANSWERS = TableAnswers({}, "")
