# mypy: disable-error-code="call-arg"
"""Lists on a real office: search, filters, order, preview, keyboard."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from gui_windows import LONG, settle
from list_pages import Place, answered, cases, rows, titles
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.itemviews.list_row import pattern_of
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.labels import Label
from rilo_desktop.gui.widgets.layouts import vbox
from rilo_desktop.gui.widgets.question import Question
from rilo_desktop.presentation.list_spec import own_columns
from rilo_desktop.presentation.registry import LISTED, record_type
from rilo_desktop.records import KeyIssue, class_of, fields_of
from rilo_desktop.records.reported_count import CountLine
from rilo_desktop.services.office.create_office import make_office
from rilo_desktop.services.records import competencies, lists, record
from rilo_desktop.services.records.reference_names import record_names


def test_each_kind_has_its_list(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    counts = {}
    for kind in LISTED:
        place.go(kind)
        settle(qtbot, window)
        counts[kind] = place.list_page(kind).model.rowCount()
    session = place.context.office.session
    assert counts == {kind: lists.count(session, kind) for kind in LISTED}
    shipped = {
        "case-study": 40,
        "risk-indicator": 48,
        "product": 3,
        "action-item": 24,
        "challenge": 13,
        "office": 12,
        "member": 194,
        "obligation": 14,
    }
    assert {kind: counts[kind] for kind in shipped} == shipped
    assert all(counts.values())


def test_records_are_named_as_the_language_of_the_window_has_it(
    qtbot: QtBot, french: Place
) -> None:
    window, place = french
    named = {}
    for kind in ("office", "obligation", "member"):
        place.go(kind)
        settle(qtbot, window)
        page = place.list_page(kind)
        listed = {row.title: row.second for row in rows(qtbot, page)}
        page.view.setCurrentIndex(page.model.index(0, 0))
        settle(qtbot, window)
        assert page.preview.findChildren(Label)[1].text() == next(iter(listed))
        named[kind] = listed
        if kind != "member":
            said = [label.text() for label in page.preview.findChildren(Label)]
            assert any(text.endswith(" (Anglais)") for text in said), "its name in English"
    assert "BRLR Asie et Pacifique" in " ".join(named["office"])
    assert "Réunion mondiale des BRLR" in named["obligation"]
    assert named["member"]["Bhoutan"].startswith("AP-BT")
    assert titles(qtbot, page)[:2] == ["Afghanistan", "Australie"], "by office and code"
    place.go("office")
    settle(qtbot, window)
    offices = place.list_page("office")
    offices.view.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    answered(qtbot, offices)
    assert titles(qtbot, offices) == sorted(titles(qtbot, offices), key=str.casefold)


def test_what_has_no_title_is_named_by_its_reference(qtbot: QtBot, fresh: Place) -> None:
    window, place = fresh
    session = place.context.office.session
    made = replace(record.new(session, "challenge"), challenge="smuggling")
    record.save(session, made)
    saved = record.get(session, made.id).record
    (named,) = (one for one in record_names(session, "challenge", "en") if one.id == made.id)
    assert named.text == saved.reference
    place.go("challenge")
    settle(qtbot, window)
    assert "Untitled" in titles(qtbot, place.list_page("challenge"))


def test_a_wide_list_of_members_has_their_code_and_their_country_once() -> None:
    assert own_columns(record_type("member").list) == (
        "local_ref",
        "country",
        "region",
        "workflow",
        "tlp",
    )


def test_the_second_line_says_whose_it_is_and_a_year_is_no_amount(
    qtbot: QtBot, sample: Place
) -> None:
    """Also where that is a link or a field that every record has."""
    window, shell = sample
    session = shell.context.office.session
    window.tasks.ask(lambda: competencies.state(session, "C01", 2))
    settle(qtbot, window)
    for kind, wanted in (("competency-rating", "office_code"), ("control", "indicator")):
        shell.go(kind)
        settle(qtbot, window)
        page = shell.list_page(kind)
        said = set()
        for at in range(page.model.rowCount()):
            shown = page.model.listed(at)
            assert shown is not None
            value = getattr(record.get(session, shown.id).record, wanted)
            if wanted == "indicator":
                value = record.get(session, str(value)).record.local_ref
            said.add(isinstance(value, str) and value in shown.second)
        assert True in said, kind
    shell.go("key-issue")
    settle(qtbot, window)
    first = shell.list_page("key-issue").model.listed(0)
    assert first is not None
    issue = record.get(session, first.id).record
    assert isinstance(issue, KeyIssue)
    assert str(issue.ranks[0].year) in first.second


def test_newest_first_and_the_other_way_round(qtbot: QtBot, sample: Place) -> None:
    page = cases(qtbot, sample)
    newest = titles(qtbot, page)
    page.view.horizontalHeader().setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    answered(qtbot, page)
    assert titles(qtbot, page)[0] != newest[0]
    page.view.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    answered(qtbot, page)
    assert titles(qtbot, page) == sorted(newest, key=str.casefold)


def test_a_search_finds_marks_and_can_be_cleared(qtbot: QtBot, sample: Place) -> None:
    page = cases(qtbot, sample)
    with qtbot.waitSignal(page.answered, timeout=LONG):
        QTest.keyClicks(page.search, "parcel")
    answered(qtbot, page)
    found = rows(qtbot, page)
    assert 0 < len(found) < 40
    assert all(row is not None and (row.marks or row.second_marks) for row in found[:3])
    assert page.count.text().endswith("40")
    with qtbot.waitSignal(page.answered, timeout=LONG):
        QTest.keyClick(page.search, Qt.Key.Key_Escape)
    answered(qtbot, page)
    assert page.model.rowCount() == 40


def test_filters_narrow_and_their_counts_are_true(qtbot: QtBot, sample: Place) -> None:
    page = cases(qtbot, sample)
    wanted = page.facets.counts["conveyance"]["MAIL"]
    page.facets._toggle("conveyance\tMAIL")
    answered(qtbot, page)
    assert page.model.rowCount() == wanted
    page.facets.drop("conveyance")
    answered(qtbot, page)
    assert page.model.rowCount() == 40


def test_a_search_without_result_says_what_was_searched(qtbot: QtBot, sample: Place) -> None:
    page = cases(qtbot, sample)
    page.search.setText("xylophone")
    with qtbot.waitSignal(page.answered, timeout=LONG):
        QTest.keyClick(page.search, Qt.Key.Key_Return)
    assert page.model.rowCount() == 0
    assert "xylophone" in page.nothing_words.text()
    assert page.nothing_words.isVisible()


def test_the_keyboard_opens_a_record(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    page = cases(qtbot, sample)
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    assert window.focusWidget() is page.view
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    second = page.model.listed(1)
    assert second is not None
    editor = place.editor("case-study")
    with qtbot.waitSignal(editor.loaded, timeout=LONG):
        QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert editor.record_id == second.id


def test_the_preview_shows_the_current_record(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    page = cases(qtbot, sample)
    page.view.setCurrentIndex(page.model.index(3, 0))
    settle(qtbot, window)
    row = page.model.listed(3)
    assert row is not None
    texts = [label.text() for label in page.preview.findChildren(type(page.count))]
    assert row.title in texts


def test_a_number_of_a_line_says_of_what_it_is(qtbot: QtBot, sample: Place) -> None:
    """In a preview the fields of a line stand beside each other without heads."""
    window, place = sample
    place.go("reported-count")
    settle(qtbot, window)
    page = place.list_page("reported-count")
    said = page.preview._goods(CountLine(commodity="MED", records=23, complete=19))
    assert isinstance(said, Label)
    qtbot.addWidget(said)
    assert said.text().endswith("  ·  Records: 23  ·  Of these complete: 19")


def test_the_preview_shows_every_kind_of_line(qtbot: QtBot, sample: Place) -> None:
    """One that is empty, and one that says how many of what."""
    _, place = sample
    shown = 0
    for kind in LISTED:
        place.go(kind)
        page, about = place.list_page(kind), fields_of(class_of(kind))
        for how, name in record_type(kind).list.preview:
            made = about[name].lines
            if made is None:
                continue
            known = {"goods": "a word", "description": "a word", "quantity": Decimal(3)}
            given = {key: value for key, value in known.items() if key in fields_of(made)}
            for line in (made(), made(**given)):
                parts = vbox(*page.preview._part(how, about[name], (line,)))
                qtbot.addWidget(parts)
                said = " ".join(label.text() for label in parts.findChildren(QLabel))
                assert not given or line == made() or "a word" in said, (kind, name, said)
            shown += 1
    assert shown > 10


def test_the_model_keeps_the_rules_of_qt(
    qtbot: QtBot, sample: Place, qtmodeltester: ModelTester
) -> None:
    page = cases(qtbot, sample)
    qtmodeltester.check(page.model)
    answered(qtbot, page)


def test_an_empty_list_says_how_to_begin(qtbot: QtBot, fresh: Place) -> None:
    window, place = fresh
    page = cases(qtbot, fresh)
    assert page.empty.isVisible()
    assert window.focusWidget() is page.empty.rows[0]
    editor = place.editor("case-study")
    with qtbot.waitSignal(editor.loaded, timeout=LONG):
        QTest.keyClick(page.empty.rows[0], Qt.Key.Key_Space)


def test_many_records_come_by_pages(
    qtbot: QtBot, make_window: object, enter: object, tmp_path: Path
) -> None:
    from dataclasses import replace

    from rilo_desktop.services.records import record

    made = make_office(tmp_path / "many", "AP", "AP-01", "a passphrase of the first officer")
    with made.session as session:
        new = record.new(session, "case-study")
        with session.unit("edit") as unit:
            unit.write(
                [
                    replace(
                        new, id=f"{new.id[:-6]}{n:06d}", title=f"Case {n:04d}", date="2026-01-01"
                    )
                    for n in range(600)
                ]
            )
    window = make_window(tmp_path / "many", copied=False)  # type: ignore[operator]
    place: Shell = enter(window)  # type: ignore[operator]
    page = cases(qtbot, (window, place))
    assert page.model.rowCount() == 600
    assert page.model.listed(599) is None
    qtbot.waitUntil(lambda: page.model.listed(599) is not None, timeout=LONG)
    page.view.scrollToBottom()
    settle(qtbot, window)
    assert page.model.data(page.model.index(599, 0)).startswith("Case")


def test_words_are_found_as_they_were_typed() -> None:
    pattern = pattern_of(("mail", "a.b", "(x"))
    assert pattern is not None
    assert pattern.findall("MAIL a.b (x axb") == ["MAIL", "a.b", "(x"]
    assert pattern_of(()) is None


def test_columns_are_chosen_ordered_and_remembered(
    qtbot: QtBot, sample: Place, enter: object
) -> None:
    window, _ = sample
    page = cases(qtbot, sample)
    assert [c.look for c in page.model.columns] == ["lines", "aside", "tlp"]
    page.show_columns()
    page.chooser.list._choose(page.chooser.list.currentIndex())
    page.chooser._toggle("procedure")
    page.chooser._move("procedure", -1)
    settle(qtbot, window)
    names = [c.name for c in page.model.columns]
    assert names[-2:] == ["procedure", "tlp"]
    assert page.model.headerData(len(names) - 2, Qt.Orientation.Horizontal) == "Customs procedure"
    assert page.model.rowCount() == 40
    rows(qtbot, page)
    route = names.index("route")
    assert "→" in "".join(page.model.data(page.model.index(n, route)) for n in range(40))
    page.order_by("procedure", False)
    qtbot.waitUntil(lambda: not page.preferences._pause.isActive(), timeout=LONG)
    settle(qtbot, window)
    rows(qtbot, page)
    procedures = [page.model.data(page.model.index(n, len(names) - 2)) for n in range(40)]
    known = [text for text in procedures if text not in ("", "Not known")]
    assert known
    with qtbot.waitSignal(window.locked, timeout=LONG):
        window.lock()
    again = cases(qtbot, (window, enter(window)))  # type: ignore[operator]
    assert [c.name for c in again.model.columns] == names
    assert again.state.order == ("procedure", False)


def test_a_wide_window_shows_columns(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    page = cases(qtbot, sample)
    window.resize(1920, 1000)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: len(page.model.columns) == 8, timeout=LONG)
    settle(qtbot, window)
    assert [c.label for c in page.model.columns][:2] == ["Reference", "Case study"]
    assert page.model.data(page.model.index(0, 0)).startswith("AP/")
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: len(page.model.columns) == 3, timeout=LONG)
    settle(qtbot, window)
    assert page.model.rowCount() == 40


def test_a_view_is_kept_shown_and_deleted_by_keyboard(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    page = cases(qtbot, sample)
    page.search.setText("parcel")
    page.facets._toggle("conveyance\tMAIL")
    settle(qtbot, window)
    wanted = page.model.rowCount()
    page.keep_button.click()
    assert window.focusWidget() is page.view_name.line
    page.view_name.line.setText("By post")
    QTest.keyClick(page.view_name.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert [view.name for view in page.views.views] == ["By post"]
    page.clear()
    settle(qtbot, window)
    assert page.model.rowCount() == 40
    page.views.setFocus()
    QTest.keyClick(page.views, Qt.Key.Key_Down)
    settle(qtbot, window)
    assert page.model.rowCount() == wanted
    assert page.search.text() == "parcel"
    QTest.keyClick(page.views, Qt.Key.Key_Delete)
    settle(qtbot, window)
    assert page.views.views == ()


def test_a_deleted_view_comes_back_at_its_place(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    page = cases(qtbot, sample)
    for name in ("tablets", "parcel", "pills"):
        page.search.setText(name)
        settle(qtbot, window)
        page.preferences._keep_as(name.title())
        settle(qtbot, window)
    kept = page.views.views
    page.views.unwanted.emit("Parcel")
    settle(qtbot, window)
    assert [view.name for view in page.views.views] == ["Tablets", "Pills"]
    assert window.toast.words.text() == "The view “Parcel” was deleted."
    assert window.toast.action_button.text() == "Undo"
    window.toast.action_button.click()
    settle(qtbot, window)
    assert page.views.views == kept


def test_a_view_is_marked_only_while_it_is_asked(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    page = cases(qtbot, sample)
    page.search.setText("parcel")
    settle(qtbot, window)
    page.preferences._keep_as("By post")
    settle(qtbot, window)
    assert page.views.current is not None
    page.search.setText("tablets")
    settle(qtbot, window)
    assert page.views.current is None
    assert page.keep_button.isVisible()


def test_filters_stay_at_their_top_while_one_searches(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    page = cases(qtbot, sample)
    for words in ("parcel", "zzqx", "", "mail"):
        page.search.setText(words)
        settle(qtbot, window)
        assert page.facets.view.verticalScrollBar().value() == 0, words


def test_enter_in_the_search_opens_what_is_shown(qtbot: QtBot, sample: Place) -> None:
    window, shell = sample
    page = cases(qtbot, sample)
    page.search.setText("parcel")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert page.search.text() == "parcel"
    assert shell.here.record == page.current_id != ""


def test_a_record_that_was_not_found_is_not_shown(qtbot: QtBot, sample: Place) -> None:
    window, shell = sample
    page = cases(qtbot, sample)
    page.search.setText("parcel")
    page.search.setText("zzqx")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert page.model.rowCount() == 0
    assert not page.preview._foot.isVisible()
    assert shell.here.record == ""


def test_several_are_changed_together_and_stay_chosen(qtbot: QtBot, sample: Place) -> None:
    from rilo_desktop.services.records.bulk import BulkChange

    window, _ = sample
    page = cases(qtbot, sample)
    page.view.setFocus()
    for _ in range(2):
        QTest.keyClick(page.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.view.selected_rows() == [0, 1, 2]
    assert page.line is page.selection
    page.bulk_actions.change(BulkChange(tlp="RED"))
    settle(qtbot, window)
    assert [page.model.listed(n).tlp for n in range(3)] == ["RED"] * 3  # type: ignore[union-attr]
    assert page.view.selected_rows() == [0, 1, 2]
    assert page.view.selectionModel().isSelected(page.model.index(1, 0))
    assert "3 records" in window.toast.words.text()
    QTest.keyClick(page.view, Qt.Key.Key_Escape)
    assert len(page.view.selected_rows()) == 1
    assert page.line is not page.selection


def test_released_records_are_asked_about_before_they_become_drafts(
    qtbot: QtBot, sample: Place
) -> None:
    from rilo_desktop.services.records.bulk import BulkChange
    from rilo_desktop.services.submissions.submit import SubmissionRequest, submit

    window, _ = sample
    submit(window.office.session, SubmissionRequest("case-studies", reason="as agreed"))
    page = cases(qtbot, sample)
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    before = [row.tlp for row in rows(qtbot, page)[:2]]
    change = BulkChange(tlp="RED")
    for answer in ("keep", "change"):
        page.bulk_actions.change(change)
        settle(qtbot, window)
        question = page.findChild(Question)
        assert question is not None
        assert "2 records are released" in question.accessibleDescription()
        question.buttons[answer].click()
        settle(qtbot, window)
        qtbot.waitUntil(lambda: page.findChild(Question) is None, timeout=LONG)
        after = [page.model.listed(n).tlp for n in range(2)]  # type: ignore[union-attr]
        assert after == (before if answer == "keep" else ["RED", "RED"])


def test_home_and_end_go_to_the_first_and_last_row(qtbot: QtBot, sample: Place) -> None:
    page = cases(qtbot, sample)
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_End)
    assert page.view.selected_rows() == [page.model.rowCount() - 1]
    QTest.keyClick(page.view, Qt.Key.Key_Home)
    assert page.view.selected_rows() == [0]


def test_all_can_be_chosen_and_taken_to_a_submission(qtbot: QtBot, sample: Place) -> None:
    page = cases(qtbot, sample)
    QTest.keyClick(page.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(page.view.selected_rows()) == 40
    page._context.wanted.disconnect()
    with qtbot.waitSignal(page._context.wanted, timeout=LONG) as gone:
        page.selection.send.click()
    assert gone.args is not None
    destination = gone.args[0]
    assert (destination.page, len(destination.records)) == ("submission", 40)


def test_a_bad_review_date_is_refused_in_a_sentence(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    page = cases(qtbot, sample)
    page.view.selectAll()
    page.selection.day_wanted.emit()
    page.review_day.line.setText("tomorrow")
    QTest.keyClick(page.review_day.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert "tomorrow" in window.toast.words.text()
    assert len(rows(qtbot, page)) == 40


def test_counts_come_after_the_rows(qtbot: QtBot, sample: Place) -> None:
    page = cases(qtbot, sample)
    order: list[str] = []
    page.answered.connect(lambda: order.append("rows"))
    page.counted.connect(lambda: order.append("counts"))
    page.search.setText("parcel")
    qtbot.waitUntil(lambda: "counts" in order, timeout=LONG)
    assert order[0] == "rows"


def test_another_page_may_narrow_the_list(qtbot: QtBot, sample: Place) -> None:
    from rilo_desktop.gui.routing import Route

    window, place = sample
    page = cases(qtbot, sample)
    wanted = {"route.to": ("US",), "goods.unit": ("PCS",)}
    place.travel(Route("case-study", filters=wanted))
    settle(qtbot, window)
    assert 0 < page.model.rowCount() < 40
    assert [page.facets.label_of(name) for name in wanted] == ["Sent to", "Unit"]
    assert page.facets.chosen == wanted


def test_a_late_action_item_says_so(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    place.go("action-item")
    settle(qtbot, window)
    page = place.list_page("action-item")
    found = rows(qtbot, page)
    late = [row for row in found if row.late]
    assert len(late) == 4
    assert {row.state_text for row in late} == {"Late"}
    assert not {row.state for row in late} & {"completed", "cancelled", "carried_over"}
    assert "Late" not in {row.state_text for row in found if not row.late}
    at = found.index(late[0])
    aside = [column.look for column in page.model.columns].index("aside")
    spoken = page.model.index(at, aside).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith(", Late")


def test_the_preview_gives_way_to_a_narrow_window_and_comes_back(
    qtbot: QtBot, sample: Place
) -> None:
    window, _ = sample
    page = cases(qtbot, sample)
    assert page.preview.isVisible()
    window.resize(960, 700)
    qtbot.waitUntil(lambda: not page.preview.isVisible(), timeout=LONG)
    page.flip_preview()
    window.resize(950, 700)
    assert page.preview.isVisible()  # the officer wants it here
    page.flip_preview()
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: window.width() == 1280, timeout=LONG)
    assert not page.preview.isVisible()  # the officer's word holds
    page.flip_preview()
    window.resize(960, 700)
    qtbot.waitUntil(lambda: not page.preview.isVisible(), timeout=LONG)
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: page.preview.isVisible(), timeout=LONG)


def test_a_window_that_opens_narrow_shows_the_list_alone(qtbot: QtBot, sample: Place) -> None:
    window, place = sample
    window.resize(960, 700)
    place.go("action-item")
    settle(qtbot, window)
    assert not place.list_page("action-item").preview.isVisible()
