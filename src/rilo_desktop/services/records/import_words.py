"""Fields, values and answers of an import of an office's own tables, in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rilo_desktop.exchange.cell_values.texts import KEEP, REMOVE
from rilo_desktop.exchange.column_mapping import LINE_NUMBER, targets_of
from rilo_desktop.exchange.column_mapping.question_keys import (
    CASE,
    EXTRA,
    HIDDEN,
    NUMBERS,
    SAME,
    STRUCK,
    UPDATE,
    VALUES_ONLY,
    QuestionKey,
    Scope,
)
from rilo_desktop.exchange.column_mapping.table_kind import NONE
from rilo_desktop.exchange.mapped_sheets.column_habits import DATE_ORDER, DECIMAL, HABITS, YEAR
from rilo_desktop.exchange.mapped_sheets.grouping import DIFFERENT, LINE, MERGE, NEW, SKIP
from rilo_desktop.exchange.mapped_sheets.row_numbers import LINES, ONCE, ROWS
from rilo_desktop.exchange.mapped_sheets.sheet_reading import TAKE
from rilo_desktop.exchange.mapped_sheets.table_questions import (
    COLUMNS,
    FIELD,
    KIND,
    LEAVE_OUT_ALL,
    heading_in,
)
from rilo_desktop.language import NC_, catalogue, formats
from rilo_desktop.records.field_specs import (
    FieldSpec,
    FieldType,
    class_of,
    fields_of,
    kind_named,
)
from rilo_desktop.rules.findings import N_, Coded
from rilo_desktop.vocabularies import vocabulary, vocabulary_names

NO_FIELD = NC_("column of a workbook", "Left out")
OF_LINE = N_("{lines}: {field}")
ROW_NUMBER = N_("Number of the row, not stored")
_DATES = (FieldType.DATE, FieldType.PARTIAL_DATE)
_OF_TEXTS = {
    REMOVE: N_("Take the words that were found out of the texts"),
    KEEP: N_("Keep the texts as they are"),
}
"""Answers about the personal data that the texts of a column hold."""
_WORDS = {
    SKIP: N_("Leave the row out"),
    TAKE: N_("Take the row"),
    DIFFERENT: N_("Another case"),
    NEW: N_("A case of its own, with a new number"),
    UPDATE: N_("Update the case in the office"),
    MERGE: N_("Merge them and keep both numbers"),
    ROWS: N_("Each row is a case"),
    ONCE: N_("A case each, equal rows once"),
    LINES: N_("Goods of one case in several rows"),
    LINE: N_("A further line of its case"),
    "dmy": N_("Day first"),
    "mdy": N_("Month first"),
    ",": N_("A comma"),
    ".": N_("A point"),
}
"""Answers about a row, by how they begin."""
THE_COLUMN = N_("The column “{column}”")
NO_COLUMNS = N_("Leave out all such columns")
NONE_OF_THEM = N_("None of these")
LINE_OF = N_("A further line of the case {number}")
SAME_CASE = N_("The same case: leave the row out")
SAME_CORRECTED = N_("The same case, corrected: update it")
NO_NUMBERS = N_("Leave these rows out")
_MATTERS = {
    NUMBERS: N_("numbers"),
    KIND: N_("what it holds"),
    FIELD: N_("its field"),
    COLUMNS: N_("columns that are asked about"),
    CASE: N_("its case"),
    HIDDEN: N_("hidden sheet"),
    STRUCK: N_("struck out"),
    EXTRA: N_("more cells than headings"),
    VALUES_ONLY: N_("values only"),
    DATE_ORDER: N_("order of day and month"),
    DECIMAL: N_("decimal sign"),
    YEAR: N_("year"),
}
"""What is asked about that is no field and no list."""


def matter_text(key: QuestionKey, language: str) -> str:
    """What a question is about, where it is no field."""
    if key.what in vocabulary_names():
        return vocabulary(key.what).title(language)
    return catalogue(language).text(_MATTERS[key.what]) if key.what in _MATTERS else key.what


def kind_name(kind: str, language: str) -> str:
    """What a table holds."""
    return catalogue(language).text(NONE_OF_THEM if kind == NONE else kind_named(kind).plural)


def field_label(kind: str, path: str, language: str) -> str:
    """What a field is called; one of a line, with its line."""
    text = catalogue(language).text
    if path == LINE_NUMBER:
        return text(ROW_NUMBER)
    if not path:
        return text(NO_FIELD)
    target = targets_of(kind)[path]
    labels = [
        vocabulary(one.vocabulary).label(one.code, language)
        if isinstance(one, Coded)
        else text(one.text)
        for one in target.label
    ]
    if target.in_lines:
        labels.insert(0, text(fields_of(class_of(kind))[target.field].label))
    return labels[0] if len(labels) == 1 else text(OF_LINE, lines=labels[0], field=labels[1])


def value_text(kind: str, path: str, value: Any, language: str) -> str:
    """A value of a field as data, in words."""
    target = targets_of(kind).get(path)
    if target is None:
        return _plain(value)
    inside = target.spec.lines if target.is_stop else None
    around = fields_of(class_of(kind))
    if target.in_lines:
        inside = around[target.field].lines
    return _value(value, target.spec, fields_of(inside) if inside else around, language)


def list_asked(key: QuestionKey, kind: str = "", path: str = "") -> str:
    """The list of codes of which an answer is one code; "" where it is anything else. `path`: the
    field that is asked about, of a record type.
    """
    if key.what in vocabulary_names() and key.scope in (Scope.WORD, Scope.COLUMN, Scope.TABLE):
        return key.what
    target = targets_of(kind).get(path) if kind else None
    is_code = target is not None and target.spec.type is FieldType.CODE and not target.is_stop
    return target.spec.vocabulary if target is not None and is_code else ""


def code_asked(key: QuestionKey, kind: str, path: str, language: str) -> FieldSpec | None:
    """The same as a field with the name of the list; of an open one a text may stand too."""
    listed = list_asked(key, kind, path)
    if not listed:
        return None
    target = targets_of(kind).get(path) if kind else None
    may_be_text = target is not None and target.spec.open_list
    label = vocabulary(listed).title(language)
    return FieldSpec(FieldType.CODE, label, vocabulary=listed, open_list=may_be_text)


def answer_text(key: QuestionKey | None, kind: str, path: str, answer: Any, language: str) -> str:
    """An answer in words. `path`: the field that was asked about, of a record type."""
    words = str(answer)
    text = catalogue(language).text
    what, scope = (key.what, key.scope) if key is not None else ("", None)
    if what == KIND:
        return kind_name(words, language)
    if words == LEAVE_OUT_ALL:
        return text(NO_COLUMNS)
    if what == FIELD:
        return field_label(kind, words, language)
    if scope is Scope.TABLE and heading_in(words):
        return text(THE_COLUMN, column=words[1:-1])
    listed = list_asked(key, kind, path) if key is not None else ""
    if isinstance(answer, str) and listed and answer in vocabulary(listed):
        return vocabulary(listed).label(answer, language)
    if isinstance(answer, str) and answer in _OF_TEXTS:
        return text(_OF_TEXTS[answer])
    if path and what not in HABITS:
        return value_text(kind, path, answer, language)
    return _of_rows(what, words, language) if isinstance(answer, str) else _plain(answer)


def _of_rows(what: str, words: str, language: str) -> str:
    """What becomes of rows, and how the cells of a column are read."""
    text = catalogue(language).text
    if words.startswith(f"{LINE} of "):
        return text(LINE_OF, number=words.removeprefix(f"{LINE} of "))
    if (what, words) == (NUMBERS, SKIP):
        return text(NO_NUMBERS)
    if (what, words) == (SAME, SKIP):
        return text(SAME_CASE)
    if what == SAME and words.startswith(UPDATE):
        return text(SAME_CORRECTED)
    for begin, message in _WORDS.items():
        if words.startswith(begin):
            return text(message)
    return words


def _value(value: Any, spec: FieldSpec, beside: Mapping[str, FieldSpec], language: str) -> str:
    """A value of a field as data; `beside` describes the parts of an object by their names."""
    if isinstance(value, (list, tuple)):
        return "; ".join(_value(one, spec, beside, language) for one in value)
    if isinstance(value, Mapping):
        parts = [
            (beside.get(name), one)
            for name, one in value.items()
            if one is not None and one is not False
        ]
        if spec.type in _DATES:  # how exact it is shows in the day itself
            parts = [(of, one) for of, one in parts if of is not None and of.type in _DATES]
            return " – ".join(_value(one, of or spec, {}, language) for of, one in parts)
        made = [_value(one, of or _AMOUNT, {}, language) for of, one in parts]
        return " ".join(part for part in made if part)
    if spec.type is FieldType.FLAG:
        return catalogue(language).text(spec.label) if value is True else ""
    if spec.type in (FieldType.CODE, FieldType.CODES) and spec.vocabulary not in ("", "currency"):
        return vocabulary(spec.vocabulary).label(str(value), language)
    if spec.type in _DATES:
        return formats(language).partial(str(value), short=True)
    if spec.type is FieldType.DECIMAL and _NUMBER.fullmatch(str(value)):
        return formats(language).number(Decimal(str(value)))
    return _plain(value)


_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_AMOUNT = FieldSpec(FieldType.DECIMAL, "")
"""Of a part that is no field of its own: the number of an amount."""


def _plain(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "; ".join(map(_plain, value))
    if isinstance(value, Mapping):
        return " ".join(_plain(one) for one in value.values() if one is not None)
    return str(value)
