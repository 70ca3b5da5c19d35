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
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from rilo_desktop.questions.answer_tree import LONGEST_ANSWER, MOST_INSTANCES
from rilo_desktop.questions.compiled_form import ALWAYS, CompiledForm, compile_form
from rilo_desktop.questions.coordinates import kept
from rilo_desktop.questions.definition import (
    ANSWERED,
    LONGEST,
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
from rilo_desktop.questions.form_state import FormState
from rilo_desktop.questions.surroundings import CHANCE, END, LAST_SAVED, OFFICE, OFFICER

from .child_archive import check_office_file
from .child_budget import FORM_ERROR, Unread
from .child_encoding import unicode_text
from .child_form_lists import FormLists, file_named, search_of
from .child_workbook import why
from .no_network import empty_client
from .pyxform_errors import of_pyxform, warnings_of_pyxform
from .wanted_list import as_data

with empty_client("urllib.request"):
    from pyxform.aliases import list_header
    from pyxform.constants import SUPPORTED_SHEET_NAMES
    from pyxform.errors import PyXFormError
    from pyxform.parsing.sheet_headers import dealias_and_group_headers
    from pyxform.question import Option
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
_STRUCTURAL: Final = frozenset({"loop", "include"})
"""They bring in what is not in the workbook, or change what surrounds them."""
_PARAMETERS: Final = frozenset({"start", "end", "step", "value", "label"})
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
    """One line: the canonical text of the definition, the lists of it that are in files given with
    the form, and all files that it names. Raises Unread.
    """
    if content.startswith(b"PK\x03\x04"):
        check_office_file(io.BytesIO(content))
    warnings: list[str] = []
    form, lists = read_with_lists(content, name, warnings)
    yield {
        "form": definition_text(form),
        "lists": as_data([*lists.wanted.values()]),
        "files": sorted(set(lists.files.values())),
        "warnings": [one.as_data() for one in warnings_of_pyxform(warnings)],
    }


def read_form(content: bytes, name: str = "") -> Definition:
    """The definition of a workbook, in which lists of other files are empty. Raises Unread."""
    return read_with_lists(content, name)[0]


def read_with_lists(
    content: bytes, name: str = "", warnings: list[str] | None = None
) -> tuple[Definition, FormLists]:
    """`name`: of the file, which names a form that does not name itself. What pyxform warns of is
    added to `warnings`. Raises Unread with the place and the reason.
    """
    try:
        sheets = _sheets(content)
        _rename(sheets)
        _number_rows(sheets)
        external = _external_choices(sheets)
        ignored = [Omission(2, "entities", "sheet entities")] if sheets.entities else []
        form = _Form(_json_of(sheets, name, warnings), external, ignored=ignored)
        definition = form.definition()
        if len(definition_text(definition)) > LONGEST:
            narrowed = ((name, form.lists.narrowed(name, c)) for name, c in definition.choices)
            definition = replace(definition, choices=tuple(narrowed))
        check_definition(definition)
        _check_lengths(definition)
        _check_work(compile_form(definition))
    except PyXFormError as error:
        raise _unread(of_pyxform(str(error))) from None
    except DefinitionError as error:
        raise _unread(error) from None
    return definition, form.lists


def _check_work(form: CompiledForm) -> None:
    """A repeat may count its own lines: one that never has enough could be answered by nobody."""
    for column in FormState(form, datetime(2000, 1, 1)).failed.values():
        item = next(item for _, item in form.definition.walk() if getattr(item, column))
        raise DefinitionError("endless").at(item.row, item.name, column)


def _json_of(sheets: Any, name: str, warnings: list[str] | None) -> Mapping[str, Any]:
    """pyxform falls over some workbooks: a choice without a label beside `or_other`."""
    try:
        found: Mapping[str, Any] = workbook_to_json(
            workbook_dict=sheets,
            fallback_form_name=name[:LONGEST_ID].strip() or None,
            warnings=warnings,
        )
    except (LookupError, TypeError, AttributeError, ValueError):
        raise DefinitionError("reader_failed") from None
    return found


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
            kind = re.sub(r"^rank_from_file(?= )", "rank", kind)
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


def _external_choices(sheets: Any) -> Mapping[str, Any]:
    """By list. pyxform looks at their names alone: ODK sends them to telephones as a file."""
    settings: Mapping[str, Any] = next(iter(sheets.settings or ()), {})
    rows = [{**row, ROW: str(n)} for n, row in enumerate(sheets.external_choices or (), 2) if row]
    read = dealias_and_group_headers(
        sheet_name="external_choices",
        sheet_data=rows,
        sheet_header=[{**head, ROW: None} for head in sheets.external_choices_header or ()],
        header_aliases=list_header,
        header_columns=set(Option.get_slot_names()),
        default_language=settings.get("default_language") or "default",
    )
    found: dict[str, list[Any]] = {}
    for row in read.data:
        if row.get("list name"):
            if not row.get("name"):
                raise DefinitionError("choice_no_name").at(int(row[ROW]), sheet="external_choices")
            found.setdefault(row.pop("list name"), []).append(row)
    return found


@dataclass
class _Form:
    """One form, as pyxform gives it."""

    data: Mapping[str, Any]
    external: Mapping[str, Any] = field(default_factory=dict)
    """The lists of the sheet external_choices."""
    languages: dict[str, None] = field(default_factory=dict)
    lists: FormLists = field(default_factory=FormLists)
    choices: dict[str, tuple[Choice, ...]] = field(default_factory=dict)
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
            self.choices[str(name)] = tuple(self._choice(each) for each in choices)
        items = self._items(data.get("children") or ())
        for name in self.lists.searched:
            del self.choices[name]
        items += self._made(items)
        self.lists.use(items, self.choices)
        for name in sorted(_SETTINGS & set(data)):
            if data[name]:
                self.ignored.append(Omission(2, "settings", name))
        title = str(data.get("title") or data.get("id_string") or "")
        used = {item.choices for item in _all(items)} | self.lists.read
        if self.left_out and not any(item.type in ANSWERED for item in _all(items)):
            first = self.left_out[0]
            raise DefinitionError("nothing_else", feature=first.feature).at(first.row, first.name)
        return Definition(
            form_id=str(data.get("id_string") or ""),
            version=str(data.get("version") or ""),
            title=(("", title),),
            languages=tuple(self.languages),
            items=items,
            choices=(
                *((name, each) for name, each in self.choices.items() if name in used),
                *((name, ()) for name in self.lists.wanted),
            ),
            root=str(data.get("name") or "data"),
            left_out=tuple(self.left_out),
            ignored=tuple(self.ignored),
        )

    def _items(self, children: Any) -> tuple[Item, ...]:
        return tuple(item for child in children if (item := self._item(child)) is not None)

    def _item(self, data: Mapping[str, Any]) -> Item | None:
        kind, name = str(data.get("type", "")), str(data.get("name", ""))
        row = int(data.get(ROW) or 0)
        if _is_meta(data):
            for child in data.get("children") or ():
                if child.get(ROW):
                    self.left_out.append(Omission(int(child[ROW]), child["name"], child["type"]))
            return None
        if kind in ("csv-external", "xml-external"):
            self.lists.declare(kind, name)
            return None
        if kind in _STRUCTURAL:
            raise DefinitionError("unsupported", feature=kind).at(row, name)
        if data.get("flat"):
            raise DefinitionError("unsupported", feature="flat").at(row, name)
        if preload := _preload(kind):
            return self._metadata(preload, data, row)
        if kind not in QUESTION_TYPE_DICT and kind not in _CONTAINERS:
            raise DefinitionError("unknown_type", type=kind).at(row, name)
        supported = _type_of(kind)
        if supported is None:
            return self._left_out(kind, data, row)
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

    def _supported(
        self, kind: ItemType, data: Mapping[str, Any], binding: Mapping[str, Any], row: int
    ) -> Item:
        name, control = str(data["name"]), data.get("control") or {}
        default = data.get("default")
        given = str(default) if default is not None else ""
        parameters = _parameters(data)
        choices, choice_filter = self._offered(kind, data, parameters, row)
        if (found := search_of(str(control.get("appearance", "")), row, name)) is not None:
            control = {**control, "appearance": found.appearance}
        self._ignore(row, name, data, control)
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
            choices=choices,
            choice_filter=choice_filter,
            repeat_count=_expression(control.get("jr:count")) if kind is ItemType.REPEAT else "",
            appearance=" ".join(_HONOURED & set(str(control.get("appearance", "")).split())),
            start=str(parameters.get("start", "")),
            end=str(parameters.get("end", "")),
            step=str(parameters.get("step", "")),
            records=_records(binding),
            anonymous=_yes_or(binding.get("rilo:anonymous")),
            children=self._items(data.get("children") or ()),
        )

    def _offered(
        self, kind: ItemType, data: Mapping[str, Any], parameters: Mapping[str, str], row: int
    ) -> tuple[str, str]:
        """The list of a question, and its filter."""
        named = str(data.get("itemset") or data.get("list_name") or "")
        filtered = _expression(data.get("choice_filter")) if named else ""
        several = kind in (ItemType.SELECT_MULTIPLE, ItemType.RANK)
        appearance = str((data.get("control") or {}).get("appearance", ""))
        found = search_of(appearance, row, str(data["name"])) if named else None
        if data["type"] == "select one external":
            return self._external(named), filtered
        if file := file_named(named):
            if found is not None:
                both = "search() in a list of another file"
                raise DefinitionError("unsupported", feature=both).at(row, str(data["name"]))
            return self.lists.choose(file, parameters, several, row), filtered
        if found is not None:
            static = self.choices.get(named, ())
            named, searched = self.lists.search(found, static, named, several, row)
            parts = [f"({each})" for each in (filtered, searched) if each]
            filtered = " and ".join(parts) if len(parts) > 1 else filtered or searched
        return named, filtered

    def _external(self, name: str) -> str:
        """A list of the sheet external_choices; one of the sheet choices may have its name."""
        own = name if name not in (self.data.get("choices") or {}) else f"external_choices {name}"
        if own not in self.choices:
            self.choices[own] = tuple(self._choice(each) for each in self.external.get(name, ()))
        return own

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
        if data.get("choice_filter") and not (data.get("itemset") or data.get("list_name")):
            self.ignored.append(Omission(row, name, "choice_filter"))
        if data.get("guidance_hint"):
            self.ignored.append(Omission(row, name, "guidance_hint"))
        if any(str(key).startswith("entities:") for key in data.get("bind") or {}):
            self.ignored.append(Omission(row, name, "save_to"))
        for word in sorted(_parameters(data).keys() - _PARAMETERS):
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
    if kind == "select one external":  # pyxform makes a text of it, with a query
        return ItemType.SELECT_ONE
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


def _is_meta(data: Mapping[str, Any]) -> bool:
    """pyxform puts `audit` there, its own instanceID, and entities."""
    return data.get("type") == "group" and data.get("name") == "meta"


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
    elif isinstance(data, Mapping) and not _is_meta(data):
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
