"""The shipped forms, the answers to them that practice office XX gives, and an office to add them.

The answers are of the same invented year as `practice_year.json`.
"""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import openpyxl

from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.office.session import Session

FORMS = Path(str(resources.files("rilo_desktop.assets"))) / "forms"
ANSWERS = Path(__file__).resolve().parent.parent / "fixtures" / "forms"
RILO, SURVEY = "rilo_questionnaire", "ecommerce_survey"
PASSPHRASE = "a passphrase of the first officer"


def workbook(name: str) -> Path:
    shipped = FORMS / f"{name}.xlsx"
    return shipped if shipped.exists() else ANSWERS / f"{name}.xlsx"


def answers(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ANSWERS / f"{name}_answers_XX.json").read_text("utf-8"))
    return found


def answers_file(folder: Path, data: Any) -> Path:
    path = folder / "answers.json"
    path.write_text(json.dumps(data), "utf-8")
    return path


def changed_workbook(name: str, folder: Path, version: str = "", **labels: str) -> Path:
    """The workbook with another version, and other English labels of these questions."""
    book = openpyxl.load_workbook(workbook(name))
    if version:
        head = [cell.value for cell in book["settings"][1]]
        book["settings"].cell(2, head.index("version") + 1, version)
    survey = book["survey"]
    head = [cell.value for cell in survey[1]]
    for row in survey.iter_rows(min_row=2):
        if (said := labels.get(str(row[head.index("name")].value))) is not None:
            row[head.index("label::English (en)")].value = said
    path = folder / f"{name} {version}.xlsx"
    book.save(path)
    return path


def practice_office(folder: Path, code: str = "XX") -> Session:
    return make_office(folder, code, f"{code}-01", PASSPHRASE).session
