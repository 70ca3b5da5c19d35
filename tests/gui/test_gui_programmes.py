"""Programmes and the operations of a year above them: phases by month, late only against a day."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest
from gui_windows import settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.analysis.activities import months_of
from rilo_desktop.gui.itemviews.matrix import Shade
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.programmes.head import OperationsHead, state_of
from rilo_desktop.gui.shell import Shell
from rilo_desktop.records import Activity, OperationPhase, Programme

Place = tuple[MainWindow, Shell]
TODAY = date(2026, 11, 27)


def test_an_operation_shows_its_phases_and_opens(sample: Place, qtbot: QtBot) -> None:
    window, work = sample
    work.go(Programme.kind.code)
    settle(qtbot, window)
    page = work.list_page(Programme.kind.code)
    head = cast(OperationsHead, page.list_head)
    head.show_year(2026)
    settle(qtbot, window)
    (row,) = head.view.rows
    light, dark = Shade.LOW, Shade.STRONG
    assert [cell.shade for cell in row.cells] == ["", light, dark, light, light] + [""] * 7
    assert [cell.is_bar for cell in row.cells] == [False] + [True] * 4 + [False] * 7
    assert row.cells[2].spoken == "Practice operation: small parcels, Mar 2026: Action"
    assert row.end == "4 took part"
    head.take_focus()
    assert head.view.hasFocus()
    QTest.keyClick(head.view, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert work.editor(Activity.kind.code).record_id == head._rows[0].id
    head.show_year(2020)
    settle(qtbot, window)
    assert head.view.isHidden()
    assert not head._holder.isHidden()


def test_the_days_of_an_operation_are_its_action() -> None:
    operation = Activity(
        activity_kind="operation",
        date_start="2025-12-20",
        date_end="2026-02-03",
        phases=(OperationPhase(phase="results", start="2026-02-01", end="2026-04"),),
    )
    assert months_of(operation, 2026)[:5] == ("action", "action", "results", "results", "")
    assert months_of(operation, 2025)[11] == "action"
    assert months_of(Activity(), 2026) == ("",) * 12


@pytest.mark.parametrize(
    ("values", "text", "late"),
    [
        ({"programme_status": "active", "next_report": "2026-12-02"}, "2 Dec 2026", False),
        ({"programme_status": "active", "next_report": "2026-11-02"}, "2 Nov 2026", True),
        ({"programme_status": "closed", "next_report": "2026-11-02"}, "Closed", False),
        ({"programme_status": "decision_open"}, "Decision open", False),
    ],
)
def test_only_a_day_that_was_announced_can_be_late(
    values: dict[str, str], text: str, late: bool
) -> None:
    state = state_of(values, TODAY)
    assert state is not None
    assert text in state.text.replace("\u00a0", " ")
    assert state.is_late is late
