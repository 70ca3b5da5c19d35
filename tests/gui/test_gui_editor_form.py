# mypy: disable-error-code="arg-type, assignment, attr-defined, misc"
"""The form of an editor: its parts come one by one, its text areas show their whole frame."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from gui_windows import LONG, settle
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QRadioButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.outline import PART
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.form import Field
from rilo_desktop.gui.widgets.inputs.block import MOST_LINES, BlockInput
from rilo_desktop.gui.widgets.layouts import lay_out
from rilo_desktop.gui.widgets.record_form.form import RecordForm
from rilo_desktop.presentation.registry import LISTED
from rilo_desktop.records import QuestionnaireAnswers
from rilo_desktop.services.records import lists
from rilo_desktop.services.records.lists import Query
from sample_office import FEW_SHIPPED
from short_forms import FULL, share

Place = tuple[MainWindow, Shell]


@pytest.fixture
def whole_forms() -> None:
    """Rows come one by one, as an officer sees them come."""


def begun(qtbot: QtBot, sample: Place, kind: str = "case-study") -> EditorPage:
    """An editor with a record, of which only what the officer sees first is made."""
    window, place = sample
    place.go(kind)
    settle(qtbot, window)
    page = place.list_page(kind)
    page.open(page.model.listed(0).id)  # a small record would open beside the list
    editor = place.editor(kind)
    editor.form._slices.stop()
    with qtbot.waitSignal(editor.loaded, timeout=LONG):
        pass
    editor.form._slices.stop()
    return editor


def areas(form: RecordForm) -> Iterator[BlockInput]:
    yield from (area for area in form.findChildren(BlockInput) if area.isVisible())


def place_of(widget: QWidget, form: QWidget) -> QRect:
    return QRect(widget.mapTo(form, QPoint(0, 0)), widget.size())


def cut(area: QTextEdit, form: RecordForm) -> str:
    """What is wrong with how an area stands, "" where nothing is."""
    at: QWidget = area
    while at is not form:
        around = at.parentWidget()
        if not around.rect().contains(at.geometry()):
            return "stands out of what holds it"
        at = around
    text = area.document().size().height() + 2 * area.frameWidth()
    if text > area.height() and area.document().lineCount() <= MOST_LINES:
        lines = sum(block.layout().lineCount() for block in iter_blocks(area))
        if lines <= MOST_LINES:
            return "hides lines"
    return ""


def iter_blocks(area: QTextEdit) -> Iterator[object]:
    block = area.document().firstBlock()
    while block.isValid():
        yield block
        block = block.next()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_text_area_shows_its_whole_frame(
    qtbot: QtBot,
    make_window: Callable[..., MainWindow],
    enter: Callable[[MainWindow], Shell],
    sample_office: Path,
    language: str,
) -> None:
    """Of every sixth record as it is shown, in windows of two sizes; `make proof PARTS=walk` shows
    all. Tab goes through each form once all of it is made."""
    window = make_window(sample_office, language=language)
    place = enter(window)
    session, seen = window.office.session, 0
    for kind in LISTED:
        window.resize(1280, 800)
        editor = begun(qtbot, (window, place), kind)
        assert list(editor.form.fields.values())  # all are made
        if kind == QuestionnaireAnswers.kind.code:  # the questions are a page of their own
            editor.show_section("about")
        if language == "en":
            assert_read_in_order(qtbot, window, editor)
        records: list[object] = []
        window.tasks.ask(
            lambda k=kind: [s.record for s in lists.all_stored(session, Query(k))],
            then=records.extend,
        )
        qtbot.waitUntil(lambda: window.tasks.flush(), timeout=LONG)
        assert len(records) >= FEW_SHIPPED.get(kind, 10), f"add sample records for {kind}"
        sizes = [(1280, 800), (1024, 700)][language != "en" :]  # longer words: in the smaller one
        for size, record in itertools.product(sizes, share(records, language == "en", 6)):
            if (window.width(), window.height()) != size:
                window.resize(*size)
                lay_out()
            editor.form.set_record(record)  # type: ignore[arg-type]
            stood = [(area, area.geometry()) for area in areas(editor.form)]
            for area, where in stood:
                seen += 1
                assert cut(area, editor.form) == "", (kind, size, record, area.accessibleName())
                assert area.geometry() == where
            fields = [f for f in editor.form.findChildren(Field) if f.isVisible()]
            places = [(field, place_of(field, editor.form)) for field in fields]
            for area, _where in stood:
                own = place_of(area, editor.form)
                met = [field for field, place in places if own.intersects(place)]
                strange = [field.name for field in met if not field.isAncestorOf(area)]
                assert strange == [], area.accessibleName()
    assert seen > (1_000 if FULL else 300)


def test_a_text_area_knows_its_height_before_it_is_laid_out(qtbot: QtBot, sample: Place) -> None:
    """The first answer is the last: nothing moves once it is painted."""
    editor = begun(qtbot, sample)
    assert list(editor.form.fields.values())  # all are made
    lay_out()
    area = editor.form.fields["summary"].input
    area.setPlainText("word " * 120)
    wanted = area.heightForWidth(area.width())
    assert area.height() == wanted
    for _ in range(3):
        QApplication.processEvents()
        assert area.height() == wanted
        assert cut(area, editor.form) == ""
    area.setPlainText("word " * 5_000)
    assert area.height() == area.maximumHeight()
    assert area.verticalScrollBar().maximum() > 0


def test_an_area_grows_line_by_line_while_one_types(qtbot: QtBot, sample: Place) -> None:
    editor = begun(qtbot, sample)
    area = editor.form.fields["summary"].input
    area.set_value(None)
    lay_out()
    area.setFocus()
    heights = []
    for _ in range(MOST_LINES + 3):
        QTest.keyClick(area, Qt.Key.Key_Return)
        heights.append(area.height())
        assert cut(area, editor.form) == ""
    assert heights == sorted(heights)
    assert len(set(heights)) == MOST_LINES - 2


def test_parts_are_made_while_the_window_goes_on(qtbot: QtBot, sample: Place) -> None:
    editor = begun(qtbot, sample)
    form = editor.form
    assert "title" in form._made
    assert not form.complete
    before = len(form._made)
    assert form.dirty is False
    with qtbot.waitSignal(form.completed, timeout=LONG):
        form._slices.start()
    assert len(form._made) == len(form.fields) > before
    assert form.record() == editor._record
    for name, field in form.fields.items():
        kept = getattr(editor._record, name)
        assert field.value() == kept or (not kept and not field.value()), name


def test_a_field_that_is_asked_for_is_there_at_once(qtbot: QtBot, sample: Place) -> None:
    editor = begun(qtbot, sample)
    assert "lessons" not in editor.form._made
    editor._go_to("lessons")
    area = editor.form.fields["lessons"].input
    qtbot.waitUntil(area.hasFocus)
    shown = area.mapTo(editor.scroller, QPoint(0, 0)).y()
    assert 0 <= shown < editor.scroller.height()


def test_tab_goes_through_every_form_as_one_reads(qtbot: QtBot, sample: Place) -> None:
    """Its rows are made while Tab comes to them."""
    for kind in LISTED:
        editor = begun(qtbot, sample, kind)
        assert editor.form.complete is False, kind
        assert_read_in_order(qtbot, sample[0], editor)


@pytest.mark.parametrize("kind", ["operation", "request", "training"])
def test_tab_goes_through_a_part_that_is_shown_later(
    qtbot: QtBot, sample: Place, kind: str
) -> None:
    """Its rows are made after those of the parts below it."""
    window, _place = sample
    editor = begun(qtbot, sample, "activity")
    assert editor.form.fields["source"]  # of the last parts
    before = len(editor.form._made)
    for other in ("visit", kind):
        editor.form.set_value("activity_kind", other)
    assert_read_in_order(qtbot, window, editor)
    assert len(editor.form._made) > before
    assert not editor.form.sections[kind].isHidden()


@pytest.mark.parametrize("whole", [True, False])
def test_tab_comes_to_the_fields_of_a_first_line(qtbot: QtBot, fresh: Place, whole: bool) -> None:
    window, place = fresh
    editor = place.editor("case-study")
    editor.form._slices.stop()
    with qtbot.waitSignal(editor.loaded, timeout=LONG):
        place.write("case-study")
    editor.form._slices.stop()
    if whole:
        assert list(editor.form.fields.values())  # all are made
    inputs = [editor.form.fields[name].input for name in ("route", "goods")]
    assert not any(found.fields for found in inputs)  # there is no line yet
    for found in inputs:
        found.add()
        assert found.fields
    visited = assert_read_in_order(qtbot, window, editor)
    for found in inputs:
        for field in found.fields.values():
            assert any(field.isAncestorOf(widget) for widget in visited), field.name


def test_tab_goes_through_every_part_of_the_answers(qtbot: QtBot, sample: Place) -> None:
    """A part is a page of its own, made after the rows of the other pages. Where there are no
    questions, Tab begins with the first of the folded lines."""
    editor = begun(qtbot, sample, "questionnaire-answers")
    assert list(editor.form.fields.values())  # all are made
    questions = editor.form.fields["answers"].input
    qtbot.waitUntil(lambda: questions.view is not None)
    *parts, last = questions.parts
    questions.parts = (*parts, replace(last, items=last.items[-1:]))  # with a single question
    for part in questions.shown_parts():
        editor.show_section(f"answers{PART}{part.key}")
        qtbot.waitUntil(lambda: questions.view.is_complete)
        visited, fields = assert_page_in_order(qtbot, sample[0], editor)
        assert fields == {"answers"}
        inside = [widget for widget in visited if questions.view.isAncestorOf(widget)]
        assert inside, part.title
        assert inside[0] is visited[0]
        for row in questions.view.rows.values():
            assert any(row.isAncestorOf(widget) for widget in inside), row.node.path
    assert len(questions.view.rows) == 1


def assert_has_focus(widget: QWidget) -> None:
    assert widget.hasFocus(), (QApplication.focusWidget(), QApplication.activeWindow())


def assert_read_in_order(qtbot: QtBot, window: MainWindow, editor: EditorPage) -> list[QWidget]:
    """On every page of the form: what stands apart from the others is a page of its own."""
    form = editor.form
    by_parts = [one for name in form.sections if (one := form.parts_in(name)) is not None]
    qtbot.waitUntil(lambda: all(one.shown_parts() for one in by_parts))
    visited, fields = assert_page_in_order(qtbot, window, editor)
    for name, box in form.sections.items():
        if box.is_asked and not fields.intersection(box.names):
            editor.show_section(name)
            on_page, names = assert_page_in_order(qtbot, window, editor)
            assert names.intersection(box.names)
            visited += on_page
            fields |= names
    assert len(fields) > 8
    return visited


def assert_page_in_order(
    qtbot: QtBot, window: MainWindow, editor: EditorPage
) -> tuple[list[QWidget], set[str]]:
    """Tab comes to every field once, in the order of their places; gives what it came to, and the
    names of the fields."""
    shown = (one for one in editor.form.fields.values() if one.isVisibleTo(editor.form))
    first = next(shown)
    if not window.isActiveWindow():
        with qtbot.waitActive(window, timeout=LONG):  # a popup took that from it
            window.activateWindow()
    first.take_focus()
    qtbot.waitUntil(lambda: assert_has_focus(first.input.target()))
    visited: list[QWidget] = []
    for _ in range(300):
        now = window.focusWidget()
        assert now is not None
        if not editor.form.isAncestorOf(now):
            break
        visited.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    fields = [one for one in editor.form.fields.values() if one.isVisibleTo(editor.form)]
    assert len(visited) == len(set(visited)) >= len(fields) > 0
    lay_out()
    boxes = (QCheckBox, QRadioButton)  # they stand in columns, which are read one by one
    places = [place_of(w, editor.form) for w in visited if not isinstance(w, boxes)]
    for before, after in itertools.pairwise(places):
        beside = abs(after.center().y() - before.center().y()) < 20
        reads_on = after.x() > before.x() if beside else after.bottom() > before.top()
        assert reads_on, (editor.kind, before, after)
    missed = [
        name
        for name, field in editor.form.fields.items()
        if field.isEnabled()
        and field.isVisibleTo(editor.form)  # the parts of other kinds are hidden
        and field.input.target().isEnabled()
        and not any(field.isAncestorOf(widget) for widget in visited)
    ]
    assert missed == []
    return visited, {one.name for one in fields}
