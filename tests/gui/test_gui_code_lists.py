"""Code lists of the office: a name and a code are given in the window, and taken back."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import cast

from gui_windows import settle
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.i18n import code_label
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import OFFICE
from rilo_desktop.gui.pages.office.code_lists import CodeListsSection
from rilo_desktop.gui.pages.office.page import OfficePage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.guard_question import GuardQuestion
from rilo_desktop.gui.widgets.inputs.factory import choices_of
from rilo_desktop.records import GoodsLine, fields_of


def _has(section: CodeListsSection, count: int) -> bool:
    return len(section.entries) == count


def section_of(place: Shell) -> CodeListsSection:
    place.go(OFFICE)
    return cast(OfficePage, place.page(OFFICE)).code_lists


def saved(section: CodeListsSection, of: str, code: str, english: str) -> None:
    section.list.setCurrentIndex(section.list.findData(of))
    section.code.setText(code)
    section.english.setText(english)
    section.save.click()


def test_a_code_is_added_and_taken_back(qtbot: QtBot, fresh: tuple[MainWindow, Shell]) -> None:
    window, place = fresh
    section = section_of(place)
    settle(qtbot, window)
    assert not section.table.isVisibleTo(section)
    saved(section, "product_category", "herbal", "Herbal remedies")
    qtbot.waitUntil(lambda: len(section.entries) == 1)
    (added,) = section.entries
    said = f"Herbal remedies ({place.context.entered.office_code}, provisional)"
    assert code_label("product_category", added.code) == said
    offered = choices_of(fields_of(GoodsLine)["category"], place.context.names)
    assert said in [one.label for one in offered]
    saved(section, "country", "TR", "Anatolia")
    qtbot.waitUntil(lambda: len(section.entries) == 2)
    assert code_label("country", "TR") == "Anatolia"
    for left in (1, 0):
        section.table.selectRow(0)
        section.take_back.click()
        qtbot.waitUntil(partial(_has, section, left))
    assert code_label("country", "TR") != "Anatolia"


def test_the_codes_of_a_list_stand_there_and_are_chosen_from(
    qtbot: QtBot, sample: tuple[MainWindow, Shell]
) -> None:
    window, place = sample
    section = section_of(place)
    settle(qtbot, window)
    for at in range(section.list.count()):
        section.list.setCurrentIndex(at)
        section.list.activated.emit(at)
        assert section.known.rows, section.list.currentText()
    section.list.setCurrentIndex(section.list.findData("country"))
    section.list.activated.emit(section.list.currentIndex())
    row = next(n for n, values in enumerate(section.known.rows) if values[0] == "FR")
    section.known.setFocus()
    section.known.selectRow(row)
    fields = (section.code, section.english, section.french)
    assert [field.text() for field in fields] == list(section.known.rows[row])


def question_of(section: CodeListsSection) -> GuardQuestion | None:
    found = section.findChildren(GuardQuestion)
    return found[0] if found and found[0].isVisible() else None


def test_a_name_with_personal_data_is_asked_about_when_it_is_given(
    qtbot: QtBot, fresh: tuple[MainWindow, Shell], tmp_path: Path
) -> None:
    window, place = fresh
    section = section_of(place)
    settle(qtbot, window)
    saved(section, "product_category", "herbal", "ask john.smith@example.com")
    qtbot.waitUntil(lambda: question_of(section) is not None)
    question = question_of(section)
    assert question is not None
    assert not question.give.isEnabled()
    question.change.click()
    qtbot.waitUntil(lambda: question_of(section) is None)
    assert section.entries == ()
    assert section.english.text() == "ask john.smith@example.com"
    section.save.click()
    qtbot.waitUntil(lambda: question_of(section) is not None)
    question = question_of(section)
    assert question is not None
    question.lines[0].setText("a box of the office")
    question.give.click()
    qtbot.waitUntil(lambda: len(section.entries) == 1)
    part, path = section.packs, tmp_path / "x.rilolists"
    part.version.setText("1")
    part.source.setText("Our own list")
    part.write(path)
    qtbot.waitUntil(lambda: bool(part.findChildren(GuardQuestion)))
    (asked,) = part.findChildren(GuardQuestion)
    asked.lines[0].setText("a box of the office")
    asked.give.click()
    qtbot.waitUntil(path.exists)
