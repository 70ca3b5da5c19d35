"""A form that takes choices from other files is loaded with them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import form_workbooks as make
import pytest
from gui_windows import settle
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.questionnaires.head import QuestionnairesHead
from rilo_desktop.gui.pages.questionnaires.list_files import ListFiles
from rilo_desktop.gui.routing import Route
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.inputs.code import MOST_SUGGESTED, Choice, CodeInput
from rilo_desktop.gui.widgets.inputs.codes import CodesInput
from rilo_desktop.records import FieldSpec, FieldType, Questionnaire

KIND = Questionnaire.kind.code
TOWNS = "name,label,region\nbo,Bogotá,an\nca,Cali,pa\n"
SHEETS = make.survey(
    "type; name; label; choice_filter",
    "text; region; Region",
    "select_one_from_file towns.csv; town; Town; region = ${region}",
    "select_one_from_file ports.csv; port; Port",
)


@pytest.fixture
def head(
    qtbot: QtBot,
    new_office: Path,
    tmp_path: Path,
    make_window: Callable[..., MainWindow],
    enter: Callable[[MainWindow], Shell],
) -> QuestionnairesHead:
    shutil.copytree(new_office, tmp_path / "office")
    window = make_window(tmp_path / "office")
    window.resize(1366, 768)
    shell = enter(window)
    shell.travel(Route(KIND))
    settle(qtbot, window)
    found = window.findChild(QuestionnairesHead)
    assert isinstance(found, QuestionnairesHead)
    return found


def asked(qtbot: QtBot, head: QuestionnairesHead, tmp_path: Path) -> ListFiles:
    """The dialog, after the form alone was chosen."""
    head.load(make.workbook(tmp_path / "places.xlsx", SHEETS))
    qtbot.waitUntil(lambda: bool(head.findChildren(ListFiles)), timeout=20_000)
    (dialog,) = head.findChildren(ListFiles)
    assert isinstance(dialog, ListFiles)
    return dialog


def drop(dialog: ListFiles, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none))


def told(dialog: ListFiles) -> dict[str, str]:
    return {name: line.text() for name, line in dialog.lines.items()}


def test_the_lists_of_a_form_are_dropped_at_once(
    qtbot: QtBot, head: QuestionnairesHead, tmp_path: Path
) -> None:
    dialog = asked(qtbot, head, tmp_path)
    assert told(dialog) == {
        "towns.csv": "towns.csv: still missing",
        "ports.csv": "ports.csv: still missing",
    }
    assert not dialog.load_button.isEnabled()
    towns, ports, other = (tmp_path / name for name in ("towns.csv", "ports.csv", "other.csv"))
    towns.write_text(TOWNS, "utf-8")
    ports.write_text("name,label\nro,Rotterdam\n", "utf-8")
    other.write_text("name,label\nx,X\n", "utf-8")
    drop(dialog, towns, ports, other)
    assert set(told(dialog).values()) == {"towns.csv: chosen", "ports.csv: chosen"}
    assert dialog.message.text() == "The form does not ask for other.csv."
    window = head.window()
    assert isinstance(window, MainWindow)
    dialog.load_button.click()
    qtbot.waitUntil(lambda: not head.findChildren(ListFiles), timeout=20_000)
    settle(qtbot, window)
    assert window.shell is not None
    with_form = window.shell.context.office.session
    from rilo_desktop.services.records import forms

    (line,) = forms.listed(with_form)
    definition = forms.definition_of(line.form)
    assert [one.name for one in definition.lists["towns"]] == ["bo", "ca"]
    assert [one.name for one in definition.files] == ["towns.csv", "ports.csv"]


def test_a_list_that_does_not_fit_is_said_and_given_again(
    qtbot: QtBot, head: QuestionnairesHead, tmp_path: Path
) -> None:
    dialog = asked(qtbot, head, tmp_path)
    (tmp_path / "ports.csv").write_text("name,label\nro,Rotterdam\n", "utf-8")
    (tmp_path / "towns.csv").write_text("name,label,region\nbo,B,an\nbo,C,an\n", "utf-8")
    dialog.take([tmp_path / "towns.csv", tmp_path / "ports.csv"])
    dialog.load_button.click()
    qtbot.waitUntil(lambda: bool(dialog.message.text()), timeout=20_000)
    assert dialog.message.text().startswith("towns.csv, row 3: “bo”")
    assert dialog.isEnabled()
    (tmp_path / "towns.csv").write_text(TOWNS, "utf-8")
    dialog.load_button.click()
    qtbot.waitUntil(lambda: not head.findChildren(ListFiles), timeout=20_000)


def test_what_is_typed_is_found_in_a_list_of_20_000(qtbot: QtBot) -> None:
    choices = [Choice(f"t{n}", f"Town {n}") for n in range(20_000)]
    made = CodesInput(FieldSpec(FieldType.CODES, "Towns"), choices)
    qtbot.addWidget(made)
    made.show()
    box = made.target()
    assert isinstance(box, CodeInput)
    box.setFocus()
    QTest.keyClicks(box, "town")
    assert box.suggestions() is not None
    assert box.suggestions().model().rowCount() == MOST_SUGGESTED
    QTest.keyClicks(box, " 19999")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert made.value() == ("t19999",)
