"""Tables of words: the wide column takes what is left, and is never squeezed to nothing."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from rilo_desktop.gui.theme import scaled
from rilo_desktop.gui.widgets.table import WordsTable


def test_a_wide_column_without_room_makes_the_table_scroll(qtbot: QtBot) -> None:
    table = WordsTable("Offices", ["Office", "Newest submissions", "A long heading of a paper"], 1)
    qtbot.addWidget(table)
    table.show_rows([("X1", "X1/2026/SUB/A0001, a long name of it", "received on time and read")])
    widths, scrolls = {}, table.horizontalScrollBar().maximum
    for wide in (900, 320, 900):
        table.resize(wide, 200)
        with qtbot.waitExposed(table):
            table.show()
        if wide == 320:
            qtbot.waitUntil(lambda: scrolls() > 0)
        else:
            qtbot.waitUntil(lambda: scrolls() == 0)
        widths[wide] = table.columnWidth(1)
    assert widths[320] > scaled(90)
    assert widths[900] > widths[320]
