"""`rilo form check`: what the author of a form is told before it is sent; no office is needed."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from rilo_desktop.cli import main

FORM = Path(str(resources.files("rilo_desktop.assets"))) / "forms" / "rilo_questionnaire.xlsx"
TABLE = """
| survey  |
|         | type              | name | label::English (en) | label::Français (fr) | relevant   |
|         | begin group       | g    | Part                | Partie               |            |
|         | text              | a    | Who                 | Qui                  |            |
|         | integer           | n    | How many            |                      | ${a} != '' |
|         | video             | film | Film it             | Filmez               |            |
|         | end group         |      |                     |                      |            |
|         | begin repeat      | r    |                     |                      |            |
|         | text              | b    | Line                | Ligne                |            |
|         | end repeat        |      |                     |                      |            |
"""
Rilo = Callable[..., tuple[int, str, str]]


@pytest.fixture
def rilo(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Rilo:
    monkeypatch.delenv("RILO_STORE", raising=False)
    monkeypatch.delenv("RILO_PASSPHRASE", raising=False)

    def run(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    return run


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "visit.md"
    path.write_text(TABLE.strip(), "utf-8")
    return path


def data(answer: tuple[int, str, str], code: int) -> Any:
    assert answer[0] == code, answer[2]
    return json.loads(answer[1])


def test_what_offices_are_not_asked_is_said_with_its_row_and_what_to_do(
    table: Path, rilo: Rilo
) -> None:
    code, out, err = rilo("form", "check", table)
    assert code == 1, "the author has to decide"
    assert "3 questions, 1 after certain answers, 1 group, 1 repeat" in out
    assert "English (en): 1 page\nFrançais (fr): 1 page" in out
    assert (
        "visit.md, sheet survey, row 5, film: video is not asked. Ask for it in words, or for a "
        "picture."
    ) in err
    assert "Français (fr): a label or hint is missing in 1 of 5 rows." in err
    assert "sheet survey, row 7: the repeat has no label" in err
    said = rilo("--language", "fr", "form", "check", table)[2]
    assert "visit.md, feuille survey, ligne 5, film\u202f: video n’est pas demandé" in said
    assert "is not asked" not in said


def test_a_script_gets_the_same_as_data(table: Path, rilo: Rilo) -> None:
    found = data(rilo("form", "check", table, "--json"), 1)
    counts = {name: found[name] for name in ("questions", "after_others", "groups", "repeats")}
    assert counts == {"questions": 3, "after_others": 1, "groups": 1, "repeats": 1}
    assert found["pages"] == {"English (en)": 1, "Français (fr)": 1}
    left = next(one for one in found["findings"] if one["rule"] == "form.left_out")
    place = {name: left[name] for name in ("file", "sheet", "row", "item")}
    assert place == {"file": "visit.md", "sheet": "survey", "row": 5, "item": "film"}


def test_its_pages_are_written_in_every_language(rilo: Rilo, tmp_path: Path) -> None:
    out = tmp_path / "look.pdf"
    found = data(rilo("form", "check", FORM, "--out", out, "--json"), 0)
    assert {one["rule"] for one in found["findings"]} == {"form.ignored"}, "nothing to decide"
    pages = pypdfium2.PdfDocument(out)
    assert len(pages) == sum(found["pages"].values())
    first, *others = (page.get_textpage().get_text_range() for page in pages)
    assert "About the answer" in first
    assert any("Questionnaire annuel" in other for other in others)
    assert [path.name for path in tmp_path.iterdir()] == ["look.pdf"], "nothing else is kept"


def test_what_stands_empty_and_what_prints_otherwise_is_said(rilo: Rilo, tmp_path: Path) -> None:
    path = tmp_path / "visit.md"
    path.write_text(
        "| survey |\n| | type | name | label | required | relevant |\n"
        "| | audio | said | Say it 🚢 | yes | |\n| | text | a | Ā 🚢 | | ${said} != '' |\n"
        "| | text | b | \u0b95\u0b99 | | |\n",
        "utf-8",
    )
    code, out, err = rilo("form", "check", path)
    assert code == 1
    assert (
        "row 2, said: audio is not asked. Ask for it in words. The workbook requires an answer; "
        "offices owe none. What looks at its answer finds it empty."
    ) in err
    assert err.count("U+1F6A2 cannot be printed, and is printed as [ship].") == 1
    assert err.count("No font of the documents has the letters of this script (Tamil).") == 1
    assert "cannot be printed" in out, "it has these letters in no other language"


def test_lists_of_other_files_are_read_with_it(rilo: Rilo, tmp_path: Path) -> None:
    path = tmp_path / "visit.md"
    path.write_text(
        "| survey |\n| | type | name | label |\n"
        "| | select_one_from_file towns.csv | town | Town |\n",
        "utf-8",
    )
    towns = tmp_path / "towns.csv"
    towns.write_text("name,label\nsuva,Suva\n", "utf-8")
    code, _, err = rilo("form", "check", path)
    assert code == 1
    assert "towns.csv" in err
    assert rilo("form", "check", path, "--with", towns)[0] == 0


def test_what_is_no_form_is_refused_and_nothing_is_written(rilo: Rilo, tmp_path: Path) -> None:
    path = tmp_path / "bad.md"
    path.write_text("| survey |\n| | type | name | label |\n| | txet | a | A |\n", "utf-8")
    code, out, err = rilo("form", "check", path, "--out", tmp_path / "look.pdf")
    assert (code, out) == (1, "")
    assert err.startswith("bad.md, sheet survey, row 2, a: there is no type of question “txet”")
    assert not (tmp_path / "look.pdf").exists()
