# mypy: disable-error-code="attr-defined, call-arg"
"""The editor: nothing is lost, nothing changes untouched, findings lead to their field."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gui_windows import LONG, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.presentation.form_spec import LEFT_OUT
from rilo_desktop.presentation.registry import LISTED, record_type
from rilo_desktop.records import NOT_KNOWN, Record, RequiredFor, class_of, fields_of
from rilo_desktop.services.records import lists, record
from rilo_desktop.services.records.lists import Query
from sample_office import FEW_SHIPPED
from short_forms import share

Place = tuple[MainWindow, Shell]


def opened(qtbot: QtBot, place: Shell, kind: str, at: int = 0) -> EditorPage:
    page = place.list_page(kind)
    qtbot.waitUntil(lambda: page.model.listed(at) is not None, timeout=LONG)
    editor = place.editor(kind)
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        page._open_row(at)
    return editor


def new(qtbot: QtBot, place: Shell, kind: str = "case-study") -> EditorPage:
    editor = place.editor(kind)
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        place.write(kind)
    return editor


@pytest.mark.parametrize("kind", LISTED)
def test_every_field_is_on_the_form(kind: str) -> None:
    rows = record_type(kind).arranged
    on_form = [cell.field for section in rows.values() for cells in section for cell in cells]
    described = fields_of(class_of(kind))
    for_people = {name for name, about in described.items() if not about.for_program}
    assert sorted(on_form) == sorted(for_people - LEFT_OUT)


def test_a_record_that_nobody_touched_stays_exactly_as_it_was(qtbot: QtBot, sample: Place) -> None:
    """Every third one; `make proof PARTS=walk` shows all."""
    window, place = sample
    session = window.office.session
    for kind in LISTED:
        place.go(kind)
        settle(qtbot, window)
        editor = place.editor(kind)
        records: list[Record] = []
        window.tasks.ask(
            lambda kind=kind: [s.record for s in lists.all_stored(session, Query(kind))],  # type: ignore[misc]
            then=records.extend,
        )
        settle(qtbot, window)
        assert len(records) >= FEW_SHIPPED.get(kind, 10), f"add sample records for {kind}"
        for stored in share(records, 0, 3):
            assert_stays(editor, stored)


def assert_stays(editor: EditorPage, stored: Record) -> None:
    editor.form.set_record(stored)
    assert not editor.form.dirty, stored
    assert editor.form.record() == stored
    for name, field in editor.form.fields.items():
        assert field.complaint() == "", (stored.reference, name)
        kept, shown = getattr(stored, name), field.value()
        if isinstance(kept, str):
            assert (
                shown is NOT_KNOWN or shown == " ".join(kept.split("\n")) or (shown == kept.strip())
            ), (stored.reference, name)
        else:
            assert shown == kept or (not shown and not kept), (stored.reference, name)


def test_what_was_written_is_saved_and_there_again(qtbot: QtBot, fresh: Place) -> None:
    window, place = fresh
    editor = new(qtbot, place)
    QTest.keyClicks(window.focusWidget(), "Watches in a parcel")
    editor.form.fields["lessons"].input.setPlainText("Look at the weight")
    assert editor.dirty
    with qtbot.waitSignal(editor.saved, timeout=LONG) as saved:
        QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert not editor.dirty
    page = place.list_page("case-study")
    row = page.model.listed(0)
    assert row is not None
    assert (row.id, row.title) == (saved.args[0], "Watches in a parcel")
    assert editor.head.name.text().startswith("AP/")


def test_what_is_no_value_stands_against_the_release(qtbot: QtBot, sample: Place) -> None:
    _window, place = sample
    editor = opened(qtbot, place, "case-study")
    editor.form.go_to("date")
    date = editor.form.fields["date"].input
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        QTest.keyClicks(date, "the day after")
    first = editor.side.view.found[0]
    assert (first.severity, first.path) == ("blocks", "date")
    assert first.sentence == date.complaint()
    (part,) = [one for one in editor.outline.rows if one.icon == "alert-octagon"]
    assert part.text == "What happened"
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        date.clear()
    assert all(found.sentence != first.sentence for found in editor.side.view.found)


def test_leaving_with_unsaved_text_asks_first(qtbot: QtBot, fresh: Place) -> None:
    window, place = fresh
    editor = new(qtbot, place)
    QTest.keyClicks(window.focusWidget(), "Not to be lost")
    place.go("risk-indicator")
    question = editor.findChild(Question)
    assert question is not None
    QTest.keyClick(question, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: editor.findChild(Question) is None)
    assert place.pages.currentWidget() is editor
    assert editor.form.fields["title"].value() == "Not to be lost"
    place.go("risk-indicator")
    question = editor.findChild(Question)
    assert question is not None
    with qtbot.waitSignal(editor.saved, timeout=LONG):
        question.buttons["save"].click()
    qtbot.waitUntil(lambda: place.pages.currentWidget() is place.list_page("risk-indicator"))
    settle(qtbot, window)
    assert place.list_page("case-study").model.rowCount() == 1


def test_discarded_changes_are_gone(qtbot: QtBot, sample: Place) -> None:
    _window, place = sample
    editor = opened(qtbot, place, "case-study")
    before = editor.form.record()
    editor.form.fields["title"].input.setPlainText("Changed")
    assert editor.dirty
    editor.leave()
    question = editor.findChild(Question)
    assert question is not None
    question.buttons["drop"].click()
    qtbot.waitUntil(lambda: place.pages.currentWidget() is place.list_page("case-study"))
    assert editor.form.record() == before


def test_closing_the_window_asks_too(qtbot: QtBot, fresh: Place) -> None:
    window, place = fresh
    editor = new(qtbot, place)
    QTest.keyClicks(window.focusWidget(), "Not to be lost")
    window.close()
    assert window.isVisible()
    question = editor.findChild(Question)
    assert question is not None
    question.buttons["drop"].click()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_a_finding_leads_to_its_field(qtbot: QtBot, fresh: Place) -> None:
    window, place = fresh
    editor = new(qtbot, place)
    assert {finding.severity for finding in editor.side.view.found} <= {"missing", "warns"}
    assert not editor.form.fields["commodity"].input.property("state")
    QTest.keyClicks(window.focusWidget(), "A title")
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        editor.save()
    settle(qtbot, window)
    found = {finding.path: finding for finding in editor.side.view.found}
    assert "commodity" in found
    assert editor.form.fields["commodity"].input.property("state") == "blocks"
    editor.side.view.chosen.emit(found["commodity"])
    assert window.focusWidget() is editor.form.fields["commodity"].input
    editor.form.fields["commodity"].input.set_value("MEDICAL")
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        editor.form.fields["commodity"].input.changed.emit()
    assert "commodity" not in {finding.path for finding in editor.side.view.found}
    assert not editor.form.fields["commodity"].input.property("state")


def test_a_finding_in_a_line_leads_to_that_line(qtbot: QtBot, sample: Place) -> None:
    _window, place = sample
    page = place.list_page("case-study")
    at = next(
        n
        for n in range(page.model.rowCount())
        if "Falsas encomiendas" in (page.model.listed(n) or page.model.listed(0)).title  # type: ignore[union-attr]
    )
    editor = opened(qtbot, place, "case-study", at)
    finding = next(f for f in editor.side.view.found if f.path.startswith("goods."))
    editor.side.view.chosen.emit(finding)
    goods = editor.form.fields["goods"].input
    assert goods.view.currentIndex().row() == int(finding.path.split(".")[1]) - 1
    assert goods.model.severity(goods.view.currentIndex().row()) == "warns"


def test_the_profile_changes_what_is_asked(qtbot: QtBot, fresh: Place) -> None:
    editor = new(qtbot, fresh[1])
    full = len(editor.side.view.found)
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        editor._choose_profile(RequiredFor.MINIMAL.value)
    assert 0 < len(editor.side.view.found) < full


@pytest.mark.parametrize("mine", [True, False])
def test_a_change_by_somebody_else_is_shown_beside_the_text_that_is_kept(
    qtbot: QtBot, sample: Place, mine: bool
) -> None:
    window, place = sample
    editor = opened(qtbot, place, "case-study")
    session, name = window.office.session, editor.record_id
    window.tasks.ask(
        lambda: record.save(session, replace(record.get(session, name).record, title="Theirs"))
    )
    settle(qtbot, window)
    editor.form.fields["title"].input.setPlainText("Mine")
    editor.save()
    qtbot.waitUntil(lambda: editor._conflict is not None, timeout=LONG)
    assert editor.form.fields["title"].value() == "Mine"
    assert editor.dirty
    conflict = editor._conflict
    assert conflict.isVisible()
    conflict.choices.take("title", mine)
    conflict.take_button.click()
    title = "Mine" if mine else "Theirs"
    assert editor.form.fields["title"].value() == title
    assert editor.dirty is mine
    with qtbot.waitSignal(editor.saved, timeout=LONG):
        editor.save()
    settle(qtbot, window)
    with session.reading():
        assert record.get(session, name).record.title == title


def test_a_wrong_number_stops_the_save_and_stays(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    editor = opened(qtbot, place, "case-study")
    number = editor.form.fields["value_total"].input
    number.setFocus()
    number.selectAll()
    QTest.keyClicks(number, "twelve")
    editor.save()
    settle(qtbot, window)
    assert number.text() == "twelve"
    assert window.focusWidget() is number
    assert editor.dirty
    assert editor.form.fields["value_total"]._message.isVisible()


def test_a_half_typed_code_keeps_nothing_else_from_being_saved(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    editor = opened(qtbot, place, "case-study")
    before = record.get(window.office.session, editor.record_id).record
    editor.form.fields["title"].input.setFocus()
    QTest.keyClicks(editor.form.fields["title"].input, "Renamed ")
    box = editor.form.fields["commodity"].input
    box.setFocus()
    box.lineEdit().selectAll()
    QTest.keyClicks(box.lineEdit(), "med")
    with qtbot.waitSignal(editor.saved, timeout=LONG):
        editor.save()
    after = record.get(window.office.session, editor.record_id).record
    assert after.title != before.title
    assert after.commodity == before.commodity
    assert box.lineEdit().text() == "med"
    assert editor.dirty
    assert editor.head.state.text() == "Saved, but for Commodity"


def test_leaving_waits_for_the_save_that_runs(qtbot: QtBot, fresh: Place) -> None:
    _window, place = fresh
    editor = new(qtbot, place)
    QTest.keyClicks(editor.form.fields["title"].input, "First")
    editor.save()
    with qtbot.waitSignal(editor.left, timeout=LONG):
        editor.leave()
        assert editor.findChild(Question) is None
    assert not editor.dirty


def test_text_that_chooses_nothing_is_not_saved_over(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    editor = opened(qtbot, place, "case-study")
    box = editor.form.fields["commodity"].input
    box.setFocus()
    box.lineEdit().selectAll()
    QTest.keyClicks(box.lineEdit(), "med")
    editor.save()
    settle(qtbot, window)
    assert box.lineEdit().text() == "med"
    assert editor.dirty
    assert editor.form.fields["commodity"]._message.isVisible()


def test_an_own_number_of_another_record_is_refused(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    editor = opened(qtbot, place, "case-study", 0)
    taken = editor.form.fields["local_ref"].value()
    editor = opened(qtbot, place, "case-study", 1)
    field = editor.form.fields["local_ref"]
    field.input.setText(taken)
    field.input.textEdited.emit(taken)
    with qtbot.waitSignal(place.context.failed, timeout=LONG):
        editor.save()
    assert window.focusWidget() is field.input
    assert taken in window.toast.words.text()


def test_detail_is_narrowed_by_its_means_of_transport(qtbot: QtBot, fresh: Place) -> None:
    editor = new(qtbot, fresh[1])
    detail = editor.form.fields["conveyance_subtype"].input
    everything = detail.count()
    editor.form.fields["conveyance"].input.set_value("MAIL")
    editor.form.fields["conveyance"].input.changed.emit()
    assert 0 < detail.count() < everything


def test_text_typed_while_it_is_saved_is_kept(qtbot: QtBot, fresh: Place) -> None:
    _window, place = fresh
    editor = new(qtbot, place)
    title = editor.form.fields["title"].input
    QTest.keyClicks(title, "First")
    editor.save()
    QTest.keyClicks(title, " and more")
    with qtbot.waitSignal(editor.saved, timeout=LONG):
        pass
    assert editor.form.fields["title"].value() == "First and more"
    assert editor.dirty
    with qtbot.waitSignal(editor.saved, timeout=LONG):
        editor.save()
    assert not editor.dirty


def test_sent_for_review(qtbot: QtBot, fresh: Place) -> None:
    window, place = fresh
    editor = new(qtbot, place)
    QTest.keyClicks(window.focusWidget(), "To be read by somebody")
    editor.send()
    qtbot.waitUntil(lambda: editor._record.workflow == "in_review", timeout=LONG)
    assert not editor.head.send.isVisible()


@pytest.mark.parametrize("text", ["<b", "&amp; <img src=x>", "שלום <jd@x.org>", "a" * 900])
def test_markup_is_text(qtbot: QtBot, fresh: Place, text: str) -> None:
    window, place = fresh
    editor = new(qtbot, place)
    QApplication.clipboard().setText(text)
    editor.form.fields["title"].input.paste()
    with qtbot.waitSignal(editor.saved, timeout=LONG):
        editor.save()
    settle(qtbot, window)
    assert editor.form.fields["title"].value() == text
    assert editor.form._title.text() == text
    row = place.list_page("case-study").model.listed(0)
    assert row is not None
    assert row.title == text


def test_a_record_that_is_gone_leads_back_to_the_list(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    with qtbot.waitSignal(place.context.failed, timeout=LONG):
        place.edit("case-study", "00000000-0000-7000-8000-000000000000")
    assert place.pages.currentWidget() is place.list_page("case-study")
    assert window.toast.isVisible()
