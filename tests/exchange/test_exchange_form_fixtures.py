"""The test forms of pyxform and ODK: each becomes a form that can be answered, or says why not.

A changed outcome is to be looked at: `python tests/exchange/test_exchange_form_fixtures.py` writes
the table anew.
"""

from __future__ import annotations

import csv
import io
import warnings
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import form_workbooks
import pytest

from rilo_desktop.exchange import child_form
from rilo_desktop.exchange.child_budget import Unread
from rilo_desktop.questions.answer_lines import lines_of, read_lines
from rilo_desktop.questions.checks import problems
from rilo_desktop.questions.compiled_form import compile_form
from rilo_desktop.questions.definition import Omission, definition_text, parse_definition
from rilo_desktop.questions.form_state import FormState

FOLDER = Path(__file__).parents[1] / "fixtures" / "xlsform"
TABLE = FOLDER / "outcomes.csv"
COLUMNS = ("file", "outcome", "items", "left_out", "ignored", "reason")
NOW = datetime(2026, 11, 27, 10, 30)


def files() -> Iterator[Path]:
    for path in sorted(FOLDER.rglob("*")):
        if path.suffix in (".xls", ".xlsx", ".csv", ".md") and path.parent != FOLDER:
            yield path


def outcome(path: Path) -> dict[str, str]:
    name = path.relative_to(FOLDER).as_posix()
    row = dict.fromkeys(COLUMNS, "") | {"file": name}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's, of extensions; the child ignores them
            form = child_form.read_form(path.read_bytes())
    except Unread as unread:
        return row | {"outcome": "refused", "reason": form_workbooks.said(unread)}
    left = "; ".join(map(_left_out, form.left_out))
    ignored = Counter(each.feature for each in form.ignored)
    return row | {
        "outcome": "form",
        "items": str(sum(1 for _ in form.walk())),
        "left_out": left,
        "ignored": "; ".join(f"{feature} ({count})" for feature, count in sorted(ignored.items())),
    }


def _left_out(one: Omission) -> str:
    marks = {"required": one.is_required, "named": one.is_named}
    more = "".join(f", {name}" for name, applies in marks.items() if applies)
    return f"{one.row} {one.name}: {one.feature}{more}"


def table() -> dict[str, dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["file"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize("path", list(files()), ids=lambda path: path.name)
def test_each_form_ends_as_the_table_says(path: Path) -> None:
    found = outcome(path)
    assert found == table()[found["file"]]
    if found["outcome"] == "refused":
        assert found["reason"]
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        form = child_form.read_form(path.read_bytes())
    assert parse_definition(definition_text(form)) == form
    made = compile_form(form)
    state = FormState(made, NOW)
    state.write_defaults()
    found_problems = [problem.path for problem in problems(state)]
    root, left = read_lines(form, lines_of(state.root))
    assert not left
    assert [problem.path for problem in problems(FormState(made, NOW, root))] == found_problems
    assert not state.failed


def test_the_table_names_no_other_forms() -> None:
    assert set(table()) == {path.relative_to(FOLDER).as_posix() for path in files()}


def test_the_documentation_counts_the_same() -> None:
    counts = Counter(row["outcome"] for row in table().values())
    said = (Path(__file__).parents[2] / "docs" / "xlsform.md").read_text("utf-8")
    assert f"{sum(counts.values())} forms" in said
    assert f"{counts['form']} can be answered" in said
    assert f"{counts['refused']} are refused" in said


if __name__ == "__main__":
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(outcome(path) for path in files())
    TABLE.write_text(text.getvalue(), "utf-8", newline="\n")
