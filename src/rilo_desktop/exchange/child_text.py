"""JSON and CSV, in the limited child: what is not sound is refused, what is sound goes on."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from .cells import Cell
from .child_budget import Budget, Unread
from .limits import LIMITS

_SURROGATE = re.compile("[\ud800-\udfff]")
DELIMITERS = (",", ";", "\t")


def lines_of_text(content: bytes) -> Iterator[Any]:
    """The lines of `reader_process` for a JSON or CSV file. Raises Unread."""
    text = decoded_text(content)
    if text.lstrip()[:1] in ("{", "["):
        check_json(text)
        yield {"json": text}
    else:
        yield {"sheet": ""}
        yield from _rows(text)


def decoded_text(content: bytes) -> str:
    """Raises Unread for what is no text, or not in UTF-8."""
    if not content.strip():
        raise Unread("empty")
    encoding = "utf-8-sig"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif b"\0" in content:
        raise Unread("not_text")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as fault:
        raise Unread("encoding", line=content[: fault.start].count(b"\n") + 1) from None
    if "\0" in text:
        raise Unread("not_text")
    return text


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


def _rows(text: str) -> Iterator[Any]:
    csv.field_size_limit(LIMITS.cell_characters + 1)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    budget, start = Budget(), 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise _fault(str(fault), start) from None
        if len(row) > LIMITS.columns:
            raise Unread("csv", line=start)
        cells: list[Cell] = [cell or None for cell in row]
        if any(cells):
            budget.spend("", start, cells)
            yield [start, cells]
        start = reader.line_num + 1


def _fault(message: str, line: int) -> Unread:
    if "unexpected end" in message:
        return Unread("quote", line=line)
    if "field larger" in message:
        return Unread("cell_characters", sheet="", row=line, limit=LIMITS.cell_characters)
    return Unread("csv", line=line)


def _delimiter(text: str) -> str:
    """What divides the names of the columns."""
    header = text.lstrip().split("\n", 1)[0]
    return max(DELIMITERS, key=header.count)
