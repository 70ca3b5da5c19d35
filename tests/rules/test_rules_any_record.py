"""Whatever stands in a record, the rules give findings and never an exception."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rules_cases import said

from rilo_desktop.records import (
    NOT_KNOWN,
    FieldSpec,
    FieldType,
    RequiredFor,
    class_of,
    fields_of,
    record_types,
)
from rilo_desktop.rules.acceptance_file import shipped
from rilo_desktop.rules.context import RuleContext
from rilo_desktop.rules.handling import strictest
from rilo_desktop.rules.personal_data.detection import personal_data
from rilo_desktop.rules.updates import appended_only
from rilo_desktop.rules.validate import validate
from rilo_desktop.vocabularies import vocabulary
from short_forms import examples

ANY_TEXT = st.text(max_size=60)
DATES = st.from_regex(r"\d{4}(-\d{2}(-\d{2})?)?", fullmatch=True)
WRONG = st.one_of(st.integers(), st.floats(), st.binary(max_size=3), st.just(()), st.just(object()))


def values_of(about: FieldSpec) -> st.SearchStrategy[Any]:
    """Mostly what the field is for, sometimes what no field should hold."""
    fitting = {
        FieldType.TEXT: ANY_TEXT,
        FieldType.LONG_TEXT: ANY_TEXT,
        FieldType.DATE: DATES | ANY_TEXT,
        FieldType.PARTIAL_DATE: DATES | ANY_TEXT,
        FieldType.INTEGER: st.integers(),
        FieldType.DECIMAL: st.decimals(),
        FieldType.FLAG: st.booleans(),
        FieldType.TEXTS: st.lists(ANY_TEXT, max_size=3).map(tuple),
        FieldType.LINK: ANY_TEXT,
        FieldType.TRANSLATED: st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=3).map(tuple),
    }
    if about.lines:
        line = st.builds(about.lines, **_fields(about.lines))
        fits: st.SearchStrategy[Any] = st.lists(line, max_size=3).map(tuple)
    elif about.type in (FieldType.CODE, FieldType.CODES):
        listed = sorted(vocabulary(about.vocabulary).items) if about.vocabulary else ["SPL-01"]
        one = st.sampled_from(listed) | ANY_TEXT
        fits = one if about.type is FieldType.CODE else st.lists(one, max_size=3).map(tuple)
    else:
        fits = fitting[about.type]
    return st.one_of(fits, fits, fits, st.none(), st.just(NOT_KNOWN), WRONG)


def _fields(cls: type) -> dict[str, st.SearchStrategy[Any]]:
    return {name: values_of(about) for name, about in fields_of(cls).items()}


@cache
def _records(kind: str) -> st.SearchStrategy[Any]:
    """Made once: Hypothesis looks through a strategy of a hundred fields when it is new."""
    cls = class_of(kind)
    return st.builds(cls, **_fields(cls))


@pytest.mark.parametrize("kind", sorted(record_types()))
@settings(
    max_examples=examples(40),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_any_record_is_judged(kind: str, data: st.DataObject) -> None:
    record = data.draw(_records(kind))
    known = RuleContext(
        {"risk-indicator": {"SPL-01"}}, {"action-plan": set()}, date(2026, 11, 25), shipped()
    )
    names = {field.name for field in fields(class_of(kind))}
    for level in (RequiredFor.MINIMAL, RequiredFor.FULL):
        for finding in validate(record, level, known):
            assert said(finding)
            assert finding.place.field.partition(".")[0] in names


@settings(max_examples=examples(500))
@given(st.text(max_size=300))
@example("+" * 200)
@example("1 " * 150)
def test_any_text_is_searched_for_names(text: str) -> None:
    for one in personal_data(text):
        assert 0 <= one.start < one.end <= len(text)


PIECES = st.sampled_from([
    "tel", "passport", "account no", "plate", "IMEI", "+", "4111", "1111", " ", "-", ".", "@",
    "x", "GB82", "RR", "паспорт", "هاتف", "٤", "№", "https://", "\n", "(", "AB", "12", "1980",
])  # fmt: skip


@settings(max_examples=examples(500))
@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_mixture_of_what_the_guard_looks_for(text: str) -> None:
    found = personal_data(text)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    "piece",
    [
        "1", "1 ", "A1", "+1", "AB12 ", "tel ", "tel:::::", "passport A", "a.", "a@", "a@b.", "٤ ",
        "plate ", "passport no no no ", "1-", "(", "https://x", "é", "соб", "4111 ", "account 1",
        "Aa ", "A. ", "محمد ", "Иванов ", "card 4", "- ", " ", "12-", "Ab Ltd ", "rue de A ", "(1)",
        "contact a ", "no. ", "شارع ا ", "http://a.com/", "@a", "a@a.", "a_",
        "Mr ", "ООО ", "x Ltd ", "los Al Be, ", "el Al Be y ", "juge de la Al Be ", "alias El ",
        "المدير العام ", "قال رئيس ", "RELATOR: AL BE ", 'Al "El Be" ', "Al de la ", "Полиция Аб ",
    ],
)  # fmt: skip
def test_a_hundred_thousand_characters_are_searched_in_proportion(piece: str) -> None:
    """No expression of the guard goes over a text again and again (catastrophic backtracking)."""
    text = (piece * 100_000)[:100_000]
    assert len(personal_data(text)) <= len(text)


@given(st.lists(st.one_of(ANY_TEXT, st.none(), st.just(NOT_KNOWN)), max_size=5))
def test_any_labels_have_a_strictest(labels: list[Any]) -> None:
    assert strictest(labels) in vocabulary("tlp")


@given(st.lists(ANY_TEXT, max_size=4), st.lists(ANY_TEXT, max_size=4))
def test_a_thread_that_grew_is_found_sound_and_any_other_is_not(
    before: list[str], after: list[str]
) -> None:
    item, entry = class_of("action-item"), fields_of(class_of("action-item"))["updates"].lines
    assert entry is not None
    old, new = (
        item(updates=tuple(entry(entry=text) for text in texts)) for texts in (before, after)
    )
    assert bool(appended_only(old, new)) is (after[: len(before)] != before)
