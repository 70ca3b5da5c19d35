"""Tables of somebody else are measured as an office gets them: again, longer, corrected.

The three public tables lie outside, and are measured by `tools/import_figures.py --tables`. Here a
table of our own shows that the measuring sees what may not be.
"""

from __future__ import annotations

import csv
import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from real_tables import LATER, Measured, copy_of, measured, tables_in
from rilo_desktop.cli import main
from rilo_desktop.services.office.create_office import make_office

PASSPHRASE = "a passphrase of the first officer"
HEAD = ("File no", "Date", "Country", "Goods", "Qty", "From")
ROWS = 30


@pytest.fixture(autouse=True)
def passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("RILO_LANGUAGE", "en")


@pytest.fixture
def rilo(capsys: pytest.CaptureFixture[str]) -> Callable[..., dict[str, Any]]:
    def run(*arguments: object) -> dict[str, Any]:
        main([*(str(one) for one in arguments), "--json"])
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return run


@pytest.fixture
def office(tmp_path: Path) -> Callable[[], Path]:
    numbers = itertools.count()

    def new() -> Path:
        store = tmp_path / f"office {next(numbers)}"
        make_office(store, "AP", "AP-01", PASSPHRASE).session.close()
        return store

    return new


def _row(n: int) -> tuple[str, ...]:
    goods = ("shoes", "hats", "belts")[n % 3]
    return (f"K-{n}", f"{n:02}.01.2025", "Kenya", goods, f"{10 + n} pcs", "China")


def _expected_row(n: int) -> dict[str, Any]:
    number, _, country, goods, quantity, _ = _row(n)
    values = {
        "A": ("local_ref", number, number),
        "B": ("date", "", {"date": f"2025-01-{n:02}"}),
        "C": ("reporting_country", country, "KE"),
        "D": ("goods.description", goods, goods),
        "E": ("goods.quantity", quantity, [{"quantity": str(10 + n), "unit": "PCS"}]),
        "F": ("route.departure", "China", [{"country": "CN"}]),
    }
    cells = [
        {"cell": f"{letter}{n + 1}", "field": field, "raw": raw, "status": "taken", "value": value}
        for letter, (field, raw, value) in values.items()
    ]
    return {"row": n + 1, "status": "taken", "cells": cells}


def _folder(folder: Path) -> Path:
    """A table of ROWS rows and what is expected of the first twenty."""
    folder.mkdir()
    with (folder / "cases.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([HEAD, *map(_row, range(1, ROWS + 1))])
    rows = [{"row": 1, "status": "skipped"}, *map(_expected_row, range(1, 21))]
    sheet = {"name": "cases.csv", "role": "cases", "header_rows": [1], "nothing_else": True}
    expected = {"sheets": [{**sheet, "rows": rows}]}
    (folder / "cases.csv.expected.json").write_text(json.dumps(expected), "utf-8")
    return folder


def _measured(folder: Path, office: Callable[[], Path], rilo: Any) -> Measured:
    ((table, expected, folders),) = tables_in([folder])
    return measured(table, expected, folders, office, rilo)


def test_a_table_comes_in_again_longer_and_corrected(
    tmp_path: Path, office: Callable[[], Path], rilo: Any
) -> None:
    found = _measured(_folder(tmp_path / "tables"), office, rilo)
    assert (found.before.right, found.before.silent, found.before.said) == (20, 0, [])
    assert (found.decisions, found.asked) == (0, 0)
    assert found.counts["first"]["new"] == ROWS - LATER
    assert (found.counts["longer"]["new"], found.counts["longer"]["same"]) == (LATER, 10)
    assert found.counts["again"]["same"] == found.counts["remembered"]["same"] == ROWS
    assert found.corrected.total() == len(HEAD)
    assert set(found.corrected) <= {"changed", "question"}
    assert found.faults == []


def test_a_row_that_is_held_back_is_told(
    tmp_path: Path, office: Callable[[], Path], rilo: Any
) -> None:
    folder = _folder(tmp_path / "tables")
    table = folder / "cases.csv"
    table.write_text(table.read_text("utf-8").replace("02.01.2025", "32.01.2025"), "utf-8")
    found = _measured(folder, office, rilo)
    assert (found.after.right, found.asked, found.after.silent) == (19, 1, 0)
    assert [fault.partition(":")[0] for fault in found.faults] == ["the first 10 rows"]


def test_decisions_are_counted_and_given(
    tmp_path: Path, office: Callable[[], Path], rilo: Any
) -> None:
    folder = _folder(tmp_path / "tables")
    table = folder / "cases.csv"
    table.write_text(table.read_text("utf-8").replace("Kenya", "Kennya"), "utf-8")
    assert _measured(folder, office, rilo).after.right == 0
    answers = {"answers": {"reporting_country=Kennya": "KE"}}
    (folder / "cases.csv.answers.json").write_text(json.dumps(answers), "utf-8")
    found = _measured(folder, office, rilo)
    assert (found.before.right, found.after.right, found.decisions) == (0, 20, 1)


def test_a_workbook_is_written_shorter_under_its_name(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Cases"
    for row in (HEAD, *map(_row, range(1, 4))):
        sheet.append(row)
    book.create_sheet("Notes").append(["kept"])
    book.save(tmp_path / "cases.xlsx")
    expected = {"sheets": [{"name": "Cases", "role": "cases", "header_rows": [1]}]}
    copy = copy_of(tmp_path / "cases.xlsx", tmp_path / "work", expected)
    written = copy.written("shorter", copy.rows[:-1])
    again = openpyxl.load_workbook(written)
    assert written.name == "cases.xlsx"
    assert [row[0] for row in again["Cases"].iter_rows(values_only=True)] == [
        "File no",
        "K-1",
        "K-2",
    ]
    assert again["Notes"]["A1"].value == "kept"
