"""An XLSForm, in the limited child: pyxform reads it, and its rows become a definition.

pyxform knows the sheets, the many names of columns and types, and checks names and nesting. What
is done here: types and columns that are supported are taken over, everything else is named with
its row. A form that would ask something else than its author meant is refused.

Source: https://xlsform.org/en/ref-table/ (read 2026-11-27); `docs/xlsform.md` has the list.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any, Final

from pyxform.errors import PyXFormError
from pyxform.utils import default_is_dynamic
from pyxform.xls2json import workbook_to_json
from pyxform.xls2json_backends import get_xlsform

from rilo_desktop.questions.compiled_form import compile_form
from rilo_desktop.questions.definition import (
    Choice,
    Definition,
    DefinitionError,
    Item,
    ItemType,
    Omission,
    RecordQuery,
    Texts,
    check_definition,
    definition_text,
)

from .child_budget import Unread
from .child_workbook import check_parts

ROW: Final = "rilo_row"
"""Column that is added to each row, so that what pyxform makes of it still has its number."""

_TYPES: Final = {
    "text": ItemType.TEXT,
    "string": ItemType.TEXT,
    "integer": ItemType.INTEGER,
    "int": ItemType.INTEGER,
    "decimal": ItemType.DECIMAL,
    "range": ItemType.RANGE,
    "date": ItemType.DATE,
    "time": ItemType.TIME,
    "dateTime": ItemType.DATE_TIME,
    "datetime": ItemType.DATE_TIME,
    "select one": ItemType.SELECT_ONE,
    "select all that apply": ItemType.SELECT_MULTIPLE,
    "rank": ItemType.RANK,
    "acknowledge": ItemType.ACKNOWLEDGE,
    "trigger": ItemType.ACKNOWLEDGE,
    "photo": ItemType.IMAGE,
    "image": ItemType.IMAGE,
    "note": ItemType.NOTE,
    "calculate": ItemType.CALCULATE,
    "group": ItemType.GROUP,
    "repeat": ItemType.REPEAT,
}
_METADATA: Final = frozenset(
    "start end deviceid subscriberid simserial phonenumber username email audit "
    "start-geopoint background-geopoint background-audio imei".split()
)
_STRUCTURAL: Final = frozenset("loop include xml-external csv-external entity".split())
"""They bring in what is not in the workbook, or change what surrounds them."""
_HONOURED: Final = frozenset("multiline rilo-records".split())
_YES: Final = frozenset("yes Yes YES true True TRUE true()".split())
_NO: Final = frozenset(("no", "No", "NO", "false", "False", "FALSE", "false()", ""))
_SETTINGS: Final = frozenset(
    "style public_key submission_url instance_name auto_send auto_delete sms_separator "
    "client_editable namespaces".split()
)


def lines_of_form(file: IO[bytes]) -> Iterator[Any]:
    """One line, the canonical text of the definition. Raises Unread."""
    content = file.read()
    if content.startswith(b"PK\x03\x04"):
        check_parts(io.BytesIO(content))
    definition = read_form(content)
    yield {"form": definition_text(definition)}


def read_form(content: bytes) -> Definition:
    """The definition of a workbook. Raises Unread with the place and the reason."""
    try:
        sheets = get_xlsform(content, file_type=_file_type(content))
        _number_rows(sheets)
        _refuse_sheets(sheets)
        data = workbook_to_json(workbook_dict=sheets, warnings=[])
        definition = _Form(data).definition()
        check_definition(definition)
        compile_form(definition)
    except PyXFormError as error:
        raise Unread("form", reason=_one_line(str(error))) from None
    except DefinitionError as error:
        raise Unread("form", reason=str(error)) from None
    return definition


def _file_type(content: bytes) -> str:
    if content.startswith(b"PK\x03\x04"):
        return ".xlsx"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return ".xls"
    return ".md" if content.lstrip().startswith(b"|") else ".csv"


def _one_line(text: str) -> str:
    """pyxform says "[row : 7] Missing calculation."."""
    text = re.sub(r"\[row : ([0-9]+)\]", r"row \1:", " ".join(text.split()))
    return text[:500]


def _number_rows(sheets: Any) -> None:
    if sheets.survey_header:
        sheets.survey_header = [{**sheets.survey_header[0], ROW: None}]
    for number, row in enumerate(sheets.survey or (), start=2):
        if row:
            row[ROW] = str(number)


def _refuse_sheets(sheets: Any) -> None:
    for name, rows in (
        ("entities", sheets.entities),
        ("external_choices", sheets.external_choices),
    ):
        if rows and any(rows):
            raise DefinitionError(f"Sheet {name}, row 2: {name} are not supported.")


@dataclass
class _Form:
    """One form, as pyxform gives it."""

    data: Mapping[str, Any]
    languages: dict[str, None] = field(default_factory=dict)
    lists: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    left_out: list[Omission] = field(default_factory=list)
    ignored: list[Omission] = field(default_factory=list)

    def definition(self) -> Definition:
        data = self.data
        default = str(data.get("default_language") or "")
        if default not in ("", "default"):
            self.languages[default] = None
        for name, choices in (data.get("choices") or {}).items():
            self.lists[str(name)] = tuple(self._choice(each) for each in choices)
        items = self._items(data.get("children") or ())
        for name in sorted(_SETTINGS & set(data)):
            if data[name] and name != "namespaces":
                self.ignored.append(Omission(2, "settings", name))
        title = str(data.get("title") or data.get("id_string") or "")
        used = {item.choices for item in _all(items)}
        return Definition(
            form_id=str(data.get("id_string") or ""),
            version=str(data.get("version") or ""),
            title=(("", title),),
            languages=tuple(self.languages),
            items=items,
            choices=tuple((name, each) for name, each in self.lists.items() if name in used),
            root=str(data.get("name") or "data"),
            left_out=tuple(self.left_out),
            ignored=tuple(self.ignored),
        )

    def _items(self, children: Any) -> tuple[Item, ...]:
        return tuple(item for child in children if (item := self._item(child)) is not None)

    def _item(self, data: Mapping[str, Any]) -> Item | None:
        kind, name = str(data.get("type", "")), str(data.get("name", ""))
        row = int(data.get(ROW) or 0)
        if kind == "group" and name == "meta":
            return None
        if kind in _STRUCTURAL:
            raise DefinitionError(f"Row {row}, {name}: {kind} is not supported.")
        if kind == "today":
            return Item(ItemType.CALCULATE, name, row, calculation="once(today())")
        if kind in _METADATA:
            self.left_out.append(Omission(row, name, kind))
            return None
        binding = data.get("bind") or {}
        unsupported = self._unsupported(kind, data)
        if unsupported:
            if str(binding.get("required", "")) not in _NO:
                raise DefinitionError(
                    f"Row {row}, {name}: {unsupported} is not supported, and an answer is required."
                )
            self.left_out.append(Omission(row, name, unsupported))
            return None
        return self._supported(_TYPES[kind], data, binding, row)

    def _unsupported(self, kind: str, data: Mapping[str, Any]) -> str:
        """What of a question is not supported; "" where it can be asked."""
        name, row = data.get("name", ""), data.get(ROW) or 0
        if kind not in _TYPES:
            return kind
        appearance = str((data.get("control") or {}).get("appearance", ""))
        if "search(" in appearance or kind == "select one external":
            raise DefinitionError(
                f"Row {row}, {name}: choices from another file are not supported."
            )
        if data.get("trigger"):
            raise DefinitionError(f"Row {row}, {name}: trigger is not supported.")
        itemset = str(data.get("itemset") or "")
        if re.search(r"\.(csv|xml|geojson)$", itemset):
            raise DefinitionError(
                f"Row {row}, {name}: choices from another file are not supported."
            )
        if itemset.startswith("${"):
            return "choices from a repeat"
        return ""

    def _supported(
        self, kind: ItemType, data: Mapping[str, Any], binding: Mapping[str, Any], row: int
    ) -> Item:
        name, control = str(data["name"]), data.get("control") or {}
        default = data.get("default")
        given = str(default) if default is not None else ""
        self._ignore(row, name, data, control)
        parameters = data.get("parameters") or {}
        if kind is ItemType.RANGE:
            parameters = {"start": "1", "end": "10", "step": "1", **parameters}
        return Item(
            type=kind,
            name=name,
            row=row,
            label=self._texts(data.get("label")),
            hint=self._texts(data.get("hint")),
            required=_yes_or(binding.get("required")),
            required_message=self._texts(binding.get("jr:requiredMsg")),
            relevant=_expression(binding.get("relevant")),
            constraint=_expression(binding.get("constraint")),
            constraint_message=self._texts(binding.get("jr:constraintMsg")),
            calculation=_expression(binding.get("calculate")),
            default=given,
            default_is_computed=bool(given) and bool(default_is_dynamic(given, str(data["type"]))),
            read_only=_yes_or(binding.get("readonly")),
            choices=str(data.get("itemset") or data.get("list_name") or ""),
            choice_filter=_expression(data.get("choice_filter")),
            repeat_count=_expression(control.get("jr:count")),
            appearance=" ".join(_HONOURED & set(str(control.get("appearance", "")).split())),
            start=str(parameters.get("start", "")),
            end=str(parameters.get("end", "")),
            step=str(parameters.get("step", "")),
            records=_records(binding),
            children=self._items(data.get("children") or ()),
        )

    def _ignore(
        self, row: int, name: str, data: Mapping[str, Any], control: Mapping[str, Any]
    ) -> None:
        """Name what changes nothing: appearances, pictures in labels, an order by chance."""
        for word in str(control.get("appearance", "")).split():
            if word not in _HONOURED:
                self.ignored.append(Omission(row, name, f"appearance {word}"))
        if data.get("media"):
            self.ignored.append(Omission(row, name, "media"))
        if data.get("guidance_hint"):
            self.ignored.append(Omission(row, name, "guidance_hint"))
        if str((data.get("parameters") or {}).get("randomize", "")) == "true":
            self.ignored.append(Omission(row, name, "randomize"))

    def _choice(self, data: Mapping[str, Any]) -> Choice:
        columns = tuple(
            (str(key), str(value))
            for key, value in data.items()
            if key not in ("name", "label", "media", ROW, "__row") and isinstance(value, (str, int))
        )
        return Choice(str(data["name"]), self._texts(data.get("label")), columns)

    def _texts(self, data: Any) -> Texts:
        if not data:
            return ()
        if isinstance(data, Mapping):
            for language in data:
                self.languages.setdefault(str(language), None)
            return tuple((str(language), str(text)) for language, text in data.items())
        return (("", str(data)),)


def _expression(value: Any) -> str:
    return str(value).strip() if value is not None else ""


def _yes_or(value: Any) -> str:
    """Yes and no are words in a sheet; anything else is an expression."""
    text = _expression(value)
    if text in _YES:
        return "true()"
    return "" if text in _NO else text


def _records(binding: Mapping[str, Any]) -> RecordQuery:
    most = str(binding.get("rilo:max") or "")
    return RecordQuery(
        pick=str(binding.get("rilo:pick") or ""),
        match=str(binding.get("rilo:match") or ""),
        most=int(most) if most.isdecimal() and len(most) < 6 else 0,
        fill=str(binding.get("rilo:fill") or ""),
        tlp=str(binding.get("rilo:tlp") or ""),
    )


def _all(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _all(item.children)
