"""A form before it is sent, in the window: what offices will not be asked, and how it prints."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from gui_windows import LONG
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.questionnaires.checking import CheckFormPage
from rilo_desktop.gui.pages.questionnaires.list_files import ListFiles
from rilo_desktop.gui.routing import CHECKED_FORM, Route
from rilo_desktop.gui.shell import Shell
from rilo_desktop.records import Questionnaire

FORMS = Path(__file__).parents[2] / "resources" / "forms"
TABLE = """
| survey |
| | type         | name | label::English (en) | label::Français (fr) |
| | text         | a    | Who                 | Qui                  |
| | video        | film | Film it             | Filmez               |
| | integer      | n    | How many            |                      |
| | begin repeat | r    |                     |                      |
| | text         | b    | Line                | Ligne                |
| | end repeat   |      |                     |                      |
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "visit.md"
    path.write_text(TABLE.strip(), "utf-8")
    return path


@pytest.fixture
def shell(
    new_office: Path,
    make_window: Callable[..., MainWindow],
    enter: Callable[[MainWindow], Shell],
) -> Shell:
    window = make_window(new_office)
    window.resize(1366, 768)
    return enter(window)


def page_of(qtbot: QtBot, shell: Shell, *files: Path) -> CheckFormPage:
    shell.travel(Route(CHECKED_FORM, files=files))
    page = shell.page(CHECKED_FORM)
    assert isinstance(page, CheckFormPage)
    qtbot.waitUntil(lambda: bool(page.findings.found), timeout=LONG)
    return page


def test_the_author_sees_what_offices_are_not_asked_and_how_it_prints(
    qtbot: QtBot, shell: Shell, table: Path
) -> None:
    page = page_of(qtbot, shell, table)
    found = {(one.severity, one.where): one.sentence for one in page.findings.found}
    asked = found["warns", "sheet survey, row 3, film"]
    assert asked == "Video is not asked. Ask for it in words, or for a picture."
    assert page.about.text().startswith("3 questions, 1 repeat · English (en): 1 page")
    assert [page.language.itemText(at) for at in range(page.language.count())] == [
        "English (en)",
        "Français (fr)",
    ]
    qtbot.waitUntil(lambda: page.paper.pages == 1, timeout=LONG)
    page.language.setCurrentIndex(1)
    qtbot.waitUntil(lambda: bool(page.paper._images), timeout=LONG)


def test_a_workbook_that_is_corrected_is_read_again(
    qtbot: QtBot, shell: Shell, table: Path
) -> None:
    table.write_text(TABLE.strip().replace("text  ", "txet  "), "utf-8")
    page = page_of(qtbot, shell, table)
    (refused,) = page.findings.found
    assert refused.severity == "blocks"
    said = "visit.md, sheet survey, row 2, a: there is no type of question “txet”: correct it."
    assert refused.sentence == said
    assert not page.load_button.isEnabled()
    table.write_text(TABLE.strip(), "utf-8")
    page._look()
    qtbot.waitUntil(lambda: page.load_button.isEnabled(), timeout=LONG)


def test_lists_of_other_files_are_asked_for(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    path, towns = tmp_path / "visit.md", tmp_path / "towns.csv"
    row = "| | select_one_from_file towns.csv | town | Town |"
    path.write_text(f"| survey |\n| | type | name | label |\n{row}\n", "utf-8")
    towns.write_text("name,label\nsuva,Suva\n", "utf-8")
    page = page_of(qtbot, shell, path)
    (missing,) = page.findings.found
    assert "towns.csv" in missing.sentence
    (dialog,) = page.findChildren(ListFiles)
    dialog.take([towns])
    dialog.load_button.click()
    qtbot.waitUntil(lambda: page.load_button.isEnabled(), timeout=LONG)
    assert page._files == (path, towns)


def test_it_is_loaded_from_here(qtbot: QtBot, shell: Shell) -> None:
    page = page_of(qtbot, shell, FORMS / "rilo_questionnaire.xlsx")
    qtbot.waitUntil(lambda: page.load_button.isEnabled(), timeout=LONG)
    page.load_button.click()
    qtbot.waitUntil(lambda: shell.here.page == Questionnaire.kind.code, timeout=LONG)


def test_nothing_is_kept_by_looking(qtbot: QtBot, shell: Shell, table: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in table.parent.rglob("*")}
    page_of(qtbot, shell, table)
    assert {path: path.stat().st_mtime_ns for path in table.parent.rglob("*")} == before
    if folder := os.environ.get("RILO_TEST_PICTURES"):
        shell.window().grab().save(str(Path(folder) / "form-check.png"))
