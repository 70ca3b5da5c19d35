"""Tables as KoBo exports them."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from importlib import resources
from pathlib import Path

import pytest

from rilo_desktop.exchange.child_form import read_form
from rilo_desktop.questions.answer_exports import answer_tables, csv_of, plain
from rilo_desktop.questions.answer_lines import read_lines
from rilo_desktop.questions.answers_json import read_answers
from rilo_desktop.questions.compiled_form import compile_form
from rilo_desktop.questions.form_state import FormState

FORMS = Path(str(resources.files("rilo_desktop.assets"))) / "forms"
FIXTURES = Path(__file__).resolve().parent.parent / "fixtures" / "forms"


def workbook(name: str) -> Path:
    shipped = FORMS / f"{name}.xlsx"
    return shipped if shipped.exists() else FIXTURES / f"{name}.xlsx"


def answered(name: str) -> FormState:
    form = compile_form(read_form(workbook(name).read_bytes()))
    said = json.loads((FIXTURES / f"{name}_answers_XX.json").read_text("utf-8"))
    lines, _ = read_answers(form.definition, said["answers"])
    root, _ = read_lines(form.definition, lines)
    return FormState(form, datetime(2026, 1, 15, 12), root)


def test_each_repeat_is_a_table_that_names_its_parent_rows() -> None:
    state = answered("rilo_questionnaire")
    tables = {table.name: table for table in answer_tables(state)}
    (main,) = tables["rilo_questionnaire"].rows
    assert main["manpower/host"] == "7"
    assert main["scope/areas/IPR_HS"] == "1"
    assert main["__version__"] == "2026112701"
    said = json.loads((FIXTURES / "rilo_questionnaire_answers_XX.json").read_text("utf-8"))
    operations = said["answers"]["operations"]["operation"]
    own = tables["operations/operation"].rows
    assert [row["operations/operation/op_name"] for row in own] == [
        one["op_name"] for one in operations
    ]
    results = tables["operations/operation/result"].rows
    expected = [
        (str(number), one["res_goods"])
        for number, operation in enumerate(operations, 1)
        for one in operation.get("result", [])
    ]
    found = [
        (row["_parent_index"], row["operations/operation/result/res_goods"]) for row in results
    ]
    assert found == expected
    assert {row["_parent_table_name"] for row in results} == {"operations/operation"}
    assert [row["_index"] for row in results] == [str(n) for n in range(1, len(results) + 1)]


def test_a_table_reads_back_from_csv() -> None:
    table = answer_tables(answered("rilo_questionnaire"))[0]
    (row,) = csv.DictReader(io.StringIO(csv_of(table).decode("utf-8"), newline=""))
    assert row["manpower/host"] == "7"
    assert list(row) == table.columns


@pytest.mark.parametrize(
    ("given", "kept"), [("=1+1", "'=1+1"), ("-3.5", "-3.5"), ("@x", "'@x"), ("text", "text")]
)
def test_no_cell_is_a_formula(given: str, kept: str) -> None:
    assert plain(given) == kept
