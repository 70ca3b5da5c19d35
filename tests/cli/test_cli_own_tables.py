"""`rilo import` of an office's own tables: questions, answers, and what is remembered.

Each workbook of `tests/fixtures/workbooks` agrees with its expectation by the rules of the README
there; figures of each file: `tools/import_figures.py`.
"""

from __future__ import annotations

import copy
import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from workbook_agreement import Agreement, agreement

from rilo_desktop.cli import main
from rilo_desktop.exchange.mapped_sheets.sheet_reading import ReadSheet, SheetReader
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import undo

PASSPHRASE = "a passphrase of the first officer"
WORKBOOKS = Path(__file__).parents[1] / "fixtures" / "workbooks"
FILES = (
    "01_registre_fr.xlsx",
    "02_izyatiya_ru.xls",
    "02_izyatiya_ru_biff5.xls",
    "03_dabt_ar.xlsx",
    "04_aduanas_es.ods",
    "05a_export_cases_cp1252.csv",
    "05b_seizures_utf16.txt",
    "06_working_file.xlsx",
)
SHORT = ("K1_aufgriffe_de.xlsx", "K2_powerbi_en.xlsx", "K3_export_bom.csv", "K4_side_by_side.xlsm")
"""Not read whole: what is reached stands in the table of docs/import.md."""
TABLE = Path(__file__).parents[2] / "docs" / "import.md"
ASKED_MORE = {"06_working_file.xlsx": "Working list!30"}
"""Its number is a formula, which is never calculated: the row could be taken, and is asked."""
HEAD = ("File no", "Date", "Country", "Goods", "Qty", "From", "To", "Remarks")
Rilo = Callable[..., tuple[int, dict[str, Any], str]]


@pytest.fixture(autouse=True)
def passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RILO_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("RILO_LANGUAGE", "en")


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that only looks: no test writes to it but the first import of 00."""
    return _office(tmp_path_factory.mktemp("looked"))


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return _office(tmp_path)


def _office(folder: Path) -> Path:
    store = folder / "office"
    make_office(store, "AP", "AP-01", PASSPHRASE).session.close()
    return store


@pytest.fixture
def rilo(capsys: pytest.CaptureFixture[str]) -> Rilo:
    def run(*arguments: object) -> tuple[int, dict[str, Any], str]:
        code = main([*(str(one) for one in arguments), "--json"])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, json.loads(out), err

    return run


def _table(path: Path, *rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows((head, *rows))
    return path


FIRST = ("K-1", "14.01.2025", "Kenya", "Phone chargers", "240 pcs", "China", "Uganda", "in a box")
SECOND = ("K-2", "15.01.2025", "Nethrlands", "Shoes", "12 pairs", "China", "Ghana", "")
THIRD = ("K-3", "16.01.2025", "Nethrlands", "Hats", "1.200 pcs", "China", "Ghana", "")


def _json(path: Path, data: object) -> Path:
    path.write_text(json.dumps(data), "utf-8")
    return path


def _expected(name: str) -> Path:
    return WORKBOOKS / f"{name.replace('_biff5', '')}.expected.json"


@pytest.mark.parametrize("name", FILES)
def test_a_workbook_agrees_with_its_expectation(name: str, looked_at: Path, rilo: Rilo) -> None:
    if name.startswith("06"):
        assert rilo("import", looked_at, WORKBOOKS / "00_already_imported.xlsx")[0] == 0
    expected = json.loads(_expected(name).read_text("utf-8"))
    more = ("--encoding", expected["assumptions"]["encoding"]) if name.startswith("05a") else ()
    _, data, _ = rilo(
        "import", looked_at, WORKBOOKS / name, "--dry-run", "--assume", _expected(name), *more
    )
    found = agreement(expected, data["rows"])
    assert {**found.rows, **found.values}.keys() <= {"agree", "coarser", "asked"}
    assert all(ASKED_MORE.get(name, "-") in one for one in found.said)
    counts = dict.fromkeys(data["counts"], 0)
    for row in data["rows"]:
        counts[row["outcome"]] += 1
    assert data["counts"] == counts


@pytest.mark.parametrize("name", SHORT)
def test_a_workbook_that_falls_short_gets_no_worse(name: str, looked_at: Path, rilo: Rilo) -> None:
    (line,) = [one for one in TABLE.read_text("utf-8").splitlines() if f"| `{name}` |" in one]
    rows, all_rows, values, _, _, _, _, silent = map(int, re.findall(r"\d+", line.split("|", 2)[2]))
    expected = json.loads(_expected(name).read_text("utf-8"))
    _, data, _ = rilo("import", looked_at, WORKBOOKS / name, "--dry-run")
    found = agreement(expected, data["rows"])
    assert found.rows.total() == all_rows
    assert found.rows["agree"] >= rows, found.said
    assert found.values["agree"] >= values, found.said
    assert found.silent <= silent, found.said


def test_the_comparison_sees_what_is_wrong() -> None:
    """A value changed, a question filled in, a row lost: each is told."""
    expected = json.loads(_expected("01_registre_fr.xlsx").read_text("utf-8"))
    (row,) = [one for one in expected["sheets"][0]["rows"] if one["row"] == 17]
    values = {c["field"]: c.get("value") for c in row["cells"]}
    reported: dict[str, Any] = {
        "sheet": "Registre 2024", "row": 17, "outcome": "question", "values": values,
        "questions": [{"field": "goods.quantity", "cell": "H17", "proposals": []}], "reasons": [],
    }  # fmt: skip
    only = {"sheets": [{"name": "Registre 2024", "rows": [row]}]}
    assert not agreement(only, [reported]).said
    filled = copy.deepcopy(reported)
    filled["values"]["goods.quantity"] = [{"quantity": "1150", "unit": "PCS"}]
    assert agreement(only, [filled]).values["wrong"] == 1
    other = copy.deepcopy(reported)
    other["values"]["reporting_country"] = "FR"
    assert agreement(only, [other]).values["wrong"] == 1
    assert agreement(only, [{**reported, "outcome": "new", "questions": []}]).rows["agree"] == 1
    assert agreement(only, [{**reported, "outcome": "rejected"}]).rows["other"] == 1
    assert agreement(only, []).rows["missing"] == 1


def test_the_comparison_sees_what_a_real_table_may_not_become() -> None:
    """Keys of expectations of real tables: a word that is lost, a text in the wrong field."""
    cells = [
        {"cell": "A2", "field": "location_place", "raw": "Fig (N)", "value": "Fig (N)",
         "status": "taken", "holds": ["Fig", "N"], "also_field": {"internal_note": []}},
        {"cell": "B2", "field": "ignored", "raw": "0710", "status": "ignored", "not": ["*"]},
        {"cell": "", "field": "reporting_country", "raw": "", "status": "taken", "value": "KE"},
    ]  # fmt: skip
    row = {"row": 2, "status": "taken", "cells": cells}
    expected = {"sheets": [{"name": "S", "nothing_else": True, "rows": [row]}]}

    def found(**values: str) -> Agreement:
        reported = {"sheet": "S", "row": 2, "outcome": "new", "values": values, "questions": []}
        return agreement(expected, [{**reported, "reasons": ["Left out: C2."]}])

    right = {"location_place": "Fig, N", "reporting_country": "KE"}
    assert (found(**right).right, found(**right).silent) == (1, 0)
    noted = found(reporting_country="KE", internal_note="Place: Fig (N)")
    assert (noted.right, noted.silent) == (1, 0)
    for wrong in (
        {**right, "location_place": "Figtree N"},
        {**right, "reporting_country": ""},
        {**right, "goods.hs": "0710"},
        {**right, "conveyance": "AIR"},
    ):
        assert (found(**wrong).right, found(**wrong).silent > 0) == (0, True), wrong


def test_open_questions_keep_the_whole_import(office: Path, rilo: Rilo, tmp_path: Path) -> None:
    file = _table(tmp_path / "cases.csv", FIRST, SECOND, THIRD)
    code, data, err = rilo("import", office, file)
    assert code == 1
    assert data["counts"]["question"] == 2
    assert "[country=Nethrlands]" in err
    assert not rilo("list", office, "case-study")[1]


def test_the_others_are_taken_and_nothing_is_lost(office: Path, rilo: Rilo, tmp_path: Path) -> None:
    file = _table(tmp_path / "cases.csv", FIRST, SECOND, THIRD)
    code, data, _ = rilo("import", office, file, "--hold-questions")
    assert (code, data["new"], data["counts"]["new"]) == (0, 1, 1)
    (case,) = rilo("list", office, "case-study")[1]
    assert case["local_ref"] == "K-1"  # type: ignore[index]
    assert (data["waiting"], data["rejected"]) == (2, "")
    file.unlink()
    waiting: Any
    code, waiting, err = rilo("import", office, "--waiting")
    assert code == 0
    assert [(one["file"], one["rows"]) for one in waiting] == [("cases.csv", 2)]
    assert "[country=Nethrlands]" in err
    answers = tmp_path / "answers.json"
    answers.write_text('{"answers": {"country=Nethrlands": "NL"}}')
    data = rilo("import", office, "--waiting", "--answers", answers)[1]
    assert (data["new"], data["waiting"]) == (1, 1)
    assert not rilo("import", office, "other.csv", "--waiting")[1]
    waiting = rilo("import", office, "cases.csv", "--waiting", "--drop")[1]
    assert [one["rows"] for one in waiting] == [1]
    assert not rilo("import", office, "--waiting")[1]
    assert len(rilo("list", office, "case-study")[1]) == 2
    assert rilo("import", office, file, "--drop")[0] == 1


def test_files_of_one_name_that_wait_are_told_apart_by_number(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    second = tmp_path / "second"
    second.mkdir()
    file = _table(tmp_path / "cases.csv", FIRST, SECOND)
    assert rilo("import", office, file, "--hold-questions")[0] == 0
    assert rilo("import", office, file, "--hold-questions")[0] == 0
    assert rilo("import", office, _table(second / "cases.csv", THIRD), "--hold-questions")[0] == 0
    waiting: Any = rilo("import", office, "--waiting")[1]
    assert [(one["number"], one["file"]) for one in waiting] == [(1, "cases.csv"), (2, "cases.csv")]
    answers = tmp_path / "answers.json"
    answers.write_text('{"answers": {"country=Nethrlands": "NL"}}')
    code, _, err = rilo("import", office, "cases.csv", "--waiting", "--answers", answers)
    assert code == 1
    assert "by its number" in err
    data = rilo("import", office, "1", "--waiting", "--answers", answers)[1]
    assert data["new"] == 1
    waiting = rilo("import", office, "--waiting")[1]
    assert [one["number"] for one in waiting] == [2]


def test_refused_rows_are_given_back_with_the_reasons(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    refused = ("K-9", "", "", *FIRST[3:])
    file = _table(tmp_path / "cases.csv", FIRST, refused)
    data = rilo("import", office, file, "--skip-bad-rows")[1]
    assert (data["new"], data["counts"]["rejected"]) == (1, 1)
    book = openpyxl.load_workbook(data["rejected"])
    head, *rows = book.worksheets[0].iter_rows(values_only=True)
    assert head == (*HEAD, "Reasons")
    assert [row[0] for row in rows] == ["K-9"]
    assert all(row[-1] for row in rows)


def test_importing_again_changes_nothing_and_one_undo_takes_it_back(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    file = _table(tmp_path / "cases.csv", FIRST, ("K-4", *FIRST[1:3], "Toys", *FIRST[4:]))
    done = rilo("import", office, file)[1]
    assert done["new"] == 2
    assert rilo("import", office, file)[1]["counts"]["same"] == 2
    with open_store(office, PASSPHRASE) as session:
        undo.undo(session, done["operation"])
    assert rilo("import", office, file, "--dry-run")[1]["counts"]["new"] == 2


def test_a_word_is_answered_for_all_cells_and_a_number_for_its_own(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    file = _table(tmp_path / "cases.csv", FIRST, SECOND, THIRD)
    _, asked, _ = rilo("import", office, file, "--dry-run")
    keys = {q["key"]: q["proposals"] for row in asked["rows"] for q in row["questions"]}
    assert set(keys) == {"country=Nethrlands", "!E4=goods.quantity"}
    assert "NL" in keys["country=Nethrlands"]
    given = {
        "country=Nethrlands": "NL",
        "!E4=goods.quantity": keys["!E4=goods.quantity"][0],
    }
    answers = _json(tmp_path / "answers.json", {"answers": given})
    code, data, _ = rilo("import", office, file, "--answers", answers)
    assert (code, data["new"]) == (0, 3)
    assert {row["values"].get("reporting_country") for row in data["rows"][1:]} == {"KE", "NL"}
    assert rilo("import", office, file, "--dry-run")[1]["counts"]["same"] == 3
    rows = [("K-8", "20.01.2025", *SECOND[2:]), ("K-9", "20.01.2025", *THIRD[2:])]
    later = _table(tmp_path / "later.csv", *rows)
    counts = rilo("import", office, later, "--dry-run")[1]["counts"]
    assert (counts["new"], counts["question"]) == (1, 1)


def test_what_is_remembered_is_shown_and_taken_back(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    file = _table(tmp_path / "cases.csv", FIRST, SECOND)
    answers = _json(tmp_path / "answers.json", {"answers": {"country=Nethrlands": "NL"}})
    assert rilo("import", office, file, "--answers", answers)[0] == 0
    listed: Any = rilo("import", office, "--remembered")[1]
    assert [(one["key"], one["answer"], one["file"], one["by"]) for one in listed] == [
        ("country=Nethrlands", "NL", "cases.csv", "AP-01")
    ]
    later = _table(tmp_path / "later.csv", ("K-9", "20.01.2025", *SECOND[2:]))
    assert rilo("import", office, later, "--dry-run")[1]["counts"]["new"] == 1
    assert len(rilo("import", office, "1", "--remembered", "--drop")[1]) == 1
    assert not rilo("import", office, "--remembered")[1]
    assert rilo("import", office, later, "--dry-run")[1]["counts"]["question"] == 1


def test_an_answer_that_is_none_stays_a_question(office: Path, rilo: Rilo, tmp_path: Path) -> None:
    file = _table(tmp_path / "cases.csv", SECOND)
    for answer, outcome in (("Neverland", "question"), ("DE", "new"), ("", "new")):
        given = {"country=Nethrlands": answer}
        answers = _json(tmp_path / "answers.json", {"answers": given})
        data = rilo("import", office, file, "--dry-run", "--answers", answers)[1]
        assert data["rows"][1]["outcome"] == outcome
    assert "reporting_country" not in data["rows"][1]["values"]


def test_a_mapping_goes_before_what_is_recognized(office: Path, rilo: Rilo, tmp_path: Path) -> None:
    head = ("File no", "Date", "Wo", "Goods", "Qty", "Vermerk")
    file = _table(
        tmp_path / "a.csv", ("K-1", "14.01.2025", "Kenya", "Hats", "5 pcs", "x"), head=head
    )
    saved = tmp_path / "mapping.json"
    _, data, _ = rilo("import", office, file, "--dry-run", "--save-mapping", saved)
    left_out = [f["message"] for f in data["findings"] if f["rule"].startswith("exchange.column")]
    assert any("Vermerk" in one for one in left_out)
    assert any("Wo" in one for one in left_out)
    mapping = json.loads(saved.read_text("utf-8"))
    for column in mapping["sheets"][0]["columns"]:
        if column["header"] == "Wo":
            column["field"] = "reporting_country"
    mapping["sheets"][0]["fixed"] = {"tlp": "AMBER"}
    code, data, _ = rilo(
        "import", office, file, "--mapping", _json(tmp_path / "mapping.json", mapping)
    )
    assert code == 0
    values = data["rows"][1]["values"]
    assert (values["reporting_country"], values["tlp"]) == ("KE", "AMBER")
    assert rilo("import", office, file, "--dry-run")[1]["counts"]["same"] == 1  # remembered


def test_a_case_that_is_likely_there_already_is_asked_about(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    first = _table(tmp_path / "a.csv", FIRST)
    assert rilo("import", office, first)[0] == 0
    again = _table(tmp_path / "b.csv", ("N-7", "15.01.2025", *FIRST[2:]))
    (question,) = rilo("import", office, again, "--dry-run")[1]["rows"][1]["questions"]
    assert question["proposals"] == ["skip", "different", "merge K-1"]
    outcomes = (("different", "new"), ("skip", "skipped"), ("merge K-1", "changed"))
    for answer, counted in (*outcomes, ("K-1", "changed")):
        given = {"answers": {question["key"]: answer}}
        answers = _json(tmp_path / "answers.json", given)
        data = rilo("import", office, again, "--dry-run", "--answers", answers)[1]
        assert data["rows"][1]["outcome"] == counted


def test_a_known_number_with_other_content_is_asked_about(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    assert rilo("import", office, _table(tmp_path / "a.csv", FIRST))[0] == 0
    changed = _table(tmp_path / "b.csv", (*FIRST[:-1], "in a bag"))
    row = rilo("import", office, changed, "--dry-run")[1]["rows"][1]
    (question,) = row["questions"]
    assert question["key"] == "update=K-1"
    proposed = {"answers": {"update=K-1": question["proposals"][0]}}
    answers = _json(tmp_path / "answers.json", proposed)
    data = rilo("import", office, changed, "--dry-run", "--answers", answers)[1]
    assert data["rows"][1]["outcome"] == "changed"
    answers = _json(tmp_path / "answers.json", {"answers": {"update=*": "update"}})
    code, data, _ = rilo("import", office, changed, "--answers", answers)
    assert (code, data["changed"]) == (0, 1)


def test_the_preview_is_coloured_and_without_formulas(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    formula = ("=2+5", "14.01.2025", "Kenya", "=cmd()", "240 pcs", "China", "Uganda", "")
    file = _table(tmp_path / "cases.csv", FIRST, SECOND, formula)
    out = tmp_path / "preview.xlsx"
    rilo("import", office, file, "--dry-run", "--preview", out)
    sheet = openpyxl.load_workbook(out).worksheets[0]
    said = {row[0].value: (row[1].value, row[0].fill.fgColor.rgb) for row in sheet.iter_rows(2)}
    assert {2: "New", 3: "Question"}.items() <= {n: word for n, (word, _) in said.items()}.items()
    assert said[2][1] != said[3][1]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


PERSONS = ("ID", "First name", "Last name", "E-mail")
PARTS = ("Part number", "Description", "Qty", "Unit", "Price", "Supplier")


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (PERSONS, ("1", "Practice", "Officer", "office@example.org")),
        (PARTS, ("P-1", "Screw M4", "4", "pcs", "2.00", "Practice Ltd")),
    ],
)
def test_a_table_of_other_things_is_refused(
    head: tuple[str, ...], row: tuple[str, ...], office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    file = _table(tmp_path / "other.csv", *[row] * 3, head=head)
    code, data, _ = rilo("import", office, file, "--hold-questions")
    assert (code, data["new"], data["kinds"]) == (1, 0, {})
    assert [(one["kind"], one["asked"]) for one in data["tables"]] == [(None, False)]
    assert {row["outcome"] for row in data["rows"]} == {"skipped"}
    assert any("none of the records" in found["message"] for found in data["findings"])


def test_what_a_table_holds_is_named(
    office: Path, rilo: Rilo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _table(tmp_path / "cases.csv", FIRST)
    code, data, _ = rilo("import", office, file, "--dry-run")
    assert (code, data["kinds"]) == (0, {"case-study": {"new": 1, "changed": 0, "same": 0}})
    assert [row["kind"] for row in data["rows"]] == ["case-study"] * 2
    main(["import", str(office), str(file)])
    said = capsys.readouterr().out.splitlines()
    assert "cases.csv: Case studies [=kind]" in said
    assert "Case studies: 1 new, 0 changed, 0 the same" in said


def test_a_refused_file_leaves_a_mapping_that_is_completed(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    """A table with headings that nobody knows is read with what was filled into its mapping."""
    head = ("Az.", "Wann", "Wo", "Was", "Menge")
    rows = [(f"K-{n}", f"1{n}.01.2025", "Kenya", "Hats", f"{n} pcs") for n in range(1, 5)]
    file, saved = _table(tmp_path / "fremd.csv", *rows, head=head), tmp_path / "map.json"
    assert rilo("import", office, file, "--save-mapping", saved)[0] == 1
    mapping = json.loads(saved.read_text("utf-8"))
    (sheet,) = mapping["sheets"]
    assert sheet["kind"] == ""
    assert [(one["header"], one["field"]) for one in sheet["columns"]] == [(h, "") for h in head]
    fields = ("local_ref", "date", "reporting_country", "goods.description", "goods.quantity")
    sheet["kind"] = "case-study"
    for column, field in zip(sheet["columns"], fields, strict=True):
        column["field"] = field
    code, data, _ = rilo("import", office, file, "--mapping", _json(saved, mapping))
    assert (code, data["new"]) == (0, 4)
    assert rilo("import", office, file)[1]["kinds"]["case-study"]["same"] == 4


def test_a_mapping_of_version_1_is_read_as_it_was(office: Path, rilo: Rilo, tmp_path: Path) -> None:
    """A column without a field was left out by the office, whatever its heading says now."""
    file, saved = _table(tmp_path / "cases.csv", FIRST), tmp_path / "map.json"
    rilo("import", office, file, "--dry-run", "--save-mapping", saved)
    mapping = json.loads(saved.read_text("utf-8")) | {"rilo_mapping": 1, "answers": {}}
    for column in mapping["sheets"][0]["columns"]:
        column.pop("ignored", None)
        if column["header"] == "Remarks":
            column["field"] = ""
    data = rilo("import", office, file, "--dry-run", "--mapping", _json(saved, mapping))[1]
    assert "internal_note" not in data["rows"][1]["values"]
    assert any("as this office decided: Remarks" in one["message"] for one in data["findings"])


@pytest.mark.parametrize("option", ["--mapping", "--answers", "--assume"])
def test_a_bad_file_beside_it_is_one_sentence(
    option: str, office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    file = _table(tmp_path / "cases.csv", FIRST)
    for content in (b"[]", b"{", b"no json", b'{"answers": 3, "rilo_mapping": 9}'):
        beside = tmp_path / "beside.json"
        beside.write_bytes(content)
        code, data, _ = rilo("import", office, file, "--dry-run", option, beside)
        if option == "--assume" and content.startswith(b'{"'):
            continue  # names nothing that is assumed: it is told, and nothing is
        assert code == 1
        assert len(data["findings"]) == 1


@pytest.mark.parametrize("short", [(), ("--short", "--kind", "case-study")])
def test_a_template_is_written_and_brings_nothing_in(
    office: Path, rilo: Rilo, tmp_path: Path, short: tuple[str, ...]
) -> None:
    path = tmp_path / "template.xlsx"
    assert rilo("template", office, path, *short)[0] == 0
    data = rilo("import", office, path, "--dry-run")[1]
    assert (data["new"], data["changed"], data["skipped"]) == (0, 0, 0)
    assert rilo("template", office, tmp_path / "none" / "t.xlsx", *short)[0] == 1


def test_a_code_that_names_no_office_is_asked_about(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    """Two hundred police units became offices, which each case then was refused for."""
    path = tmp_path / "units.csv"
    units = ("SR/PF/MT", "SR/PF/MT", "AP", "WE")
    rows = [f"K-{n};1{n}.01.2025;Kenya;Hats {n};{n} cm;{unit}" for n, unit in enumerate(units, 2)]
    head = "File no;Date;Country;Goods;Remarks;Office concerned"
    path.write_text("\n".join((head, *rows)), "utf-8")
    _, data, _ = rilo("import", office, path, "--dry-run")
    asked = {q["key"] for row in data["rows"] for q in row["questions"] if q["field"]}
    key = "![Office concerned]=office_code: SR/PF/MT"
    assert key in asked
    assert [row["values"].get("office_code") for row in data["rows"] if row["values"]] == [
        *(None, None, "AP", "WE")
    ]


@pytest.mark.parametrize("numbers", [True, False])
def test_a_merged_cell_says_the_same_in_all_its_rows_and_counts_once(
    office: Path, rilo: Rilo, tmp_path: Path, numbers: bool
) -> None:
    """The rows below had neither day nor country: refused, or imported without them."""
    path = tmp_path / "merged.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["File no"] * numbers + ["Date", "Country", "Goods", "Quantity (kg)"])
    for n in range(1, 6):
        number = [f"K-{n}"] * numbers
        sheet.append([*number, f"1{n}.01.2025", "Kenya", f"Goods {n}", 70 + n])
    for column in (numbers + 1, numbers + 2, numbers + 4):
        sheet.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
    book.save(path)
    _, data, _ = rilo("import", office, path, "--dry-run")
    rows = [row["values"] for row in data["rows"] if row["row"] in (3, 4)]
    assert [row["date"]["date"] for row in rows] == ["2025-01-12"] * 2
    assert [row["reporting_country"] for row in rows] == ["KE", "KE"]
    assert [[one["quantity"] for one in row.get("goods.quantity", ())] for row in rows] == [
        *(["72"], [])
    ]
    assert not data["counts"]["rejected"]


def test_a_heading_with_a_bracket_is_answered_where_it_is_asked(
    office: Path, rilo: Rilo, tmp_path: Path
) -> None:
    path = tmp_path / "bracket.csv"
    rows = [f"K-{n};1{n}.01.2025;Kenya;Goods {n};6{n}" for n in range(1, 5)]
    path.write_text("\n".join(("File no;Date;Country;Goods;Qty ]=unit: x", *rows)), "utf-8")
    _, data, _ = rilo("import", office, path, "--dry-run")
    (key,) = {question["key"] for row in data["rows"] for question in row["questions"]}
    given = tmp_path / "answers.json"
    given.write_text(json.dumps({"answers": {key: "goods.quantity"}}), "utf-8")
    _, data, _ = rilo("import", office, path, "--dry-run", "--answers", given)
    left = {question["key"] for row in data["rows"] for question in row["questions"]}
    assert key not in left


@pytest.mark.failed_sheets
def test_an_import_without_one_of_the_sheets_does_not_end_well(
    office: Path, rilo: Rilo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    for number, sheet in enumerate((book.worksheets[0], book.create_sheet("Second"))):
        sheet.append(HEAD)
        sheet.append((f"K-{number}", "2025-01-02", "France", "Cigarettes", "20 kg", "Oran", "", ""))
    path = tmp_path / "book.xlsx"
    book.save(path)
    read = SheetReader.read

    def broken(reader: SheetReader, step: Any) -> ReadSheet:
        found = read(reader, step)
        if found.name == "Second":
            raise IndexError("no such place")
        return found

    with monkeypatch.context() as failing:
        failing.setattr(SheetReader, "read", broken)
        code, data, _ = rilo("import", office, path, "--hold-questions")
    assert (code, data["counts"]["new"] + data["counts"]["question"]) == (1, 1)
    assert rilo("import", office, path, "--hold-questions")[0] == 0
