"""What every description promises, whatever the kind."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records_strategies import any_record

from rilo_desktop.records import (
    NOT_KNOWN,
    CaseStudy,
    GoodsLine,
    RouteLeg,
    class_of,
    fields_of,
    record_types,
)
from rilo_desktop.records.canonical_json import canonical_json
from rilo_desktop.records.diff import differences
from rilo_desktop.records.field_specs import FieldType
from rilo_desktop.records.schema import json_schema
from rilo_desktop.records.search_text import shown_values, values_of_snapshot
from rilo_desktop.records.snapshot_upgrades import NewerSnapshot
from rilo_desktop.records.snapshots import (
    Unreadable,
    canonical,
    decimal_text,
    from_snapshot,
    to_snapshot,
)
from rilo_desktop.vocabularies import vocabulary


def described():
    for code in record_types():
        for name, about in fields_of(class_of(code)).items():
            yield code, name, about
            if about.lines is not None:
                for inner, of_line in fields_of(about.lines).items():
                    yield code, f"{name}.{inner}", of_line


@pytest.mark.parametrize(
    ("kind", "name", "about"), list(described()), ids=lambda value: str(value)[:40]
)
def test_every_field_names_a_list_or_kind_that_is_there(kind, name, about):
    if about.type in (FieldType.CODE, FieldType.CODES):
        assert bool(about.vocabulary) != bool(about.names), "a code is of a list or of a kind"
    if about.vocabulary:
        assert len(vocabulary(about.vocabulary)) > 0
    if about.names:
        assert about.names in record_types()
    assert about.label


@pytest.mark.parametrize("kind", list(record_types()))
def test_every_field_of_a_kind_has_a_section_or_stands_in_the_head(kind):
    from rilo_desktop.records import own_fields

    assert all(about.section for about in own_fields(class_of(kind)).values())


@given(any_record())
def test_a_snapshot_gives_the_record_back(record):
    assert from_snapshot(to_snapshot(record)) == record


@given(any_record())
def test_every_snapshot_fits_the_published_schema(record):
    import jsonschema  # takes 4 s, which every process that only collects would spend

    jsonschema.Draft202012Validator(json_schema(record.kind.code)).validate(to_snapshot(record))


@given(any_record(), any_record())
def test_the_canonical_form_tells_records_apart(one, other):
    same = canonical(to_snapshot(one)) == canonical(to_snapshot(other))
    assert same == (one == other)


@given(any_record())
def test_what_is_signed_is_the_canonical_form(record):
    assert canonical_json(record) == canonical(to_snapshot(record)).decode()


@given(any_record())
def test_a_record_does_not_differ_from_itself(record):
    assert differences(record, record) == ()


def test_differences_name_the_field_of_a_line():
    before = CaseStudy(title="a", goods=(GoodsLine(unit="KG"), GoodsLine(unit="PCS")))
    after = CaseStudy(title="b", goods=(GoodsLine(unit="KG"), GoodsLine(unit=NOT_KNOWN)))
    found = {d.path: (d.before, d.after) for d in differences(before, after)}
    assert found == {"title": ("a", "b"), "goods.2.unit": ("PCS", NOT_KNOWN)}


def test_empty_not_known_and_a_value_are_three_things():
    snapshot = to_snapshot(CaseStudy(id="1", title="t", summary=NOT_KNOWN))
    assert snapshot["title"] == "t"
    assert snapshot["summary"] is None
    assert "lessons" not in snapshot


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kind": "spaceship"}, "unknown kind"),
        ({"colour": "red"}, "case-study.colour: unknown field"),
        ({"title": 3}, "case-study.title: not a value of type str"),
        ({"consignments": True}, "case-study.consignments"),
        ({"goods": [{"quantity": 3}]}, "case-study.goods.1.quantity: a number is written as text"),
        ({"goods": [{"quantity": "NaN"}]}, "not a finite number"),
        ({"goods": "x"}, "not a list of lines"),
        ({"route": ["x"]}, "case-study.route.1: not a line"),
    ],
)
def test_data_that_is_no_snapshot_is_named(change, says):
    snapshot = to_snapshot(CaseStudy(id="1", title="t")) | change
    with pytest.raises(Unreadable, match=says):
        from_snapshot(snapshot)


def test_a_newer_shape_is_refused():
    with pytest.raises(NewerSnapshot):
        from_snapshot(to_snapshot(CaseStudy(id="1")) | {"schema": 99})


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-1e12, max_value=1e12)
)
def test_decimals_keep_their_value(number):
    assert Decimal(decimal_text(number)) == number


def test_search_reads_lines_and_codes_and_leaves_sources_alone():
    case = CaseStudy(
        title="not twice",
        source="https://example.org/hidden",
        goods=(GoodsLine(description="tablets", unit="KG", brand="Acme"),),
        route=(RouteLeg(place="Tuen Mun"),),
    )
    values = {(one.field, one.part): one.value for one in shown_values(case)}
    assert values == {
        ("goods", "description"): "tablets",
        ("goods", "unit"): "KG",
        ("goods", "brand"): "Acme",
        ("route", "place"): "Tuen Mun",
    }


@given(any_record())
def test_the_values_of_a_snapshot_are_those_of_its_record(record):
    assert list(values_of_snapshot(to_snapshot(record))) == list(shown_values(record))
