"""What a table holds, what its columns are for, and what is asked once about it."""

from __future__ import annotations

from collections.abc import Mapping as Map
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rilo_desktop.presentation.registry  # noqa: F401 - describes the record types
from rilo_desktop.exchange.cells import Cell, Number
from rilo_desktop.exchange.column_mapping import (
    ColumnRule,
    Mapping,
    SheetMapping,
    shape_of,
    targets_of,
)
from rilo_desktop.exchange.column_mapping.headings import heading_of
from rilo_desktop.exchange.column_mapping.mapping import mapping_data, read_mapping
from rilo_desktop.exchange.column_mapping.matching import headings_of, matches
from rilo_desktop.exchange.column_mapping.recognition import ColumnHead, may_repeat, recognized
from rilo_desktop.exchange.column_mapping.table_kind import NONE, table_kind
from rilo_desktop.exchange.mapped_sheets.book_reading import Assumptions, ReadBook, read_book
from rilo_desktop.exchange.mapped_sheets.cell_reading import CellReader
from rilo_desktop.exchange.mapped_sheets.sheet_reading import ReadSheet
from rilo_desktop.exchange.mapped_sheets.table_questions import LEAVE_OUT_ALL
from rilo_desktop.exchange.sandbox import Sheet, Workbook
from rilo_desktop.records.field_specs import RequiredFor, record_types

CASE = "case-study"
SHEET = "Register"


def _book(
    *rows: tuple[Cell, ...],
    answers: Map[str, Any] | None = None,
    sheets: tuple[SheetMapping, ...] = (),
) -> ReadBook:
    book = Workbook((Sheet(SHEET, tuple(enumerate(rows, 1))),))
    mapping = Mapping(sheets, answers or {})
    return read_book(book, "register.xlsx", mapping, Assumptions(), lambda *_: None)


def _sheet(*rows: tuple[Cell, ...], **more: Any) -> ReadSheet:
    return _book(*rows, **more).sheets[0]


def _fields(sheet: ReadSheet) -> dict[str, str]:
    return {column.header: column.field for column in sheet.columns}


def _asked(sheet: ReadSheet) -> dict[str, tuple[str, ...]]:
    return {question.key: question.proposals for question in sheet.questions}


def _named(*headers: str) -> list[set[str]]:
    """The fields that each heading names by more than a part of it."""
    found = (matches(CASE, heading) for heading in headings_of(headers))
    return [{path for path, says in of.items() if says > 0.5} for of in found]


# --- headings


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("MUNICIPIO", "location_place"),
        ("Cidade da apreensão", "location_place"),
        ("CLASE DE ESTUPEFACIENTE", "goods.description"),
        ("Nombre de la sustancia", "goods.description"),
        ("SUBSTANCIA_DESC", "goods.description"),
        ("Tipo de droga", "goods.description"),
        ("Items seized", "goods.description"),
        ("Espèces", "goods.description"),
        ("Scientific name", "goods.description"),
        ("Transit type", "conveyance"),
        ("UNIDADE_MEDIDA", "goods.unit"),
        ("UoM", "goods.unit"),
        ("Qtde apreendida", "goods.quantity"),
        ("fch_hecho", "date"),
        ("DT_APREENSAO", "date"),
        ("Seizure date", "date"),
        ("date_of_the_seizure", "date"),
        ("Дата изъятия товара", ""),
        ("Изъятия дата", "date"),
        ("Exporting country", "route.departure"),
        ("cod_pais", "reporting_country"),
        ("تاريخ الواقعة", "date"),
        ("المواد المضبوطة", "goods.description"),
        ("Description of incident", "summary"),
        ("qnt_solido_gramas", "goods.quantity"),
        ("Telephone", ""),
        ("Name", ""),
    ],
)
def test_headings_of_registers(header: str, field: str) -> None:
    (found,) = _named(header)
    assert found == ({field} if field else set()) or (field and field in found)


def test_a_heading_in_capitals_and_small_letters_is_one_word_too() -> None:
    assert "uom" in heading_of("UoM").forms


def test_names_of_database_columns_have_the_prefix_of_their_table() -> None:
    named = _named("INC_CANTIDAD", "INC_OTRA", "ADU_ADU_ID_ADUANA", "ADU_ADU_DESC")
    assert named == [{"goods.quantity"}, set(), {"location_place"}, {"location_place"}]


def test_words_come_before_the_codes_beside_them() -> None:
    rows = [(f"2024-01-0{n}", "013", "PAYSANDU", "Kenya", "hats") for n in range(1, 6)]
    sheet = _sheet(("Fecha", "ADU_ID_ADUANA", "ADU_DESC", "Pais", "Mercancia"), *rows)
    found = _fields(sheet)
    assert (found["ADU_ID_ADUANA"], found["ADU_DESC"]) == ("", "location_place")


# --- content confirms a heading

POLICE = [
    ("03/18/2013", "RIO BRANCO", "SR/PF/AC", "gramas", "1027", "aeroporto"),
    ("02/23/2014", "RIO BRANCO", "SR/PF/AC", "gramas", "2000", "aeroporto"),
    ("04/19/2013", "MANAUS", "SR/PF/AM", "gramas", "6100", "aeroporto"),
    ("04/25/2013", "MANAUS", "SR/PF/AM", "gramas", "7610", "aeroporto"),
]
POLICE_HEAD = ("DATA", "CIDADE", "UNIDADE", "UNIDADE_MEDIDA", "QUANTIDADE", "ORIGEM")


def test_a_column_that_its_content_denies_is_asked_about_and_not_used() -> None:
    sheet = _sheet(POLICE_HEAD, *POLICE)
    found = _fields(sheet)
    assert (found["UNIDADE"], found["UNIDADE_MEDIDA"], found["ORIGEM"]) == ("", "goods.unit", "")
    key = f"{SHEET}![ORIGEM]=field"
    assert "route.origin" in _asked(sheet)[key]
    assert _asked(sheet)[key][-1] == ""
    assert list(sheet.held()) == list(range(len(sheet.cases)))
    answered = _sheet(POLICE_HEAD, *POLICE, answers={key: "internal_note"})
    assert _fields(answered)["ORIGEM"] == "internal_note"
    assert key not in _asked(_sheet(POLICE_HEAD, *POLICE, answers={key: ""}))


def test_a_column_of_texts_is_no_number_of_its_rows() -> None:
    notice = "Customs officers found 240 phone chargers in a box that came from China."
    head = ("Item", "Date", "Country", "Goods", "Qty")
    rows = [(notice, f"1{n}.01.2025", "Kenya", "Hats", f"{n} pcs") for n in range(1, 6)]
    sheet = _sheet(head, *rows)
    assert _fields(sheet)["Item"] == ""
    assert any("Item" in str(found.values) for found in sheet.findings)
    cells: list[tuple[Cell, ...]] = [(Number(str(n)), *row[1:]) for n, row in enumerate(rows, 1)]
    assert _fields(_sheet(head, *cells))["Item"] == "line"


def test_every_column_left_out_is_named_and_nothing_is_said_that_speaks_for_nothing() -> None:
    rows = [(*row, "RBR", "x") for row in POLICE]
    book = _book((*POLICE_HEAD, "PADRAO"), *rows)
    said = {found.rule: found.values for found in book.findings}
    assert set(str(said["exchange.columns_out"]["columns"]).split(", ")) == {
        "UNIDADE",
        "PADRAO",
        "H",
    }
    assert "exchange.column_likely" not in said


def test_what_no_column_says_is_asked_once() -> None:
    head = ("File no", "Wann", "Goods", "Qty", "From")
    rows = [(f"K-{n}", f"1{n}.01.2025", "Hats", f"{n} pcs", "China") for n in range(1, 6)]
    sheet = _sheet(head, *rows)
    date, country = f"{SHEET}=date", f"{SHEET}=reporting_country"
    assert _asked(sheet)[date] == ("[Wann]",)
    assert country in _asked(sheet)
    kind = {f"{SHEET}=kind": CASE}
    sheet = _sheet(head, *rows, answers={date: "[Wann]", country: "KE", **kind})
    assert not sheet.questions
    assert _fields(sheet)["Wann"] == "date"
    assert sheet.records[0] is not None
    assert sheet.records[0].values["reporting_country"] == "KE"
    assert not _sheet(head, *rows, answers={date: "", country: "", **kind}).questions


def test_a_column_of_countries_is_asked_about() -> None:
    head = ("File no", "Date", "Country", "Goods", "Woher")
    rows = [(f"K-{n}", f"1{n}.01.2025", "Kenya", "Hats", "China") for n in range(1, 6)]
    asked = _asked(_sheet(head, *rows))[f"{SHEET}![Woher]=field"]
    assert {"route.departure", "route.destination", ""} <= set(asked)


def test_words_of_two_letters_make_no_column_of_countries() -> None:
    head = ("File no", "Date", "Country", "Goods", "With")
    rows = [(f"K-{n}", f"1{n}.01.2025", "Kenya", "Hats", "St") for n in range(1, 6)]
    assert not any(key.endswith("=field") for key in _asked(_sheet(head, *rows)))
    codes = [(*row[:4], "ST") for row in rows]
    assert f"{SHEET}![With]=field" in _asked(_sheet(head, *codes))


def test_long_texts_do_not_name_goods() -> None:
    """A column "description" of press notices tells the story of the case."""
    head = ("File no", "Date", "Country", "Description", "Drug type", "Qty")
    told = "The crew of a patrol boat stopped a lorry beside the harbour and searched it. " * 4
    rows = [(f"K-{n}", f"1{n}.01.2025", "Kenya", told, "Cocaine", f"{n} kg") for n in range(1, 6)]
    fields = _fields(_sheet(head, *rows))
    assert (fields["Description"], fields["Drug type"]) == ("", "goods.description")
    alone = _sheet((*head[:4], "X", "Qty"), *rows)
    assert f"{SHEET}![Description]=field" in _asked(alone)
    short = [(*row[:3], f"{'Hats':500}", *row[4:]) for row in rows]  # databases fill up with blanks
    assert _fields(_sheet(head, *short))["Description"] == "goods.description"


# --- a heading of which a part is known


def _unsure(sheet: ReadSheet) -> set[str]:
    told = [one for one in sheet.findings if one.rule == "exchange.column_unsure"]
    return {str(one.values["column"]) for one in told}


def test_a_field_known_by_a_part_of_its_heading_is_named_to_be_looked_at() -> None:
    head = ("CARGO_DATE", "CARGO_COUNTRY", "SPECIES_KIND", "FISH_RECOMMENDATION", "FISH_STATE_X")
    rows = [(f"1{n}.01.2025", "Kenya", "Beetles", "No action needed", f"x{n}") for n in range(1, 6)]
    sheet = _sheet(head, *rows, answers={f"{SHEET}=kind": CASE})
    used = {header for header, path in _fields(sheet).items() if path}
    assert {"SPECIES_KIND", "FISH_RECOMMENDATION"} <= used
    assert {"SPECIES_KIND", "FISH_RECOMMENDATION"} <= _unsure(sheet)
    plain = _sheet(("Date", "Country", "Species"), *(row[:3] for row in rows))
    assert not _unsure(plain)


def test_a_saved_mapping_decides_nothing_that_nobody_looked_at() -> None:
    head = ("CARGO_DATE", "CARGO_COUNTRY", "SPECIES_KIND", "FISH_RECOMMENDATION")
    rows = [(f"1{n}.01.2025", "Kenya", "Beetles", "No action needed") for n in range(1, 6)]
    book = _book(head, *rows, answers={f"{SHEET}=kind": CASE})
    saved = mapping_data(Mapping((book.mapping_of(book.sheets[0]),)))
    again = _sheet(head, *rows, sheets=read_mapping(saved, "map.json").sheets)
    assert _fields(again) == _fields(book.sheets[0])
    assert _unsure(again) == _unsure(book.sheets[0])
    columns = {one["header"]: one for one in saved["sheets"][0]["columns"]}
    assert not _unsure(_sheet(head, *rows, sheets=(book.mapping_of(book.sheets[0]).settled(),)))
    assert columns["SPECIES_KIND"]["unsure"] == "goods.description"
    columns["SPECIES_KIND"]["field"] = "goods.brand"
    columns["FISH_RECOMMENDATION"].pop("unsure")
    decided = _sheet(head, *rows, sheets=read_mapping(saved, "map.json").sheets)
    assert _fields(decided)["SPECIES_KIND"] == "goods.brand"
    assert not {"SPECIES_KIND", "FISH_RECOMMENDATION"} & _unsure(decided)


def test_a_second_date_is_the_last_day_only_where_its_heading_says_so() -> None:
    rows = [
        (f"K-{n}", f"1{n}.01.2025", f"2{n}.02.2025", "Kenya", "Hats", f"{n} pcs")
        for n in range(1, 6)
    ]
    for second, field in (("LossDate", ""), ("Date to", "date_end"), ("End date", "date_end")):
        sheet = _sheet(("File no", "Seizure date", second, "Country", "Goods", "LossValue"), *rows)
        assert _fields(sheet)[second] == field, second
        assert _fields(sheet)["Seizure date"] == "date"


# --- several columns that are asked about

COUNTED = ("File no", "Date", "Country", "Goods", "Number of wolves", "Number of foxes", "Woher")
WOLVES = [(f"K-{n}", f"1{n}.01.2025", "Kenya", "Pelts", f"{n}", "7", "China") for n in range(1, 6)]


@pytest.mark.parametrize("key", [f"{SHEET}=columns", f"{SHEET}![Number of wolves]=field"])
def test_one_answer_leaves_out_all_columns_that_are_asked_about(key: str) -> None:
    asked = _asked(_sheet(COUNTED, *WOLVES))
    columns = [f"{SHEET}![{heading}]=field" for heading in COUNTED[4:]]
    assert [key for key in asked if key.endswith("=field")] == columns
    assert asked[columns[0]] == ("goods.quantity", "", LEAVE_OUT_ALL)
    assert asked[columns[1]] == ("goods.quantity", "")
    sheet = _sheet(COUNTED, *WOLVES, answers={key: LEAVE_OUT_ALL})
    assert not any(one.endswith("=field") for one in _asked(sheet))
    (told,) = (one for one in sheet.findings if one.rule == "exchange.columns_out_before")
    assert told.values["columns"] == "Number of wolves, Number of foxes, Woher"


def test_a_column_that_was_answered_is_not_left_out_with_the_others() -> None:
    wolves = f"{SHEET}![Number of wolves]=field"
    answers = {wolves: "goods.quantity", f"{SHEET}=columns": LEAVE_OUT_ALL}
    sheet = _sheet(COUNTED, *WOLVES, answers=answers)
    found = _fields(sheet)
    assert (found["Number of wolves"], found["Number of foxes"]) == ("goods.quantity", "")
    assert not any(key.endswith("=field") for key in _asked(sheet))


# --- how much there is


@pytest.mark.parametrize(
    ("heading", "cells", "asked"),
    [
        ("Lot", ("3", "12", "7", "150", "9"), True),
        ("Lot", ("60620", "60612", "60614", "60620", "60699"), False),
        ("Lot", ("12 Hill Road, east", "3 Bay Lane, west", "1 A St, n", "2 B St, n", "4 C"), False),
        ("Lot id", ("3", "12", "7", "150", "9"), False),
    ],
)
def test_how_much_is_asked_where_a_column_may_say_it_and_else_told_once(
    heading: str, cells: tuple[str, ...], asked: bool
) -> None:
    head = ("File no", "Date", "Country", "Goods", heading)
    rows = [(f"K-{n}", f"1{n}.01.2025", "Kenya", "Hats", cell) for n, cell in enumerate(cells, 1)]
    sheet = _sheet(head, *rows)
    key = f"{SHEET}=goods.quantity"
    told = [one for one in sheet.findings if one.rule == "exchange.no_amount"]
    assert (key in _asked(sheet), len(told)) == (asked, 0 if asked else 1)
    answered = _sheet(head, *rows, answers={key: ""})
    assert not any(one.rule == "exchange.no_amount" for one in answered.findings)


def test_the_price_of_a_unit_is_no_quantity() -> None:
    """By its heading, and where that says nothing of money by its cells."""
    for heading in ("Price (zł) for 1 kg", "Per 1 kg"):
        head = ("File no", "Date", "Country", "Goods", "Qty", heading)
        rows = [
            (f"K-{n}", f"1{n}.01.2025", "Kenya", "Hats", f"{n} pcs", f"{n}0,50 zł")
            for n in range(1, 6)
        ]
        sheet = _sheet(head, *rows)
        assert _fields(sheet)[heading] == ""
        assert "goods.quantity" not in _asked(sheet).get(f"{SHEET}![{heading}]=field", ())


# --- cells that say that nothing is known


@pytest.mark.parametrize("word", ["NA", "N/A", "n.a.", "unknown", "unknown origin"])
def test_words_for_nothing_known_make_no_column_of_countries(word: str) -> None:
    head = ("File no", "Date", "Country", "Goods", "Qty", "Genus")
    rows = [
        (f"K-{n}", f"1{n}.01.2025", "Kenya", "Hats", f"{n} pcs", word if n > 1 else "Lynx")
        for n in range(1, 8)
    ]
    assert not _sheet(head, *rows).questions
    named = [(*row[:2], "NA" if n else "Kenya", *row[3:]) for n, row in enumerate(rows)]
    record = _sheet(head, *named).records[-1]
    assert record is not None
    assert record.values["reporting_country"] == "NA"


# --- what a table holds

OF_KINDS = {
    "case-study": ("Case no", "Date", "Country", "Goods", "Qty"),
    "action-item": ("No", "Action", "Responsable", "Échéance", "Statut"),
    "risk-indicator": ("Indicator", "Lawful explanation", "Stage"),
    "reported-count": ("Country", "Year", "Number of seizures"),
}


@pytest.mark.parametrize("kind", OF_KINDS)
def test_the_record_type_is_that_of_headings_and_content(kind: str) -> None:
    heads = [ColumnHead(n, "", header) for n, header in enumerate(OF_KINDS[kind])]
    found = table_kind(heads, lambda _kind: lambda _at, _target: None)
    assert (found.kind, found.is_sure) == (kind, True)


def test_year_and_month_in_columns_of_their_own_are_the_day() -> None:
    head = ("File no", "Country of seizure", "Goods", "Qty", "Year", "Month", "Day")
    rows = [(f"K-{n}", "Kenya", "hats", f"{n} pcs", "2024", f"{n}", "12") for n in range(1, 6)]
    sheet = _sheet(head, *rows)
    assert (sheet.kind, sheet.questions) == (CASE, ())


def test_numbers_under_a_measured_thing_are_quantities() -> None:
    head = ("File no", "Date", "Country", "Scales (kg)", "Persons arrested")
    rows = [(f"K-{n}", f"1{n}.01.2025", "Kenya", f"{n}", f"{n}") for n in range(1, 6)]
    found = _fields(_sheet(head, *rows))
    assert (found["Scales (kg)"], found["Persons arrested"]) == ("goods.quantity", "")


def test_a_table_of_counts_is_no_summary() -> None:
    rows = [("Kenya", 2023 + n, 10 + n) for n in range(4)]
    cells = [(country, Number(str(year)), Number(str(count))) for country, year, count in rows]
    sheet = _sheet(("Country", "Year", "Number of seizures"), *cells)
    assert (sheet.kind, sheet.table.role) == ("reported-count", "cases")


def test_a_table_of_the_fields_that_a_record_needs_is_never_taken_for_another() -> None:
    """Of every record type that comes by tables: it is that one, or asked about, or none."""
    for kind in record_types().values():
        if not kind.sheet:
            continue
        labels = [
            target.spec.label
            for target in targets_of(kind.code).values()
            if target.spec.level is RequiredFor.MINIMAL and not (target.is_stop or target.in_lines)
        ]
        heads = [ColumnHead(n, "", label) for n, label in enumerate(labels)]
        found = table_kind(heads, lambda _kind: lambda _at, _target: None)
        assert found.kind in ("", kind.code), (kind.code, labels)


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (("ID", "Name", "E-mail"), ("1", "A. Nobody", "nobody@example.org")),
        (("Part number", "Description", "Qty", "Unit", "Price"), ("P-1", "Screw", "4", "pcs", "2")),
        (("ID", "Status"), ("1", "open")),
        (("Commodity group", "Jan", "Feb", "Note"), ("IPR", "8", "19", "rising")),
        (("Alpha", "Beta", "Gamma"), ("1", "two", "K-3")),
    ],
)  # fmt: skip
def test_a_table_of_other_things_is_none(head: tuple[str, ...], row: tuple[str, ...]) -> None:
    book = _book(head, *[row] * 4)
    (sheet,) = book.sheets
    assert (sheet.kind, sheet.records) == ("", ())
    assert all(found.skipped is not None for found in sheet.rows)
    rules = {found.rule for found in book.findings}
    assert {"exchange.table_of_none", "exchange.no_table"} <= rules
    assert any(found.blocks for found in book.findings)


def test_what_a_table_holds_is_asked_where_it_is_not_sure() -> None:
    head, row = ("No", "Country", "Goods", "Note"), ("1", "Kenya", "hats", "x")
    sheet = _sheet(head, *[row] * 4)
    key = f"{SHEET}=kind"
    assert (_asked(sheet)[key][0], _asked(sheet)[key][-1]) == (CASE, NONE)
    assert all(case in set(sheet.held()) for case in range(len(sheet.cases)))
    none = _sheet(head, *[row] * 4, answers={key: NONE})
    assert (none.kind, none.decided) == ("", True)
    assert _sheet(head, *[row] * 4, answers={key: "action-item"}).kind == "action-item"


def test_a_row_with_its_number_alone_is_no_record() -> None:
    head = ("Action", "Title", "No", "Lead", "Status")
    rows: list[tuple[Cell, ...]] = [("Check the post", "Post", "A-1", "Risk unit", "open")] * 3
    sheet = _sheet(head, *rows, (None, None, "A-9", None, None))
    assert sheet.kind == "action-item"
    assert sheet.rows[-1].rejected is not None
    assert sheet.rows[-1].rejected.rule == "exchange.no_value"


def test_headings_that_stand_twice_are_headings() -> None:
    head = ("No", "Date", "Country", "Country", "Quantity", "Quantity", "Goods")
    rows = [
        (f"K-{n}", f"1{n}.01.2025", "Kenya", "China", "5 pcs", "2 kg", "x") for n in range(1, 5)
    ]
    sheet = _sheet(head, *rows)
    assert sheet.table.header_rows == (1,)
    assert [c.field for c in sheet.columns if c.header == "Quantity"] == ["goods.quantity"] * 2
    key = f"{SHEET}![Country#2]=field"
    assert key in _asked(sheet)
    answered = _sheet(head, *rows, answers={key: "route.departure"})
    assert [column.field for column in answered.columns if column.header == "Country"] == [
        "reporting_country",
        "route.departure",
    ]


# --- a mapping that can be completed


def test_a_file_that_is_refused_leaves_its_headings() -> None:
    head, row = ("Lfd.", "Wann", "Was"), ("1", "14.01.2025", "Hüte")
    book = _book(head, *[row] * 4)
    made = book.mapping_of(book.sheets[0])
    assert (made.kind, made.sheet) == ("", SHEET)
    assert [(rule.header, rule.field, rule.ignored) for rule in made.columns] == [
        ("Lfd.", "", False),
        ("Wann", "", False),
        ("Was", "", False),
    ]
    done = SheetMapping(
        shape_of(head), CASE, (ColumnRule("Wann", "date"), ColumnRule("Was", "goods.description"))
    )
    sheet = _sheet(head, *[row] * 4, sheets=(done,))
    assert (sheet.kind, _fields(sheet)["Was"]) == (CASE, "goods.description")


def test_what_nobody_decided_is_recognised_anew() -> None:
    head, row = ("No", "Date", "Country", "Goods"), ("1", "14.01.2025", "Kenya", "hats")
    rules = (ColumnRule("Date"), ColumnRule("Goods", ignored=True))
    sheet = _sheet(head, *[row] * 4, sheets=(SheetMapping(shape_of(head), CASE, rules),))
    assert _fields(sheet) == {"No": "local_ref", "Date": "date", "Country": "reporting_country",
                              "Goods": ""}  # fmt: skip
    assert "exchange.columns_out_before" in {found.rule for found in sheet.findings}


# --- any input

WORDS = st.sampled_from(
    [
        "",
        "id",
        "date",
        "DATA_X",
        "data_x_y",
        "País",
        "кол-во",
        "رقم",
        "of",
        "kind of",
        "(kg)",
        "#code",
    ]
)


@given(st.lists(WORDS | st.text(max_size=40), max_size=12))
def test_any_headings_are_looked_at(headers: list[str]) -> None:
    heads = [ColumnHead(n, "", header) for n, header in enumerate(headers)]
    found = table_kind(heads, lambda _kind: lambda at, _target: (at % 3) / 2)
    assert found.kind in ("", *found.likely)
    columns = recognized(CASE, heads, lambda at, _target: (at % 3) / 2, several_lines=False)
    fields = [one.field for one in columns if one.field]
    targets = targets_of(CASE)
    once = [field for field in fields if field in targets and not may_repeat(targets[field])]
    assert len(once) == len(set(once))


@pytest.mark.parametrize("answer", [5, [], {}, "nonsense", "[nowhere]", "kind", True])
def test_an_answer_that_is_none_leaves_the_table_asked_about(answer: Any) -> None:
    head = ("No", "Country", "Goods", "Woher")
    rows = [(str(n), "Kenya", "hats", "China") for n in range(1, 6)]
    keys = [f"{SHEET}=kind", f"{SHEET}![Woher]=field"]
    if answer == "[nowhere]":
        keys.append(f"{SHEET}=date")
    asked = set(_asked(_sheet(head, *rows)))
    assert set(keys) <= asked
    assert set(_asked(_sheet(head, *rows, answers=dict.fromkeys(keys, answer)))) == asked


def test_no_answer_to_what_a_table_holds_is_none() -> None:
    rows = [(str(n), "Kenya", "hats") for n in range(1, 6)]
    for answer in ("", None):
        sheet = _sheet(("No", "Country", "Goods"), *rows, answers={f"{SHEET}=kind": answer})
        assert (sheet.kind, sheet.decided, sheet.questions) == ("", True, ())


def test_a_wide_table_of_unknown_columns_is_looked_at_once_a_cell() -> None:
    """What grows with the columns is a few different cells for each field, and no more."""
    read: list[object] = []
    plain = CellReader.read

    def counted(self: CellReader, *given: Any, **more: Any) -> Any:
        read.append(given[:2])
        return plain(self, *given, **more)

    unknown = (f"Xyz{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(60))
    head = ("No", "Date", "Country", "Goods", *unknown)
    values = tuple(f"word{n}" for n in range(60))
    rows = [(f"K-{n}", f"1{n % 9}.01.2025", "Kenya", "hats", *values) for n in range(40)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CellReader, "read", counted)
        sheet = _sheet(head, *rows)
    assert len(sheet.columns) == 64
    assert len(read) < 5_000


# --- record types without a note for the office


def test_a_place_beside_a_country_is_asked_where_no_field_can_hold_it() -> None:
    rows = (("No", "Year", "Country", "Number of seizures"), ("R-1", "2024", "China - Tibet", "5"))
    answers = {f"{SHEET}=kind": "reported-count"}
    (row,) = (one for one in _sheet(*rows, answers=answers).rows if one.skipped is None)
    assert [cell.path for cell in row.cells if cell.is_open] == ["member"]
    answers["country=China - Tibet"] = "CN"
    (row,) = (one for one in _sheet(*rows, answers=answers).rows if one.skipped is None)
    assert [c.value.shown for c in row.cells if c.path == "member"] == ["CN"]


def test_a_second_country_is_named_as_left_out_where_no_note_can_hold_it() -> None:
    head = ("No", "Year", "Country", "Second country", "Number of seizures")
    answers = {f"{SHEET}=kind": "reported-count"}
    answers |= {f"{SHEET}![{name}]=field": "member" for name in head[2:4]}
    sheet = _sheet(head, ("R-1", "2024", "China", "Kenya", "5"), answers=answers)
    (record,) = filter(None, sheet.records)
    (said,) = (one for one in record.findings if one.rule == "exchange.second_column")
    assert said.message == "“{value}” is left out: no field can hold it."
    assert said.values == {"value": "Kenya"}
