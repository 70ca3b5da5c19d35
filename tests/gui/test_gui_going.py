"""What must go, in the window: purged with its certificate, or kept long enough and let go."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

from gui_windows import LONG, SECOND, apply, choose, enter_as, office_part, settle
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.office.retention_and_purge import RetentionAndPurgeSection
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.records import Workflow
from rilo_desktop.services.records import lists, record, retention
from rilo_desktop.services.records.record import Stored

Place = tuple[MainWindow, Shell]
MakeWindow = Callable[..., MainWindow]
NAME = "Herons of the ferry"


def section(qtbot: QtBot, window: MainWindow) -> RetentionAndPurgeSection:
    place = window.shell
    assert place is not None
    return cast(RetentionAndPurgeSection, office_part(qtbot, window, "going"))


def a_case(window: MainWindow) -> Stored:
    session = window.office.session
    found = lists.find(session, lists.Query("case-study"))
    return record.get(session, lists.page(session, found, 0, 1)[0].id)


def named_by_mistake(window: MainWindow) -> Stored:
    session, now = window.office.session, a_case(window)
    wrong = replace(now.record, lessons=NAME)  # type: ignore[call-arg]
    record.save(session, wrong, now.revision)
    then = record.get(session, now.record.id)
    record.save(session, now.record, then.revision)
    return record.get(session, now.record.id)


def answered(qtbot: QtBot, parent: RetentionAndPurgeSection, key: str) -> None:
    qtbot.waitUntil(lambda: parent.findChild(Question) is not None, timeout=LONG)
    question = parent.findChild(Question)
    assert question is not None
    question.buttons[key].click()


def test_a_text_is_purged_from_older_states_and_the_certificate_is_saved(
    qtbot: QtBot, sample: Place, tmp_path: Path
) -> None:
    window, _ = sample
    stored = named_by_mistake(window)
    form = section(qtbot, window).purge
    assert form.isVisible()  # an office without a steward has its head
    form.reference.setText(stored.record.reference)
    form.text.setText("herons")
    form.do.click()
    assert form.message.text() == "Say why it is purged; the deletion record keeps the reason."
    form.reason.setText("a person was named")
    form.do.click()
    with qtbot.waitSignal(form.purged, timeout=LONG):
        answered(qtbot, cast(RetentionAndPurgeSection, form), "purge")
    assert form.told.text().startswith(f"{stored.record.reference}: 1 revision was purged, entry ")
    assert form.reason.text() == ""
    form.save.click()
    dialog = form.findChild(QFileDialog)
    assert dialog is not None
    path = tmp_path / "certificate.json"
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.waitUntil(path.exists, timeout=LONG)
    settle(qtbot, window)
    assert json.loads(path.read_text("utf-8"))["reason"] == "a person was named"
    assert record.get(window.office.session, stored.record.id).record == stored.record


def test_everything_a_record_said_goes_after_a_question(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    stored = a_case(window)
    form = section(qtbot, window).purge
    form.reference.setText(stored.record.reference)
    form.reason.setText("not ours")
    form.do.click()
    answered(qtbot, cast(RetentionAndPurgeSection, form), "keep")
    settle(qtbot, window)
    assert record.get(window.office.session, stored.record.id) == stored
    form.do.click()
    with qtbot.waitSignal(form.purged, timeout=LONG):
        answered(qtbot, cast(RetentionAndPurgeSection, form), "purge")
    settle(qtbot, window)
    left = record.get(window.office.session, stored.record.id).record
    assert left.title_text == ""
    assert left.workflow == Workflow.WITHDRAWN.value


def test_a_record_that_is_not_there_is_one_sentence(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    form = section(qtbot, window).purge
    form.reference.setText("AP/2026/CS/A9999")
    form.reason.setText("x")
    form.do.click()
    qtbot.waitUntil(lambda: bool(form.message.text()), timeout=LONG)
    assert "A9999" in form.message.text()
    assert form.do.isEnabled()


def test_what_is_due_stands_there_until_somebody_lets_it_go(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    session = window.office.session
    form = section(qtbot, window).retention
    assert form.none.text() == "No rule: every record is kept permanently."
    choose(form.rules["case-study"].box, "1 changed")
    settle(qtbot, window)
    assert retention.rules(session) == ()
    apply(qtbot, window)
    assert retention.rules(session) == (retention.RetentionRule("case-study", 1),)
    assert form.none.text() == "No record is due for deletion."
    assert not form.do.isVisible()
    day = session.store.clock
    session.store.clock = lambda: day().replace(year=day().year + 2)
    with qtbot.waitSignal(form.shown, timeout=LONG):
        form.read()
    count = len(form.due)
    assert count > 0
    assert form.table.rows[0][1] == "Case study"
    form.table.selectRow(0)
    gone = form.due[0].record
    form.do.click()
    with qtbot.waitSignal(form.purged, timeout=LONG) as purged:
        answered(qtbot, cast(RetentionAndPurgeSection, form), "purge")
    settle(qtbot, window)
    assert [one.record for one in purged.args[0]] == [gone]
    assert len(form.due) == count - 1


def test_who_may_not_purge_sees_no_form_and_who_does(
    qtbot: QtBot, make_window: MakeWindow, office_of_two: Path
) -> None:
    window = make_window(office_of_two)
    enter_as(qtbot, window, SECOND)
    part = section(qtbot, window)
    assert not part.purge.isVisible()
    assert part.why_not.isVisible()
    assert not part.retention.rules["case-study"].box.isEnabled()
    assert not part.retention.do.isVisible()
