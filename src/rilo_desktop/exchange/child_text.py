"""JSON and CSV, in the limited child: what is not sound is refused, what is sound goes on."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import IO, Any

from rilo_desktop.file_kinds import LARGEST

from .cells import Cell
from .child_budget import Budget, Unread
from .child_encoding import decoded_text, stated_encoding
from .limits import LIMITS, MB

_SURROGATE = re.compile("[\ud800-\udfff]")
DELIMITERS = (",", ";", "\t", "|", "^", "~", "¦")


def lines_of_text_file(file: IO[bytes], encoding: str = "") -> Iterator[Any]:
    """`lines_of_text` of an opened file. Raises Unread.

    Of a table that is larger than files that are read whole, record by record, each cell comes
    without the blanks around it: with them it may be beyond all limits.
    """
    if os.fstat(file.fileno()).st_size <= LARGEST:
        return lines_of_text(file.read(), encoding)
    return _lines_of_large(file, encoding)


def _lines_of_large(file: IO[bytes], encoding: str) -> Iterator[Any]:
    text = io.TextIOWrapper(file, encoding=stated_encoding(file.read(4), encoding), newline="")
    file.seek(0)
    try:
        sample = text.read(_SAMPLE)
        if sample.lstrip()[:1] in ("{", "["):
            raise Unread("file_size", limit=LARGEST // MB)
        delimiter, start = delimiter_of(sample)
        text.seek(0)
        text.read(start)
        yield {"sheet": ""}
        yield from _rows(map(_sound, text), delimiter, sample.count("\n", 0, start), trim=True)
    except UnicodeDecodeError:
        raise Unread("encoding_large") from None


def _sound(line: str) -> str:
    if "\0" in line:
        raise Unread("not_text")
    return line


def lines_of_text(content: bytes, encoding: str = "") -> Iterator[Any]:
    """The lines of `sandbox_child` for a JSON or CSV file. Raises Unread."""
    text, guesses = decoded_text(content, encoding)
    if text.lstrip()[:1] in ("{", "["):
        if guesses:
            raise Unread("encoding", line=guesses[0][2])
        check_json(text)
        yield {"json": text}
    else:
        delimiter, start = delimiter_of(text)
        yield {"sheet": ""}
        yield from _rows(
            io.StringIO(text[start:], newline=""), delimiter, text.count("\n", 0, start)
        )
        if guesses:
            yield {"encodings": guesses}


def check_json(text: str) -> None:
    """Raises Unread for what is no JSON, or is nothing a program should build in memory."""
    try:
        data = json.loads(
            text,
            object_pairs_hook=_once,
            parse_int=_sound_number,
            parse_float=_sound_number,
            parse_constant=_no_number,
        )
    except json.JSONDecodeError as fault:
        raise Unread("json", line=fault.lineno, column=fault.colno) from None
    _check_size(data)
    if _SURROGATE.search(text) or _escaped_surrogate(text, data):
        raise Unread("half_character")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise Unread("json_twice", key=key[:60].encode("utf-8", "replace").decode())
            seen.add(key)
    return found


def _sound_number(text: str) -> Decimal:
    """Numbers of any honest size; 1e999999999 would fill the memory when it is written out."""
    if len(text) <= LIMITS.digits:
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise Unread("json_number", number=text) from None
        if not number or abs(number.adjusted()) <= LIMITS.digits:
            _, _, exponent = number.as_tuple()
            if isinstance(exponent, int) and abs(exponent) <= LIMITS.digits:
                return number
    raise Unread("json_number", number=text[:20] + "…")


def _no_number(text: str) -> Any:
    raise Unread("json_nan", number=text)


def _check_size(data: Any) -> None:
    """Raises Unread for a list of too many entries, or too many levels."""
    level = [data]
    for _ in range(LIMITS.depth):
        below: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                below += item.values()
            elif isinstance(item, list):
                if len(item) > LIMITS.rows:
                    raise Unread("json_rows", limit=LIMITS.rows)
                below += item
        level = below
        if not level:
            return
    raise Unread("json_depth", limit=LIMITS.depth)


def _escaped_surrogate(text: str, data: Any) -> bool:
    """Escapes of half a character end up in the data only; it is searched where there are any."""
    if "\\ud" not in text and "\\uD" not in text:
        return False
    return _SURROGATE.search(json.dumps(data, ensure_ascii=False, default=str)) is not None


def _rows(lines: Iterable[str], delimiter: str, above: int, trim: bool = False) -> Iterator[Any]:
    """`above`: lines of the file before these. `trim`: without the blanks around each cell."""
    csv.field_size_limit(LIMITS.cell_characters + 1)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    before = above + 1
    budget, line, number = Budget(), before, 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise _fault(str(fault), line) from None
        number += 1
        if len(row) > LIMITS.columns:
            raise Unread("csv", line=line)
        cells: list[Cell] = [(cell.strip() if trim else cell) or None for cell in row]
        if any(cells):
            budget.spend("", number, cells)
            yield [number, cells]
        line = reader.line_num + before


def _fault(message: str, line: int) -> Unread:
    if "unexpected end" in message:
        return Unread("quote", line=line)
    if "field larger" in message:
        return Unread("cell_characters", sheet="", row=line, limit=LIMITS.cell_characters)
    return Unread("csv", line=line)


_SAMPLE, _RECORDS = 1 << 16, 30
_STATED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def delimiter_of(text: str) -> tuple[str, int]:
    """What divides the fields, and where the first record begins.

    A first line "sep=;" says it to Excel, and is no record. Else it is what divides most records
    into the same number of fields: a title above the header has none, a comma in a text or number
    divides each record elsewhere.
    """
    stated = _STATED.match(text)
    if stated:
        return stated[1], stated.end()
    return max(DELIMITERS, key=lambda delimiter: _evenness(text[:_SAMPLE], delimiter)), 0


def _evenness(sample: str, delimiter: str) -> float:
    widths: Counter[int] = Counter()
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    with suppress(csv.Error):
        widths.update(len(row) for row in islice(reader, _RECORDS) if row)
    if not widths:
        return 0.0
    width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
    share = times / widths.total()
    return float(share**4 * math.log2(width))
