"""A case of an office's own table becomes an `ImportRow`: what its cells say, and nothing else.

A blank cell says nothing: it leaves what the store has. A cell that says "not known" is a value.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rilo_desktop.records.field_specs import (
    GENERAL_LIMIT,
    NOT_KNOWN,
    FieldSpec,
    FieldType,
    class_of,
    fields_of,
)
from rilo_desktop.rules import codes, dates, structure
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Nature, Severity
from rilo_desktop.vocabularies import vocabulary

from ..column_mapping.targets import LINE_NUMBER, Target
from ..import_result import ImportRow
from .grouping import Case
from .line_columns import named_by
from .read_cells import CellState, CellValue, ReadCell, ReadRow

_SAYS = (CellState.TAKEN, CellState.NOT_KNOWN)
SHOWN = 100
SECOND_COLUMN = "exchange.second_column"
KEPT = N_("“{value}” is kept in the note for the office: no field can hold it.")
NOT_HELD = N_("“{value}” is left out: no field can hold it.")
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


def shown_values(row: ReadRow, targets: Mapping[str, Target]) -> dict[str, Any]:
    """{path: value as data} of a row for people and scripts; of several columns of one field what
    they say together, else what the first says.
    """
    found: dict[str, Any] = {}
    for cell in row.cells:
        if cell.value.state not in _SAYS:
            continue
        shown = None if cell.value.state is CellState.NOT_KNOWN else cell.value.shown
        for path, value in (cell.value.fields or {cell.path: shown}).items():
            before = found.get(path)
            if is_empty(before):
                found[path] = value
            elif isinstance(before, list) and isinstance(value, list):
                found[path] = [*before, *value]
            elif not is_empty(value) and path in targets:
                found[path] = _together(before, value, targets[path].spec) or before
    for path, target in targets.items():
        last = found.get(target.spec.beside.get("end", "-"))
        if isinstance(found.get(path), dict) and isinstance(last, dict):
            found[path] = _one_date(found[path], last)
    return found


def _one_date(first: dict[str, Any], last: dict[str, Any]) -> dict[str, Any]:
    """Two days in columns of their own."""
    if first["date_precision"] != "day" or first["date"] == last["date"]:
        return first
    return {**first, "date_end": last["date"], "date_precision": "period"}


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
    findings = (*_warnings(rows, targets, place),)
    if _may_be_faulty(rows):
        findings += (*_unheld(kind, rows, targets, place), *faults_of(kind, dict(values), place))
    return ImportRow(kind, number, values, file, first.sheet, first.number, findings, partial=True)


def _unheld(
    kind: str, rows: Sequence[ReadRow], targets: Mapping[str, Target], place: FieldPath
) -> Iterator[Finding]:
    """What stands in the note, or nowhere, since an earlier column of its field says otherwise."""
    has_note = bool(note_of(kind))
    said: dict[str, Any] = {}
    first: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        of_row: dict[str, dict[int, _RowLine]] = {}
        for cell in row.cells:
            if cell.path == LINE_NUMBER or cell.value.state not in _SAYS:
                continue
            target = targets[cell.path]
            if target.is_stop:
                continue
            lines = of_row.setdefault(target.field, {})
            if (
                _into_lines(lines, cell, target)
                if target.in_lines
                else _into_record(said, first, cell, target)
            ):
                found = replace(kept_in_note(cell.text), rule=SECOND_COLUMN)
                found = found if has_note else replace(found, message=NOT_HELD)
                yield _at(found, place, row, cell.path, target.spec.label)


def kept_in_note(text: str) -> Finding:
    values = {"value": text[:60]}
    return Finding("exchange.kept", Severity.WARNS, Nature.STRUCTURE, KEPT, values)


def _may_be_faulty(rows: Sequence[ReadRow]) -> bool:
    """Each cell was judged by itself; what several of them give together was not."""
    cells = rows[0].cells
    if len(rows) > 1 or any(cell.faulty for cell in cells):
        return True
    paths = {cell.path for cell in cells}
    return len(paths) < len(cells) or any(_is_of_another(cell, paths) for cell in cells)


def _is_of_another(cell: ReadCell, paths: Collection[str]) -> bool:
    """Does a cell say what another column is for: a period, beside a column of last days?"""
    told = cell.value.told  # of a quantity a tuple, of which data would be made for each row
    if not isinstance(told, dict):
        return False
    return any(value and path != cell.path and path in paths for path, value in told.items())


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
    kept: dict[str, None] = {}
    first: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        of_row: dict[str, dict[int, _RowLine]] = {}
        for cell in row.cells:
            if cell.value.kept:
                kept[cell.value.kept] = None
            if cell.path == LINE_NUMBER or cell.value.state not in _SAYS:
                continue
            target = targets[cell.path]
            if target.is_stop:
                of_field = stops.setdefault(target.field, {})
                _stops(of_field, cell, target)
            elif text := (
                _into_lines(of_row.setdefault(target.field, {}), cell, target)
                if target.in_lines
                else _into_record(values, first, cell, target)
            ):
                kept[text] = None
        for name, made in of_row.items():
            spec = fields_of(class_of(kind))[name]
            lines.setdefault(name, []).extend(_shared(made, name, targets, spec))
    cls = class_of(kind)
    for name, found in lines.items():
        of = fields_of(cls)[name].lines
        assert of is not None
        values[name] = tuple(of(**line) for line in found if line)
    for name, by_role in stops.items():
        spec = fields_of(cls)[name]
        assert spec.lines is not None
        legs = (leg for place in sorted(by_role) for leg in by_role[place])
        values[name] = tuple(dict.fromkeys(spec.lines(**leg) for leg in legs))
    if kept and (note := note_of(kind)):
        values[note] = "\n".join([*filter(None, [values.get(note)]), *kept])
    values["local_ref"] = number
    return _as_precise(kind, values)


def note_of(kind: str) -> str:
    """The field for what only the office reads, "" where a record type has none."""
    described = fields_of(class_of(kind))
    return next(
        (n for n, s in described.items() if s.office_only and s.type is FieldType.LONG_TEXT), ""
    )


def _as_precise(kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """Dates as precise as other columns say: 1 January that stands for a year is that year, and a
    day with a last day in a column of its own is a period.
    """
    for name, spec in fields_of(class_of(kind)).items():
        if (precision := spec.beside.get("precision", "")) not in values:
            continue
        day, last = values.get(name), values.get(spec.beside.get("end", ""))
        if figures := _FIGURES.get(str(values[precision])):
            values[name] = day[:figures] if isinstance(day, str) else day
        elif values[precision] == "day" and last and last is not NOT_KNOWN:
            is_one = last == day
            values |= {spec.beside["end"]: None} if is_one else {precision: "period"}
    return values


_FIGURES = {"year": 4, "month": 7}
"""Characters of a date that a precision leaves."""


def _into_record(
    values: dict[str, Any],
    first: dict[str, Mapping[str, Any]],
    cell: ReadCell,
    target: Target,
) -> str:
    """ "" where the fields hold what the cell says, together with an earlier column; else its text.

    A column for the precision of a date goes before what the date itself looks like. `first`: what
    the first column of each field says.
    """
    said = cell.value.values
    earlier = first.setdefault(cell.path, said)
    if _says_less(earlier.get(target.field), said, target):
        return ""
    lost = _named(cell) if _says_more(earlier, cell, target.field) else ""
    for name, value in said.items():
        before = values.get(name)
        own = name == target.field or name in cell.value.fields
        if name not in values or (own and (is_empty(before) or _is_precision(target))):
            values[name] = value
        elif own and value != before and not is_empty(value):
            together = _together(before, value, target.spec)
            if together is None:
                lost = _named(cell)
            else:
                values[name] = together
    return lost


def _says_less(before: Any, said: Mapping[str, Any], target: Target) -> bool:
    """Is it no more than the month, or the year, of the day that an earlier column says?"""
    spec, value = target.spec, said.get(target.field)
    if spec.type not in (FieldType.DATE, FieldType.PARTIAL_DATE) or not isinstance(before, str):
        return False
    own = (target.field, spec.beside.get("precision"))
    is_alone = all(is_empty(one) for name, one in said.items() if name not in own)
    return is_alone and before.startswith(f"{value}-")


def _says_more(earlier: Mapping[str, Any], cell: ReadCell, own: str) -> bool:
    """Is it of the same value something else: another currency, a period, another detail?"""
    said = cell.value.values
    if said.get(own) != earlier.get(own):
        return False
    beside = ((n, v) for n, v in said.items() if n not in cell.value.fields)
    return any(not is_empty(value) and value != earlier.get(name) for name, value in beside)


def _named(cell: ReadCell) -> str:
    return f"{cell.heading}: {cell.text}" if cell.heading else cell.text


def is_empty(value: Any) -> bool:
    return value is NOT_KNOWN or value in (None, "", ())


def _is_precision(target: Target) -> bool:
    return target.spec.vocabulary == "date_precision"


_SEVERAL = (FieldType.TEXTS, FieldType.CODES)
_DIVIDERS = {FieldType.LONG_TEXT: "\n", FieldType.TEXT: ", "}


def _together(before: Any, value: Any, spec: FieldSpec) -> Any:
    """What two columns of one field say; None where it holds only one of them."""
    if spec.type in _SEVERAL:
        return tuple(dict.fromkeys((*before, *value)))
    if (divider := _DIVIDERS.get(spec.type, "")) and not spec.scheme:
        if f"{divider}{value}{divider}" in f"{divider}{before}{divider}":
            return before
        both = f"{before}{divider}{value}"
        limit = spec.limit or GENERAL_LIMIT.get(spec.type, 0)
        return both if not limit or len(both) <= limit else None
    return None


def holds_several(target: Target) -> bool:
    """Does it hold what several columns say: texts, codes, or quantities as further lines?"""
    spec = target.spec
    if target.in_lines:
        return bool(spec.beside.get("unit"))
    return spec.type in _SEVERAL or (spec.type in _DIVIDERS and not spec.scheme)


@dataclass
class _RowLine:
    """A line that one row gives: of the first columns for its fields, of the second, and so on."""

    parts: list[dict[str, Any]]
    """The line, and further ones of the same cells: "2 000 l + 600 kg"."""
    goods: str = ""
    """What the heading of its quantity calls the goods."""
    first: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """What the first column of each field says."""


def _into_lines(made: dict[int, _RowLine], cell: ReadCell, target: Target) -> str:
    """A cell fills the first part of its line; further quantities are further parts. The text of
    a cell that its line cannot hold, else "".
    """
    line = made.setdefault(cell.line, _RowLine([{}]))
    said = cell.value.values
    earlier = line.first.setdefault(cell.path, said)
    first, lost = line.parts[0], _named(cell) if _says_more(earlier, cell, target.inner) else ""
    for name, value in said.items():
        before = first.get(name)
        if before is None:
            first[name] = value
        elif name == target.inner and value != before and not is_empty(value):
            together = None if is_empty(before) else _together(before, value, target.spec)
            if together is None and not is_empty(before):
                lost = _named(cell)
            else:
                first[name] = value if together is None else together
    line.parts.extend(dict(more) for more in cell.value.more)
    line.goods = line.goods or cell.goods
    return lost


def _shared(
    made: Mapping[int, _RowLine], field: str, targets: Mapping[str, Target], spec: FieldSpec
) -> list[dict[str, Any]]:
    """Further lines of a row are of the goods that its texts name; a number is told once.

    Where several columns are quantities, the goods are named by their headings too.
    """
    assert spec.lines is not None
    inside = fields_of(spec.lines)
    lines = [made[at] for at in sorted(made)]
    main = lines[0]
    if len(lines) > 1 and not _is_counted(main, inside) and _fit(main.parts[0], lines[1].parts[0]):
        other = lines.pop(1)  # the row says nothing in the first column of quantities
        main.parts = [{**main.parts[0], **other.parts[0]}, *other.parts[1:]]
        main.goods = other.goods
    texts = {
        name: value
        for name, value in main.parts[0].items()
        if inside[name].type is FieldType.TEXT and isinstance(value, str)
    }
    named = named_by(field, targets)
    found = []
    for line in lines:
        for part in line.parts:
            whole = part if part is main.parts[0] else {**texts, **part}
            if line.goods and named:
                said = whole.get(named)
                whole[named] = f"{said} ({line.goods})" if isinstance(said, str) else line.goods
            found.append(whole)
    return found


def _fit(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Is what both of them say the same?"""
    return all(value == one.get(name, value) for name, value in other.items())


def _is_counted(line: _RowLine, inside: Mapping[str, FieldSpec]) -> bool:
    return any(inside[name].beside.get("unit") for name in line.parts[0])


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
