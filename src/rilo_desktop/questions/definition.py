"""The definition of a form: typed questions, groups and repeats, choices, expressions as text.

A definition is data of a record, so it has one canonical JSON text: keys in order, what is empty
left out. `parse_definition` reads that text and checks all of it; what it returns can be answered.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from .form_errors import DefinitionError
from .languages import language_code
from .markup import Runs, in_one_line, plain, runs_of

Texts = tuple[tuple[str, str], ...]
"""(language, text), in the order of the form; language "" of a form that names none."""

MOST_ITEMS: Final = 5_000
"""Questions, groups and repeats of a form."""
DEEPEST: Final = 20
"""Groups and repeats within one another."""
LONGEST_ID: Final = 200
LONGEST_VERSION: Final = 100
LONGEST_TITLE: Final = 1_000
LONGEST_PATH: Final = 500
"""Characters that a record takes. Forms are judged by them when they are taken, and not later."""
LONGEST: Final = 5_000_000
"""Characters of the canonical text."""
MOST_CHOICES: Final = 100_000
"""Of all lists of a form together."""
LONG_LIST: Final = 500
"""Choices; of a longer list only what was chosen is printed, counted and exported."""


class ItemType(StrEnum):
    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    RANGE = "range"
    DATE = "date"
    TIME = "time"
    DATE_TIME = "dateTime"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    ACKNOWLEDGE = "acknowledge"
    IMAGE = "image"
    GEOPOINT = "geopoint"
    GEOTRACE = "geotrace"
    GEOSHAPE = "geoshape"
    BARCODE = "barcode"
    NOTE = "note"
    CALCULATE = "calculate"
    GROUP = "group"
    REPEAT = "repeat"


CONTAINERS: Final = frozenset({ItemType.GROUP, ItemType.REPEAT})
SELECTS: Final = frozenset({ItemType.SELECT_ONE, ItemType.SELECT_MULTIPLE, ItemType.RANK})
NUMBERS: Final = frozenset({ItemType.INTEGER, ItemType.DECIMAL, ItemType.RANGE})
PLACES: Final = frozenset({ItemType.GEOPOINT, ItemType.GEOTRACE, ItemType.GEOSHAPE})
ANSWERED: Final = frozenset(ItemType) - CONTAINERS - {ItemType.NOTE, ItemType.CALCULATE}
"""Types that an officer answers."""


@dataclass(frozen=True, slots=True)
class RecordQuery:
    """Which records or figures of the office may answer a question: the columns `bind::rilo:`."""

    pick: str = ""
    """Record type that answers; the answer is references with spaces."""
    match: str = ""
    """`field=value`, `<=`, `>=`, `a|b`, joined by `;`."""
    most: int = 0
    """How many; 0: any number."""
    fill: str = ""
    """Figure or setting that may be offered as the answer."""
    tlp: str = ""
    """Least label of the answer."""


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    label: Texts = ()
    columns: tuple[tuple[str, str], ...] = ()
    """Further columns of the sheet, that a choice filter may ask for."""


@dataclass(frozen=True, slots=True)
class Item:
    """A question, group or repeat. Expressions are texts that `expressions.parse` takes."""

    type: ItemType
    name: str
    row: int = 0
    """Row of the sheet "survey" that it comes from; 0: made by the reader."""
    label: Texts = ()
    hint: Texts = ()
    required: str = ""
    required_message: Texts = ()
    relevant: str = ""
    constraint: str = ""
    constraint_message: Texts = ()
    calculation: str = ""
    trigger: str = ""
    """Names of questions: the calculation is done when one of them is answered, and not otherwise.
    """
    preload: str = ""
    """What of its surroundings the answering office writes here, see `questions.surroundings`."""
    default: str = ""
    default_is_computed: bool = False
    read_only: str = ""
    choices: str = ""
    """Name of its list of choices."""
    choice_filter: str = ""
    repeat_count: str = ""
    appearance: str = ""
    start: str = ""
    end: str = ""
    step: str = ""
    """Of a range: the least and the most value, and between two of them."""
    records: RecordQuery = RecordQuery()
    anonymous: str = ""
    """Where it is true, the consolidated answers count the answer and do not name the office."""
    children: tuple[Item, ...] = ()

    @property
    def choices_of(self) -> str:
        """The question whose answers are its choices; "" where a list has them."""
        return self.choices[2:-1].strip() if self.choices.startswith("${") else ""

    @property
    def has_changing_choices(self) -> bool:
        """Do other answers say which choices are offered?"""
        return bool(self.choice_filter or self.choices_of)


@dataclass(frozen=True, slots=True)
class Omission:
    """Something of the workbook that is not in the form, or that changes nothing in it."""

    row: int
    name: str
    feature: str
    is_required: bool = False
    """The form asks for an answer, and none can be given."""
    is_named: bool = False
    """Something in the form looks at its answer: it sees an empty one."""


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file with a list that was given with the form. What the form uses of it is in `choices`."""

    name: str
    sha256: str


@dataclass(frozen=True)
class Definition:
    form_id: str
    version: str
    title: Texts
    languages: tuple[str, ...]
    """As the form calls them, "English (en)"; the first is its default."""
    items: tuple[Item, ...]
    choices: tuple[tuple[str, tuple[Choice, ...]], ...] = ()
    root: str = "data"
    """Name of the form's own node in absolute paths."""
    left_out: tuple[Omission, ...] = ()
    """Questions of the workbook that are not asked, and why."""
    ignored: tuple[Omission, ...] = ()
    """Appearances and settings that change nothing here."""
    files: tuple[GivenFile, ...] = ()

    @cached_property
    def lists(self) -> Mapping[str, tuple[Choice, ...]]:
        return dict(self.choices)

    def language(self, *wanted: str) -> str:
        """The first of these languages, by code or name, that the form has, as it calls it; else
        its default."""
        for one in wanted:
            for named in self.languages:
                if one and one in (named, language_code(named)):
                    return named
        return self.languages[0] if self.languages else ""

    def named_choices(self, item: Item) -> tuple[Choice, ...]:
        """The choices of a question that are named beside those that were chosen."""
        choices = self.lists.get(item.choices, ())
        return choices if len(choices) <= LONG_LIST else ()

    def choice_label(self, choices: str, code: str, language: str = "") -> str:
        """What a code of a list is called, in the first language of the form where `language` is
        none of its own; the code itself where it has no label.
        """
        found = self.choice(choices, code)
        return (title_in(found.label, language) if found else "") or code

    def choice(self, choices: str, code: str) -> Choice | None:
        return next((one for one in self.lists.get(choices, ()) if one.name == code), None)

    def walk(self) -> Iterator[tuple[tuple[str, ...], Item]]:
        """Each item with the names that lead to it, in the order of the form."""
        yield from _walk(self.items, ())


def _walk(
    items: tuple[Item, ...], above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Item]]:
    for item in items:
        path = (*above, item.name)
        yield path, item
        yield from _walk(item.children, path)


def source_in(texts: Texts, language: str) -> str:
    """The text in a language, by its name in the form or by its code, else in the first one that
    the form has; as its author formatted it."""
    given = [(named, text) for named, text in texts if text]
    for named, text in given:
        if named == language:
            return text
    for named, text in given:
        if language_code(named) == language:
            return text
    return given[0][1] if given else ""


def text_in(texts: Texts, language: str) -> str:
    """The same without formatting: what stands in lists, names of inputs, exports, the terminal."""
    return plain(source_in(texts, language))


def title_in(texts: Texts, language: str) -> str:
    """The same in one line, for what is a name elsewhere: of a part, a line, a choice."""
    return in_one_line(source_in(texts, language))


def words_in(texts: Texts, language: str) -> str:
    """The same with the names of the answers that it takes in, as `${name}`."""
    return " ".join(text_in(texts, language).split())


def runs_in(texts: Texts, language: str) -> Runs:
    """The same with its formatting."""
    return runs_of(source_in(texts, language))


# To and from JSON. The order of keys is that of the classes; nothing empty is written.


def definition_text(definition: Definition) -> str:
    """The canonical JSON text: the same definition gives the same text on every machine."""
    return json.dumps(
        _plain(definition), ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def _plain(thing: Any) -> Any:
    if dataclasses.is_dataclass(thing):
        found = {}
        for field in dataclasses.fields(thing):
            value = getattr(thing, field.name)
            if value != field.default and value not in ("", (), 0, False):
                found[field.name] = _plain(value)
        return found
    if isinstance(thing, tuple):
        return [_plain(each) for each in thing]
    return thing


def parse_definition(text: str) -> Definition:
    """Raises DefinitionError. Bounds are those of this module; expressions are not parsed here."""
    if len(text) > LONGEST:
        raise DefinitionError("form_size")
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DefinitionError("form_text") from error
    try:
        definition = _definition(data)
    except DefinitionError:
        raise
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise DefinitionError("form_text") from error
    check_definition(definition)
    return definition


def _texts(data: Any) -> Texts:
    return tuple((_text(language), _text(text)) for language, text in data or ())


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    value.encode()  # half a character cannot be stored
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 10_000_000:
        raise TypeError(value)
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


def _fields(cls: Any, data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a class that are text, number or truth, each checked; others as they are."""
    checks: Mapping[str, Callable[[Any], Any]] = {
        "str": _text,
        "int": _number,
        "bool": _truth,
        "Texts": _texts,
    }
    found = dict(data)
    for field in dataclasses.fields(cls):
        if field.name in found and (check := checks.get(str(field.type))):
            found[field.name] = check(found[field.name])
    return found


def _definition(data: Mapping[str, Any]) -> Definition:
    return Definition(
        form_id=_text(data["form_id"]),
        version=_text(data.get("version", "")),
        title=_texts(data.get("title")),
        languages=tuple(_text(each) for each in data.get("languages", ())),
        items=tuple(_item(each, 1) for each in data.get("items", ())),
        choices=tuple(
            (_text(name), tuple(_choice(each) for each in choices))
            for name, choices in data.get("choices", ())
        ),
        root=_text(data.get("root", "data")),
        left_out=_omissions(data.get("left_out", ())),
        ignored=_omissions(data.get("ignored", ())),
        files=tuple(
            GivenFile(_text(one["name"]), _text(one["sha256"])) for one in data.get("files", ())
        ),
    )


def _choice(data: Mapping[str, Any]) -> Choice:
    columns = tuple((_text(name), _text(value)) for name, value in data.get("columns", ()))
    return Choice(_text(data.get("name", "")), _texts(data.get("label")), columns)


def _omissions(data: Any) -> tuple[Omission, ...]:
    return tuple(Omission(**{"row": 0, "name": "", **_fields(Omission, each)}) for each in data)


def _item(data: Mapping[str, Any], depth: int) -> Item:
    if depth > DEEPEST:
        raise DefinitionError("depth", limit=DEEPEST)
    given = _fields(Item, data)
    given["type"] = ItemType(given["type"])
    given["records"] = RecordQuery(**_fields(RecordQuery, given.get("records", {})))
    given["children"] = tuple(_item(each, depth + 1) for each in given.get("children", ()))
    return Item(**given)


def check_definition(definition: Definition) -> None:
    """What holds for every form: names, lists, sizes. Raises DefinitionError."""
    if not definition.form_id.strip():
        raise DefinitionError("no_form_id")
    if not definition.items:
        raise DefinitionError("no_questions")
    if len(dict(definition.choices)) != len(definition.choices):
        raise DefinitionError("list_twice")
    if sum(len(choices) for _, choices in definition.choices) > MOST_CHOICES:
        raise DefinitionError("many_choices", limit=MOST_CHOICES)
    count = 0
    for path, item in definition.walk():
        count += 1
        name = "/".join(path)
        if item.type in SELECTS and not (item.choices_of or item.choices in definition.lists):
            raise DefinitionError("no_list", name=item.choices).at(item.row, name)
        if not all(one.name for one in definition.lists.get(item.choices, ())):
            raise DefinitionError("choice_unnamed", name=item.choices).at(item.row, name)
        if item.children and item.type not in CONTAINERS:
            raise DefinitionError("not_a_group").at(item.row, name)
        if not item.name or "/" in item.name or "[" in item.name:
            raise DefinitionError("name").at(item.row, name)
    if count > MOST_ITEMS:
        raise DefinitionError("many_questions", limit=MOST_ITEMS)
    _check_siblings(definition.items)


def _check_siblings(items: tuple[Item, ...]) -> None:
    names: set[str] = set()
    for item in items:
        if item.name in names:
            raise DefinitionError("name_twice", name=item.name).at(item.row, item.name)
        names.add(item.name)
        _check_siblings(item.children)
