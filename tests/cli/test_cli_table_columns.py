"""`rilo import` of small tables: columns that belong together, and nothing read that is lost."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from rilo_desktop.cli import main
from rilo_desktop.records import NOT_KNOWN, CaseStudy
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.session import open_store

PASSPHRASE = "a passphrase of the first officer"
Look = Callable[..., dict[str, Any]]


@pytest.fixture
def look(
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Look:
    """What the import of a table with these headings and rows gives. `fields`: {heading or number
    of the column: field}, as a mapping file has them.
    """
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("RILO_LANGUAGE", "en")
    office = tmp_path_factory.mktemp("office") / "office"
    make_office(office, "AP", "AP-01", PASSPHRASE).session.close()

    def run(*arguments: object) -> dict[str, Any]:
        main([*(str(one) for one in arguments), "--json"])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        found: dict[str, Any] = json.loads(out)
        found["asked"] = re.findall(r"\[(.*=\w+)\]", err)
        return found

    def looked(
        head: tuple[str, ...],
        *rows: tuple[str, ...],
        fields: Mapping[str, str] | None = None,
        answers: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        file = tmp_path / "table.csv"
        with file.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened, delimiter=";").writerows((head, *rows))
        more: list[object] = []
        if fields is not None:
            saved = tmp_path / "mapping.json"
            run("import", office, file, "--dry-run", "--save-mapping", saved)
            mapping = json.loads(saved.read_text("utf-8"))
            mapping["sheets"][0]["kind"] = "case-study"
            for at, column in enumerate(mapping["sheets"][0]["columns"]):
                field = fields.get(str(at), fields.get(column["header"]))
                column["field"] = column["field"] if field is None else field
            saved.write_text(json.dumps(mapping), "utf-8")
            more += ["--mapping", saved]
        if answers is not None:
            given = tmp_path / "answers.json"
            given.write_text(json.dumps({"answers": answers}), "utf-8")
            more += ["--answers", given]
        found = run("import", office, file, *more)
        with open_store(office, PASSPHRASE) as session, session.reading() as reading:
            ids = (reading.records.by_own_number("case-study", row[0]) for row in rows)
            stored = {
                row[0]: reading.records.stored(one)
                for row, one in zip(rows, ids, strict=True)
                if one
            }
        found["records"] = {own: one.record for own, one in stored.items() if one}
        return found

    return looked


def _row(found: Mapping[str, Any], number: int = 2) -> Mapping[str, Any]:
    row: Mapping[str, Any] = next(row for row in found["rows"] if row["row"] == number)
    return row


def _case(found: Mapping[str, Any], own: str = "K-1") -> CaseStudy:
    case: CaseStudy = found["records"][own]
    return case


def _goods(found: Mapping[str, Any], own: str = "K-1") -> list[tuple[Any, ...]]:
    lines = _case(found, own).goods
    return [(line.description, str(line.quantity), line.unit) for line in lines]


BASE = ("File no", "Date", "Country")
K1 = ("K-1", "14.01.2025", "Kenya")
WHAT = ("File no", "Country of seizure", "Goods", "Qty")
SEIZED = ("Kenya", "Hats", "5 pcs")


def test_each_column_of_quantities_is_a_line_of_its_own(look: Look) -> None:
    found = look(
        (*BASE, "Goods", "Carcasses (pcs)", "Scales (kg)"),
        (*K1, "Pangolin", "939", "1005"),
        ("K-2", "15.01.2025", "Kenya", "Pangolin", "", "12,5"),
        ("K-3", "16.01.2025", "Kenya", "Pangolin", "7", ""),
        fields={"Carcasses (pcs)": "goods.quantity", "Scales (kg)": "goods.quantity"},
    )
    assert _goods(found) == [
        ("Pangolin (Carcasses)", "939", "PCS"),
        ("Pangolin (Scales)", "1005", "KG"),
    ]
    assert _goods(found, "K-2") == [("Pangolin (Scales)", "12.5", "KG")]
    assert _goods(found, "K-3") == [("Pangolin (Carcasses)", "7", "PCS")]


def test_two_columns_of_one_heading_stay_two(look: Look) -> None:
    head = (*BASE, "From", "To", "Goods", "Qty", "Unit", "Qty", "Unit")
    fields = dict(zip("6789", ("goods.quantity", "goods.unit") * 2, strict=True))
    found = look(head, (*K1, "China", "Ghana", "Hats", "5", "pcs", "2", "kg"), fields=fields)
    assert _goods(found) == [("Hats", "5", "PCS"), ("Hats", "2", "KG")]
    fields = {"6": "goods.quantity", "7": "goods.unit", "8": "value_total", "9": ""}
    found = look(
        head,
        ("K-2", "15.01.2025", "Kenya", "China", "Ghana", "Caps", "5", "pcs", "2 EUR", "x"),
        fields=fields,
    )
    assert _goods(found, "K-2") == [("Caps", "5", "PCS")]
    case = _case(found, "K-2")
    assert (str(case.value_total), case.value_currency) == ("2", "EUR")


def test_goods_are_named_by_a_heading_where_no_column_has_them(look: Look) -> None:
    found = look(
        (*BASE, "Heroin (g)", "Cocaine kg"),
        (*K1, "50", "3"),
        fields={"Heroin (g)": "goods.quantity", "Cocaine kg": "goods.quantity"},
    )
    assert _goods(found) == [("Heroin", "50", "G"), ("Cocaine", "3", "KG")]


@pytest.mark.parametrize(
    ("head", "cells", "date"),
    [
        (("Year", "Month", "Day"), ("2018", "3", "5"), ("2018-03-05", "day")),
        (("Day", "Month", "Year"), ("5", "March", "2018"), ("2018-03-05", "day")),
        (("ANO", "MES"), ("2018", "03"), ("2018-03", "month")),
        (("Year", "Month", "Day"), ("2018", "3", "?"), ("2018-03", "month")),
        (("Year", "Month", "Day"), ("2018", "0", "0"), ("2018", "year")),
    ],
)
def test_year_month_and_day_are_one_date(
    look: Look, head: tuple[str, ...], cells: tuple[str, ...], date: tuple[str, str]
) -> None:
    others = [("2017", "2", "1"), ("2016", "11", "28")]
    if head[0] == "Day":
        others = [(day, month, year) for year, month, day in others]
    more = [(f"K-{n}", *SEIZED, *one[: len(head)]) for n, one in enumerate(others, 5)]
    answers = {"=kind": "case-study"}
    found = look((*WHAT, *head), ("K-1", *SEIZED, *cells), *more, answers=answers)
    case = _case(found)
    assert (case.date, case.date_precision) == date


def test_a_whole_date_goes_before_its_parts(look: Look) -> None:
    found = look(
        (*BASE, "Goods", "Year", "Month"),
        (*K1, "Hats", "2025", "1"),
        ("K-2", "15.01.2025", "Kenya", "Hats", "2025", "1"),
    )
    assert _case(found).date == "2025-01-14"


def test_parts_that_are_no_date_are_asked(look: Look) -> None:
    found = look(
        (*WHAT, "Year", "Month", "Day"),
        ("K-1", *SEIZED, "2018", "2", "30"),
        ("K-2", *SEIZED, "2018", "3", "5"),
    )
    (question,) = _row(found)["questions"]
    assert (question["field"], question["cell"]) == ("date", "E2")
    assert any("2018-02-30" in one for one in _row(found)["reasons"])


def test_a_first_of_january_is_a_year_where_a_column_says_so(look: Look) -> None:
    head = (*BASE, "Goods", "Precision of the date")
    found = look(
        head,
        ("K-1", "01.01.2015", "Kenya", "Hats", "year"),
        ("K-2", "01.01.2015", "Kenya", "Shoes", "day"),
        fields={"Precision of the date": "date_precision"},
    )
    cases = [_case(found, own) for own in ("K-1", "K-2")]
    assert [one.date for one in cases] == ["2015", "2015-01-01"]
    assert [one.date_precision for one in cases] == ["year", "day"]


def test_two_columns_of_the_place_are_one_place(look: Look) -> None:
    found = look(
        (*BASE, "Goods", "Town", "Department"),
        (*K1, "Hats", "Leticia", "Amazonas"),
        fields={"Town": "location_place", "Department": "location_place"},
    )
    assert _case(found).location_place == "Leticia, Amazonas"


def test_a_second_column_that_says_otherwise_is_kept_and_named(look: Look) -> None:
    found = look(
        (*BASE, "Goods", "Other country"),
        (*K1, "Hats", "Uganda"),
        ("K-2", "15.01.2025", "Kenya", "Shoes", "Kenya"),
        fields={"Other country": "reporting_country"},
    )
    assert _case(found).reporting_country == "KE"
    assert _case(found).internal_note == "Other country: Uganda"
    assert any("“Uganda” is kept in the note" in one for one in _row(found)["reasons"])
    assert not _case(found, "K-2").internal_note


def test_months_as_six_digits_are_settled_by_their_column(look: Look) -> None:
    found = look(
        (*WHAT, "Date"),
        ("K-1", *SEIZED, "201012"),
        ("K-2", *SEIZED, "201810"),
        ("K-3", *SEIZED, "201001"),
    )
    assert [_case(found, own).date for own in ("K-1", "K-2", "K-3")] == [
        "2010-12",
        "2018-10",
        "2010-01",
    ]


def test_a_first_and_a_last_day_are_a_period(look: Look) -> None:
    found = look(
        ("File no", "Date", "End date", "Country", "Goods"),
        ("K-1", "14.01.2025", "16.01.2025", "Kenya", "Hats"),
        ("K-2", "15.01.2025", "15.01.2025", "Kenya", "Shoes"),
    )
    first, second = _case(found), _case(found, "K-2")
    assert (first.date, first.date_end, first.date_precision) == (
        "2025-01-14",
        "2025-01-16",
        "period",
    )
    assert (second.date, second.date_end, second.date_precision) == ("2025-01-15", None, "day")
    shown = _row(found)["values"]["date"]
    assert (shown["date_end"], shown["date_precision"]) == ("2025-01-16", "period")


def test_a_word_that_is_in_no_list_is_kept_in_the_note_and_named(look: Look) -> None:
    head = (*BASE, "Goods", "Qty", "Unit", "Result")
    rows = ((*K1, "Resin", "5", "frascas", "Archivado"),)
    asked = look(head, *rows)
    keys = {one["key"] for one in _row(asked)["questions"]}
    assert keys == {"unit=frascas", "outcome=Archivado"}, "the number is not asked about too"
    found = look(head, *rows, answers={"unit=frascas": "", "outcome=Archivado": ""})
    case = _case(found)
    assert case.goods[0].quantity == 5
    assert case.goods[0].unit is NOT_KNOWN
    assert case.outcome_status is None
    assert case.internal_note == "Unit: frascas\nResult: Archivado"
    said = _row(found)["reasons"]
    assert sum("is kept in the note" in one for one in said) == 2


def test_a_country_that_is_answered_keeps_the_place(look: Look) -> None:
    head = (*BASE, "Goods", "From", "To")
    rows = (
        (*K1, "Hats", "Menglun, Yunnan", "Dali"),
        ("K-2", "15.01.2025", "Spain (Ceuta)", "Shoes", "China - TAR", "China - Hong Kong"),
    )
    asked = look(head, *rows)
    keys = [one["key"] for one in _row(asked)["questions"]]
    found = look(head, *rows, answers=dict.fromkeys(keys, "CN"))
    stops = [(leg.role, leg.country, leg.place) for leg in _case(found).route]
    assert stops == [("departure", "CN", "Menglun, Yunnan"), ("destination", "CN", "Dali")]
    other = _case(found, "K-2")
    assert (other.reporting_country, other.location_place) == ("ES", "Ceuta")
    assert [(leg.country, leg.place) for leg in other.route] == [("CN", "TAR"), ("HK", None)]


def test_personal_data_is_asked_once_for_a_column(look: Look) -> None:
    head = (*BASE, "Goods", "Remarks")
    rows = tuple(
        (f"K-{n}", "14.01.2025", "Kenya", f"Hats {n}", f"Load {n}: call +49 30 765432{n}")
        for n in range(1, 6)
    )
    asked = look(head, *rows)
    assert asked["asked"] == ["![Remarks]=phone"]
    assert not asked["records"]
    kept = look(head, *rows[:1], answers={"![Remarks]=phone": "keep"})
    assert _case(kept).internal_note == "Load 1: call +49 30 7654321"
    cut = look(head, *rows[1:], answers={"![Remarks]=phone": "remove"})
    assert _case(cut, "K-3").internal_note == "Load 3: call"


def test_an_answer_about_a_column_is_no_text_for_all_its_cells(look: Look) -> None:
    head = (*BASE, "Goods", "Remarks")
    found = look(
        head, (*K1, "Hats", "call +49 30 7654321"), answers={"![Remarks]=phone": "call the office"}
    )
    assert not found["records"]
    assert _row(found)["outcome"] == "question"


def test_a_number_that_is_not_known_is_none(look: Look) -> None:
    found = look((*BASE, "Goods"), ("?", *K1[1:], "Hats"), ("K-2", *K1[1:], "Shoes"))
    assert "?" not in found["records"]
    assert _row(found)["local_ref"].startswith("T-")


def test_rows_that_differ_in_one_of_several_columns_are_not_the_same(look: Look) -> None:
    head = (*BASE, "Goods", "Carcasses (pcs)", "Scales (kg)")
    fields = {"Carcasses (pcs)": "goods.quantity", "Scales (kg)": "goods.quantity"}
    found = look(head, (*K1, "Pangolin", "9", "10"), (*K1, "Pangolin", "7", "10"), fields=fields)
    assert [one[1] for one in _goods(found)] == ["9", "10", "7", "10"]


def test_a_second_column_that_differs_in_its_currency_only_is_kept(look: Look) -> None:
    found = look(
        (*BASE, "Goods", "First value", "Second value"),
        (*K1, "Hats", "100 EUR", "100 USD"),
        ("K-2", "15.02.2025", "Ghana", "Shoes", "100 EUR", "100 EUR"),
        fields={"First value": "value_total", "Second value": "value_total"},
    )
    assert (str(_case(found).value_total), _case(found).value_currency) == ("100", "EUR")
    assert _case(found).internal_note == "Second value: 100 USD"
    assert any("“100 USD” is kept in the note" in one for one in _row(found)["reasons"])
    assert not _case(found, "K-2").internal_note


def test_a_second_value_of_a_line_in_another_currency_is_kept(look: Look) -> None:
    found = look(
        (*BASE, "Goods", "Quantity", "First value", "Second value"),
        (*K1, "Hats", "5 kg", "100 EUR", "100 USD"),
        fields={"First value": "goods.value", "Second value": "goods.value"},
    )
    assert _case(found).internal_note == "Second value: 100 USD"


def test_a_second_column_that_says_more_of_the_same_is_kept(look: Look) -> None:
    found = look(
        (*BASE, "Goods", "Second date", "Conveyance", "Other conveyance"),
        (*K1, "Hats", "14.01.2025-16.01.2025", "truck", "car"),
        fields={
            "Second date": "date",
            "Conveyance": "conveyance",
            "Other conveyance": "conveyance",
        },
    )
    case = _case(found)
    assert (case.date, case.date_precision) == ("2025-01-14", "day")
    assert case.internal_note == ("Second date: 14.01.2025-16.01.2025\nOther conveyance: car")


def test_a_last_day_that_the_date_says_otherwise_is_named(look: Look) -> None:
    found = look(
        ("File no", "Date", "End date", "Country", "Goods"),
        ("K-1", "14.01.2025-20.01.2025", "18.01.2025", "Kenya", "Hats"),
    )
    assert _case(found).date_end == "2025-01-20"
    assert _case(found).internal_note == "End date: 18.01.2025"
    assert any("“18.01.2025” is kept in the note" in one for one in _row(found)["reasons"])


def test_a_first_line_without_a_quantity_keeps_its_value_and_its_goods(look: Look) -> None:
    found = look(
        (*BASE, "Goods", "Quantity", "Value", "Goods 2", "Quantity 2", "Second value"),
        (*K1, "Hats", "", "100 EUR", "Shoes", "5 kg", "7 EUR"),
        fields={
            "Value": "goods.value",
            "Goods 2": "goods.description",
            "Quantity 2": "goods.quantity",
            "Second value": "goods.value",
        },
    )
    lines = [(one.description, str(one.quantity), str(one.value)) for one in _case(found).goods]
    assert lines == [("Hats", "None", "100"), ("Shoes", "5", "7")]


def test_a_whole_date_stays_beside_a_year_and_a_month(look: Look) -> None:
    found = look(
        (*BASE, "Goods", "Year", "Month"),
        (*K1, "Hats", "2025", "1"),
        ("K-2", "15.02.2025", "Ghana", "Shoes", "2024", "3"),
        fields={"Year": "date", "Month": "date"},
    )
    assert [_case(found, own).date for own in ("K-1", "K-2")] == ["2025-01-14", "2025-02-15"]
    assert _case(found, "K-2").internal_note == "Year: 2024-03"


@pytest.mark.parametrize(
    ("field", "answer"),
    [
        ("date", {"date": "2025-01-01", "date_precision": ["day"]}),
        ("date", {"date": "2025-01-01", "date_precision": "roughly"}),
        ("route.transit", [{"country": "NL", "place": ["Urk"]}]),
        ("route.transit", [{"country": "NL", "place": {"a": "b"}}]),
    ],
)
def test_data_of_an_answer_that_no_field_holds_is_asked_again(
    look: Look, field: str, answer: Any
) -> None:
    head = (*BASE, "Goods", "Transit")
    letter = {"date": "B", "route.transit": "E"}[field]
    answers = {f"!{letter}2={field}": answer}
    rows = (("K-1", "30", "Kenya", "Hats", "Nethrlands, Gana"),)
    found = look(head, *rows, answers=answers)
    assert field in {
        one["key"].partition("=")[2].partition(":")[0] for one in _row(found)["questions"]
    }
    assert any("cannot be read" in one for one in _row(found)["reasons"])


def test_each_of_two_columns_of_one_heading_has_an_answer_of_its_own(look: Look) -> None:
    head, row = (*BASE, "Goods", "Qty", "Qty"), (*K1, "Hats", "5", "100")
    assert look(head, row)["asked"] == ["![Qty]=unit", "![Qty#2]=unit"]
    found = look(head, row, answers={"![Qty]=unit": "kg", "![Qty#2]=unit": "pcs"})
    assert [line[1:] for line in _goods(found)] == [("5", "KG"), ("100", "PCS")]
