"""What was read from a file: values of fields, and what is to be said of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rilo_desktop.records.field_specs import NotKnown
from rilo_desktop.rules.findings import Finding

from .cells import Cell


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row as it stood in the file, so that it can be given back."""

    sheet: str
    row: int
    cells: Mapping[str, Cell | tuple[str, ...] | NotKnown]
    """{column: cell}; of JSON, the column that the workbook would have."""


@dataclass(frozen=True, slots=True)
class ListedAs:
    """What a list that the program wrote says of whose row it is. `reference`, `record_id`: "" for
    a list without that column.
    """

    reference: str
    record_id: str
    language: str = ""
    by_text: bool = False
    """Are links the names of records, in `language`? Else they are ids, with a number in `linked`.
    """
    linked: Mapping[str, str] = field(default_factory=dict)
    is_here: bool = False
    """Was its record found in the office? The values of the row are then those that differ."""


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A record of a file: values only for the fields that the file has.

    `values` are as in records (`records.field_specs`), lines among them; a field whose value could
    not be read is absent, and a finding says so. `row` is the row of the sheet, or the place in the
    list of a JSON file, counted from 1. `source` are its rows: its own, then those of its lines.
    """

    kind: str
    local_ref: str
    values: Mapping[str, Any]
    file: str
    sheet: str
    row: int
    findings: tuple[Finding, ...] = ()
    source: tuple[SourceRow, ...] = ()
    partial: bool = False
    """Its lines have some of their fields only: what the office added to the others stays."""
    listed: ListedAs | None = None
    """Of a list that the program wrote."""
    corrects: str = ""
    """Id of the record that it is, which gets its number; "" where the number says it."""

    @property
    def blocked(self) -> bool:
        """Does a finding forbid to import it?"""
        return any(finding.blocks for finding in self.findings)


@dataclass(frozen=True)
class ImportResult:
    """`findings` are about the file as a whole.

    A line whose record is not in the file is a row of its own: without values, with a finding that
    blocks.
    """

    rows: tuple[ImportRow, ...]
    findings: tuple[Finding, ...] = ()
    office: str = ""
    """The practice office whose invented year it is; "": records of any office."""

    def all_findings(self) -> Iterator[Finding]:
        yield from self.findings
        for row in self.rows:
            yield from row.findings

    @property
    def blocked(self) -> bool:
        return any(finding.blocks for finding in self.all_findings())
