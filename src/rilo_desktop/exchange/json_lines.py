"""Lines of JSON from outside, which the limited child looks through first."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from .limits import LIMITS
from .read_errors import refused
from .sandbox import ask_child, said
from .sandbox_child import RECORDS


def checked_lines(content: bytes, file: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """(number, plain data) of lines of JSON, each an object that the limited child has read.

    Raises Refused, at the end too where the child broke off.
    """
    is_whole, number = False, 0
    for line in ask_child((RECORDS,), file, LIMITS, content=content):
        try:
            told = json.loads(line)
            if "failed" in told:
                raise said(told, file)
            if told.get("done"):
                is_whole = True
                continue
            number += 1
            data = json.loads(told["record"])
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            raise refused("failed", file) from None
        if not isinstance(data, dict):
            raise refused("not_an_object", file, path=str(number))
        yield number, data
    if not is_whole:
        raise refused("failed", file)
