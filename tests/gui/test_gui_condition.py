"""The state of the store in the window: the history against backups and printed entries."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from gui_windows import LONG, office_part
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.office.store_check import StoreCheckSection
from rilo_desktop.gui.shell import Shell
from rilo_desktop.services.office import audit_log, backup

Place = tuple[MainWindow, Shell]


def section(qtbot: QtBot, place: Place) -> StoreCheckSection:
    window, _shell = place
    return cast(StoreCheckSection, office_part(qtbot, window, "condition"))


def checked(qtbot: QtBot, part: StoreCheckSection) -> str:
    with qtbot.waitSignal(part.checked, timeout=LONG):
        part.button.click()
    return part.result.text()


def test_the_history_is_compared_with_a_backup(qtbot: QtBot, sample: Place, tmp_path: Path) -> None:
    window, _ = sample
    made = backup.back_up(window.office.session, tmp_path).path
    part = section(qtbot, sample)
    part.compare.click()
    dialog = part.findChild(QFileDialog)
    assert dialog is not None
    with qtbot.waitSignal(part.checked, timeout=LONG):
        dialog.fileSelected.emit(str(made))
    dialog.close()
    assert part.result.text().startswith("The store is intact")
    made.write_bytes(b"no backup any more")
    part._check((made,))
    qtbot.waitUntil(window.toast.isVisible, timeout=LONG)
    assert made.name in window.toast.words.text()
    assert part.button.isEnabled()


def test_an_entry_of_a_printed_document_is_looked_for(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    line = audit_log.newest(window.office.session, 1)[0]
    part = section(qtbot, sample)
    part.entry.setText(str(line.operation))
    part.hash.setText(line.hash.upper())
    assert checked(qtbot, part).startswith("The store is intact")
    part.hash.setText("0" * 64)
    assert checked(qtbot, part).startswith("1 problem was found")
    (found,) = part.findings.found
    assert found.sentence.startswith(f"Entry {line.operation} of the log is gone")


def test_what_can_be_made_anew_is_made_anew(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    session = window.office.session
    with session.unit("edit") as unit:
        unit.reading.run("DELETE FROM record WHERE kind = 'case-study'")
    part = section(qtbot, sample)
    assert "found" in checked(qtbot, part)
    assert part.repair.isVisible()
    with qtbot.waitSignal(part.checked, timeout=LONG):
        part.repair.click()
    assert part.result.text().startswith("The store is intact")
    assert not part.repair.isVisible()
