"""A list as it leaves: as a file, as rows for the clipboard, as a table to print.

The list's question, columns and order make a `ListTable`; what a submission would not carry is not
in it. Fields for the office only are no columns. Where the guard finds personal data in a cell,
nothing leaves until it is answered or the cell is withheld; what was answered for a submission
counts while the record stands at the same revision. Each way out is logged.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from rilo_desktop.exchange.list_file import FORMAT, ListColumn, exact, heading
from rilo_desktop.language import catalogue
from rilo_desktop.language.spreadsheets import harmless
from rilo_desktop.presentation.list_spec import ListSpec, column_message, own_columns
from rilo_desktop.presentation.references import NameOf
from rilo_desktop.presentation.registry import record_type
from rilo_desktop.records import (
    FieldType,
    Record,
    Workflow,
    class_of,
    fields_of,
    kind_named,
)
from rilo_desktop.records.snapshots import to_snapshot
from rilo_desktop.records.translated import text_in
from rilo_desktop.rules.facts import as_held
from rilo_desktop.rules.findings import N_
from rilo_desktop.rules.handling import effective, strictest
from rilo_desktop.store import Stored

from ..office import ways_out
from ..office.finding_helpers import refusal
from ..office.outgoing import WITHHELD, Outgoing, found_in, going_out
from ..office.progress import SILENT, Progress
from ..office.session import Session, Task
from . import lists
from .import_lists import as_it_leaves, linked_numbers
from .reference_names import ReferenceNames
from .value_text import value_cell

ENDINGS = (".xlsx", ".ods", ".csv", ".json")
READING = N_("Reading the records")
HEAD = ("id", "reference", "workflow")
"""Columns that no description has; a record always has them."""
NOT_APPROVED = (Workflow.DRAFT, Workflow.IN_REVIEW)
Cell = str | Decimal


@dataclass(frozen=True, slots=True)
class ListRequest:
    """What is to leave of a list.

    `columns` () are the list's own. `keys`: only these rows of it, None all that it finds.
    `answers`: (reference, field, text) to what the guard finds. `withhold`: cells that are not
    answered are left out.
    """

    query: lists.Query
    columns: tuple[str, ...] = ()
    keys: tuple[int, ...] | None = None
    language: str = "en"
    answers: tuple[tuple[str, str, str], ...] = ()
    withhold: bool = False


@dataclass(frozen=True, slots=True)
class ListTable:
    """A list as it leaves. `tlp` is the strictest label of its records.

    `withheld`: cells that the guard found and nobody answered; `left_out`: labels (messages) of
    columns that are for the office only; `data`: makes the same rows with codes, for programs.
    """

    kind: str
    title: str
    above: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    data: Callable[[], Mapping[str, Any]]
    tlp: str
    draft: bool
    withheld: int = 0
    left_out: tuple[str, ...] = ()
    detail: Mapping[str, Any] = field(default_factory=dict)
    """What the log says of it."""


def write(
    session: Session, request: ListRequest, path: Path, progress: Progress = SILENT
) -> ListTable:
    """Write the list as the name of the file says (see ENDINGS); the log says so first.

    Raises Refused, with each finding of the guard where some are not answered; Cancelled.
    """
    session.permit(Task.SUBMIT)
    check_ending(path)
    with going_out(session, ways_out.LIST, path) as out:
        table = list_table(out, request, progress, is_file=True)
        out.leave(file_content(table, path.name), **table.detail, files=[path.name])
    return table


def check_ending(path: Path) -> None:
    if path.suffix.lower() not in ENDINGS:
        raise refusal(
            "list.ending",
            N_("{file} ends in none of {endings}: give it one of these endings."),
            file=path.name,
            endings=", ".join(ENDINGS),
        )


def file_content(table: ListTable, name: str) -> bytes:
    from rilo_desktop.exchange.table_file import table_content

    if name.lower().endswith(".json"):
        return json.dumps(table.data(), ensure_ascii=False, indent=1).encode() + b"\n"
    return table_content(name, table.title, table.heads, table.rows, table.above)


@dataclass(frozen=True, slots=True)
class CopiedRows:
    """Rows for the clipboard: with tabs, and as HTML."""

    text: str
    html: str
    records: int
    withheld: int


def copied(session: Session, request: ListRequest) -> CopiedRows:
    """Chosen rows for the clipboard, their label above them; the log says so. Raises Refused."""
    with going_out(session, ways_out.CLIPBOARD) as out:
        table = list_table(out, request)
        out.log(**table.detail)
    rows = [[_plain(cell) for cell in row] for row in table.rows]
    lines = [[table.above], list(table.heads), *rows]
    text = "\n".join("\t".join(line) for line in lines)
    marked = "".join(
        f"<tr>{''.join(f'<{tag}>{html.escape(cell)}</{tag}>' for cell in line)}</tr>"
        for tag, line in (("th", lines[1]), *(("td", row) for row in rows))
    )
    page = f"<p>{html.escape(table.above)}</p><table>{marked}</table>"
    return CopiedRows(text, page, len(rows), table.withheld)


def _plain(cell: Cell) -> str:
    """One line, and no formula."""
    return f"{cell:f}" if isinstance(cell, Decimal) else harmless(" ".join(cell.split()))


# --- what leaves


def list_table(
    out: Outgoing, request: ListRequest, progress: Progress = SILENT, is_file: bool = False
) -> ListTable:
    """What would leave. Nothing is logged yet. Raises Refused, Cancelled.

    `is_file`: so that it can be read back: each language of a text has a column, and where a record
    has no own number, its reference.
    """
    session, query, language = out.session, request.query, request.language
    keys = request.keys
    if keys is None:
        keys = tuple(lists.find(session, query, counted=False).rows)
    spec = record_type(query.kind)
    columns, left_out = _columns(spec.list, request.columns)
    today = date.fromisoformat(session.today)
    found: list[Stored] = []
    linked: Mapping[str, str] = {}
    with session.reading() as reading:
        for stored in reading.records.stored_many(keys):
            found.append(stored)
            progress(len(found), len(keys), READING)
        records = [as_it_leaves(one.record, today) for one in found]
        if is_file:
            linked = linked_numbers(records, reading)
    if not found:
        raise refusal("list.nothing", N_("The list is empty: there is nothing to write."))
    withheld = _guarded(out, found, records, columns, request)
    name_of = out.names(ReferenceNames(session, language), language)
    say = catalogue(language)
    tlp = strictest(effective(one.tlp) for one in records)
    draft = spec.can_be_sent and any(one.workflow in NOT_APPROVED for one in records)
    out.withhold(sum(map(len, withheld.values())))
    count = out.withheld
    written = _for_file(columns, records, language) if is_file else tuple(map(ListColumn, columns))
    cell = _file_cell if is_file else _shown_cell
    above = [
        f"TLP:{tlp}",
        say.text("DRAFT") if draft else "",
        say.text(spec.place),
        say.text("RILO {office}", office=session.office_code),
        session.today,
        say.plural("{count} record", "{count} records", len(records)),
        say.plural("{count} cell withheld", "{count} cells withheld", count) if count else "",
    ]
    return ListTable(
        kind=query.kind,
        title=say.text(spec.place),
        above="  \u00b7  ".join(part for part in above if part),
        heads=tuple(heading(spec.list, one, language) for one in written),
        rows=tuple(
            tuple(
                say.text(WITHHELD)
                if column.name in withheld.get(one.id, ())
                else cell(one, column, language, name_of)
                for column in written
            )
            for one in records
        ),
        data=partial(_data, session, query.kind, columns, records, withheld, tlp, draft, linked),
        tlp=tlp,
        draft=draft,
        withheld=count,
        left_out=tuple(column_message(spec.list, name) for name in left_out),
        detail={
            "type": query.kind,
            "records": len(records),
            "columns": list(columns),
            "tlp": tlp,
            "draft": draft,
            "withheld": count,
        },
    )


def shown(
    session: Session, kind: str, keys: Sequence[int], columns: Sequence[str], language: str
) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...], list[dict[str, Any]]]:
    """Heads, rows and the same rows as data, for the office's own screen: nothing leaves."""
    name_of, today = ReferenceNames(session, language), date.fromisoformat(session.today)
    with session.reading() as reading:
        records = [as_held(one.record, today) for one in reading.records.stored_many(keys)]
    rows = tuple(tuple(_cell(one, n, language, name_of) for n in columns) for one in records)
    heads = tuple(heading(record_type(kind).list, name, language) for name in columns)
    snapshots = [to_snapshot(one) for one in records]
    return heads, rows, [{name: one.get(name) for name in columns} for one in snapshots]


def _columns(look: ListSpec, wanted: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those that leave, and those that are for the office only. Raises Refused."""
    described = fields_of(class_of(look.kind))
    names = tuple(dict.fromkeys(wanted or own_columns(look)))
    unknown = [name for name in names if name not in described and name not in HEAD]
    if unknown:
        raise refusal(
            "list.column",
            N_("{kind} has no field {field}; the fields are {names}."),
            kind=look.kind,
            field=unknown[0],
            names=", ".join((*HEAD, *described)),
        )
    left_out = tuple(n for n in names if n in described and described[n].office_only)
    going = tuple(name for name in names if name not in left_out)
    if not going:
        raise refusal(
            "list.office_only",
            N_("All chosen columns are for the office only: choose one that may leave."),
        )
    return going, left_out


def _for_file(
    columns: Sequence[str], records: Sequence[Record], language: str
) -> tuple[ListColumn, ...]:
    """What makes of the columns a file that is read back as it was."""
    found: list[ListColumn] = []
    for name in columns:
        lacks = name == "local_ref" and "reference" not in columns
        if lacks and not all(one.local_ref for one in records):
            found.append(ListColumn("reference"))
        found.append(ListColumn(name))
        about = fields_of(type(records[0])).get(name)
        if about is not None and about.type is FieldType.TRANSLATED:
            spoken = {of for one in records for of, _ in getattr(one, name) or ()}
            if spoken - {language}:
                found += (ListColumn(name, of) for of in sorted(spoken))
    return tuple(found)


def _shown_cell(record: Record, column: ListColumn, language: str, name_of: NameOf) -> Cell:
    return _cell(record, column.name, language, name_of)


def _file_cell(record: Record, column: ListColumn, language: str, name_of: NameOf) -> Cell:
    """As it is shown, where that reads back as the value."""
    about = fields_of(type(record)).get(column.name)
    value = getattr(record, column.name)
    if column.language:
        return text_in(value, column.language)
    cell = _cell(record, column.name, language, name_of)
    return exact(about, value, cell, language) if about and isinstance(cell, str) else cell


def _cell(record: Record, name: str, language: str, name_of: NameOf) -> Cell:
    about = fields_of(type(record)).get(name)
    if about is not None:
        return value_cell(about, getattr(record, name), language, name_of)
    value = str(getattr(record, name))
    if name != "workflow":
        return value
    from rilo_desktop.vocabularies import vocabulary

    return vocabulary(name).label(value, language)


def _data(
    session: Session,
    kind: str,
    columns: Sequence[str],
    records: Iterable[Record],
    withheld: Mapping[str, frozenset[str]],
    tlp: str,
    draft: bool,
    linked: Mapping[str, str],
) -> dict[str, Any]:
    wanted = (*HEAD, *(name for name in columns if name not in HEAD))
    rows = []
    for record in records:
        hidden = withheld.get(record.id, frozenset())
        snapshot = to_snapshot(record)
        row = {n: snapshot[n] for n in wanted if n in snapshot and n not in hidden}
        rows.append(row | ({"withheld": sorted(hidden)} if hidden else {}))
    return {
        "format": FORMAT,
        "kind": kind,
        "office": session.office_code,
        "made": session.today,
        "tlp": tlp,
        "draft": draft,
        "columns": list(columns),
        "schema": kind_named(kind).schema,
        "linked": linked,
        "records": rows,
    }


# --- the guard


def _guarded(
    out: Outgoing,
    found: Sequence[Stored],
    records: Sequence[Record],
    columns: Sequence[str],
    request: ListRequest,
) -> Mapping[str, frozenset[str]]:
    """{id: columns to withhold}. Raises Refused."""
    hidden: dict[str, frozenset[str]] = {}
    for one in out.ask(found_in(records, columns), request.answers, found, request.withhold):
        if one.place.record:
            column = one.place.field.partition(".")[0]
            hidden[one.place.record] = hidden.get(one.place.record, frozenset()) | {column}
    return hidden
