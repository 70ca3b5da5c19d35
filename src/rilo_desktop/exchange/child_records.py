"""JSON Lines, in the limited child: each line is sound JSON of an honest size, or none is read."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import Any

from .child_budget import Unread
from .child_text import check_json
from .limits import LIMITS, MB

LONGEST_LINE = 10 * MB


def lines_of_records(content: bytes) -> Iterator[Any]:
    """{"record": text} for each line that is not blank. Raises Unread."""
    file, number = io.BytesIO(content), 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise Unread("line_size", row=number, limit=LONGEST_LINE // MB)
        if number > LIMITS.rows:
            raise Unread("json_rows", limit=LIMITS.rows)
        try:
            text = line.removeprefix(codecs.BOM_UTF8).decode("utf-8").strip()
        except UnicodeDecodeError:
            raise Unread("encoding", line=number) from None
        if not text:
            continue
        try:
            check_json(text)
        except Unread as fault:
            if fault.code != "json":
                raise
            raise Unread("json", line=number, column=fault.values["column"]) from None
        yield {"record": text}
