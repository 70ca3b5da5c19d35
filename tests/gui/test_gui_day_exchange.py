# mypy: disable-error-code="attr-defined, call-arg"
"""What goes in and out all day: file dialogs, imports, submissions of a period or a view."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gui_windows import LONG, settle
from list_pages import Place, answered, cases, rows
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.routing import Route
from rilo_desktop.gui.state.folders import EXPORTS, KEPT
from rilo_desktop.services.office import preferences
from rilo_desktop.services.records import lists, record
from rilo_desktop.services.records.lists import Query


def test_a_file_dialog_begins_where_the_last_of_its_purpose_ended(
    qtbot: QtBot, sample: Place, tmp_path: Path
) -> None:
    window, _place = sample
    page = cases(qtbot, sample)
    page.exporting.ask_file()
    dialog = page.findChildren(QFileDialog)[-1]
    there = tmp_path / "reports"
    there.mkdir()
    dialog.fileSelected.emit(str(there / "list.xlsx"))
    settle(qtbot, window)
    dialog.close()
    page.exporting.ask_file()
    again = page.findChildren(QFileDialog)[-1]
    assert again.directory().absolutePath() == str(there)
    assert Path(again.selectedFiles()[0]).name == "Case studies.xlsx"
    again.close()
    there.rename(there.with_name("elsewhere"))  # as a stick that was pulled out
    page.exporting.ask_file()
    gone = page.findChildren(QFileDialog)[-1]
    assert gone.directory().absolutePath() == str(there.parent), "a folder that is there"
    gone.close()
    kept = preferences.read(window.office.session, KEPT)
    assert str(there) in kept, "in the store, encrypted, and nowhere else"
    assert EXPORTS in kept


def test_only_what_an_import_wrote_is_shown_after_it(
    qtbot: QtBot, fresh: Place, tmp_path: Path
) -> None:
    from openpyxl import Workbook

    window, place = fresh
    session = window.office.session
    record.save(session, replace(record.new(session, "case-study"), title="Here before"))
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Cases"
    for row in (["local_ref", "title"], ["N-1", "Came in"], ["N-2", "Came in too"]):
        sheet.append(row)
    book.save(tmp_path / "new.xlsx")
    place.travel(Route("import", files=(tmp_path / "new.xlsx",)))
    page = place.page("import")
    settle(qtbot, window)
    with qtbot.waitSignal(page.imported, timeout=LONG):
        (page.take if page._pages.currentIndex() == 1 else page.tables.take).click()
    settle(qtbot, window)
    page._go()
    settle(qtbot, window)
    found = place.list_page("case-study")
    assert [row.title for row in rows(qtbot, found)] in (
        ["Came in", "Came in too"],
        ["Came in too", "Came in"],
    )
    assert lists.count(session, "case-study") == 3


def test_a_submission_takes_the_records_of_a_period(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.go("submission")
    page = place.page("submission")
    page.begin()
    settle(qtbot, window)
    step = page.choose
    step.choose("case-studies")
    period = step.period
    assert [period.choice.itemText(n) for n in (0,)] == ["All times"]
    period.choice.setCurrentIndex(period.choice.findText("From … until …"))
    period.between.first.setText("2024-01")
    period.between.last.setText("2024-06")
    assert step.order().where == "date:2024-01/2024-06"
    with qtbot.waitSignal(page.check.checked, timeout=LONG):
        step.next.click()
    settle(qtbot, window)
    ranged = Query("case-study", filters={"date.range": ("2024-01/2024-06",)})
    expected = len(lists.find(window.office.session, ranged, counted=False).rows)
    assert len(page.check.records.chosen.rows) == expected
    assert expected > 0
    page._back_to_records()
    assert (step.where.text(), period.code) == ("", "2024-01/2024-06"), "it is there again"


def test_a_submission_takes_the_records_of_a_view(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    page = cases(qtbot, sample)
    page.facets.choose({"conveyance": ("AIR",)})
    page.refresh()
    answered(qtbot, page)
    page.preferences._keep_as("By air")
    answered(qtbot, page)
    count = page.model.rowCount()
    place.go("submission")
    step = place.page("submission").choose
    place.page("submission").begin()
    step.choose("case-studies")
    settle(qtbot, window)
    assert step._view.isVisibleTo(step)
    step.view.setCurrentIndex(step.view.findText("By air"))
    step._on_view()
    settle(qtbot, window)
    assert len(step.order().records) == count
    assert f"{count} chosen records" in step._picked_words.text()
