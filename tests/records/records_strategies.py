# mypy: disable-error-code="arg-type"
"""Any record of any kind, from its description."""

from __future__ import annotations

from dataclasses import MISSING, fields
from functools import cache
from typing import Any

from hypothesis import strategies as st

from rilo_desktop.records import NOT_KNOWN, class_of, fields_of, record_types
from rilo_desktop.records.field_specs import FieldSpec, FieldType

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
DAYS = st.dates().map(lambda day: day.isoformat())
PARTIAL = st.one_of(DAYS, DAYS.map(lambda day: day[:7]), DAYS.map(lambda day: day[:4]))
NUMBERS = st.decimals(
    allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9
)


def any_record(kind: str = "") -> st.SearchStrategy[Any]:
    codes = st.just(kind) if kind else st.sampled_from(sorted(record_types()))
    return codes.flatmap(lambda code: _thing(class_of(code), head=True))


@cache
def _thing(cls: type, head: bool = False) -> st.SearchStrategy[Any]:
    given = {name: _value(about) for name, about in fields_of(cls).items()}
    if head:
        given |= {"id": st.uuids().map(str), "reference": TEXT}
        given["workflow"] = st.sampled_from(["draft", "released"])
    assert all(f.default is not MISSING for f in fields(cls))
    return st.builds(cls, **given)


def _value(about: FieldSpec) -> st.SearchStrategy[Any]:
    kind = about.type
    if kind is FieldType.LINES:
        assert about.lines is not None
        return st.lists(_thing(about.lines), max_size=2).map(tuple)
    if kind in (FieldType.CODES, FieldType.TEXTS):
        return st.lists(TEXT, max_size=2).map(tuple)
    if kind is FieldType.TRANSLATED:
        texts = st.dictionaries(st.sampled_from(["ar", "en", "fr"]), TEXT)
        return texts.map(lambda given: tuple(sorted(given.items())))
    known: st.SearchStrategy[Any] = {
        FieldType.DATE: DAYS,
        FieldType.PARTIAL_DATE: PARTIAL,
        FieldType.INTEGER: st.integers(about.minimum or 0, about.maximum or 10**6),
        FieldType.DECIMAL: NUMBERS.map(lambda n: n.normalize() + 0),
        FieldType.FLAG: st.booleans(),
    }.get(
        kind,
        TEXT
        if not about.limit
        else st.text(st.characters(exclude_categories=["Cs"]), max_size=min(40, about.limit)),
    )
    return st.one_of(st.none(), st.just(NOT_KNOWN), known)
