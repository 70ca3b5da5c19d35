"""How a record describes itself: the one place where a field is declared.

A record is a frozen dataclass whose fields carry an `About`. Tables, forms, list columns, filters,
search text, completeness findings, the section of a document, the JSON Schema, the history's diff
and the import of a workbook all read it. Standard library only.

A value is empty (`None`, or `()` for lists), not known (`NOT_KNOWN`), or a value:

    TEXT, LONG_TEXT, CODE, LINK   str
    DATE                          str, "2026-11-25"
    PARTIAL_DATE                  str, as precise as the source: "2026-11-25", "2026-11" or "2026"
    INTEGER                       int
    DECIMAL                       decimal.Decimal
    FLAG                          bool
    CODES, TEXTS                  tuple of str
    TRANSLATED                    tuple of (language code, text), by language; () is empty
    LINES                         tuple of frozen dataclasses that describe themselves the same way
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from operator import itemgetter
from types import MappingProxyType
from typing import Any, Final, Literal, TypeVar


class Unknown(Enum):
    """Its only member says: somebody looked, and the fact is not known."""

    NOT_KNOWN = "not known"

    def __repr__(self) -> str:
        return "NOT_KNOWN"


NOT_KNOWN: Final = Unknown.NOT_KNOWN
NotKnown = Literal[Unknown.NOT_KNOWN]


Class = type[Any]
"""A class by another name: `About` has a field called type."""


class FieldType(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    CODE = "code"
    CODES = "codes"
    DATE = "date"
    PARTIAL_DATE = "partial_date"
    INTEGER = "integer"
    DECIMAL = "decimal"
    FLAG = "flag"
    TEXTS = "texts"
    LINK = "link"
    TRANSLATED = "translated"
    LINES = "lines"


class RequiredFor(StrEnum):
    """From which profile on a record without this field is incomplete."""

    MINIMAL = "minimal"
    FULL = "full"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form and of the printed sheet. `label` is a message of the catalogue."""

    name: str
    label: str
    hint: str = ""
    only: tuple[str, tuple[str, ...]] = ("", ())
    """A field and its codes: the part is for records with one of them; "": for all."""

    def is_for(self, record: Any) -> bool:
        """Is the part one that a record as it stands has? Asks no more than its values."""
        name, of = self.only
        return not name or getattr(record, name) in of


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """What everything else needs to know of one field. Labels are messages of the catalogue."""

    type: FieldType
    label: str
    help: str = ""
    section: str = ""
    level: RequiredFor = RequiredFor.OPTIONAL
    vocabulary: str = ""
    """List of codes the value is taken from."""
    names: str = ""
    """Kind of record whose `local_ref` (CODE) or `id` (LINK) the value is."""
    scheme: str = ""
    """Of a text that is an identifier: the published scheme that it follows ("hs")."""
    graded_by: str = ""
    """Of a text that is a grade: the field beside it with the scheme it was given in."""
    open_list: bool = False
    """Text may stand where the list has no code for it: CODE and CODES of an open vocabulary."""
    narrowed_by: str = ""
    """Field whose code is the parent of this one's (conveyance narrows its detail)."""
    unguarded: str = ""
    """Why the guard against personal data does not read this text; empty: it does."""
    cites: bool = False
    """Names the pages that a record is taken from: a web address in it is a source."""
    office_only: bool = False
    """Never leaves the office, in any form."""
    null_is_empty: bool = False
    """A published null says that there is none, not that it is not known."""
    block: str = ""
    """Fields of one block that are all null are all empty: there is no such part."""
    languages: tuple[str, ...] = ()
    """Languages in which a TRANSLATED text is asked for; others may stand beside them."""
    limit: int = 0
    """Most characters, for a text; 0 is the general limit of its type."""
    minimum: int | None = None
    maximum: int | None = None
    lines: Class | None = None
    least_tlp: str = ""
    """A record with something here is marked at least with this label."""
    listed: str = ""
    """Field of its lines that a list shows, of those that have it; "": the first one of each."""
    append_only: bool = False
    """Lines are added at the end, never changed and never taken away."""
    filled_later: bool = False
    """Of a line that is only added: what was left empty may be filled in once."""
    fixed_by: str = ""
    """Field beside this one of a line: once it is given in any of the lines, this one stays as it
    is in all of them, and none comes, goes or moves."""
    merged_by: str = ""
    """Of LINES, the field by which a line is the same one in the versions of two officers: what
    only one of them changed stays."""
    made_of: str = ""
    """Field beside it that it follows from: where both differ, one decision is about both."""
    named_by: str = ""
    """Of such LINES: "answers.value", the field of other lines that names them. They come and go
    with those."""
    outside_review: bool = False
    """Writing it changes nothing that was reviewed: an approved or released record stays so."""
    taken_at: str = ""
    """Field beside a LINK that holds the revision of the record it names from which this one was
    made. Its label is then no milder than that record's, and a change of that record is told.
    """
    sheet: str = ""
    """Sheet of the office's workbook that holds these lines."""
    beside: Mapping[str, str] = field(default_factory=dict, hash=False)
    """{part: field beside this one}, for what people write in one cell: of a quantity its "unit"
    and whether it is "approx", of money its "currency", of a date its "end" and "precision"."""
    typed_with: tuple[str, ...] = ()
    """Fields beside it whose code an officer types behind its value in a grid, in this order, where
    `beside` does not name them."""
    place_of: str = ""
    """Of a text that names a place: the field beside it with the country it is in."""
    measured_in: str = ""
    """Code of the unit that the number is always in."""
    stops: str = ""
    """Of LINES, the field whose codes are a column each in an office's own table: the roles of the
    stops of a route."""
    column: str = ""
    """Name of its column in workbooks and published data; empty: the field's own name."""
    for_program: bool = False
    """Text that the program reads, such as a definition as JSON: a form does not offer it, no page
    prints it, and where its text would stand its digest does (`readable`)."""
    filters: bool = False
    """Offered as a filter of its list."""
    searched: bool = True

    @property
    def is_year(self) -> bool:
        """Is the number a year, which is written without separators?"""
        return self.type is FieldType.INTEGER and (self.minimum or 0) >= 1_000

    @property
    def guarded(self) -> bool:
        """Does the guard against personal data read it? Every text that has no reason not to."""
        return (self.type in TEXTUAL or self.open_list) and not self.unguarded


TEXTUAL: Final = frozenset(
    {FieldType.TEXT, FieldType.LONG_TEXT, FieldType.TEXTS, FieldType.TRANSLATED}
)

GENERAL_LIMIT: Final = MappingProxyType(
    {
        FieldType.TEXT: 1_000,
        FieldType.LONG_TEXT: 100_000,
        FieldType.TEXTS: 2_000,
        FieldType.TRANSLATED: 1_000,
        FieldType.CODE: 1_000,
        FieldType.CODES: 1_000,
    }
)
"""Most characters of a text where its field gives none: long enough for every honest entry. Of
codes only where the list is open."""

ASKED_FOR: Final = ("en", "fr")
"""The working languages of the WCO."""

_KEY: Final = "about"


def _declare(about: FieldSpec, default: Any = None) -> Any:
    return dataclasses.field(default=default, metadata={_KEY: about})


def text(label: str, section: str = "", **more: Any) -> Any:
    return _declare(FieldSpec(FieldType.TEXT, label, section=section, **more))


def long_text(label: str, section: str = "", **more: Any) -> Any:
    return _declare(FieldSpec(FieldType.LONG_TEXT, label, section=section, **more))


def code(label: str, section: str = "", vocabulary: str = "", **more: Any) -> Any:
    default = more.pop("default", None)
    about = FieldSpec(FieldType.CODE, label, section=section, vocabulary=vocabulary, **more)
    return _declare(about, default)


def codes(label: str, section: str = "", vocabulary: str = "", **more: Any) -> Any:
    return _declare(
        FieldSpec(FieldType.CODES, label, section=section, vocabulary=vocabulary, **more), ()
    )


def day(label: str, section: str = "", **more: Any) -> Any:
    return _declare(FieldSpec(FieldType.DATE, label, section=section, **more))


def partial_date(label: str, section: str = "", **more: Any) -> Any:
    return _declare(FieldSpec(FieldType.PARTIAL_DATE, label, section=section, **more))


def integer(label: str, section: str = "", minimum: int | None = 0, **more: Any) -> Any:
    return _declare(FieldSpec(FieldType.INTEGER, label, section=section, minimum=minimum, **more))


def decimal(label: str, section: str = "", minimum: int | None = 0, **more: Any) -> Any:
    return _declare(FieldSpec(FieldType.DECIMAL, label, section=section, minimum=minimum, **more))


def flag(label: str, section: str = "", **more: Any) -> Any:
    return _declare(FieldSpec(FieldType.FLAG, label, section=section, null_is_empty=True, **more))


def texts(label: str, section: str = "", **more: Any) -> Any:
    return _declare(FieldSpec(FieldType.TEXTS, label, section=section, **more), ())


def translated(label: str, section: str = "", **more: Any) -> Any:
    about = FieldSpec(FieldType.TRANSLATED, label, section=section, languages=ASKED_FOR, **more)
    return _declare(about, ())


def link(label: str, section: str = "", names: str = "", **more: Any) -> Any:
    return _declare(
        FieldSpec(FieldType.LINK, label, section=section, names=names, searched=False, **more)
    )


def lines(label: str, of: type, section: str = "", **more: Any) -> Any:
    return _declare(FieldSpec(FieldType.LINES, label, section=section, lines=of, **more), ())


def readable(about: FieldSpec, value: Any) -> Any:
    """The value as people are shown it: what is for the program is named by its digest."""
    if about.for_program and isinstance(value, str) and value:
        return f"SHA-256 {hashlib.sha256(value.encode('utf-8', 'replace')).hexdigest()[:16]}"
    return value


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a record takes, and whether it counts in them. Names of fields; `start` is the
    one that the list is ordered by.

    It counts in each year that its days overlap, and in the month of its first day: January of a
    year that it came into.
    """

    start: str
    end: str
    state: str
    not_counted: tuple[str, ...]
    """Codes of `state` of what did not happen."""


@dataclass(frozen=True, slots=True)
class RecordType:
    """What a kind of record is called, and how it is shown."""

    code: str
    """As on the command line and in data: "case-study"."""
    short: str
    """In references: "CS"."""
    label: str
    plural: str
    table: str
    sections: tuple[Section, ...]
    sheet: str = ""
    """Sheet of the office's workbook that holds the records of this kind."""
    title: str = "title"
    """Field that names a record in lists."""
    titled: tuple[tuple[str, str], ...] = ()
    """(language, field) where a window in this language says another one; "": in any other."""
    title_codes: str = ""
    """Code list: a title that is a label of one of its codes is shown as that code is."""
    translations: str = ""
    """Field of lines with a `language` and, under its own name, the text of a field in it."""
    dated: str = ""
    """Field that lists are ordered by; empty: by reference."""
    period: Period | None = None
    schema: int = 1
    """Number of the snapshot's shape; `records.snapshot_upgrades` leads older ones to it."""

    def title_in(self, language: str) -> str:
        """The field that names a record in a window of this language."""
        fields = dict(self.titled)
        return fields.get(language) or fields.get("") or self.title


T = TypeVar("T")

_KINDS: dict[str, RecordType] = {}
_CLASSES: dict[str, type] = {}
_FIELDS: dict[type, Mapping[str, FieldSpec]] = {}


def describe_record(kind: RecordType) -> Callable[[type[T]], type[T]]:
    """Register a record class under its kind."""

    def register(cls: type[T]) -> type[T]:
        known = {section.name for section in kind.sections}
        for name, about in fields_of(cls).items():
            if about.section and about.section not in known:
                raise ValueError(f"{kind.code}.{name}: no section {about.section}")
        _KINDS[kind.code] = kind
        _CLASSES[kind.code] = cls
        cls.kind = kind  # type: ignore[attr-defined]
        return cls

    return register


def fields_of(cls: Class) -> Mapping[str, FieldSpec]:
    """Described fields of a record or line class, in the order of declaration."""
    found = _FIELDS.get(cls)
    if found is None:
        described = (f for f in dataclasses.fields(cls) if _KEY in f.metadata)
        found = MappingProxyType({field.name: field.metadata[_KEY] for field in described})
        _FIELDS[cls] = found
    return found


def per_class(make: Callable[[Class], T]) -> Callable[[Class], T]:
    """What is made from a class's description is made once."""
    made: dict[Class, T] = {}

    def known(cls: Class) -> T:
        found = made.get(cls)
        if found is None:
            found = made[cls] = make(cls)
        return found

    return known


def values_of(thing: Any) -> tuple[Any, ...]:
    """Values of the described fields, in the order of `fields_of`."""
    values: tuple[Any, ...] = _reader(type(thing))(vars(thing))
    return values


@per_class
def _reader(cls: Class) -> Callable[[Mapping[str, Any]], Any]:
    """All fields in one step: a save reads some hundred of them several times."""
    names = tuple(fields_of(cls))
    return itemgetter(*names) if len(names) > 1 else lambda held: tuple(held[n] for n in names)


def record_types() -> Mapping[str, RecordType]:
    return MappingProxyType(_KINDS)


def sheet_kinds() -> tuple[str, ...]:
    """Codes of the record types that come in by tables: each has a sheet in the template."""
    return tuple(code for code, kind in _KINDS.items() if kind.sheet)


def kind_named(code: str) -> RecordType:
    """Raises KeyError for a kind this program does not know."""
    return _KINDS[code]


def class_of(kind: str) -> type[Any]:
    return _CLASSES[kind]
