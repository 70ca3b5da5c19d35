# mypy: disable-error-code="attr-defined, arg-type"
"""A half-typed code never traps: it is kept as a note, left out, or gone back to."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gui_windows import settle
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import TODAY
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.lines import LinesInput
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.records import RouteLeg
from rilo_desktop.services.records import drafts, record, record_comments

Place = tuple[MainWindow, Shell]
KIND = "case-study"
TEXT = "pre"


def opened(qtbot: QtBot, sample: Place) -> EditorPage:
    window, place = sample
    place.go(KIND)
    settle(qtbot, window)
    place.list_page(KIND)._open_row(0)
    settle(qtbot, window)
    return place.editor(KIND)


def typed(editor: EditorPage, name: str, text: str) -> None:
    editor.form.go_to(name)
    line = editor.form.fields[name].input
    line = line.lineEdit() if hasattr(line, "lineEdit") else line
    line.selectAll()
    QTest.keyClicks(line, text)


def asked(qtbot: QtBot, sample: Place, editor: EditorPage) -> Question:
    window, place = sample
    place.go(TODAY)
    settle(qtbot, window)
    found = editor.findChildren(Question)
    assert len(found) == 1
    return found[0]


def answered(qtbot: QtBot, sample: Place, question: Question, answer: str) -> None:
    window, place = sample
    question.buttons[answer].click()
    settle(qtbot, window)
    assert place.here.page == (KIND if answer == "keep" else TODAY)


def history(place: Shell, name: str) -> int:
    return len(record.history(place.context.office.session, name))


def waiting(place: Shell) -> tuple[drafts.Draft, ...]:
    return drafts.waiting(place.context.office.session).drafts


def test_to_go_back_is_the_harmless_answer(qtbot: QtBot, sample: Place) -> None:
    editor = opened(qtbot, sample)
    typed(editor, "enforcement_area", TEXT)
    question = asked(qtbot, sample, editor)
    assert question.windowTitle() == "“pre” is no entry of Enforcement area"
    assert list(question.buttons) == ["keep", "drop", "note"]
    answered(qtbot, sample, question, "keep")
    assert editor.form.fields["enforcement_area"].input.lineEdit().text() == TEXT


@pytest.mark.parametrize("is_saved_first", [False, True])
def test_left_as_it_was_nothing_is_written_and_nothing_is_said_to_be_kept(
    qtbot: QtBot, sample: Place, is_saved_first: bool
) -> None:
    window, place = sample
    editor = opened(qtbot, sample)
    name = editor.record_id
    before = history(place, name)
    typed(editor, "enforcement_area", TEXT)
    if is_saved_first:
        editor.save()
        settle(qtbot, window)
        assert "is kept" in window.toast.words.text()
    answered(qtbot, sample, asked(qtbot, sample, editor), "drop")
    assert "is kept" not in window.toast.words.text()
    assert history(place, name) == before
    assert waiting(place) == ()
    assert not editor.dirty


def test_an_empty_field_is_left_empty(qtbot: QtBot, fresh: Place) -> None:
    """Of a record in which nothing else was typed nothing is made."""
    window, place = fresh
    place.write(KIND)
    settle(qtbot, window)
    editor = place.editor(KIND)
    typed(editor, "enforcement_area", TEXT)
    question = asked(qtbot, fresh, editor)
    assert question.buttons["drop"].text() == "Leave empty"
    answered(qtbot, fresh, question, "drop")
    assert place.list_page(KIND).model.rowCount() == 0
    assert waiting(place) == ()


def test_as_a_note_it_stands_beside_the_record(qtbot: QtBot, sample: Place) -> None:
    _window, place = sample
    editor = opened(qtbot, sample)
    name, session = editor.record_id, place.context.office.session
    before = history(place, name)
    typed(editor, "enforcement_area", TEXT)
    answered(qtbot, sample, asked(qtbot, sample, editor), "note")
    thread = record_comments.of_record(session, name)[0]
    assert (thread.field, thread.said[0].text) == ("enforcement_area", "Enforcement area: pre")
    assert history(place, name) == before
    assert waiting(place) == ()


def test_a_new_record_is_saved_for_its_note(qtbot: QtBot, fresh: Place) -> None:
    window, place = fresh
    place.write(KIND)
    settle(qtbot, window)
    editor = place.editor(KIND)
    typed(editor, "enforcement_area", TEXT)
    answered(qtbot, fresh, asked(qtbot, fresh, editor), "note")
    session = place.context.office.session
    assert record.get(session, editor.record_id).record.reference
    assert record_comments.open_count(session, editor.record_id) == 1


@pytest.mark.parametrize("answer", ["drop", "empty", "note"])
def test_other_changes_are_saved_or_discarded(qtbot: QtBot, sample: Place, answer: str) -> None:
    _window, place = sample
    editor = opened(qtbot, sample)
    name, session = editor.record_id, place.context.office.session
    before = record.get(session, name).record
    typed(editor, "title", "Another title")
    typed(editor, "enforcement_area", TEXT)
    typed(editor, "date", "soon")
    question = asked(qtbot, sample, editor)
    assert list(question.buttons) == ["keep", "drop", "empty", "note"]
    assert "“soon” (Date)" in question.accessibleDescription() + question.windowTitle()
    answered(qtbot, sample, question, answer)
    after = record.get(session, name).record
    is_saved = answer != "drop"
    assert (after.title, after.date) == ("Another title" if is_saved else before.title, before.date)
    notes = record_comments.of_record(session, name)
    said = {line for note in notes for line in note.said[0].text.splitlines()}
    assert said == ({"Enforcement area: pre", "Date: soon"} if answer == "note" else set())
    assert waiting(place) == ()


def test_one_half_typed_stop_does_not_empty_the_route(qtbot: QtBot, fresh: Place) -> None:
    """The other stops are judged, saved and in the draft; the finding is about that country."""
    window, place = fresh
    place.write(KIND)
    settle(qtbot, window)
    editor = place.editor(KIND)
    typed(editor, "title", "By post")
    route = editor.form.fields["route"].input
    assert isinstance(route, LinesInput)
    for country in ("IN", "NL", "PL"):
        route.put_line(RouteLeg(country=country))
    route.model.edited.emit("")
    at = len(route.model.lines)
    route.put_text(at, "country", "zqx")
    editor._judge()
    settle(qtbot, window)
    found = {one.path: one.sentence for one in editor.side.view.found if "route" in one.path}
    assert "no line" not in found.get("route", "")
    assert "zqx" in found[f"route.{at + 1}.country"]
    place.keep_draft()
    (kept,) = waiting(place)
    assert [leg.country for leg in kept.record.route if leg.country] == ["IN", "NL", "PL"]
    assert kept.raw == {f"route.{at + 1}.country": "zqx"}
    editor.save()
    settle(qtbot, window)
    stored = record.get(place.context.office.session, editor.record_id).record
    assert [leg.country for leg in stored.route] == ["IN", "NL", "PL"]
    assert route.model.refused == {(at, "country"): "zqx"}
    question = asked(qtbot, fresh, editor)
    assert question.windowTitle() == "“zqx” is no entry of Country or territory"
    answered(qtbot, fresh, question, "note")
    again = record.get(place.context.office.session, editor.record_id).record
    assert replace(again) == stored
    assert record_comments.of_record(place.context.office.session, again.id)[0].field == "route"


def test_a_field_of_several_codes_keeps_those_that_were_chosen(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    editor = opened(qtbot, sample)
    name, codes = editor.record_id, editor.form.fields["novelty"].input
    codes._box.activated.emit(0)
    chosen = codes.value()
    codes._box.setFocus()
    QTest.keyClicks(codes._box.lineEdit(), "zqx")
    editor.save()
    settle(qtbot, window)
    assert record.get(place.context.office.session, name).record.novelty == chosen != ()
    answered(qtbot, sample, asked(qtbot, sample, editor), "drop")
    assert record.get(place.context.office.session, name).record.novelty == chosen


def test_a_side_panel_asks_the_same(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.go("activity")
    settle(qtbot, window)
    page = place.list_page("activity")
    page.view.opened.emit(0)
    settle(qtbot, window)
    panel = page.panels.current
    session, name = place.context.office.session, panel.record_id
    before = history(place, name)
    panel.form.fields["date_start"].take_focus()
    line = panel.form.fields["date_start"].input
    line.selectAll()
    QTest.keyClicks(line, "soon")
    panel.leave()
    panel.findChild(Question).buttons["keep"].click()
    settle(qtbot, window)
    assert panel.isVisible()
    assert line.text() == "soon"
    panel.leave()
    panel.findChildren(Question)[-1].buttons["note"].click()
    settle(qtbot, window)
    assert panel.isHidden()
    assert history(place, name) == before
    assert record_comments.of_record(session, name)[0].field == "date_start"
    assert waiting(place) == ()


def test_a_line_that_is_half_typed_comes_back_where_it_was(qtbot: QtBot, fresh: Place) -> None:
    window, place = fresh
    place.write(KIND)
    settle(qtbot, window)
    editor = place.editor(KIND)
    route = editor.form.fields["route"].input
    route.put_text(0, "country", "zqx")
    route.model.insert(1, (RouteLeg(country="PL"),))
    route.model.edited.emit("")
    place.keep_draft()
    (kept,) = waiting(place)
    editor.discard()
    assert route.value() == ()
    editor.drafting.put_back(kept)
    assert route.model.refused == {(0, "country"): "zqx"}
    assert [leg.country for leg in route.value()] == ["PL"]


def test_what_keeps_a_field_from_being_set_is_said_and_nothing_is_emptied_by_itself(
    qtbot: QtBot, sample: Place
) -> None:
    window, place = sample
    place.go(KIND)
    settle(qtbot, window)
    page, session = place.list_page(KIND), place.context.office.session
    page.view.select_rows([0, 1])
    chosen = [page.model.listed(row).id for row in (0, 1)]
    before = [record.get(session, one).record for one in chosen]
    page.bulk_actions.ask_field()
    line = page.bulk_field
    assert line.field.currentIndex() == -1, "no field is proposed"
    line.do.click()
    assert line._said.isVisible()
    assert line._said.text() == "Choose a field first."
    line.field.setCurrentIndex(line.field.findData("commodity"))
    assert not line._said.isVisible()
    line.do.click()
    assert line._said.text() == "Choose an entry; the last one empties the field."
    QTest.keyClicks(line.code.lineEdit(), "zqx")
    line.do.click()
    assert "zqx" in line._said.text()
    assert line.code.property("state") == "blocks"
    settle(qtbot, window)
    assert [record.get(session, one).record for one in chosen] == before
    line.code.activated.emit(line.code.count() - 1)
    line.do.click()
    settle(qtbot, window)
    assert {record.get(session, one).record.commodity for one in chosen} == {None}
