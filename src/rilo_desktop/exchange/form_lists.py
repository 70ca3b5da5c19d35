"""The lists that a form takes from files given with it: CSV, XML or GeoJSON.

The child says which (`child_form_lists`); each file is read by a child of its own, and what the
form uses of it becomes choices of the definition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rilo_desktop.file_kinds import FORM_LISTS
from rilo_desktop.questions.definition import (
    LONGEST,
    MOST_CHOICES,
    Choice,
    Definition,
    GivenFile,
    definition_text,
)
from rilo_desktop.rules.findings import Refused
from rilo_desktop.rules.form_findings import placed

from .cells import Cell, Number, text_of
from .file_opening import arrived
from .read_errors import refused
from .sandbox import Data, SheetTable, content_of
from .sandbox_child import XML_LIST
from .wanted_list import WantedList


def filled(
    definition: Definition,
    wanted: Sequence[WantedList],
    named: Sequence[str],
    given: Sequence[Path],
    form: str,
) -> Definition:
    """The definition with the choices of its lists. `named`: every file that the form names.

    Raises Refused: for a file that is missing, that the form does not name, or that does not fit.
    """
    files: dict[str, Path] = {}
    known = {name.casefold() for name in named}
    for path in given:
        name = path.name.casefold()
        if name in files:
            raise refused("form_list_twice", path.name)
        if name not in known:
            raise refused("form_list_unknown", path.name, form=form)
        files[name] = path
    missing = dict.fromkeys(one.file for one in wanted if one.file.casefold() not in files)
    if missing:
        asked = [refused("form_list_missing", form, list=name) for name in missing]
        raise Refused(*(finding for one in asked for finding in one.findings))
    asked_for = dict.fromkeys(one.file.casefold() for one in wanted)
    try:
        tables = {name: _read(files[name]) for name in asked_for}
        lists = {one.name: tables[one.file.casefold()].choices(one) for one in wanted}
    except Refused as error:
        raise Refused(*map(placed, error.findings)) from None
    _check_size(lists, {one.name: one.file for one in wanted}, definition)
    made = replace(
        definition,
        choices=tuple((name, lists.get(name, choices)) for name, choices in definition.choices),
        files=tuple(GivenFile(table.file, table.sha256) for table in tables.values()),
    )
    if len(definition_text(made)) > LONGEST:
        largest = max(wanted, key=lambda one: len(lists[one.name])).file
        raise refused("form_list_long", largest, form=form, limit=LONGEST // 1_000_000)
    return made


def _check_size(
    lists: Mapping[str, Sequence[Choice]], files: Mapping[str, str], definition: Definition
) -> None:
    count = sum(map(len, lists.values())) + sum(len(each) for _, each in definition.choices)
    if count > MOST_CHOICES:
        largest = max(lists, key=lambda name: len(lists[name]))
        raise refused("form_list_choices", files[largest], count=count, limit=MOST_CHOICES)


@dataclass(frozen=True, slots=True)
class ListTable:
    """The rows of a file, each with its number; all texts are without blanks around them."""

    file: str
    sha256: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[int, Mapping[str, str]]]
    has_heading: bool = True
    """Else each row names its own columns, and one that no row has is empty everywhere."""

    def choices(self, wanted: WantedList) -> tuple[Choice, ...]:
        """Raises Refused."""
        value = self._column(wanted.value, wanted.row) if wanted.value else ""
        label = [
            (language, tuple(self._column(name, wanted.row) for name in names))
            for language, names in wanted.label
        ]
        used = {
            name: self._column(name, row)
            for name, row in wanted.columns
            if self.has_heading or name in self.columns
        }
        if wanted.every_column:
            used |= {name: name for name in self.columns}
        self._check_keys(wanted)
        for name, own in (("name", value), ("label", label[0][1][0] if label else "")):
            if own and used.get(name) == own:  # as a choice has it anyway
                del used[name]
        made: dict[Choice, int] = {}
        seen: dict[tuple[str, tuple[tuple[str, str], ...]], int] = {}
        found: list[Choice] = []
        for number, row in self.rows:
            choice = Choice(
                row.get(value, ""),
                tuple((code, said) for code, names in label if (said := _labelled(row, names))),
                tuple((name, row[own]) for name, own in used.items() if row.get(own)),
            )
            if value and not self._is_a_choice(choice, number, wanted):
                continue
            if wanted.once and choice in made:
                continue
            made[choice] = number
            key = (choice.name, choice.columns)
            if value and seen.setdefault(key, number) != number:
                raise refused(
                    "form_list_key", self.file, row=number, value=choice.name, column=value
                )
            found.append(choice)
        return (*wanted.before, *found, *wanted.after)

    def _column(self, name: str, row: int) -> str:
        """As the file calls it. ODK Collect takes any case."""
        if name in self.columns:
            return name
        for column in self.columns:
            if column.casefold() == name.casefold():
                return column
        raise refused("form_list_column", self.file, column=name, asked=row)

    def _is_a_choice(self, choice: Choice, number: int, wanted: WantedList) -> bool:
        if not choice.name and not wanted.once:
            raise refused("form_list_empty", self.file, row=number, column=wanted.value)
        if wanted.several and " " in choice.name:
            raise refused("form_list_blank", self.file, row=number, value=choice.name)
        return bool(choice.name)

    def _check_keys(self, wanted: WantedList) -> None:
        """Which row would `pulldata()` mean?"""
        for pair in wanted.keys:
            column, of_key = (self._column(name, wanted.row) for name in pair)
            known: dict[str, str] = {}
            for number, row in self.rows:
                key, said = row.get(of_key, ""), row.get(column, "")
                if key and known.setdefault(key, said) != said:
                    raise refused("form_list_key", self.file, row=number, value=key, column=of_key)


def _labelled(row: Mapping[str, str], names: Sequence[str]) -> str:
    """Of several columns: "Cologne (region: Rhineland)", as ODK Collect has it."""
    first, *others = (row.get(name, "") for name in names)
    said = zip(names[1:], others, strict=True)
    return " ".join([first, *(f"({name}: {text})" for name, text in said)])


def _read(path: Path) -> ListTable:
    """Raises Refused."""
    file = arrived(path, FORM_LISTS)
    suffix = path.suffix.casefold()
    content = content_of(path, kinds=FORM_LISTS, reader=XML_LIST if suffix == ".xml" else "")
    match content:
        case Data(value=value) if suffix == ".geojson":
            columns, rows = _features(value, file.name)
        case SheetTable(encodings=(guess, *_)):
            raise refused("encoding", file.name, line=guess.line)
        case SheetTable(sheet=sheet) if suffix != ".geojson":
            columns, rows = _records(sheet.rows, file.name)
        case _:
            raise refused("form_list_format", file.name, suffix=suffix)
    return ListTable(file.name, file.sha256, columns, rows, has_heading=suffix == ".csv")


_Rows = tuple[tuple[str, ...], Sequence[tuple[int, Mapping[str, str]]]]


def _records(rows: Sequence[tuple[int, tuple[Cell, ...]]], file: str) -> _Rows:
    if not rows:
        raise refused("empty", file)
    columns = tuple(text_of(cell).strip() for cell in rows[0][1])
    for at, column in enumerate(columns):
        if column and column in columns[:at]:
            raise refused("form_list_heading", file, row=rows[0][0], column=column)
    found = []
    for number, cells in rows[1:]:
        texts = [text_of(cell).strip() for cell in cells]
        if any(texts[len(columns) :]):
            raise refused("form_list_row", file, row=number)
        found.append(
            (
                number,
                {name: text for name, text in zip(columns, texts, strict=False) if name and text},
            )
        )
    return tuple(filter(None, columns)), found


def _features(data: Any, file: str) -> _Rows:
    """Of GeoJSON: the properties of each feature, its id, and a point as ODK writes it."""
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise refused("form_list_format", file, suffix=".geojson")
    columns: dict[str, None] = {}
    found = []
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") if isinstance(feature, dict) else 0
        if not isinstance(properties, dict | None):
            raise refused("form_list_row", file, row=number)
        values = dict(properties or {})
        if "id" in feature:
            values["id"] = feature["id"]
        values["geometry"] = _point(feature.get("geometry"))
        row = {name: _plain(value) for name, value in values.items() if value is not None}
        columns.update(dict.fromkeys(row))
        found.append((number, row))
    return tuple(columns), found


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value.text if isinstance(value, Number) else str(value).strip()


def _point(geometry: Any) -> str | None:
    match geometry:
        case {"type": "Point", "coordinates": [Number(text=east), Number(text=north), *_]}:
            return f"{north} {east} 0 0"
        case _:
            return None
