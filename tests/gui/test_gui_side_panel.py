"""The side panel: a small record that is saved when it is left, and never loses what was typed."""

from __future__ import annotations

import pytest
from gui_windows import LONG, lock, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.inputs.base import written
from rilo_desktop.gui.widgets.layouts import hbox
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.gui.widgets.side_panel import RecordPanel
from rilo_desktop.records import ActionItem
from rilo_desktop.services.records import drafts, record

Place = tuple[MainWindow, Shell]
ROWS = ("title!", "origin_date lead", "action", "updates")
KEYS = Qt.Key


@pytest.fixture
def panel(sample: Place, qtbot: QtBot) -> RecordPanel:
    """In place of a page of the shell, beside something else that can have the focus."""
    _window, work = sample
    made = RecordPanel(work.context, "action-item", ROWS)
    page = hbox((QWidget(), 1), made)
    work.pages.addWidget(page)
    work.pages.setCurrentWidget(page)
    assert made.isHidden()
    return made


def opened(qtbot: QtBot, place: Place, panel: RecordPanel) -> str:
    window, work = place
    item = record.find(work.context.office.session, "XX-AI-2023-05", "action-item").record
    with qtbot.waitSignal(panel.loaded, timeout=LONG):
        panel.open(item.id)
    settle(qtbot, window)
    return item.id


def lead_of(work: Shell, wanted: str) -> str:
    found = record.get(work.context.office.session, wanted).record
    assert isinstance(found, ActionItem)
    return str(found.lead)


def typed(panel: RecordPanel, name: str, text: str) -> None:
    target = panel.form.fields[name].input.target()
    target.setFocus()
    QTest.keyClicks(target, text)


def test_escape_saves_what_was_typed_and_leaves(
    sample: Place, panel: RecordPanel, qtbot: QtBot
) -> None:
    _window, work = sample
    wanted = opened(qtbot, sample, panel)
    assert panel.isVisible()
    assert panel.caption.text()
    typed(panel, "lead", " and its deputy")
    with qtbot.waitSignal(panel.left, timeout=LONG):
        QTest.keyClick(panel.form.fields["lead"].input.target(), KEYS.Key_Escape)
    assert panel.isHidden()
    assert "and its deputy" in lead_of(work, wanted)


def test_nothing_is_written_where_nothing_was_typed(
    sample: Place, panel: RecordPanel, qtbot: QtBot
) -> None:
    _window, work = sample
    session = work.context.office.session
    wanted = opened(qtbot, sample, panel)
    before = len(record.history(session, wanted))
    with qtbot.waitSignal(panel.left, timeout=LONG):
        panel.close_button.click()
    assert len(record.history(session, wanted)) == before


def test_text_that_is_no_value_keeps_it_open(
    sample: Place, panel: RecordPanel, qtbot: QtBot
) -> None:
    opened(qtbot, sample, panel)
    target = panel.form.fields["origin_date"].input.target()
    target.selectAll()
    typed(panel, "origin_date", "soon")
    QTest.keyClick(target, KEYS.Key_Escape)
    panel.findChild(Question).buttons["keep"].click()  # type: ignore[union-attr]
    sample[0].activateWindow()
    assert panel.isVisible()
    assert sample[0].focusWidget() is target
    assert written(target) == "soon"


def test_a_new_record_begins_with_values_and_is_saved_once_typed_in(
    sample: Place, panel: RecordPanel, qtbot: QtBot
) -> None:
    _window, work = sample
    session = work.context.office.session
    with qtbot.waitSignal(panel.loaded, timeout=LONG):
        panel.begin({"item_kind": "standing"})
    made = panel.record_id
    with qtbot.waitSignal(panel.left, timeout=LONG):
        panel.leave()
    with session.reading() as reading:
        assert reading.records.stored(made) is None
    with qtbot.waitSignal(panel.loaded, timeout=LONG):
        panel.begin({"item_kind": "standing"})
    typed(panel, "title", "Check the list of functions")
    with qtbot.waitSignal(panel.saved, timeout=LONG):
        panel.leave()
    found = record.get(session, panel.record_id).record
    assert isinstance(found, ActionItem)
    assert (found.title, found.item_kind) == ("Check the list of functions", "standing")


def test_another_page_saves_it_too(sample: Place, panel: RecordPanel, qtbot: QtBot) -> None:
    window, work = sample
    wanted = opened(qtbot, sample, panel)
    typed(panel, "lead", ", acting")
    with qtbot.waitSignal(panel.saved, timeout=LONG):
        work.go("today")
    settle(qtbot, window)
    assert ", acting" in lead_of(work, wanted)


def test_locking_keeps_it_as_a_draft(sample: Place, panel: RecordPanel, qtbot: QtBot) -> None:
    window, work = sample
    wanted = opened(qtbot, sample, panel)
    typed(panel, "lead", ", in writing")
    work.keep_draft()
    kept = drafts.waiting(work.context.office.session).drafts
    assert [draft.record.id for draft in kept] == [wanted]
    assert ", in writing" in str(kept[0].record.lead)  # type: ignore[attr-defined]
    lock(qtbot, window)
