"""A new version from a stick, in the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from gui_windows import LONG
from pytestqt.qtbot import QtBot

from rilo_desktop.exchange import update_file
from rilo_desktop.gui.dialogs import update_dialog
from rilo_desktop.gui.lifecycle.file_open import open_file
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.labels import Label
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.services.office import backup, program_update


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    private, public = update_file.new_key()
    monkeypatch.setattr(program_update, "built_in_keys", lambda: (public,))
    monkeypatch.setattr(program_update, "system", lambda: program_update.USER)
    installer = tmp_path / "RILO-Desktop-99.0.0.run"
    installer.write_bytes(b"an installer")
    target = tmp_path / "new.riloupdate"
    files = {program_update.USER: installer}
    sign = update_file.signer(private)
    update_file.write(target, "99.0.0", "2026-12-01", {"en": "Faster lists."}, files, sign)
    return target


def asked(qtbot: QtBot, window: MainWindow) -> Question:
    qtbot.waitUntil(lambda: bool(window.findChildren(Question)), timeout=LONG)
    return window.findChildren(Question)[-1]


def said(question: Question) -> str:
    return " ".join(label.text() for label in question.findChildren(Label))


def test_a_locked_window_says_what_is_in_it(
    qtbot: QtBot, make_window: Callable[..., MainWindow], new_office: Path, file: Path
) -> None:
    window = make_window(new_office)
    open_file(window, file)
    question = asked(qtbot, window)
    words = said(question)
    assert "Version 99.0.0, issued 2026-12-01" in words
    assert "Faster lists." in words
    assert "Unlock the office" in words
    assert set(question.buttons) == {"close"}


def test_the_office_is_backed_up_then_the_installer_begins_and_the_window_closes(
    qtbot: QtBot,
    fresh: tuple[MainWindow, Shell],
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window, place = fresh
    started: list[list[str]] = []
    monkeypatch.setattr(
        update_dialog.subprocess, "Popen", lambda command, **_how: started.append(command)
    )
    before = backup.state(place.context.office.session).last
    open_file(window, file)
    asked(qtbot, window).buttons["go"].click()
    qtbot.waitUntil(lambda: bool(started), timeout=LONG)
    installer, folder = map(Path, started[0][-2:])
    assert folder == installer.parent
    assert installer.read_bytes() == b"an installer"
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=LONG)
    assert before is None
    assert len(backup.known(window.flow.folder)) == 1


def test_a_changed_file_changes_nothing(
    qtbot: QtBot, fresh: tuple[MainWindow, Shell], file: Path
) -> None:
    window, _ = fresh
    file.write_bytes(file.read_bytes()[:-1])
    open_file(window, file)
    question = asked(qtbot, window)
    assert "copy it again" in said(question)
    assert set(question.buttons) == {"close"}
    assert backup.known(window.flow.folder) == ()


def test_an_installer_that_cannot_be_started_is_said_and_removed(
    qtbot: QtBot,
    fresh: tuple[MainWindow, Shell],
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window, _ = fresh
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(program_update.tempfile, "tempdir", str(temporary))

    def refused(command: list[str], **_how: object) -> None:
        raise PermissionError(13, "denied", command[0])

    monkeypatch.setattr(update_dialog.subprocess, "Popen", refused)
    open_file(window, file)
    asked(qtbot, window).buttons["go"].click()
    qtbot.waitUntil(lambda: "could not be used" in said(asked(qtbot, window)), timeout=LONG)
    assert list(temporary.iterdir()) == []
    assert window.isVisible()
