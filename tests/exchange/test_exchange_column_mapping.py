"""Columns of an office's own tables: which field each is for, and what is remembered of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rilo_desktop.presentation.registry  # noqa: F401 - describes the record types
from rilo_desktop.exchange.column_mapping.headings import folded, heading_of
from rilo_desktop.exchange.column_mapping.mapping import (
    ColumnRule,
    Mapping,
    SheetMapping,
    mapping_data,
    read_mapping,
    shape_of,
)
from rilo_desktop.exchange.column_mapping.recognition import (
    BY_CONTENT,
    ColumnHead,
    Confidence,
    Recognized,
    recognized,
)
from rilo_desktop.exchange.column_mapping.table_kind import table_kind
from rilo_desktop.exchange.column_mapping.targets import LINE_NUMBER, Target, targets_of
from rilo_desktop.rules.findings import Refused

CASE = "case-study"


def _nothing(_at: int, _target: Target | None) -> float | None:
    return None


def _fields(*headers: str, several_lines: bool = False) -> list[str]:
    heads = [ColumnHead(at, chr(65 + at), header) for at, header in enumerate(headers)]
    found = recognized(CASE, heads, _nothing, several_lines)
    return [column.field for column in found]


@pytest.mark.parametrize(
    "headers",
    [
        ("File no", "Date of seizure", "Country", "Goods", "Qty", "From", "Via", "To", "Result"),
        ("N° dossier", "Date du constat", "Pays", "Désignation", "Qté", "Provenance", "Transit",
         "Pays de destination", "Suite donnée"),
        ("Expediente", "Fecha de decomiso", "País", "Mercancía", "Cantidad", "Procedencia", "Vía",
         "Destino", "Resultado"),
        ("Processo", "Data da apreensão", "País", "Mercadoria", "Quantidade", "Proveniência",
         "Trânsito", "Destino", "Resultado"),
        ("№ протокола", "Дата выявления", "Страна", "Товар", "Количество", "Страна отправления",
         "Транзит", "Страна назначения", "Результат"),
        ("رقم الملف", "تاريخ الكشف", "البلد", "البضاعة", "الكمية", "بلد المغادرة", "العبور",
         "الوجهة", "النتيجة"),
    ],
    ids=("en", "fr", "es", "pt", "ru", "ar"),
)  # fmt: skip
def test_headings_of_six_languages(headers: tuple[str, ...]) -> None:
    assert _fields(*headers) == [
        "local_ref",
        "date",
        "reporting_country",
        "goods.description",
        "goods.quantity",
        "route.departure",
        "route.transit",
        "route.destination",
        "outcome_status",
    ]


def test_the_labels_of_the_program_are_headings() -> None:
    assert _fields("Date", "Reporting country or territory", "Pays ou territoire déclarant") == [
        "date",
        "reporting_country",
        "",
    ]


def test_a_value_belongs_to_the_line_where_a_case_has_several() -> None:
    assert _fields("Value", "Currency") == ["value_total", "value_currency"]
    assert _fields("Value", "Currency", several_lines=True) == ["goods.value", "goods.currency"]
    assert _fields("Marchandises / Valeur") == ["value_total"]


def test_a_weak_heading_gives_way() -> None:
    assert _fields("N°", "Dossier") == ["", "local_ref"]
    assert _fields("N°", "Pays") == ["local_ref", "reporting_country"]
    assert _fields("№ п/п", "№ дела") == [LINE_NUMBER, "local_ref"]


def test_two_columns_never_have_one_field() -> None:
    found = _fields("Date", "Date of seizure", "Pays", "Country", "Via", "Transit")
    named = [field for field in found if field]
    assert len(named) == len(set(named)) == 3


def test_a_unit_or_a_currency_in_the_heading() -> None:
    assert heading_of("Poids brut\n(kg)").unit == "KG"
    assert heading_of("EstValueUSD").currency == "USD"
    assert _fields("Poids brut\n(kg)", "EstValueUSD") == ["gross_weight", "value_total"]


def test_a_hidden_column_is_left_out_and_content_only_proposes() -> None:
    def reads(at: int, target: Target | None) -> float | None:
        return 0.95 if at == 1 and target is not None and target.path == "date" else 0.0

    heads = [ColumnHead(0, "A", "Country", hidden=True), ColumnHead(1, "B", "Wann")]
    hidden, content = recognized(CASE, heads, reads, several_lines=False)
    assert (hidden.field, hidden.confidence) == ("", Confidence.NONE)
    assert (content.field, content.likely, content.reason) == ("", ("date",), BY_CONTENT)


def test_a_heading_that_its_content_denies_is_not_used_but_asked_about() -> None:
    (column,) = recognized(CASE, [ColumnHead(0, "A", "Date")], lambda _at, _t: 0.1, False)
    assert (column.field, column.likely, column.is_asked) == ("", ("date",), True)


def test_the_record_type_is_that_of_the_headings() -> None:
    def of(*headers: str) -> str:
        heads = [ColumnHead(n, "", header) for n, header in enumerate(headers)]
        found = table_kind(heads, lambda _kind: _nothing)
        return found.kind if found.is_sure else f"{found.kind}?"

    assert of("Case no", "Date", "Country", "Goods", "Qty", "Route") == CASE
    assert of("Indicator", "Statement", "Lawful explanation", "Stage") == "risk-indicator"
    assert of("Lorem", "Ipsum") == ""


def test_targets_come_from_the_descriptions() -> None:
    targets = targets_of(CASE)
    assert {"date", "goods.hs", "goods.unit", "route", "route.departure"} <= targets.keys()
    assert "goods" not in targets
    assert targets["route.transit"].is_stop


@given(st.text(max_size=60))
def test_any_heading_is_folded_to_itself(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    heading_of(text)


def test_a_mapping_survives_its_file() -> None:
    sheet = SheetMapping(
        shape_of(("Pays", "Vu")),
        CASE,
        (ColumnRule("Pays", "reporting_country"), ColumnRule("Vu", "", ";")),
        {"value_currency": "EUR"},
        {"decimal": ","},
    )
    mapping = Mapping((sheet,), {"country=Chinne": "CN"})
    assert read_mapping(mapping_data(mapping), "m.json") == mapping
    assert mapping.of_shape(shape_of(("PAYS ", "vu"))) == sheet


@pytest.mark.parametrize(
    "data",
    [
        [],
        {},
        {"rilo_mapping": 3},
        {"rilo_mapping": 1, "sheets": {}},
        {"rilo_mapping": 1, "sheets": [{"shape": "x", "kind": "nothing"}]},
        {"rilo_mapping": 1, "sheets": [{"shape": 1, "kind": CASE}]},
        {"rilo_mapping": 1, "sheets": [{"shape": "x", "kind": CASE, "columns": [3]}]},
        {"rilo_mapping": 1, "sheets": [{"shape": "x", "kind": CASE,
                                        "columns": [{"header": "A", "field": "no.field"}]}]},
        {"rilo_mapping": 1, "sheets": [{"shape": "x", "kind": CASE, "fixed": {"nothing": "a"}}]},
        {"rilo_mapping": 1, "answers": []},
        {"rilo_mapping": 1, "sheets": [{"shape": "x", "kind": CASE, "assumptions": {"a": 1}}]},
    ],
)  # fmt: skip
def test_a_bad_mapping_is_refused_with_a_sentence(data: object) -> None:
    with pytest.raises(Refused) as refused:
        read_mapping(data, "m.json")
    (found,) = refused.value.findings
    assert found.rule == "exchange.mapping"
    assert found.place.file == "m.json"


def test_recognition_says_why() -> None:
    (column,) = recognized(CASE, [ColumnHead(0, "A", "Pays")], lambda _at, _t: 1.0, False)
    assert isinstance(column, Recognized)
    assert column.confidence is Confidence.HIGH
