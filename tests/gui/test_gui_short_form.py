"""The short form: ten answers on one screen; what is typed stays when the form is switched."""

from __future__ import annotations

import pytest
from gui_windows import LONG, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.inputs.block import BlockInput
from rilo_desktop.gui.widgets.inputs.line import DateInput
from rilo_desktop.gui.widgets.layouts import lay_out
from rilo_desktop.gui.widgets.lines import LinesInput
from rilo_desktop.gui.widgets.route.input import RouteInput
from rilo_desktop.presentation.record_type import RecordTypeSpec
from rilo_desktop.presentation.registry import RECORD_TYPES
from rilo_desktop.records import RouteLeg, fields_of

Place = tuple[MainWindow, Shell]
CONTROL = Qt.KeyboardModifier.ControlModifier


def begun(qtbot: QtBot, place: Place, short: bool = True) -> EditorPage:
    window, work = place
    editor = work.editor("case-study")
    with qtbot.waitSignal(editor.loaded, timeout=LONG):
        work.write("case-study")
    settle(qtbot, window)
    if editor.form.shape.is_short != short:
        QTest.keyClick(window, Qt.Key.Key_M, CONTROL)
    assert editor.form.shape.is_short is short
    return editor


def focus(editor: EditorPage, name: str) -> QWidget:
    target: QWidget = editor.form.fields[name].input.target()
    target.setFocus()
    return target


def typed(editor: EditorPage, name: str, text: str) -> None:
    QTest.keyClicks(focus(editor, name), text)


@pytest.mark.parametrize("spec", [s for s in RECORD_TYPES if s.short], ids=lambda s: s.code)
def test_a_short_form_names_fields_that_there_are(spec: RecordTypeSpec) -> None:
    assert spec.short is not None
    described = fields_of(spec.record)
    assert set(spec.short.names) <= set(described)
    assert len(set(spec.short.names)) == len(spec.short.names)
    for cls, columns in spec.short.columns.items():
        assert {name for name, _ in columns} <= set(fields_of(cls))


def test_only_its_fields_are_seen_and_tab_follows_them(qtbot: QtBot, fresh: Place) -> None:
    window, _ = fresh
    editor = begun(qtbot, fresh)
    box = editor.form.shape.boxes[0]
    for name in box.spec.names:
        assert editor.form.fields[name].isVisible(), name
    assert not editor.form.fields["summary"].isVisible()
    focus(editor, "title")
    seen: list[str] = []
    for _ in range(60):
        at = window.focusWidget()
        name = next((n for n in box.spec.names if editor.form.fields[n].isAncestorOf(at)), "")
        if name and name not in seen:
            seen.append(name)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    assert seen == list(box.spec.names)


def test_switching_keeps_what_is_typed_the_focus_and_undo(qtbot: QtBot, fresh: Place) -> None:
    window, _ = fresh
    editor = begun(qtbot, fresh)
    typed(editor, "title", "Watches")
    typed(editor, "source", "A report")
    QTest.keyClick(window, Qt.Key.Key_M, CONTROL)
    assert not editor.form.shape.is_short
    assert editor.form.fields["summary"].isVisible()
    assert (editor.form.value("title"), editor.form.value("source")) == ("Watches", "A report")
    assert editor.form.fields["source"].isAncestorOf(window.focusWidget())
    typed(editor, "summary", "Two boxes")
    QTest.keyClick(window, Qt.Key.Key_M, CONTROL)
    assert editor.form.value("summary") == "Two boxes"
    for _ in range(3):
        editor.back_and_forth.undo()
    assert not editor.dirty


def test_tab_goes_through_the_full_form_as_before(qtbot: QtBot, fresh: Place) -> None:
    window, _ = fresh
    editor = begun(qtbot, fresh, short=False)

    def walked() -> list[str]:
        at, seen = focus(editor, "title"), []
        for _ in range(80):
            name = next((n for n, f in editor.form.fields.items() if f.isAncestorOf(at)), "")
            if name and name not in seen:
                seen.append(name)
            QTest.keyClick(at, Qt.Key.Key_Tab)
            at = window.focusWidget()
        return seen

    before = walked()
    editor.form.show_short(True)
    editor.form.show_short(False)
    assert walked() == before


def test_the_choice_is_kept_for_the_officer(qtbot: QtBot, fresh: Place) -> None:
    window, work = fresh
    begun(qtbot, fresh)
    settle(qtbot, window)
    work.editors.pop("case-study").deleteLater()
    editor = work.editor("case-study")
    with qtbot.waitSignal(editor.loaded, timeout=LONG):
        work.write("case-study")
    assert editor.form.shape.is_short
    segments = editor.form_choice.segments
    assert segments is not None
    assert segments.key == "short"


def test_a_finding_behind_it_leads_to_the_full_form(qtbot: QtBot, fresh: Place) -> None:
    window, _ = fresh
    editor = begun(qtbot, fresh)
    editor._go_to("lessons")
    assert not editor.form.shape.is_short
    assert editor.form.fields["lessons"].isAncestorOf(window.focusWidget())
    segments = editor.form_choice.segments
    assert segments is not None
    assert segments.key == "full"


def test_goods_are_an_overview_alone(qtbot: QtBot, fresh: Place) -> None:
    window, _ = fresh
    editor = begun(qtbot, fresh)
    goods = editor.form.fields["goods"].input
    assert isinstance(goods, LinesInput)
    editor.form.go_to("goods")
    QTest.keyClick(goods.view, Qt.Key.Key_F2)
    QTest.keyClicks(window.focusWidget(), "Snus")
    goods.commit()
    assert goods.model.columns == ("description", "quantity", "unit", "category", "hs")
    assert not any(field.isVisible() for field in goods.fields.values())
    editor.form.show_short(False)
    assert "value" in goods.model.columns
    assert goods.fields["value_basis"].isVisible()
    assert goods.value()[0].description == "Snus"


def test_the_ends_of_a_route_are_written_in_one_row(qtbot: QtBot, fresh: Place) -> None:
    editor = begun(qtbot, fresh)
    route = editor.form.fields["route"].input
    assert isinstance(route, RouteInput)
    assert not route.view.isVisible()
    typed(editor, "reporting_country", "Bulgaria")
    typed(editor, "location_place", "Ruse")
    editor.form.go_to("route")
    assert route._ends is not None
    start, place, end, _ = (field.input.target() for field in route._ends.fields.values())
    QTest.keyClicks(start, "tr")
    QTest.keyClick(start, Qt.Key.Key_Tab)
    QTest.keyClicks(place, "Mersin")
    QTest.keyClicks(end, "Germany")
    focus(editor, "source")
    assert route.value() == (
        RouteLeg(role="departure", country="TR", place="Mersin"),
        RouteLeg(role="seizure", country="BG", place="Ruse"),
        RouteLeg(role="destination", country="DE"),
    )
    assert isinstance(start, QComboBox)
    start.setFocus()
    start.lineEdit().clear()
    place.setFocus()
    QTest.keyClick(place, Qt.Key.Key_A, CONTROL)
    QTest.keyClick(place, Qt.Key.Key_Delete)
    focus(editor, "source")
    assert [leg.role for leg in route.value()] == ["seizure", "destination"]


def test_what_follows_is_filled_in_and_says_from_what(qtbot: QtBot, fresh: Place) -> None:
    window, _ = fresh
    editor = begun(qtbot, fresh)
    typed(editor, "title", "Cigarettes")
    typed(editor, "date", "2026-11-24")
    typed(editor, "conveyance_subtype", "Sea container")
    typed(editor, "commodity", "Tobacco products")
    focus(editor, "source")
    values = {name: editor.form.value(name) for name in ("date_precision", "enforcement_area")}
    assert values == {"date_precision": "day", "enforcement_area": "REV"}
    assert editor.form.value("conveyance") == "SEA"
    conveyance = editor.form.fields["conveyance"]
    assert "detail" in conveyance.source
    said = editor.form.shape.boxes[0]._derived.text()
    assert "Enforcement area: Revenue" in said
    QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
    assert editor.form.value("commodity") is None
    assert editor.form.value("enforcement_area") is None


def test_what_was_chosen_is_never_replaced(qtbot: QtBot, fresh: Place) -> None:
    editor = begun(qtbot, fresh, short=False)
    typed(editor, "date", "2026-11")
    precision = focus(editor, "date_precision")
    assert isinstance(precision, QComboBox)
    precision.lineEdit().selectAll()
    QTest.keyClicks(precision, "Quarter")
    day = focus(editor, "date")
    assert isinstance(day, DateInput)
    day.selectAll()
    QTest.keyClicks(day, "2025-01-02")
    focus(editor, "title")
    assert editor.form.value("date_precision") == "quarter"


def test_a_half_typed_code_is_left_alone(qtbot: QtBot, fresh: Place) -> None:
    editor = begun(qtbot, fresh, short=False)
    typed(editor, "date_precision", "xyz")
    typed(editor, "date", "2026-11")
    focus(editor, "title")
    precision = editor.form.fields["date_precision"].input
    assert precision.complaint()
    assert precision.lineEdit().text() == "xyz"


def test_the_whole_is_saved_with_what_follows(qtbot: QtBot, fresh: Place) -> None:
    window, _ = fresh
    editor = begun(qtbot, fresh)
    title = focus(editor, "title")
    assert isinstance(title, BlockInput)
    title.insertPlainText("Сигареты в контейнере")
    typed(editor, "date", "2026")
    with qtbot.waitSignal(editor.saved, timeout=LONG):
        QTest.keyClick(window, Qt.Key.Key_S, CONTROL)
    record = editor.form.record()
    assert (record.language, record.date_precision) == ("ru", "year")  # type: ignore[attr-defined]
    assert not editor.dirty


def test_a_stop_that_is_added_later_comes_before_the_destination(
    qtbot: QtBot, fresh: Place
) -> None:
    """What the short form calls "To" stays the end; the new stop is the marked one and transit."""
    window, _ = fresh
    editor = begun(qtbot, fresh)
    route = editor.form.fields["route"].input
    assert isinstance(route, RouteInput)
    assert route._ends is not None
    typed(editor, "reporting_country", "Netherlands")
    focus(editor, "source")
    settle(qtbot, window)
    assert [leg.role for leg in editor.form.value("route")] == ["seizure"]
    for (end, name), field in reversed(route._ends.fields.items()):
        if name == "country":
            field.take_focus()
            QTest.keyClicks(field.input, "Poland" if end.place.startswith("To") else "India")
            QTest.keyClick(field.input, Qt.Key.Key_Tab)
    QTest.keyClick(window, Qt.Key.Key_M, CONTROL)
    settle(qtbot, window)
    marked = [index.row() for index in route.view.selectionModel().selectedIndexes()]
    assert marked == [route._at], "the marked stop is the one that is written"
    for country in ("Malaysia", "Germany"):
        route.add_button.click()
        QTest.keyClicks(window.focusWidget(), country)
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        settle(qtbot, window)
    stops = [(leg.country, leg.role) for leg in editor.form.value("route")]
    assert stops == [
        ("IN", "departure"),
        ("NL", "seizure"),
        ("MY", "transit"),
        ("DE", "transit"),
        ("PL", "destination"),
    ]


def test_what_is_found_in_a_stop_moves_no_field_of_it(qtbot: QtBot, fresh: Place) -> None:
    window, _ = fresh
    editor = begun(qtbot, fresh, short=False)
    route = editor.form.fields["route"].input
    assert isinstance(route, RouteInput)
    route.put_line(RouteLeg(role="departure", country="IN"))
    settle(qtbot, window)
    assert not route.message.isVisible()
    before = route.fields["country"].mapTo(route, route.fields["country"].rect().topLeft())
    route.show_findings({(0, "role"): ("warns", "Look at the order of the stops.")})
    lay_out()
    assert route.message.isVisible()
    after = route.fields["country"].mapTo(route, route.fields["country"].rect().topLeft())
    assert after == before


def test_a_route_that_is_missing_is_marked_at_its_ends_and_goods_at_their_grid(
    qtbot: QtBot, fresh: Place
) -> None:
    """Saved without them: they block its release, and are seen to."""
    window, _ = fresh
    editor = begun(qtbot, fresh)
    typed(editor, "title", "Watches")
    with qtbot.waitSignal(editor.saved, timeout=LONG):
        editor.save()
    settle(qtbot, window)
    route, goods = (editor.form.fields[name].input for name in ("route", "goods"))
    assert isinstance(route, RouteInput)
    assert route._ends is not None
    states = {n: f.input.property("state") for (_, n), f in route._ends.fields.items()}
    assert states == {"country": "blocks", "place": ""}
    assert goods.view.property("state") == "blocks"
    focus(editor, "title")
    settle(qtbot, window)
    at = goods.view.mapTo(window, goods.view.rect().topLeft())
    edge = window.grab().toImage().pixelColor(at.x() + goods.view.width() // 2, at.y() + 1)
    assert edge.red() > edge.green() + 40, "the edge of the grid is red"
