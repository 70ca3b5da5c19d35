"""What an office decided about the columns of its sheets, remembered by their shape; and its file.

{"rilo_mapping": 2,
 "sheets": [{"shape": "9b1c…", "sheet": "2024", "kind": "case-study",
             "columns": [{"header": "Pays", "field": "reporting_country"},
                         {"header": "Vu", "field": "", "ignored": true},
                         {"header": "Wo", "field": ""},
                         {"header": "Marque", "field": "goods.brand", "split": " / "},
                         {"header": "Lieu", "field": "location_place", "split": ",",
                          "second": "reporting_country"}],
             "fixed": {"value_currency": "EUR"}}],
 "answers": {"country=Nethrlands": "NL", "Register!B12=goods.quantity": ""},
 "remembered": [{"key": "Register!B12=goods.quantity", "answer": "", "seen": "77ab…",
                 "file": "register.xlsx", "day": "2026-12-01", "by": "AP-01"}]}

A column without a field is one that nobody decided about: in version 1 it was left out. So is one
whose field is the one named by "unsure": the program found it and says so.

`answers` hold by place (`question_keys`). What is `remembered` holds where the row, or the
headings, say what they said then. In version 1 answers were kept by `field=text of the cell`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from collections.abc import Mapping as Map
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from rilo_desktop.records.field_specs import record_types
from rilo_desktop.rules.findings import N_, FieldPath, Finding, Message, Nature, Refused, Severity

from .headings import folded
from .question_keys import Scope, of_older_version, parsed
from .table_kind import NONE
from .targets import LINE_NUMBER, targets_of

FORMAT = 2
READ = ("1", "2")
MOST = 400
"""Columns of a sheet, fixed values, and sheets of a mapping."""
MOST_ANSWERS = 100_000
LONGEST = 1_000

NOT_A_MAPPING = N_("{file} is no mapping of columns: {reason}. Export one from this program.")
NO_KIND = N_("there is no record type “{value}”")
NO_FIELD = N_("there is no field “{value}” in {kind}")
NOT_THIS = N_("“{value}” is not what belongs at “{name}”")
NEWER = N_("it was written by a newer version of the program")


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """What a column of this heading is for, "" where it is left out."""

    header: str
    field: str = ""
    split: str = ""
    """Text that divides a cell into several values, or where `second` is given into two fields."""
    second: str = ""
    """Field of what stands behind the divider."""
    ignored: bool = False
    """The office left it out; without this no field was found for it yet."""
    unsure: str = ""
    """Field that the program found for it and was not sure of."""

    @property
    def is_decided(self) -> bool:
        """Did somebody say what it is for, or that it is left out?"""
        return self.ignored or (bool(self.field) and self.field != self.unsure)


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """The columns of sheets of one shape. `kind` is what they hold: a record type, `NONE` of them,
    or "" where nobody decided. `fixed`: values that every row has, by field; `assumptions`: how
    their dates and numbers are written; `sheet`: the name of one of them, for whoever reads it.
    """

    shape: str
    kind: str
    columns: tuple[ColumnRule, ...] = ()
    fixed: Map[str, str] = field(default_factory=dict)
    assumptions: Map[str, str] = field(default_factory=dict)
    sheet: str = field(default="", compare=False)

    def rule_for(self, header: str, nth: int = 0) -> ColumnRule | None:
        """Of the nth column of this heading, from 0; one rule alone holds for all of them."""
        wanted = folded(header)
        rules = [rule for rule in self.columns if folded(rule.header) == wanted]
        if len(rules) == 1:
            return rules[0]
        return rules[nth] if nth < len(rules) else None

    def settled(self) -> SheetMapping:
        """As it was used: what the program was not sure of holds for the rows to come."""
        return replace(self, columns=tuple(replace(rule, unsure="") for rule in self.columns))


@dataclass(frozen=True, slots=True)
class Remembered:
    """An answer of an earlier import. `seen` is what stood there: a digest of the row, with how
    many rows like it stand above, or the shape of the sheet; "" of a word, which holds everywhere.
    """

    key: str
    answer: Any
    seen: str = ""
    file: str = ""
    day: str = ""
    by: str = ""
    """Sign of the officer."""

    @property
    def place(self) -> tuple[str, str]:
        """The same for answers of which one takes the other's place: the number of the row is not
        in it, since rows are added above.
        """
        key = parsed(self.key)
        moves = key is not None and key.scope in (Scope.CELL, Scope.ROW)
        return str(key.at(key.sheet, 1)) if key and moves else self.key, self.seen


@dataclass(frozen=True, slots=True)
class Mapping:
    """All that an office decided on its own tables.

    `answers`: {key of a question: answer} as they are given for the tables that are read;
    `remembered` are those of earlier imports; `unread` are keys that say nothing any more.
    """

    sheets: tuple[SheetMapping, ...] = ()
    answers: Map[str, Any] = field(default_factory=dict)
    remembered: tuple[Remembered, ...] = ()
    unread: tuple[str, ...] = ()

    def of_shape(self, shape: str) -> SheetMapping | None:
        return next((sheet for sheet in self.sheets if sheet.shape == shape), None)

    def with_sheet(self, sheet: SheetMapping) -> Mapping:
        others = tuple(one for one in self.sheets if one.shape != sheet.shape)
        return replace(self, sheets=(*others, sheet)[-MOST:])

    def over(self, other: Mapping) -> Mapping:
        """Both, this one where they differ."""
        merged = other
        for sheet in self.sheets:
            merged = merged.with_sheet(sheet)
        kept = {one.place: one for one in other.remembered}
        for one in self.remembered:
            kept.pop(one.place, None)
            kept[one.place] = one
        return Mapping(
            merged.sheets,
            {**other.answers, **self.answers},
            tuple(kept.values())[-MOST_ANSWERS:],
            tuple(dict.fromkeys((*other.unread, *self.unread))),
        )


def told_apart(headers: Iterable[str]) -> tuple[str, ...]:
    """Names for the columns of a table: the second of one heading is "Country#2"."""
    seen: list[str] = []
    names = []
    for header in headers:
        seen.append(folded(header))
        nth = seen.count(seen[-1])
        names.append(header if nth == 1 else f"{header}#{nth}")
    return tuple(names)


def shape_of(headers: Iterable[str]) -> str:
    """The same for sheets with the same headings, however they are written."""
    text = "\n".join(folded(header) for header in headers)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def mapping_data(mapping: Mapping) -> dict[str, Any]:
    """As JSON data, which `read_mapping` reads."""
    return {
        "rilo_mapping": FORMAT,
        "sheets": [
            {
                "shape": sheet.shape,
                "sheet": sheet.sheet,
                "kind": sheet.kind,
                "columns": [
                    {"header": rule.header, "field": rule.field}
                    | ({"split": rule.split} if rule.split else {})
                    | ({"second": rule.second} if rule.second else {})
                    | ({"ignored": True} if rule.ignored else {})
                    | ({"unsure": rule.unsure} if rule.unsure else {})
                    for rule in sheet.columns
                ],
                "fixed": dict(sheet.fixed),
                "assumptions": dict(sheet.assumptions),
            }
            for sheet in mapping.sheets
        ],
        "answers": dict(mapping.answers),
        "remembered": [asdict(one) for one in mapping.remembered],
    }


def read_mapping(data: Any, file: str) -> Mapping:
    """Raises Refused with one sentence for data that is no mapping of this program."""
    try:
        return _mapping(data)
    except _Unfit as unfit:
        message, values = unfit.args
        raise Refused(
            Finding(
                "exchange.mapping",
                Severity.BLOCKS,
                Nature.STRUCTURE,
                NOT_A_MAPPING,
                {"file": file, "reason": Message(message, values)},
                FieldPath(file=file),
            )
        ) from None


class _Unfit(Exception):
    pass


def _mapping(data: Any) -> Mapping:
    if not isinstance(data, dict) or "rilo_mapping" not in data:
        raise _Unfit(NOT_THIS, {"name": "rilo_mapping", "value": _shown(data)})
    version = str(getattr(data["rilo_mapping"], "text", data["rilo_mapping"]))
    if version not in READ:
        raise _Unfit(NEWER, {})
    sheets = _list(data, "sheets")
    given = data.get("answers", {})
    if not isinstance(given, dict) or len(given) > MOST_ANSWERS:
        raise _Unfit(NOT_THIS, {"name": "answers", "value": _shown(given)})
    answers: dict[str, Any] = {}
    unread: list[str] = []
    for text, answer in given.items():
        key = parsed(text) or of_older_version(text)
        if key is None or len(text) > LONGEST:
            unread.append(_shown(text))
        else:
            answers[str(key)] = plain(answer)
    remembered = tuple(_remembered(one) for one in _list(data, "remembered", MOST_ANSWERS))
    made = tuple(_sheet(one, version) for one in sheets)
    return Mapping(made, answers, remembered, tuple(unread))


def _remembered(data: Any) -> Remembered:
    if not isinstance(data, dict) or parsed(_text("remembered", data.get("key"))) is None:
        raise _Unfit(NOT_THIS, {"name": "remembered", "value": _shown(data)})
    told = {name: _text(name, data.get(name, "")) for name in ("seen", "file", "day", "by")}
    return Remembered(data["key"], plain(data.get("answer")), **told)


def _sheet(data: Any, version: str) -> SheetMapping:
    if not isinstance(data, dict):
        raise _Unfit(NOT_THIS, {"name": "sheets", "value": _shown(data)})
    kind = _text("kind", data.get("kind", ""))
    if kind not in ("", NONE, *record_types()):
        raise _Unfit(NO_KIND, {"value": _shown(kind)})
    fixed = _texts(data, "fixed")
    for path in fixed:
        _known(kind, path)
    rules = []
    for column in _list(data, "columns"):
        if not isinstance(column, dict):
            raise _Unfit(NOT_THIS, {"name": "columns", "value": _shown(column)})
        path = _text("field", column.get("field", ""))
        if path:
            _known(kind, path)
        split = _text("split", column.get("split", ""))
        second = _text("second", column.get("second", ""))
        if second:
            _known(kind, second)
        ignored = not path and (version == "1" or column.get("ignored") is True)
        header = _text("header", column.get("header"))
        unsure = _text("unsure", column.get("unsure", ""))
        rules.append(ColumnRule(header, path, split, second, ignored, unsure))
    shape, assumed = _text("shape", data.get("shape")), _texts(data, "assumptions")
    name = _text("sheet", data.get("sheet", ""))
    return SheetMapping(shape, kind, tuple(rules), fixed, assumed, name)


def _known(kind: str, path: str) -> None:
    kinds = (kind,) if kind in record_types() else record_types()
    if path != LINE_NUMBER and not any(path in targets_of(one) for one in kinds):
        raise _Unfit(NO_FIELD, {"value": _shown(path), "kind": kind})


def _list(data: Map[str, Any], name: str, most: int = MOST) -> list[Any]:
    found = data.get(name, [])
    if not isinstance(found, list) or len(found) > most:
        raise _Unfit(NOT_THIS, {"name": name, "value": _shown(found)})
    return found


def _texts(data: Map[str, Any], name: str) -> dict[str, str]:
    found = data.get(name, {})
    if not isinstance(found, dict) or len(found) > MOST:
        raise _Unfit(NOT_THIS, {"name": name, "value": _shown(found)})
    return {_text(name, key): _text(name, value) for key, value in found.items()}


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str) or len(value) > LONGEST:
        raise _Unfit(NOT_THIS, {"name": name, "value": _shown(value)})
    return value


def plain(value: Any) -> Any:
    """JSON data with numbers as text."""
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return getattr(value, "text", value)


def _shown(value: Any) -> str:
    return str(value)[:60]
