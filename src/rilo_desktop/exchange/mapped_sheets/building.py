"""A case of an office's own table becomes an `ImportRow`: what its cells say, and nothing else.

A blank cell says nothing: it leaves what the store has. A cell that says "not known" is a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from rilo_desktop.records.field_specs import NOT_KNOWN, FieldSpec, FieldType, class_of, fields_of
from rilo_desktop.rules import codes, dates, structure
from rilo_desktop.rules.findings import FieldPath, Finding
from rilo_desktop.vocabularies import vocabulary

from ..column_mapping.targets import LINE_NUMBER, Target
from ..import_result import ImportRow
from .grouping import Case
from .read_cells import CellState, CellValue, ReadCell, ReadRow

_SAYS = (CellState.TAKEN, CellState.NOT_KNOWN)
SHOWN = 100
_OF_LISTS = (FieldType.CODE, FieldType.CODES, FieldType.FLAG)
"""Read as codes of their lists, or yes and no: nothing is left to be checked."""


class RecordValues:
    """The values of the cases of a sheet. They are made when they are asked for, and those of one
    case are kept: of a hundred thousand cases a few are looked at.
    """

    def __init__(
        self,
        kind: str,
        cases: Sequence[Case],
        rows: Sequence[ReadRow],
        targets: Mapping[str, Target],
    ) -> None:
        self._kind, self._cases, self._rows, self._targets = kind, cases, rows, targets
        self._last: tuple[int, Mapping[str, Any]] = (-1, {})

    def of(self, at: int) -> Mapping[str, Any]:
        last = self._last
        if last[0] != at:
            case = self._cases[at]
            rows = [self._rows[place] for place in case.places]
            last = self._last = (at, _values(self._kind, case.number, rows, self._targets))
        return last[1]


class CaseValues(Mapping[str, Any]):
    """Those of one case."""

    __slots__ = ("_at", "_of")

    def __init__(self, of: RecordValues, at: int) -> None:
        self._of, self._at = of, at

    def __getitem__(self, name: str) -> Any:
        return self._of.of(self._at)[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._of.of(self._at))

    def __len__(self) -> int:
        return len(self._of.of(self._at))


def import_row(
    kind: str,
    number: str,
    rows: Sequence[ReadRow],
    targets: Mapping[str, Target],
    file: str,
    values: Mapping[str, Any],
) -> ImportRow:
    """The record that the rows of one case give, with its `values`."""
    first = rows[0]
    place = FieldPath(
        kind=kind, reference=number[:SHOWN], file=file, sheet=first.sheet, row=first.number
    )
    faults = faults_of(kind, dict(values), place) if _may_be_faulty(rows) else ()
    findings = (*_warnings(rows, targets, place), *faults)
    return ImportRow(kind, number, values, file, first.sheet, first.number, findings, partial=True)


def _may_be_faulty(rows: Sequence[ReadRow]) -> bool:
    """Each cell was judged by itself; what several of them give together was not."""
    cells = rows[0].cells
    return (
        len(rows) > 1
        or any(cell.faulty for cell in cells)
        or len({cell.path for cell in cells}) < len(cells)
    )


def is_faulty(kind: str, target: Target, value: CellValue) -> bool:
    """Does a cell give what no field may hold?"""
    around = fields_of(class_of(kind))
    of_lines = around[target.field].lines if target.in_lines or target.is_stop else None
    described = fields_of(of_lines) if of_lines is not None else around
    given = (*value.parts(value.told), *value.stops)
    return any(
        True
        for values in given
        for name, one in values.items()
        for _fault in _of_value(described[name], one)
    )


def _values(
    kind: str, number: str, rows: Sequence[ReadRow], targets: Mapping[str, Target]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    lines: dict[str, list[dict[str, Any]]] = {}
    stops: dict[str, dict[int, list[Mapping[str, Any]]]] = {}
    for row in rows:
        of_row: dict[str, list[dict[str, Any]]] = {}
        for cell in row.cells:
            if cell.path == LINE_NUMBER or cell.value.state not in _SAYS:
                continue
            target = targets[cell.path]
            if target.is_stop:
                of_field = stops.setdefault(target.field, {})
                _stops(of_field, cell, target)
            elif target.in_lines:
                _into_lines(of_row.setdefault(target.field, [{}]), cell)
            else:
                _into_record(values, cell, target)
        for name, made in of_row.items():
            lines.setdefault(name, []).extend(_shared(made, fields_of(class_of(kind))[name]))
    cls = class_of(kind)
    for name, made in lines.items():
        of = fields_of(cls)[name].lines
        assert of is not None
        values[name] = tuple(of(**line) for line in made if line)
    for name, by_role in stops.items():
        spec = fields_of(cls)[name]
        assert spec.lines is not None
        legs = (leg for place in sorted(by_role) for leg in by_role[place])
        values[name] = tuple(dict.fromkeys(spec.lines(**leg) for leg in legs))
    values["local_ref"] = number
    return values


def _into_record(values: dict[str, Any], cell: ReadCell, target: Target) -> None:
    for name, value in cell.value.values.items():
        if name == target.field and target.spec.type is FieldType.LONG_TEXT and values.get(name):
            if value not in str(values[name]).split("\n"):
                values[name] = f"{values[name]}\n{value}"
        elif name not in values:
            values[name] = value


def _into_lines(made: list[dict[str, Any]], cell: ReadCell) -> None:
    """A cell fills the first line of its row; further quantities are further lines."""
    made[0].update({**cell.value.values, **{k: v for k, v in made[0].items() if v is not None}})
    made.extend(dict(more) for more in cell.value.more)


def _shared(made: list[dict[str, Any]], spec: FieldSpec) -> list[dict[str, Any]]:
    """Further lines of a row are of the goods that its texts name; a number is told once."""
    assert spec.lines is not None
    texts = {
        name: value
        for name, value in made[0].items()
        if fields_of(spec.lines)[name].type is FieldType.TEXT and isinstance(value, str)
    }
    return [made[0], *({**texts, **line} for line in made[1:])]


def _stops(by_role: dict[int, list[Mapping[str, Any]]], cell: ReadCell, target: Target) -> None:
    assert target.spec.lines is not None
    role = fields_of(target.spec.lines)[target.spec.stops]
    order = list(vocabulary(role.vocabulary).items)
    for stop in cell.value.stops:
        at = by_role.setdefault(order.index(stop[target.spec.stops]), [])
        if stop not in at:
            at.append(stop)


def _warnings(
    rows: Sequence[ReadRow], targets: Mapping[str, Target], place: FieldPath
) -> Iterator[Finding]:
    for row in rows:
        for note in row.notes:
            yield _at(note, place, row, "", "")
        for cell in row.cells:
            for warning in cell.value.warnings:
                label = targets[cell.path].spec.label if cell.path in targets else ""
                yield _at(warning, place, row, cell.path, label)


def _at(found: Finding, place: FieldPath, row: ReadRow, path: str, label: str) -> Finding:
    where = replace(place, sheet=row.sheet, row=row.number, field=path, label=label)
    return replace(found, place=where)


def faults_of(kind: str, values: Mapping[str, Any], place: FieldPath) -> Iterator[Finding]:
    """What no field may hold, whatever way it came in."""
    described = fields_of(class_of(kind))
    for name, value in values.items():
        spec = described[name]
        if spec.type is FieldType.LINES:
            assert spec.lines is not None
            for n, line in enumerate(value, 1):
                for inner, of_line in fields_of(spec.lines).items():
                    for found in _of_value(of_line, getattr(line, inner)):
                        yield _placed(found, place, f"{name}.{n}.{inner}", of_line)
        else:
            for found in _of_value(spec, value):
                yield _placed(found, place, name, spec)


def _placed(found: Finding, place: FieldPath, path: str, spec: FieldSpec) -> Finding:
    return replace(found, place=replace(place, field=path, label=spec.label, section=spec.section))


def _of_value(spec: FieldSpec, value: Any) -> Iterator[Finding]:
    if value is None or value is NOT_KNOWN or value == () or spec.type in _OF_LISTS:
        return
    found = (*structure.faults(spec, value), *codes.faults(spec, value))
    if spec.type in (FieldType.DATE, FieldType.PARTIAL_DATE):
        found += (*dates.faults(spec, value),)
    yield from (one for one in found if one.blocks)  # the rules of the record tell the others
