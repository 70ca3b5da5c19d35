# mypy: disable-error-code="arg-type"
"""Whatever stands in a file: a text survives unchanged, and nothing but Refused is raised."""

from __future__ import annotations

import contextlib
import io
import json
from decimal import Decimal
from importlib import resources
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from rilo_desktop.exchange import cells, values
from rilo_desktop.exchange.child_budget import Unread
from rilo_desktop.exchange.child_text import check_json, lines_of_text
from rilo_desktop.exchange.child_workbook import lines_of_workbook, unescaped
from rilo_desktop.exchange.published import read_data, read_table
from rilo_desktop.exchange.sandbox import Sheet, Workbook
from rilo_desktop.exchange.tables import read_workbook
from rilo_desktop.records import NOT_KNOWN, FieldType, class_of, fields_of, record_types
from rilo_desktop.rules import structure
from rilo_desktop.rules.findings import Finding, Refused
from short_forms import examples

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)
"""Any text that UTF-8 can hold."""


def read_lines(lines: Any) -> list[tuple[int, tuple[cells.Cell, ...]]]:
    return [
        (line[0], tuple(cells.decoded(cell) for cell in line[1]))
        for line in json.loads(json.dumps(list(lines)))
        if isinstance(line, list)
    ]


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(TEXT.filter(lambda text: text.strip() != ""), min_size=1, max_size=30))
@example(["x005F_", "_x005F_", "_x0041_", "_x000D_\n", "a\r\nb", "=1+1", " padded "])
@example(["\x01\x1f\x7f\x85\u2028\ufffe\uffff", "<b>&amp;</b>", "]]>", "\U0001f600"])
def test_any_text_of_a_cell_comes_back_unchanged(texts: list[str]) -> None:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet("Cases")
    for number, text in enumerate(texts):
        sheet.write_string(number, 0, text)
    book.close()
    content.seek(0)
    found = dict(read_lines(lines_of_workbook(content)))
    assert [found[number][0] for number in range(1, len(texts) + 1)] == texts


@given(TEXT)
def test_what_is_escaped_is_read_as_itself(text: str) -> None:
    escaped = "".join(f"_x{ord(c):04X}_" if ord(c) < 0x10000 else c for c in text)
    assert unescaped(escaped) == text


UNFIT = object()


def value_or_findings(about: Any, cell: Any) -> tuple[Any, tuple[Finding, ...]]:
    try:
        return values.value_of(about, cell)
    except values.Unfit as unfit:
        return UNFIT, unfit.findings


@settings(max_examples=examples(300))
@given(st.decimals(allow_nan=False, allow_infinity=False))
@example(Decimal("1E+15"))
@example(Decimal("1E+400000"))
@example(Decimal("-0.0"))
def test_any_number_is_read_exactly_or_named(number: Decimal) -> None:
    about = fields_of(class_of("action-item"))["baseline"]
    value, findings = value_or_findings(about, cells.Number(str(number)))
    if not findings:
        assert value == number
        assert structure.faults(about, value) == ()


FIELDS = [
    about
    for kind in record_types()
    for cls in (
        class_of(kind),
        *(a.lines for a in fields_of(class_of(kind)).values() if a.lines),
    )
    for about in fields_of(cls).values()
    if about.type not in (FieldType.LINES, FieldType.TRANSLATED)  # its cells are read as texts
]
CELL = st.one_of(
    st.none(),
    st.booleans(),
    TEXT,
    TEXT.map(cells.Number),
    st.decimals().map(str).map(cells.Number),
    st.dates().map(str).map(cells.Day),
    st.datetimes().map(lambda moment: cells.Day(moment.isoformat())),
    TEXT.map(cells.Formula),
    st.sampled_from(["#N/A", "#REF!"]).map(cells.Fault),
    st.lists(TEXT, max_size=3).map(tuple),
)


@settings(max_examples=examples(1500), deadline=None)
@given(st.sampled_from(FIELDS), CELL)
def test_any_cell_is_a_value_of_its_field_or_unfit(about: Any, cell: Any) -> None:
    value, findings = value_or_findings(about, cell)
    if value is UNFIT:
        assert any(finding.blocks for finding in findings)
        return
    assert not any(finding.blocks for finding in findings)
    if value is not None and value is not NOT_KNOWN and value != ():
        assert not any(finding.blocks for finding in structure.faults(about, value))
        if isinstance(cell, str) and about.type in (FieldType.TEXT, FieldType.LONG_TEXT):
            assert value == cell


@settings(max_examples=examples(400))
@given(CELL.filter(lambda cell: not isinstance(cell, tuple)))
def test_a_cell_passes_through_the_pipe_unchanged(cell: Any) -> None:
    assert cells.decoded(json.loads(json.dumps(cells.encoded(cell)))) == cell


ROWS = st.lists(st.lists(CELL.filter(lambda cell: not isinstance(cell, tuple)), max_size=6))
HEADER = st.lists(
    st.sampled_from(["local_ref", "title", "seq", "line", "goods", "date", "unit", "", "x"]) | TEXT,
    max_size=6,
)


@settings(max_examples=examples(200), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from(["Cases", "Goods", "Route", "Indicators", "Offices"]) | TEXT,
        st.tuples(HEADER, ROWS),
        max_size=4,
    )
)
def test_any_sheets_are_read_or_refused(sheets: dict[str, Any]) -> None:
    book = Workbook(
        tuple(
            Sheet(name, tuple(enumerate([tuple(row) for row in (header, *rows)], 1)))
            for name, (header, rows) in sheets.items()
        )
    )
    with contextlib.suppress(Refused):
        read_workbook(book, "w.xlsx")


@settings(max_examples=examples(300))
@given(st.binary(max_size=300) | TEXT.map(str.encode))
@example(b'code,name_en,host_country\n"a')
@example(b"\xff\xfe")
def test_any_bytes_are_a_table_or_unread(content: bytes) -> None:
    with contextlib.suppress(Unread, Refused):
        lines = list(lines_of_text(content))
        if "sheet" in lines[0]:
            rows = (line for line in lines[1:] if isinstance(line, list))
            read_table(Sheet("", tuple((n, tuple(row)) for n, row in rows)), "f.csv")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner),
    max_leaves=12,
)


def parsed(text: str) -> Any:
    return json.loads(text, parse_int=cells.Number, parse_float=cells.Number)


@settings(max_examples=examples(300), deadline=None)
@given(st.dictionaries(st.sampled_from(["cases", "items", "obligations", "x"]), JSON) | JSON)
def test_any_json_is_read_or_refused(data: Any) -> None:
    text = json.dumps(data)
    with contextlib.suppress(Unread, Refused):
        check_json(text)
        read_data(parsed(text), "f.json")


@settings(max_examples=examples(300), deadline=None)
@given(st.text(max_size=200))
@example('{"cases":[{"consignments":1e999999999999999999}]}')
@example('{"cases":[]}x')
def test_any_text_is_json_or_unread(text: str) -> None:
    try:
        check_json(text)
    except Unread:
        pass
    else:
        json.loads(text)


def shipped(name: str) -> Any:
    text = (resources.files("rilo_desktop.assets") / "sample" / name).read_text("utf-8")
    return json.loads(text)


def paths(data: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = data.items() if isinstance(data, dict) else enumerate(data)
    found: list[tuple[Any, ...]] = []
    for key, value in items:
        found.append((*here, key))
        if isinstance(value, (dict, list)):
            found += paths(value, (*here, key))
    return found


@pytest.mark.parametrize(("name", "key"), [("cases.json", "cases"), ("action_items.json", "items")])
@settings(max_examples=examples(300), deadline=None)
@given(data=st.data())
def test_published_data_with_any_one_value_changed(name: str, key: str, data: Any) -> None:
    published = {key: shipped(name)[key][1:2]}
    path = data.draw(st.sampled_from(paths(published)))
    holder = published
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = data.draw(JSON)
    text = json.dumps(published)
    try:
        check_json(text)
        reading = read_data(parsed(text), name)
    except (Unread, Refused):
        return
    for row in reading.rows:
        class_of(row.kind)(**row.values)
