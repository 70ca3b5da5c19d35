"""Answers as other tools read them: tables in the layout of KoBo's export, and the XForm instance.

Tables: one row for the form, one table for each repeat. Columns are named by groups and question
("manpower/host"), a question with several choices has a column for each of them too. Rows of a
repeat say their own number (`_index`) and that of the row they belong to (`_parent_index`).

Source: KoBo's documentation of exports, "XML values and headers" (read 2026-11-27), and the
OpenRosa XForms specification, https://getodk.github.io/xforms-spec/
"""

from __future__ import annotations

import csv
import io
import re
import uuid
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field

from .answer_tree import AnswerNode
from .coordinates import points_of
from .definition import Item, ItemType
from .form_state import FormState
from .surroundings import is_made

INDEX, PARENT_TABLE, PARENT_INDEX, VERSION = (
    "_index",
    "_parent_table_name",
    "_parent_index",
    "__version__",
)
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,13})(\.[0-9]{1,9})?")
_NO_SECONDS = re.compile(r"((?:.*T)?[0-9]{2}:[0-9]{2})([Z+-].*)?")
_SEVERAL = frozenset({ItemType.SELECT_MULTIPLE})
_PARTS = ("latitude", "longitude", "altitude", "precision")
_NO_DATA = frozenset({ItemType.NOTE, ItemType.GROUP, ItemType.REPEAT})


@dataclass
class AnswerTable:
    """`rows` have the columns of `columns`, "" where there is no answer."""

    name: str
    columns: list[str]
    rows: list[dict[str, str]] = field(default_factory=list)

    @property
    def cells(self) -> list[list[str]]:
        """The rows in the order of the columns."""
        return [[row.get(name, "") for name in self.columns] for row in self.rows]


def answer_tables(state: FormState) -> list[AnswerTable]:
    """The form's own table, and one of each repeat in the order of the form."""
    main = AnswerTable(state.definition.form_id, [])
    tables = [main]
    _describe(state, state.definition.items, "", main, tables)
    by_name = {table.name: table for table in tables[1:]}
    main.columns += [VERSION, INDEX]
    for table in tables[1:]:
        table.columns += [INDEX, PARENT_TABLE, PARENT_INDEX]
    row = {VERSION: state.definition.version, INDEX: "1"}
    main.rows.append(row)
    _fill(state, state.root, "", row, main, 1, by_name)
    return tables


def _describe(
    state: FormState,
    items: tuple[Item, ...],
    prefix: str,
    table: AnswerTable,
    tables: list[AnswerTable],
) -> None:
    for item in items:
        path = f"{prefix}{item.name}"
        if item.type is ItemType.GROUP:
            _describe(state, item.children, f"{path}/", table, tables)
        elif item.type is ItemType.REPEAT:
            inner = AnswerTable(path, [])
            tables.append(inner)
            _describe(state, item.children, f"{path}/", inner, tables)
        elif item.type not in _NO_DATA and not is_made(item):
            table.columns.append(path)
            if item.type is ItemType.GEOPOINT:
                table.columns += [f"{prefix}_{item.name}_{part}" for part in _PARTS]
            if item.type in _SEVERAL:
                choices = state.definition.named_choices(item)
                table.columns += [f"{path}/{choice.name}" for choice in choices]


def _fill(
    state: FormState,
    node: AnswerNode,
    prefix: str,
    row: dict[str, str],
    table: AnswerTable,
    number: int,
    tables: dict[str, AnswerTable],
) -> None:
    for name, nodes in node.children.items():
        path = f"{prefix}{name}"
        for child in nodes:
            item = child.item
            if item is None or not child.is_relevant:
                continue
            if item.type is ItemType.REPEAT:
                inner = tables[path]
                own = len(inner.rows) + 1
                line = {INDEX: str(own), PARENT_TABLE: table.name, PARENT_INDEX: str(number)}
                inner.rows.append(line)
                _fill(state, child, f"{path}/", line, inner, own, tables)
            elif item.type is ItemType.GROUP:
                _fill(state, child, f"{path}/", row, table, number, tables)
            elif item.type not in _NO_DATA and not is_made(item):
                row[path] = child.text
                if item.type is ItemType.GEOPOINT:
                    for point in points_of(child.text):
                        numbers = zip(_PARTS, point.text.split(), strict=True)
                        row |= {f"{prefix}_{name}_{part}": number for part, number in numbers}
                if item.type in _SEVERAL and child.text:
                    chosen = set(child.text.split())
                    for choice in state.definition.named_choices(item):
                        row[f"{path}/{choice.name}"] = str(int(choice.name in chosen))


def csv_of(table: AnswerTable) -> bytes:
    """UTF-8 with a head and CRLF (RFC 4180); no cell that a spreadsheet takes for a formula."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows(map(plain, row) for row in table.cells)
    return file.getvalue().encode("utf-8")


def plain(cell: str) -> str:
    """A number stays one; other text that begins as a formula gets an apostrophe."""
    if cell[:1] not in ("=", "+", "-", "@", "\t", "\r") or is_number(cell):
        return cell
    return f"'{cell}"


def is_number(cell: str) -> bool:
    """Is it a number that a spreadsheet keeps digit for digit? "007" is a text."""
    return _NUMBER.fullmatch(cell) is not None


def instance_xml(state: FormState, identity: str) -> bytes:
    """The instance as a client of ODK would send it; `identity`: a text that is another one for
    other answers, from which the instanceID follows.
    """
    definition = state.definition
    root = ET.Element(definition.root, {"id": definition.form_id})
    if definition.version:
        root.set("version", definition.version)
    _elements(root, state.root)
    meta = ET.SubElement(root, "meta")
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{definition.form_id}/{identity}")
    ET.SubElement(meta, "instanceID").text = f"uuid:{name}"
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _elements(parent: ET.Element, node: AnswerNode) -> None:
    for child in _in_order(node):
        if child.item is not None and is_made(child.item):
            continue
        element = ET.SubElement(parent, child.name)
        if child.children:
            _elements(element, child)
        elif child.text:
            element.text = _as_bound(child)


def _as_bound(node: AnswerNode) -> str:
    """The answer as the type of its bind has it: XML Schema knows no time without seconds."""
    is_time = node.item is not None and node.item.type in (ItemType.TIME, ItemType.DATE_TIME)
    found = _NO_SECONDS.fullmatch(node.text) if is_time else None
    return f"{found[1]}:00{found[2] or ''}" if found else node.text


def _in_order(node: AnswerNode) -> Iterator[AnswerNode]:
    """What is not asked has no element, as the specification wants it at submission."""
    return (child for nodes in node.children.values() for child in nodes if child.is_relevant)
