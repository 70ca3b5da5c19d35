"""A list of choices in XML, in the limited child: the lines of a table, as `sandbox_child` says.

<root><item><name>bo</name><label>Bogotá</label></item>...</root>, as forms of ODK take it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from .child_budget import Budget, Unread

_ITEM = 2
"""Level of a choice; its columns are one below."""


def lines_of_xml_list(file: IO[bytes]) -> Iterator[Any]:
    """Choices count from 1; the columns are row 0. Raises Unread."""
    columns: dict[str, int] = {}
    rows: list[dict[str, str]] = []
    budget, level = Budget(), 0
    try:
        for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
            if event == "start":
                level += 1
                _check_level(level, element.tag.rpartition("}")[2], len(rows) + 1)
                continue
            if level == _ITEM:
                row = _row(element, len(rows) + 1)
                for name in row:
                    columns.setdefault(name, len(columns))
                budget.spend("", len(rows) + 1, [*row.values()])
                rows.append(row)
                element.clear()
            level -= 1
    except DefusedXmlException:
        raise Unread("entities") from None
    except ParseError as fault:
        raise Unread("form_list_xml", line=fault.position[0]) from None
    yield {"sheet": ""}
    yield [0, list(columns)]
    for number, row in enumerate(rows, start=1):
        yield [number, [row.get(name) for name in columns]]


def _check_level(level: int, tag: str, number: int) -> None:
    wanted = {1: "root", _ITEM: "item"}.get(level, tag)
    if level > _ITEM + 1 or tag != wanted:
        raise Unread("form_list_levels", row=number)


def _row(element: Any, number: int) -> dict[str, str]:
    found: dict[str, str] = {}
    for column in element:
        name = column.tag.rpartition("}")[2]
        if name in found:
            raise Unread("form_list_heading", row=number, column=name)
        found[name] = column.text or ""
    return found
