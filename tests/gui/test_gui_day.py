# mypy: disable-error-code="attr-defined, call-arg"
"""What an officer reaches for all day: menus on the right click, keys, what stays in view."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gui_windows import LONG, settle
from list_pages import Place, answered, cases, rows
from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QMenu,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.gui.pages.record_list.page import ListPage
from rilo_desktop.gui.routing import Route
from rilo_desktop.gui.widgets.layouts import hbox, vbox
from rilo_desktop.gui.widgets.toast import Toast
from rilo_desktop.records import CaseStudy, IndicatorObserved
from rilo_desktop.services.records import record


def texts(menu: QMenu) -> list[str]:
    return [action.text().partition("\t")[0] for action in menu.actions() if action.text()]


def focus_is_in(widget: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and widget.isAncestorOf(focus)


def entry(menu: QMenu, text: str) -> None:
    """Choose an entry of a menu."""
    found = [action for action in menu.actions() if action.text().partition("\t")[0] == text]
    assert found, texts(menu)
    found[0].trigger()


def choose(page: ListPage, row: int) -> None:
    """Make it the only chosen row, whatever keys an earlier test left pressed."""
    only = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    page.view.selectionModel().setCurrentIndex(page.model.index(row, 0), only)


def new_case(qtbot: QtBot, window: MainWindow) -> EditorPage:
    place = window.shell
    assert place is not None
    editor = place.editor("case-study")
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        place.write("case-study")
    settle(qtbot, window)
    return editor


def opened(qtbot: QtBot, window: MainWindow, at: int = 0) -> EditorPage:
    place = window.shell
    assert place is not None
    page = cases(qtbot, (window, place))
    page._open_row(at)
    settle(qtbot, window)
    return place.editor("case-study")


def is_seen(editor: EditorPage, widget: QWidget) -> bool:
    """Does it stand whole in the part of the form that is shown?"""
    viewport = editor.scroller.viewport()
    place = QRect(widget.mapTo(viewport, QPoint()), widget.size())
    return viewport.rect().contains(place)


# --- what is written stays in view


def test_the_field_of_a_stop_that_is_added_is_in_view(qtbot: QtBot, fresh: Place) -> None:
    window, _ = fresh
    window.resize(1024, 700)
    editor = new_case(qtbot, window)
    route = editor.form.fields["route"].input
    for _ in range(3):
        editor.scroller.verticalScrollBar().setValue(0)
        route.add_button.setFocus(Qt.FocusReason.TabFocusReason)
        settle(qtbot, window)
        QTest.keyClick(route.add_button, Qt.Key.Key_Space)
        settle(qtbot, window)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert route.isAncestorOf(focus)
        qtbot.waitUntil(lambda: is_seen(editor, QApplication.focusWidget() or editor), timeout=LONG)


def test_the_next_finding_is_none_that_was_jumped_over(qtbot: QtBot, fresh: Place) -> None:
    window, _ = fresh
    editor = new_case(qtbot, window)
    editor.form.set_value("title", "Watches")
    editor.save()
    settle(qtbot, window)
    found = [one.path for one in editor.side.view.found]
    editor._next_finding()
    editor._next_finding()
    assert editor.walk.path == found[1]
    values = {"commodity": "TOBACCO", "enforcement_area": "REV"}
    for path in found[:2]:  # the one that was gone to, and one before it
        editor.form.set_value(path, values.get(path, editor.form.value(path)))
        editor.form.changed.emit(path)
    solved = [path for path in found[:2] if path in values]
    assert solved == found[:2]
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        editor._judge()
    left = [path for path in found if path not in solved]
    editor._next_finding()
    after = found.index(editor.walk.path) if editor.walk.path in found else -1
    assert after == 2, (found, left, editor.walk.path)


def test_a_cell_that_is_still_open_is_not_gone_to_as_missing(qtbot: QtBot, fresh: Place) -> None:
    """Who writes the last cell of a line goes on with F8; the rules know it without the text."""
    window, _ = fresh
    editor = new_case(qtbot, window)
    indicators = editor.form.fields["indicators"].input
    with qtbot.waitSignal(editor.judged, timeout=LONG):
        indicators.put_line(IndicatorObserved(indicator="VAL-01"))
    settle(qtbot, window)
    cell, found = "indicators.1.strength", editor.side.view.found
    at = [one.path for one in found].index(cell)
    editor._go_to_finding(found[at - 1])
    editor.form.go_to(cell)
    QTest.keyClicks(indicators.view, "primary")
    assert indicators.open_cell() is not None
    editor._next_finding()
    assert editor.walk.path == found[at + 1].path
    assert editor.form.value(cell) == "primary"


def test_a_basis_that_is_missing_is_where_the_finding_leads() -> None:
    from decimal import Decimal

    from rilo_desktop.rules.record_parts import parts_of
    from rilo_desktop.rules.units import findings

    case = CaseStudy(value_total=Decimal(5), value_currency="EUR")
    (part,) = parts_of(case)
    assert {one.place.field for one in findings(part)} == {"value_basis"}


def test_a_lower_palette_leaves_no_shadow_of_the_higher_one(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.seeking.open()
    palette = place.seeking.overlay
    assert palette is not None
    palette.line.setText("import")
    settle(qtbot, window)
    high = palette._card.geometry()

    class Painted(QObject):
        def __init__(self) -> None:
            super().__init__()
            self.places: list[QPoint] = []

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                assert isinstance(event, QPaintEvent)
                self.places += [spot for spot in ring if event.region().contains(spot)]
            return False

    ring = [high.bottomLeft() + QPoint(20, 8), high.bottomRight() + QPoint(-20, 8)]
    painted = Painted()
    palette.installEventFilter(painted)
    palette.line.setText("no such words at all")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: palette._card.height() < high.height(), timeout=LONG)
    qtbot.waitUntil(lambda: set(map(str, ring)) <= set(map(str, painted.places)), timeout=LONG)


def test_what_is_counted_is_what_is_listed(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    for at in (0, 7, 20):
        editor = opened(qtbot, window, at)
        found = editor._judged
        assert found is not None
        listed = {one.path.split(".")[0] for one in found.shown}
        assert found.all_parts - found.done == len(listed)


# --- in the record


def test_words_are_found_in_the_record_and_marked(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    session = window.office.session
    fresh = replace(
        record.new(session, "case-study"),
        title="Watches in parcels",
        summary="The parcels were opened. Nothing else.",
        conveyance="MAIL",
    )
    record.save(session, fresh)
    place.travel(Route("case-study", fresh.id))
    settle(qtbot, window)
    editor = place.editor("case-study")
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    bar = editor.find_bar
    assert bar.box.hasFocus()
    bar.box.setText("parcels")
    assert bar.count.text() == "2"
    QTest.keyClick(bar.box, Qt.Key.Key_Return)
    assert editor.form.isAncestorOf(QApplication.focusWidget() or window)
    assert bar.count.text() == "1 of 2"
    bar.step(1)
    assert bar.count.text() == "2 of 2"
    bar.box.setText("nowhere at all")
    assert bar.count.text() == "Not found"
    QTest.keyClick(bar.box, Qt.Key.Key_Escape)
    assert not bar.isVisible()


@pytest.mark.parametrize("short", [False, True])
def test_a_field_is_found_by_its_name_and_escape_leads_to_it(
    qtbot: QtBot, sample: Place, short: bool
) -> None:
    window, _ = sample
    editor = opened(qtbot, window)
    editor.form.show_short(short)
    settle(qtbot, window)
    control, bar = Qt.KeyboardModifier.ControlModifier, editor.find_bar
    editor.form.go_to("source")
    QTest.keyClick(window, Qt.Key.Key_F, control)
    bar.box.setText("no such words in it")
    assert bar.count.text() == "Not found"
    QTest.keyClick(bar.box, Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert QApplication.focusWidget() is editor.form.fields["source"].input.target()
    QTest.keyClick(window, Qt.Key.Key_F, control)
    bar.box.setText("type of loca")
    QTest.keyClick(bar.box, Qt.Key.Key_Return)
    assert focus_is_in(editor.form.fields["location_type"])
    QTest.keyClick(window, Qt.Key.Key_F, control)
    QTest.keyClick(bar.box, Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert focus_is_in(editor.form.fields["location_type"])


def test_the_name_of_a_field_of_lines_leads_to_each_line_or_to_the_first(
    qtbot: QtBot, fresh: Place
) -> None:
    window, _ = fresh
    editor = new_case(qtbot, window)
    bar = editor.find_bar
    bar.open()
    bar.box.setText("quantity")
    bar.step(1)
    assert bar.count.text() == "1 of 1"
    assert QApplication.focusWidget() is editor.form.fields["goods"].input.target()


def test_a_code_is_found_by_its_label(qtbot: QtBot, sample: Place) -> None:
    from rilo_desktop.gui.pages.editor.find_bar import places
    from rilo_desktop.gui.widgets.value_formatting import not_read

    case = CaseStudy(title="x", conveyance="AIR", summary="by air freight")
    assert list(places(case, "AIR", not_read)) == ["summary", "conveyance"] or set(
        places(case, "AIR", not_read)
    ) == {"summary", "conveyance"}


def test_ctrl_w_closes_the_record_and_asks_for_what_is_not_saved(
    qtbot: QtBot, sample: Place
) -> None:
    window, place = sample
    editor = opened(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert place.pages.currentWidget() is not editor


def test_a_duplicate_is_a_new_draft_with_the_same_content(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    page = cases(qtbot, sample)
    first = rows(qtbot, page)[0]
    choose(page, 0)
    menu = page.bulk_actions.row_menu()
    entry(menu, "Duplicate this record")
    settle(qtbot, window)
    editor = place.editor("case-study")
    assert editor.form.value("title") == first.title
    assert editor._base == "", "nothing is written yet"
    editor.save()
    settle(qtbot, window)
    made = record.get(window.office.session, editor.record_id).record
    before = record.get(window.office.session, first.id).record
    assert made.reference not in ("", before.reference)
    assert made.local_ref is None
    assert made.workflow == "draft"
    assert (made.title_text, made.tlp) == (before.title_text, before.tlp)
    assert isinstance(made, CaseStudy)
    assert isinstance(before, CaseStudy)
    assert made.goods == before.goods


# --- right clicks


def test_a_row_has_what_can_be_done_with_it(qtbot: QtBot, sample: Place) -> None:
    page = cases(qtbot, sample)
    choose(page, 0)
    one = texts(page.bulk_actions.row_menu())
    assert one[0] == "Open the record"
    for text in ("Duplicate this record", "Make an alert", "Add to submission", "Set a field …"):
        assert text in one
    page.view.select_rows([0, 1, 2])
    several = texts(page.bulk_actions.row_menu())
    assert "Open the record" not in several
    assert "Duplicate this record" not in several
    assert "Print the chosen records …" in several


def test_the_head_of_a_column_sorts_and_hides_it(qtbot: QtBot, sample: Place) -> None:
    from rilo_desktop.gui.pages.record_list.header_menu import HeaderMenu

    page = cases(qtbot, sample)
    page.chooser._on_layout("columns")
    answered(qtbot, page)
    head = page.findChild(HeaderMenu)
    assert head is not None
    names = [column.name for column in page.model.columns]
    at = names.index("date")
    entry(head.menu_of(at), "Sort ascending")
    answered(qtbot, page)
    assert page.state.order == (page.model.columns[at].order, False)
    entry(head.menu_of(at), f"Hide the column {page.model.columns[at].label}")
    answered(qtbot, page)
    assert "date" not in [column.name for column in page.model.columns]
    assert "Choose columns" in texts(head.menu_of(0))


def test_a_view_is_renamed_and_deleted_by_the_right_click(qtbot: QtBot, sample: Place) -> None:
    page = cases(qtbot, sample)
    page.search.setText("tablets")
    answered(qtbot, page)
    page.preferences._keep_as("Pills")
    answered(qtbot, page)
    place = next(n for n, row in enumerate(page.views.rows) if row.key == "view:Pills")
    at = page.views.rows_model.index(place)
    menu = page.views.menu_of(at)
    assert menu is not None
    assert texts(menu) == ["Rename the view …", "Delete the view"]
    assert page.views.menu_of(page.views.rows_model.index(1)) is None, "everything is no view"
    entry(menu, "Rename the view …")
    assert page.view_name.line.text() == "Pills"
    page.view_name.line.setText("Tablets")
    page.view_name._done()
    answered(qtbot, page)
    assert [view.name for view in page.views.views] == ["Tablets"]
    assert page.views.views[0].words == "tablets"
    again = page.views.menu_of(at)
    assert again is not None
    entry(again, "Delete the view")
    answered(qtbot, page)
    assert page.views.views == ()


def test_stops_and_pictures_have_their_tools_on_the_right_click(
    qtbot: QtBot, sample: Place
) -> None:
    window, _ = sample
    editor = opened(qtbot, window)
    editor.form.fields["route"].input.add()
    menu = editor.form.fields["route"].input.menu()
    assert {"Move earlier", "Move later", "Duplicate line", "Delete line"} <= set(texts(menu))
    editor.form.fields["route"].input.go_to(0, "place")
    lines = len(editor.form.value("route"))
    entry(menu, "Delete line")
    assert len(editor.form.value("route")) == lines - 1
    pictures = editor.form.fields["pictures"].input.menu()
    assert "Paste picture" in texts(pictures)


def test_a_revision_is_restored_by_the_right_click(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    editor = opened(qtbot, window)
    before = editor.form.value("title")
    editor.form.set_value("title", "Another title")
    editor.save()
    settle(qtbot, window)
    editor.show_side("history")
    settle(qtbot, window)
    history = editor.side.history
    history.list.select_row(1)
    settle(qtbot, window)
    menu = history.menu()
    assert "Compare with the newest revision" in texts(menu)
    entry(menu, "Restore this revision")
    settle(qtbot, window)
    assert editor.form.value("title") == before


# --- lists


def test_ctrl_z_in_a_list_takes_the_last_change_back(qtbot: QtBot, sample: Place) -> None:
    from rilo_desktop.services.records.bulk import BulkChange

    page = cases(qtbot, sample)
    choose(page, 0)
    identity = page.current_id
    session = sample[0].office.session
    before = record.get(session, identity).record.tlp
    page.bulk_actions.change(BulkChange(tlp="RED"))
    settle(qtbot, sample[0])
    for question in page.findChildren(QWidget):
        if type(question).__name__ == "Question":
            question.answered.emit("change")
    settle(qtbot, sample[0])
    assert record.get(session, identity).record.tlp == "RED"
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, sample[0])
    assert record.get(session, identity).record.tlp == before


def test_any_field_with_a_list_is_set_on_all_that_are_chosen(qtbot: QtBot, fresh: Place) -> None:
    window, place = fresh
    session = window.office.session
    made = [replace(record.new(session, "case-study"), title=f"Case {n}") for n in range(3)]
    for one in made:
        record.save(session, one)
    place.context.changes.happened.emit(
        __import__("rilo_desktop.services.records.changes", fromlist=["Changes"]).Changes(
            kinds=frozenset({"case-study"})
        )
    )
    page = cases(qtbot, fresh)
    page.refresh()
    settle(qtbot, window)
    page.view.select_rows([0, 1, 2])
    entry(page.bulk_actions.row_menu(), "Set a field …")
    line = page.bulk_field
    assert page.line is line
    line.field.setCurrentIndex(line.field.findData("conveyance"))
    assert line.code is not None
    qtbot.waitUntil(lambda: line.code is not None and line.code.isVisible(), timeout=LONG)
    line.code.set_value("AIR")
    line.do.click()
    settle(qtbot, window)
    found = [record.get(session, one.id).record for one in made]
    assert {one.conveyance for one in found if isinstance(one, CaseStudy)} == {"AIR"}


def test_a_field_is_set_by_keys_alone(qtbot: QtBot, sample: Place) -> None:
    """Its key asks for the field, and Enter in the code sets it."""
    window, place = sample
    page = cases(qtbot, sample)
    page.view.select_rows([0, 1])
    chosen = [page.model.listed(row).id for row in (0, 1)]
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(window, Qt.Key.Key_F, control | shift)
    line = page.bulk_field
    assert page.line is line
    QTest.keyClicks(line.field, "outcome")
    QTest.keyClick(line.field, Qt.Key.Key_Tab)
    assert line.code is not None
    assert line.code.hasFocus()
    QTest.keyClicks(line.code, "no such outcome")
    QTest.keyClick(line.code, Qt.Key.Key_Return)
    assert page.line is line, "a text that is no code changes nothing"
    edit = line.code.lineEdit()
    assert edit is not None
    edit.selectAll()
    QTest.keyClicks(line.code, "destroyed")
    QTest.keyClick(line.code, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert page.line is not line
    found = [record.get(place.context.office.session, one).record for one in chosen]
    assert {one.outcome_status for one in found} == {"DESTROYED"}


def test_no_field_is_asked_for_where_nothing_is_chosen(qtbot: QtBot, sample: Place) -> None:
    page = cases(qtbot, sample)
    page.view.clearSelection()
    page.bulk_actions.ask_field()
    assert page.line is not page.bulk_field


# --- the lock


def test_the_passphrase_is_next_after_the_officer_was_chosen(qtbot: QtBot, sample: Place) -> None:
    window, _place = sample
    window.lock()
    settle(qtbot, window)
    unlock = window.unlock
    unlock.officer.addItem("AP-02", "AP-02")
    unlock.officer.setFocus()
    unlock.officer.activated.emit(1)
    assert unlock.officer.hasFocus(), "the arrows alone only go on"
    unlock.officer.showPopup()
    unlock.officer.hidePopup()
    unlock.officer.activated.emit(1)
    assert unlock.passphrase.hasFocus()


def test_tab_comes_to_the_eye_of_a_passphrase(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    window.lock()
    settle(qtbot, window)
    field = window.unlock.passphrase
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    eye = QApplication.focusWidget()
    assert eye is not None
    assert eye.accessibleName() == "Show the passphrase"
    QTest.keyClick(eye, Qt.Key.Key_Space)
    assert field.echoMode() == field.EchoMode.Normal
    window.unlock.forget()
    assert field.echoMode() == field.EchoMode.Password


def test_a_toast_leaves_free_what_is_written_in(qtbot: QtBot, fresh: Place) -> None:
    window, _ = fresh
    window.resize(1024, 700)
    editor = new_case(qtbot, window)
    for path in ("summary", "modus_operandi", "location_place", "outcome_text"):
        editor._go_to(path)
        settle(qtbot, window)
        focus = window.focusWidget()
        assert focus is not None
        window.toast.show_message("Saved WE/2026/CS/A0001, and what else there is to say of it.")
        shown = window.toast.geometry()
        line = focus.cursorRect() if hasattr(focus, "document") else focus.rect()
        place = QRect(focus.mapTo(window, line.topLeft()), line.size())
        assert not shown.intersects(place), path


def test_a_toast_covers_no_row_of_a_list_and_no_field(qtbot: QtBot, sample: Place) -> None:
    """It stood over the last rows for ten seconds and more; below them is room, or beside."""
    window, place = sample
    window.resize(1366, 768)
    for page in ("case-study", "submission", "member-data", "inbox", "this-office"):
        window.toast.hide()
        place.go(page)
        window.toast.show_message("Saved XX/2026/CS/A0001")  # its rows come a moment later
        settle(qtbot, window)
        qtbot.waitUntil(lambda: covered(window) == [], timeout=LONG)
        assert window.toast.isVisible()
    assert window.toast._timer.interval() == 5_000


def test_a_toast_stands_below_the_navigation_where_rows_take_the_page(qtbot: QtBot) -> None:
    tree, rows, head = QTreeWidget(), QListWidget(), QPushButton("Another plan")
    tree.setFixedWidth(280)
    tree.setHeaderHidden(True)
    group = QTreeWidgetItem(tree, ["Meeting"])
    group.addChild(QTreeWidgetItem(["Action plan"]))
    group.setExpanded(True)
    rows.addItems([f"Item {number}" for number in range(80)])
    page = hbox(tree, (vbox(head, rows), 1))
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    toast = Toast(page)
    toast.offer("Saved: action item “Carry out the Action Plan 2023-2024”", "Undo", lambda: None)
    assert toast.geometry().right() < tree.width()
    assert toast.y() > page.height() // 2


def test_a_toast_is_as_high_as_its_words(qtbot: QtBot, sample: Place) -> None:
    """Narrow beside a list it was as high as at its natural width: the last words were cut."""
    window, place = sample
    window.resize(1366, 768)
    place.go("case-study")
    settle(qtbot, window)
    toast = window.toast
    for words in ("Short.", "Saved: case study “Watches and bags in boxes of shoes, by mail”"):
        toast.offer(words, "Undo", lambda: None)
        qtbot.waitUntil(lambda: covered(window) == [], timeout=LONG)
        toast.layout().activate()
        assert toast.words.heightForWidth(toast.words.width()) <= toast.words.height(), words
    assert toast.width() < 300  # beside the list


def covered(window: MainWindow) -> list[str]:
    """Names of fields, buttons and lists with rows that the toast lies on."""
    shown = window.toast.geometry()
    found = []
    for one in window.findChildren(QWidget):
        if not one.isVisible() or one is window.toast or window.toast.isAncestorOf(one):
            continue
        place = QRect(one.mapTo(window, QPoint()), one.size())
        if isinstance(one, QLineEdit | QComboBox | QPushButton) and shown.intersects(place):
            found.append(one.accessibleName())
        elif isinstance(one, QAbstractItemView) and shown.intersects(place):
            corners = (shown.topLeft(), shown.topRight(), shown.center())
            inside = (one.viewport().mapFrom(window, corner) for corner in corners)
            if any(one.indexAt(spot).isValid() for spot in inside):
                found.append(one.accessibleName())
    return found
