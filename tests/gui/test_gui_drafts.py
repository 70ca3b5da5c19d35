"""What was typed and not saved is there again, at the same place, after the machine failed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from gui_windows import LONG, PASSPHRASE, enter_as, lock, settle
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.routing import Route
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.lines import LinesInput
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.services.records import drafts, record
from rilo_desktop.services.records.drafts import Draft

MakeWindow = Callable[..., MainWindow]
Enter = Callable[[MainWindow], Shell]
Place = tuple[MainWindow, Shell]
KIND = "case-study"
TYPED = "Weigh the parcels"
TYPING = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from rilo_desktop.gui.routing import Route
from rilo_desktop.gui.lifecycle.bootstrap import begin

folder, passphrase, name, field, text = sys.argv[1:]
app, window = begin(Path(folder), "light", "en")
window.show()

def wait(ready):
    while not ready():
        QTest.qWait(5)

wait(lambda: window.unlock.officer.count() > 0)
window.unlock.passphrase.setText(passphrase)
window.unlock.unlock.click()
wait(lambda: window.shell is not None)
place = window.shell
place.travel(Route("case-study", name, new=not name))
editor = place.editor("case-study")
wait(lambda: editor.record_id and not window.tasks.busy and editor.form.complete)
editor._go_to(field)
for sign in text:
    QTest.keyClick(app.focusWidget(), sign)  # the first key opens a cell of a grid
wait(lambda: not editor.drafting._soon.isActive() and window.office.session.drafts.flush(5))
print(editor.record_id, flush=True)
app.exec()
"""


@pytest.fixture
def office(sample_office: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "killed"
    shutil.copytree(sample_office, folder)
    return folder


def typed_and_killed(folder: Path, name: str, field: str, text: str = TYPED) -> str:
    """Type in a real window, see it in the journal, and end it as a power cut would."""
    command = [sys.executable, "-c", TYPING, str(folder), PASSPHRASE, name, field, text]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ}
    ) as process:
        assert process.stdout is not None
        written = process.stdout.readline().strip()
        process.send_signal(signal.SIGKILL)
    assert written
    return written


def opened(qtbot: QtBot, place: Place, name: str) -> EditorPage:
    window, shell = place
    shell.travel(Route(KIND, name))
    settle(qtbot, window)
    return shell.editor(KIND)


def first_case(qtbot: QtBot, place: Place) -> EditorPage:
    window, shell = place
    editor = shell.editor(KIND)
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        shell.list_page(KIND)._open_row(0)
    settle(qtbot, window)
    return editor


def kept(window: MainWindow) -> tuple[Draft, ...]:
    return drafts.waiting(window.office.session).drafts


def typed(qtbot: QtBot, place: Place) -> EditorPage:
    editor = first_case(qtbot, place)
    editor.form.fields["lessons"].take_focus()
    QTest.keyClicks(editor.form.fields["lessons"].input, TYPED)
    qtbot.waitUntil(lambda: len(kept(place[0])) == 1, timeout=LONG)
    qtbot.waitUntil(lambda: not editor.drafting._soon.isActive(), timeout=LONG)
    return editor


def a_case(folder: Path) -> str:
    from rilo_desktop.services.office.session import open_store
    from rilo_desktop.services.records import lists

    with open_store(folder, PASSPHRASE) as session:
        found = lists.find(session, lists.Query(KIND))
        return lists.page(session, found, 0, 1)[0].id


def test_after_a_kill_the_same_record_opens_at_the_same_place(
    qtbot: QtBot, office: Path, make_window: MakeWindow
) -> None:
    name = typed_and_killed(office, a_case(office), "lessons")
    window = make_window(office, copied=False)
    place = enter_as(qtbot, window, PASSPHRASE)
    qtbot.waitUntil(lambda: window.toast.isVisible(), timeout=LONG)
    assert window.toast.action_button.text() == "Continue writing"
    window.toast.action_button.click()
    settle(qtbot, window)
    editor = place.editor(KIND)
    assert editor.record_id == name
    assert editor.dirty
    assert TYPED in str(editor.form.fields["lessons"].value())
    assert editor.head.state.text().startswith("Draft kept, not saved; as you left it at ")
    target = editor.form.fields["lessons"].input.target()
    assert isinstance(target, QTextEdit)
    assert editor.form.focusWidget() is target
    assert target.textCursor().position() == target.toPlainText().index(TYPED) + len(TYPED)
    with qtbot.waitSignal(editor.saved, timeout=LONG):
        editor.save()
    settle(qtbot, window)
    assert kept(window) == ()


def test_a_record_that_was_never_saved_comes_back(
    qtbot: QtBot, office: Path, make_window: MakeWindow
) -> None:
    name = typed_and_killed(office, "", "title")
    window = make_window(office, copied=False)
    place = enter_as(qtbot, window, PASSPHRASE)
    qtbot.waitUntil(lambda: window.toast.isVisible(), timeout=LONG)
    window.toast.action_button.click()
    settle(qtbot, window)
    editor = place.editor(KIND)
    assert editor.record_id == name
    assert editor.dirty
    assert editor.form.fields["title"].value() == TYPED
    with qtbot.waitSignal(editor.saved, timeout=LONG):
        editor.save()
    settle(qtbot, window)
    assert record.get(window.office.session, name).record.title_text == TYPED
    assert kept(window) == ()


def test_text_that_is_no_value_comes_back(
    qtbot: QtBot, office: Path, make_window: MakeWindow
) -> None:
    name = typed_and_killed(office, a_case(office), "value_total", "twelve")
    window = make_window(office, copied=False)
    place = enter_as(qtbot, window, PASSPHRASE)
    editor = opened(qtbot, (window, place), name)
    assert "twelve" in editor.form.fields["value_total"].input.text()
    assert editor.dirty


def test_a_cell_that_was_still_being_written_comes_back(
    qtbot: QtBot, office: Path, make_window: MakeWindow
) -> None:
    name = typed_and_killed(office, "", "goods", "Herons")
    window = make_window(office, copied=False)
    place = enter_as(qtbot, window, PASSPHRASE)
    editor = opened(qtbot, (window, place), name)
    (line,) = editor.form.value("goods")
    assert line.description == "Herons"
    assert editor.dirty


def test_a_cell_in_which_nothing_else_stands_is_no_draft(qtbot: QtBot, sample: Place) -> None:
    editor = first_case(qtbot, sample)
    lines = cast(LinesInput, editor.form.fields["goods"].input)
    lines.go_to(0, "description")
    lines.view.edit(lines.view.currentIndex())
    assert lines.open_cell() is None
    editor.drafting.keep()
    assert kept(sample[0]) == ()


def test_what_is_saved_has_no_draft(qtbot: QtBot, sample: Place) -> None:
    editor = typed(qtbot, sample)
    with qtbot.waitSignal(editor.saved, timeout=LONG):
        editor.save()
    settle(qtbot, sample[0])
    assert kept(sample[0]) == ()
    assert not editor.dirty


def test_what_is_discarded_has_no_draft(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    editor = typed(qtbot, sample)
    place.go("risk-indicator")
    question = editor.findChild(Question)
    assert question is not None
    question.buttons["drop"].click()
    settle(qtbot, window)
    assert kept(window) == ()


def test_a_draft_of_a_record_that_was_changed_since_shows_both(
    qtbot: QtBot, sample: Place, enter: Enter
) -> None:
    from dataclasses import replace

    window, place = sample
    session = window.office.session
    stored = first_case(qtbot, sample)
    now = record.get(session, stored.record_id)
    place.go("risk-indicator")
    mine = replace(now.record, lessons=TYPED)  # type: ignore[call-arg]
    drafts.keep(session, mine, now.revision)
    record.save(session, replace(now.record, title="Theirs"), now.revision)  # type: ignore[call-arg]
    lock(qtbot, window)
    place = enter(window)
    editor = opened(qtbot, (window, place), now.record.id)
    assert editor._conflict is not None
    assert editor._body.currentWidget() is editor._conflict
    editor._conflict.take_button.click()
    settle(qtbot, window)
    assert editor.form.value("lessons") == TYPED
    assert editor.form.value("title") == "Theirs"
    with qtbot.waitSignal(editor.saved, timeout=LONG):
        editor.save()
    settle(qtbot, window)
    assert kept(window) == ()
