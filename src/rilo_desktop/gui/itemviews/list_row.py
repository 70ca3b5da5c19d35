"""A row of a list with every text ready to be drawn: nothing is formatted while painting."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from rilo_desktop.language import NC_
from rilo_desktop.presentation.list_spec import ListSpec
from rilo_desktop.presentation.references import UNKNOWN, NameOf, further_columns, row_title
from rilo_desktop.records import FieldSpec, FieldType, class_of, fields_of, kind_named
from rilo_desktop.records.translated import best_text

from ..i18n import code_label, numbers, tr, window_language
from ..widgets.value_formatting import not_read, shown_code

if TYPE_CHECKING:
    from rilo_desktop.services.records.lists import ListItem
    from rilo_desktop.services.records.search_reasons import Reason

SEPARATOR = "  ·  "
BETWEEN_LINES = "\x1f"
"""Stands between the lines of one field, as the store lists them."""
BESIDE_MOST = 2
"""Entries of a list that are named beside the title."""
LEAD = 8
"""Characters shown before the first found word of a snippet."""


@dataclass(frozen=True, slots=True)
class RowState:
    """What a row says of itself in place of its state: a code that has a sign, and the words."""

    code: str
    text: str
    is_late: bool = False


Teller = Callable[[Mapping[str, str], date], RowState | None]
"""From the values of a row and the day of today; None: the state that its list names."""


@dataclass(frozen=True)
class Listed:
    """Marks are (position, length) of the words that were searched for."""

    id: str
    title: str
    marks: tuple[tuple[int, int], ...]
    second: str
    second_marks: tuple[tuple[int, int], ...]
    aside: str
    state: str
    state_text: str
    tlp: str
    cells: tuple[str, ...] = ()
    """Text of each column that was asked for."""
    beside: str = ""
    late: bool = False
    """Its day went by and it is open: that is its state, said in words and in red."""

    @property
    def spoken(self) -> str:
        return ". ".join(part for part in (self.title, self.second, self.beside) if part)


def pattern_of(words: Sequence[str]) -> re.Pattern[str] | None:
    """Finds the words in a text, None where there are none."""
    parts = [re.escape(part) for part in words]
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def listed(
    row: ListItem,
    look: ListSpec,
    pattern: re.Pattern[str] | None,
    columns: Sequence[str] = (),
    late: bool = False,
    name_of: NameOf = not_read,
    told: RowState | None = None,
) -> Listed:
    """`told` stands in place of the state."""
    described = fields_of(class_of(row.kind))
    title = title_of(row) or tr("Untitled")
    marks = marks_in(pattern, title)
    name = row.local_ref if look.named_by == "local_ref" else row.reference or row.local_ref
    parts = [name, *(_second(row, described, field, name_of) for field in look.second)]
    second = SEPARATOR.join(part for part in parts if part and part != title)
    told_why = [_reason(one, described, pattern, name_of) for one in row.why]
    if told_why and not all(said in second for _, said in told_why):
        said_of = [tr("{label}: {said}", label=label, said=said) for label, said in told_why]
        second = SEPARATOR.join(part for part in (name, *said_of) if part)
    if told is None:
        code = row.workflow if look.state == "workflow" else row.values.get(look.state, "")
        said = tr(NC_("an action item", "Late")) if late else _text(row, described, look.state)
        told = RowState(code, said, late)
    return Listed(
        id=row.id,
        title=title,
        marks=marks,
        second=second,
        second_marks=marks_in(pattern, second),
        aside=_aside(row, described, look),
        state=told.code,
        state_text=told.text,
        tlp=row.tlp or "AMBER",
        cells=tuple(
            cell_text(described.get(name), row.values.get(name, ""), name_of) for name in columns
        ),
        beside=_beside(row, look, name_of),
        late=told.is_late,
    )


def title_of(row: ListItem) -> str:
    """What names it in a window of this language; "" where it has no title yet."""
    return row_title(row.kind, row.title, row.values, window_language())


def further_titles(kind: str) -> tuple[str, ...]:
    """Columns that are to be asked for, so that `title_of` has what it says."""
    return further_columns(kind, window_language())


def cell_text(about: FieldSpec | None, value: str, name_of: NameOf = not_read) -> str:
    """The text of a column as the store gives it, in the window's language."""
    if not value:
        return ""
    if value == UNKNOWN:
        return tr("Not known")
    if about is None:
        return value
    match about.type:
        case FieldType.CODE:
            return shown_code(about, value)  # of a record, its own number: a cell is narrow
        case FieldType.LINK:
            return shown_code(about, value, name_of)
        case FieldType.TRANSLATED:
            return best_text(tuple(json.loads(value).items()), window_language())
        case FieldType.CODES | FieldType.TEXTS:
            return ", ".join(_entry(about, entry) for entry in _entries(value))
        case FieldType.DATE | FieldType.PARTIAL_DATE:
            return numbers().partial(value, short=True)
        case FieldType.INTEGER | FieldType.DECIMAL:
            return value if about.is_year else numbers().number(Decimal(value))
        case FieldType.FLAG:
            return tr("Yes") if value == "1" else tr("No")
        case FieldType.LINES:
            return _lines_text(about, value.split(BETWEEN_LINES), name_of)
        case _:
            return value.replace("\n", " ")


def _entry(about: FieldSpec, entry: str) -> str:
    return shown_code(about, entry) if about.type is FieldType.CODES else entry


def _entries(value: str) -> list[str]:
    """A list as the table keeps it; one that was cut short at its end is no list any more."""
    try:
        return [str(entry) for entry in json.loads(value)]
    except ValueError:
        return [value.strip('[]"')]


def _lines_text(about: FieldSpec, parts: list[str], name_of: NameOf) -> str:
    """A route is its two ends and how many places stand between; of other lines, the first."""
    fields = fields_of(about.lines) if about.lines is not None else {}
    if "country" in fields:
        first, last, between = parts[0], parts[-1], len(parts) - 2
        if len(parts) == 1:
            return first
        return f"{first} → {last}" + (f"  +{between}" if between > 0 else "")
    first_field = fields[about.listed] if about.listed else next(iter(fields.values()))
    shown = cell_text(first_field, parts[0], name_of)
    return shown if len(parts) == 1 else f"{shown}  +{len(parts) - 1}"


def _aside(row: ListItem, described: object, look: ListSpec) -> str:
    name = look.aside or kind_named(row.kind).dated
    return _text(row, described, name) if name else ""


def _beside(row: ListItem, look: ListSpec, name_of: NameOf) -> str:
    """The first of these fields that says something; of many entries the first two."""
    described = fields_of(class_of(row.kind)) if look.beside else {}
    for name in look.beside:
        about, value = described[name], row.values.get(name, "")
        if about.type in (FieldType.CODES, FieldType.TEXTS) and value not in ("", UNKNOWN):
            entries = [_entry(about, entry) for entry in _entries(value)]
            more = f"  +{len(entries) - BESIDE_MOST}" if len(entries) > BESIDE_MOST else ""
            value = ", ".join(entries[:BESIDE_MOST]) + more
        elif value:
            value = cell_text(about, value, name_of)
        if value:
            return value
    return ""


def _text(row: ListItem, described: object, name: str) -> str:
    if name == "workflow":
        return code_label("workflow", row.workflow)
    value = row.values.get(name, "")
    if not value:
        return ""
    if value == UNKNOWN:
        return tr("Not known")
    about: FieldSpec | None = described.get(name)  # type: ignore[attr-defined]
    if about is not None and about.vocabulary:
        return code_label(about.vocabulary, value)
    return numbers().partial(value, short=True)


def _second(row: ListItem, described: Mapping[str, FieldSpec], name: str, name_of: NameOf) -> str:
    """Of the second line: what says little by its code is said in words, what is not known not at
    all, as no label stands there that would say of what."""
    if row.values.get(name) == UNKNOWN:
        return ""
    about = described.get(name)
    if name == "workflow" or about is None or about.vocabulary:
        return _text(row, described, name)
    return cell_text(about, row.values.get(name, ""), name_of)


def _reason(
    why: Reason,
    described: Mapping[str, FieldSpec],
    pattern: re.Pattern[str] | None,
    name_of: NameOf,
) -> tuple[str, str]:
    """The field that has what was searched for, and what it says: a code in the window's language,
    with the word that was found where it is another one."""
    about = described[why.field]
    label = tr(about.label)
    if why.part and about.lines is not None:
        about = fields_of(about.lines)[why.part]
    is_text = about.type in (
        FieldType.TEXT,
        FieldType.LONG_TEXT,
        FieldType.TEXTS,
        FieldType.TRANSLATED,
    )
    if is_text and not about.scheme:
        return label, _near(why.value, pattern) if pattern is not None else why.value
    entry = _entry(about, why.value) if about.type is FieldType.CODES else ""
    said = entry or cell_text(about, why.value, name_of)
    other = why.label and why.label != said
    return label, tr("{said} ({other})", said=said, other=why.label) if other else said


def _near(snippet: str, pattern: re.Pattern[str]) -> str:
    """The snippet from shortly before the first found word: a row has room for little more."""
    text = snippet.replace("\n", " ")
    found = pattern.search(text)
    if found is None or found.start() <= LEAD:
        return text
    start = text.find(" ", found.start() - LEAD) + 1
    return f"… {text[min(start, found.start()) :]}"


def marks_in(pattern: re.Pattern[str] | None, text: str) -> tuple[tuple[int, int], ...]:
    """(position, length) of each found word."""
    if pattern is None:
        return ()
    return tuple((m.start(), m.end() - m.start()) for m in pattern.finditer(text))
