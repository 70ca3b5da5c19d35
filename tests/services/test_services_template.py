# mypy: disable-error-code="attr-defined"
"""The empty workbook: every column that an import understands, and what belongs in it."""

from __future__ import annotations

import openpyxl
import pytest

from rilo_desktop.exchange.import_rows import columns_of
from rilo_desktop.exchange.template import offers, short_label, short_targets
from rilo_desktop.exchange.template_rows import EXAMPLE, LISTS
from rilo_desktop.exchange.values import value_of
from rilo_desktop.language import catalogue
from rilo_desktop.records import class_of, fields_of, record_types
from rilo_desktop.records.field_specs import FieldType
from rilo_desktop.rules.findings import Refused
from rilo_desktop.services.records import import_tables, record
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
    """Write rows below the example, each as {column: value}."""
    book = openpyxl.load_workbook(path)
    for name, rows in sheets.items():
        sheet = book[name.replace("_", " ")]
        columns = headings(sheet)
        for number, values in enumerate(rows, 4):
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
    assert "Unmarked counts as TLP:AMBER" in sheet.cell(2, at).comment.text
    at = headings(sheet).index("conveyance") + 1
    assert "AIR: Air" in sheet.cell(2, at).comment.text
    french = tmp_path / "modèle.xlsx"
    write_template(session, french, "fr")
    sheet = openpyxl.load_workbook(french)["Cases"]
    assert headings(sheet)[at - 1] == "conveyance"
    french_word = vocabulary("conveyance").label("AIR", "fr")
    assert f"AIR: {french_word}" in sheet.cell(2, at).comment.text


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
    assert refused.value.findings[0].rule == "export.target"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_labels_lists_and_an_example_stand_in_it(session, tmp_path, language):
    path = tmp_path / "template.xlsx"
    write_template(session, path, language)
    text = catalogue(language).text
    book = openpyxl.load_workbook(path)
    sheet = book["Cases"]
    assert sheet.row_dimensions[1].hidden
    assert book[LISTS].sheet_state == "hidden"
    at = headings(sheet).index("conveyance") + 1
    about = fields_of(class_of("case-study"))["conveyance"]
    assert sheet.cell(2, at).value == text(about.label)
    assert sheet.cell(3, 1).value == text(EXAMPLE)
    places = [str(rule.sqref) for rule in sheet.data_validations.dataValidation]
    assert any(place.startswith(f"{sheet.cell(3, at).coordinate}:") for place in places)
    offered = {cell.value for column in book[LISTS].iter_cols() for cell in column}
    assert vocabulary("conveyance").label("AIR", language) in offered


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_offered_label_is_read_as_its_code(session, tmp_path, language):
    """Each entry of each list of the full one, by the field that offers it."""
    for kind in record_types().values():
        for about in fields_of(class_of(kind.code)).values():
            if about.type is FieldType.CODE and about.vocabulary and not about.names:
                codes = [value_of(about, offer)[0] for offer in offers(about, language)]
                assert codes == [item.code for item in vocabulary(about.vocabulary)]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_full_one_is_read_back(session, tmp_path, language):
    path = tmp_path / "template.xlsx"
    write_template(session, path, language)
    assert import_files(session, [path]).changes.created == 0
    air = vocabulary("conveyance").label("AIR", language)
    fill(path, Cases=[{"local_ref": "X-1", "title": "A case", "conveyance": air}])
    looked = import_tables.inspect(session, [path])
    assert not looked.is_mapped
    assert not [found for found in looked.prospect.findings if found.blocks]
    import_tables.take(session, looked)
    assert record.find(session, "X-1").record.conveyance == "AIR"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_short_form_is_read_back(session, tmp_path, language):
    path = tmp_path / "short.xlsx"
    write_template(session, path, language, "case-study")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    columns = [cell.value for cell in sheet[1]]
    targets = short_targets("case-study")
    assert columns == [short_label("case-study", target, language) for target in targets]
    assert len(set(columns)) == len(columns)
    values = {
        "local_ref": "X-1",
        "title": "A case",
        "date": "2026-01-31",
        "reporting_country": vocabulary("country").label("KE", language),
        "conveyance": vocabulary("conveyance").label("AIR", language),
        "goods.description": "Hats",
        "goods.quantity": 12,
        "goods.unit": vocabulary("unit").label("PCS", language),
        "route.departure": vocabulary("country").label("CN", language),
    }
    for n, target in enumerate(targets, 1):
        if target.path in values:
            sheet.cell(3, n, values[target.path])
    book.save(path)
    looked = import_tables.inspect(session, [path])
    (table,) = (sheet for book in looked.books for sheet in book.sheets)
    assert [column.field for column in table.columns] == [target.path for target in targets]
    assert not looked.questions
    assert (looked.counts["new"], looked.counts["question"]) == (1, 0)
    assert not looked.counts["rejected"]
    import_tables.take(session, looked)
    case = record.find(session, "X-1").record
    assert (case.title, case.date, case.reporting_country) == ("A case", "2026-01-31", "KE")
    assert case.conveyance == "AIR"
    (line,) = case.goods
    assert (line.description, line.quantity, line.unit) == ("Hats", 12, "PCS")
    assert [leg.country for leg in case.route] == ["CN"]
