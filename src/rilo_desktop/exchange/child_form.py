"""An XLSForm, in the limited child: pyxform reads it, and its rows become a definition.

pyxform knows the sheets, the many names of columns and types, and checks names and nesting. What
is done here: types and columns that are supported are taken over, everything else is named with
its row. A form that would ask something else than its author meant is refused.

Source: https://xlsform.org/en/ref-table/ (read 2026-11-27); `docs/xlsform.md` has the list.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from rilo_desktop.questions.answer_tree import LONGEST_ANSWER, MOST_INSTANCES
from rilo_desktop.questions.compiled_form import ALWAYS, compile_form
from rilo_desktop.questions.coordinates import kept
from rilo_desktop.questions.definition import (
    ANSWERED,
    LONGEST_ID,
    LONGEST_PATH,
    LONGEST_TITLE,
    LONGEST_VERSION,
    PLACES,
    Choice,
    Definition,
    Item,
    ItemType,
    Omission,
    RecordQuery,
    Texts,
    check_definition,
    definition_text,
)
from rilo_desktop.questions.expressions import TEMPLATE, parse
from rilo_desktop.questions.form_errors import DefinitionError, ExpressionError
from rilo_desktop.questions.surroundings import CHANCE, END, LAST_SAVED, OFFICE, OFFICER

from .child_archive import check_office_file
from .child_budget import FORM_ERROR, Unread
from .child_encoding import unicode_text
from .child_workbook import why
from .no_network import empty_client
from .pyxform_errors import of_pyxform

with empty_client("urllib.request"):
    from pyxform.constants import SUPPORTED_SHEET_NAMES
    from pyxform.errors import PyXFormError
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT
    from pyxform.utils import default_is_dynamic
    from pyxform.xls2json import workbook_to_json
    from pyxform.xls2json_backends import get_xlsform

ROW: Final = "rilo_row"
"""Column that is added to each row, so that what pyxform makes of it still has its number."""

_INPUTS: Final = {
    "string": ItemType.TEXT,
    "int": ItemType.INTEGER,
    "decimal": ItemType.DECIMAL,
    "date": ItemType.DATE,
    "time": ItemType.TIME,
    "dateTime": ItemType.DATE_TIME,
    "geopoint": ItemType.GEOPOINT,
    "geotrace": ItemType.GEOTRACE,
    "geoshape": ItemType.GEOSHAPE,
    "barcode": ItemType.BARCODE,
}
"""What is typed, by the type of its bind."""
_CONTROLS: Final = {
    "select1": ItemType.SELECT_ONE,
    "select": ItemType.SELECT_MULTIPLE,
    "odk:rank": ItemType.RANK,
    "range": ItemType.RANGE,
}
_CONTAINERS: Final = {"group": ItemType.GROUP, "repeat": ItemType.REPEAT}
_TEXTS: Final = frozenset(
    {"label", "hint", "guidance_hint", "media", "jr:constraintMsg", "jr:requiredMsg"}
)
"""What holds words: names stand in them as `${name}` alone."""
_OF_CHANCE: Final = re.compile(r"\b(random|uuid)\s*\(")
_PATH_STEP: Final = re.compile(r"/\s*([^\W\d][\w.\-]*)")
_STRUCTURAL: Final = frozenset({"loop", "include", "xml-external", "csv-external"})
"""They bring in what is not in the workbook, or change what surrounds them."""
_HONOURED: Final = frozenset({"multiline", "rilo-records"})
_NO_WORKBOOK: Final = "was not recognized as a supported type"
"""What pyxform says of a file that none of its readers takes."""
_OLD_COLUMNS: Final = {
    "constraint-msg": ("constraint_message", "constraintmsg"),
    "repeat-count": ("repeat_count", "jr:count"),
}
"""Names that the reference has beside today's, and pyxform no more: (today's, as a bind)."""
_YES: Final = frozenset({"yes", "Yes", "YES", "true", "True", "TRUE", "true()"})
_NO: Final = frozenset({"no", "No", "NO", "false", "False", "FALSE", "false()", ""})
_SETTINGS: Final = frozenset(
    {
        *("style", "public_key", "submission_url", "instance_name", "auto_send", "auto_delete"),
        *("sms_separator", "client_editable"),
    }
)


def lines_of_form(content: bytes, name: str) -> Iterator[Any]:
    """One line, the canonical text of the definition. Raises Unread."""
    if content.startswith(b"PK\x03\x04"):
        check_office_file(io.BytesIO(content))
    yield {"form": definition_text(read_form(content, name))}


def read_form(content: bytes, name: str = "") -> Definition:
    """The definition of a workbook. `name`: of the file, which names a form that does not name
    itself. Raises Unread with the place and the reason.
    """
    try:
        sheets = _sheets(content)
        _rename(sheets)
        _number_rows(sheets)
        _refuse_sheets(sheets)
        data = workbook_to_json(
            workbook_dict=sheets, fallback_form_name=name[:LONGEST_ID].strip() or None, warnings=[]
        )
        ignored = [Omission(2, "entities", "sheet entities")] if sheets.entities else []
        definition = _Form(data, ignored=ignored).definition()
        check_definition(definition)
        _check_lengths(definition)
        compile_form(definition)
    except PyXFormError as error:
        raise _unread(of_pyxform(str(error))) from None
    except DefinitionError as error:
        raise _unread(error) from None
    return definition


def _check_lengths(definition: Definition) -> None:
    """What the records of the form and of its answers could not hold."""
    for column, text, limit in (
        ("form_id", definition.form_id, LONGEST_ID),
        ("version", definition.version, LONGEST_VERSION),
        ("form_title", definition.title[0][1], LONGEST_TITLE),
    ):
        if len(text) > limit:
            raise DefinitionError("too_long", limit=limit).at(2, column, sheet="settings")
    repeats = {path for path, item in definition.walk() if item.type is ItemType.REPEAT}
    for path, item in definition.walk():
        numbers = sum(path[:depth] in repeats for depth in range(1, len(path) + 1))
        if len("/".join(path)) + numbers * len(f"[{MOST_INSTANCES}]") > LONGEST_PATH:
            raise DefinitionError("path_too_long", limit=LONGEST_PATH).at(item.row, item.name)
    for name, choices in definition.choices:
        if any(len(choice.name) > LONGEST_ANSWER for choice in choices):
            raise DefinitionError("too_long", limit=LONGEST_ANSWER).at(0, name, sheet="choices")


def _unread(error: DefinitionError) -> Unread:
    return Unread(FORM_ERROR, **error.as_data())


def _sheets(content: bytes) -> Any:
    """The sheets as pyxform takes them. Raises Unread, PyXFormError and DefinitionError."""
    if content.startswith(b"PK\x03\x04"):
        return _workbook(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _old_workbook(content)
    if content.startswith(b"%PDF"):
        raise Unread("pdf")
    text = unicode_text(content)
    if text.lstrip().startswith("|"):
        return get_xlsform(text.encode(), file_type=".md")
    _check_csv(text)
    return get_xlsform(text.encode(), file_type=".csv")


def _workbook(content: bytes) -> Any:
    try:
        return get_xlsform(content, file_type=".xlsx")
    except (PyXFormError, MemoryError) as error:
        if _NO_WORKBOOK in str(error):
            raise Unread("damaged") from None
        raise
    except Exception as fault:
        raise Unread(why(fault)) from None


def _old_workbook(content: bytes) -> Any:
    """xlrd raises anything over a damaged or encrypted file, and over .xlsx with a password."""
    try:
        return get_xlsform(content, file_type=".xls")
    except (PyXFormError, MemoryError) as error:
        if _NO_WORKBOOK in str(error):
            raise Unread("old_workbook") from None
        raise
    except Exception:
        raise Unread("old_workbook") from None


def _check_csv(text: str) -> None:
    """pyxform takes any text of the first column for the name of a sheet."""
    try:
        named = {row[0].strip() for row in csv.reader(io.StringIO(text, newline="")) if row}
    except csv.Error:
        raise Unread("not_text") from None
    if "survey" not in {name.lower() for name in named}:
        raise DefinitionError("csv_sheets")
    for name in sorted(named - {""}):
        if name.lower() not in SUPPORTED_SHEET_NAMES:
            raise DefinitionError("csv_sheet", name=name)


def _rename(sheets: Any) -> None:
    """pyxform takes no notice of a column that it does not know."""
    rows = [*(sheets.survey_header or ()), *(sheets.survey or ())]
    columns = [str(name).partition("::")[0].strip().lower() for row in rows[:1] for name in row]
    old = {
        name: names[0]
        for name, names in _OLD_COLUMNS.items()
        if name in columns and not any(column.endswith(names) for column in columns)
    }
    for row in rows:
        named = {_renamed(str(name), old): value for name, value in row.items()}
        if isinstance(kind := named.get("type"), str):
            named["type"] = re.sub(r"^select multiple(?= )", "select_multiple", kind)
        row.clear()
        row.update(named)


def _renamed(column: str, old: Mapping[str, str]) -> str:
    name, mark, language = column.partition("::")
    return old.get(name.strip().lower(), name) + mark + language


def _number_rows(sheets: Any) -> None:
    if sheets.survey_header:
        sheets.survey_header = [{**sheets.survey_header[0], ROW: None}]
    for number, row in enumerate(sheets.survey or (), start=2):
        if row:
            row[ROW] = str(number)


def _refuse_sheets(sheets: Any) -> None:
    if sheets.external_choices and any(sheets.external_choices):
        raise DefinitionError("sheet").at(2, sheet="external_choices")


@dataclass
class _Form:
    """One form, as pyxform gives it."""

    data: Mapping[str, Any]
    languages: dict[str, None] = field(default_factory=dict)
    lists: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
    left_out: list[Omission] = field(default_factory=list)
    ignored: list[Omission] = field(default_factory=list)
    named: frozenset[str] = frozenset()
    """Names that expressions and words look at."""

    def definition(self) -> Definition:
        data = self.data
        self.named = frozenset(_names_in(data.get("children") or (), ""))
        default = str(data.get("default_language") or "")
        if default not in ("", "default"):
            self.languages[default] = None
        for name, choices in (data.get("choices") or {}).items():
            self.lists[str(name)] = tuple(self._choice(each) for each in choices)
        items = self._items(data.get("children") or ())
        items += self._made(items)
        for name in sorted(_SETTINGS & set(data)):
            if data[name]:
                self.ignored.append(Omission(2, "settings", name))
        title = str(data.get("title") or data.get("id_string") or "")
        used = {item.choices for item in _all(items)}
        if self.left_out and not any(item.type in ANSWERED for item in _all(items)):
            first = self.left_out[0]
            raise DefinitionError("nothing_else", feature=first.feature).at(first.row, first.name)
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
        if kind == "group" and name == "meta":  # pyxform puts `audit` there, and its own instanceID
            for child in data.get("children") or ():
                if child.get(ROW):
                    self.left_out.append(Omission(int(child[ROW]), child["name"], child["type"]))
            return None
        if kind in _STRUCTURAL:
            raise DefinitionError("unsupported", feature=kind).at(row, name)
        if data.get("flat"):
            raise DefinitionError("unsupported", feature="flat").at(row, name)
        if preload := _preload(kind):
            return self._metadata(preload, data, row)
        supported, feature = _type_of(kind), self._unsupported(kind, data)
        if supported is None or feature:
            return self._left_out(feature or kind, data, row)
        return self._supported(supported, data, data.get("bind") or {}, row)

    def _metadata(self, preload: str, data: Mapping[str, Any], row: int) -> Item | None:
        """Of office, officer and time, where the form looks at it; of a person or device nothing.

        The day is always there, as it was in the first forms that were taken.
        """
        name = str(data["name"])
        if preload == "today":
            return Item(ItemType.CALCULATE, name, row, calculation="once(today())")
        if preload not in ("start", END, OFFICE, OFFICER) or name not in self.named:
            return self._left_out(str(data["type"]), data, row)
        relevant = _expression((data.get("bind") or {}).get("relevant"))
        if preload == "start":
            once = "once(now())"
            return Item(ItemType.CALCULATE, name, row, relevant=relevant, calculation=once)
        return Item(ItemType.CALCULATE, name, row, relevant=relevant, preload=preload)

    def _left_out(self, feature: str, data: Mapping[str, Any], row: int) -> Item | None:
        """What looks at its answer sees an empty one."""
        name, binding = str(data.get("name", "")), data.get("bind") or {}
        is_required = str(binding.get("required", "")) not in _NO
        is_named = name in self.named
        self.left_out.append(Omission(row, name, feature, is_required, is_named))
        if not is_named:
            return None
        relevant = _expression(binding.get("relevant"))
        return Item(ItemType.CALCULATE, name, row, relevant=relevant)

    def _made(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        """What the office writes for the form and no row has: its last answers, and chance."""
        wanted = sorted(name for name in self.named if name.startswith((LAST_SAVED, CHANCE)))
        return tuple(
            Item(
                ItemType.CALCULATE,
                name,
                preload=name,
                anonymous=ALWAYS if _is_anonymous(items, name.removeprefix(LAST_SAVED)) else "",
            )
            for name in wanted
        )

    def _unsupported(self, kind: str, data: Mapping[str, Any]) -> str:
        """What of a question is not supported; "" where it can be asked."""
        name, row = str(data.get("name", "")), int(data.get(ROW) or 0)
        appearance = str((data.get("control") or {}).get("appearance", ""))
        itemset = str(data.get("itemset") or "")
        if (
            "search(" in appearance
            or kind == "select one external"
            or re.search(r"\.(csv|xml|geojson)$", itemset)
        ):
            from_file = "a list of choices from another file"
            raise DefinitionError("unsupported", feature=from_file).at(row, name)
        if kind not in QUESTION_TYPE_DICT and kind not in _CONTAINERS:
            raise DefinitionError("unknown_type", type=kind).at(row, name)
        return ""

    def _supported(
        self, kind: ItemType, data: Mapping[str, Any], binding: Mapping[str, Any], row: int
    ) -> Item:
        name, control = str(data["name"]), data.get("control") or {}
        default = data.get("default")
        given = str(default) if default is not None else ""
        self._ignore(row, name, data, control)
        parameters = _parameters(data)
        if kind is ItemType.IMAGE and given:
            given = ""
            self.ignored.append(Omission(row, name, "default"))
        if kind in PLACES:
            given = kept(kind, given)
        calculation, trigger = _expression(binding.get("calculate")), data.get("trigger") or ()
        is_computed = bool(given) and _is_expression(given, str(data["type"]))
        if kind is ItemType.CALCULATE and given and not calculation and not trigger:
            calculation, given = f"once({given if is_computed else _literal(given)})", ""
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
            constraint=_expression(binding.get("constraint") or _of_type(data, "constraint")),
            constraint_message=self._texts(binding.get("jr:constraintMsg")),
            calculation=calculation,
            trigger=" ".join(trigger),
            default=given,
            default_is_computed=bool(given) and is_computed,
            read_only=_yes_or(binding.get("readonly")),
            choices=str(data.get("itemset") or data.get("list_name") or ""),
            choice_filter=_expression(data.get("choice_filter")),
            repeat_count=_expression(control.get("jr:count")) if kind is ItemType.REPEAT else "",
            appearance=" ".join(_HONOURED & set(str(control.get("appearance", "")).split())),
            start=str(parameters.get("start", "")),
            end=str(parameters.get("end", "")),
            step=str(parameters.get("step", "")),
            records=_records(binding),
            anonymous=_yes_or(binding.get("rilo:anonymous")),
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
        if control.get("jr:count") and data["type"] != "repeat":
            self.ignored.append(Omission(row, name, "repeat_count"))
        if data.get("guidance_hint"):
            self.ignored.append(Omission(row, name, "guidance_hint"))
        if any(str(key).startswith("entities:") for key in data.get("bind") or {}):
            self.ignored.append(Omission(row, name, "save_to"))
        for word in sorted(_parameters(data).keys() - {"start", "end", "step"}):
            self.ignored.append(Omission(row, name, f"parameter {word}"))

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
            default = str(self.data.get("default_language") or "")
            found = [(str(language), str(text)) for language, text in data.items()]
            return tuple(sorted(found, key=lambda one: one[0] != default))
        return (("", str(data)),)


def _type_of(kind: str) -> ItemType | None:
    """By what pyxform says of it: the control, and the type that is bound. None: not asked here."""
    about = QUESTION_TYPE_DICT.get(kind, {})
    bind, control = about.get("bind", {}), about.get("control", {})
    bound, tag = bind.get("type", "string"), control.get("tag", "")
    if tag == "input":
        return ItemType.NOTE if "readonly" in bind else _INPUTS.get(bound)
    if tag == "upload":
        return ItemType.IMAGE if control.get("mediatype") == "image/*" else None
    if tag == "trigger":
        return ItemType.ACKNOWLEDGE if bound == "string" else None
    if not tag and bind and bound == "string":
        return ItemType.CALCULATE
    return _CONTROLS.get(tag) or _CONTAINERS.get(kind)


def _is_expression(default: str, kind: str) -> bool:
    """pyxform takes "1309-" for one; it is none, and names and calls nothing."""
    if not default_is_dynamic(default, kind):
        return False
    try:
        parse(default)
    except ExpressionError:
        return "(" in default or "$" in default
    return True


def _preload(kind: str) -> str:
    """What a client of ODK would fill in by itself; "" of what is asked or computed."""
    bind = QUESTION_TYPE_DICT.get(kind, {}).get("bind", {})
    return str(bind.get("jr:preloadParams", ""))


def _names_in(data: Any, key: str) -> Iterator[str]:
    """Names of questions that anything in the rows looks at."""
    if isinstance(data, str):
        yield from TEMPLATE.findall(data)
        if key == "trigger":
            yield data
        elif key not in _TEXTS:
            yield from _PATH_STEP.findall(data)
            if _OF_CHANCE.search(data):
                yield CHANCE
    elif isinstance(data, Mapping):
        for name, value in data.items():
            yield from _names_in(value, key if key in _TEXTS else str(name))
    elif isinstance(data, (list, tuple)):
        for value in data:
            yield from _names_in(value, key)


def _is_anonymous(items: tuple[Item, ...], name: str) -> bool:
    """Is the question, or what it lies in, ever anonymous?"""
    return any(
        (item.name == name and bool(item.anonymous))
        or (bool(item.anonymous) and any(each.name == name for each in _all(item.children)))
        for item in _all(items)
    )


def _literal(text: str) -> str:
    """As an expression has it: a text with both kinds of quotes is put together."""
    if "'" not in text:
        return f"'{text}'"
    parts = (f"'{part}'" for part in text.split("'"))
    return "concat(" + """, "'", """.join(parts) + ")"


def _of_type(data: Mapping[str, Any], name: str) -> Any:
    """What pyxform binds by the type alone: a phone number has digits only."""
    return QUESTION_TYPE_DICT.get(data["type"], {}).get("bind", {}).get(name)


def _expression(value: Any) -> str:
    return str(value).strip() if value is not None else ""


def _yes_or(value: Any) -> str:
    """Yes and no are words in a sheet; anything else is an expression."""
    text = _expression(value)
    if text in _YES:
        return "true()"
    return "" if text in _NO else text


def _parameters(data: Mapping[str, Any]) -> Mapping[str, str]:
    """pyxform reads those of types that it knows parameters of; of others it gives the text."""
    given = data.get("parameters") or {}
    if isinstance(given, Mapping):
        return {str(name): str(value) for name, value in given.items()}
    pairs = (each.partition("=") for each in re.split(r"[\s;,]+", str(given)) if each)
    return {name: value for name, _, value in pairs}


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
