# mypy: disable-error-code="attr-defined"
"""The empty workbook: every column that an import understands, and what belongs in it."""

from __future__ import annotations

import openpyxl
import pytest

from rilo_desktop.exchange.import_rows import columns_of
from rilo_desktop.records import class_of, fields_of, record_types
from rilo_desktop.records.field_specs import FieldType
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.records import record
from rilo_desktop.services.records.file_import import import_files, write_template
from rilo_desktop.vocabularies import vocabulary


@pytest.fixture
def session(make_session):
    return make_session()


@pytest.fixture
def template(session, tmp_path):
    path = tmp_path / "template.xlsx"
    write_template(session, path)
    return path


def headings(sheet):
    return [cell.value for cell in sheet[1]]


def fill(path, **sheets):
    """Write rows below the headings, each as {column: value}."""
    book = openpyxl.load_workbook(path)
    for name, rows in sheets.items():
        sheet = book[name.replace("_", " ")]
        columns = headings(sheet)
        for number, values in enumerate(rows, 2):
            for column, value in values.items():
                sheet.cell(number, columns.index(column) + 1, value)
    book.save(path)
    return path


def test_every_field_of_every_kind_has_its_column(template):
    book = openpyxl.load_workbook(template)
    for kind in record_types().values():
        if not kind.sheet:
            continue
        columns = headings(book[kind.sheet])
        assert columns[0] == "local_ref"
        assert len(columns) == len(set(columns))
        for name, about in fields_of(class_of(kind.code)).items():
            if about.type is not FieldType.LINES and name != "archived":
                assert set(columns_of(name, about)) <= set(columns)
            elif about.sheet:
                assert headings(book[about.sheet])[0] == "local_ref"


def test_a_note_says_what_belongs_there_in_the_language_asked_for(session, template, tmp_path):
    sheet = openpyxl.load_workbook(template)["Cases"]
    at = headings(sheet).index("tlp") + 1
    assert "Unmarked counts as TLP:AMBER" in sheet.cell(1, at).comment.text
    at = headings(sheet).index("conveyance") + 1
    assert "AIR: Air" in sheet.cell(1, at).comment.text
    french = tmp_path / "modèle.xlsx"
    write_template(session, french, "fr")
    sheet = openpyxl.load_workbook(french)["Cases"]
    assert headings(sheet)[at - 1] == "conveyance"
    french_word = vocabulary("conveyance").label("AIR", "fr")
    assert f"AIR: {french_word}" in sheet.cell(1, at).comment.text


def test_what_is_written_in_it_is_imported(session, template):
    path = fill(
        template,
        Cases=[
            {
                "local_ref": "X-1",
                "title": "A small case",
                "tlp": "GREEN",
                "language": "fr",
                "office_code": "AP",
                "conveyance": "AIR",
                "date": "2026-11-01",
            }
        ],
        Goods=[{"local_ref": "X-1", "description": "tablets", "quantity": 12, "unit": "PCS"}],
        Route=[{"local_ref": "X-1", "role": "seizure", "country": "PL"}],
        Indicators=[{"local_ref": "X-1", "code": "SND-01", "strength": "primary"}],
        Action_items=[{"local_ref": "A-1", "title": "Do it", "due": "2026-12-31"}],
    )
    done = import_files(session, [path])
    assert done.changes.created == 2
    case = record.find(session, "X-1").record
    assert (case.title, case.tlp, case.language, case.office_code) == (
        "A small case",
        "GREEN",
        "fr",
        "AP",
    )
    assert case.goods[0].description == "tablets"
    assert case.route[0].country == "PL"
    assert case.indicators[0].indicator == "SND-01"
    assert record.find(session, "A-1").record.due == "2026-12-31"


def test_an_empty_one_brings_nothing_in(session, template):
    assert import_files(session, [template]).changes.created == 0


def test_a_place_that_cannot_be_written_is_told(session, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(Refused) as refused:
        write_template(session, tmp_path / "file" / "t.xlsx")
    assert refused.value.findings[0].rule == "intake.template"
