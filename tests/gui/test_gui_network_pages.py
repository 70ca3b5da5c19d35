"""Pages of the network: competencies, key issues, evidence, members, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from gui_windows import PASSPHRASE, enter_as, settle
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rilo_desktop.analysis.competencies import Match
from rilo_desktop.gui.i18n import choose_language
from rilo_desktop.gui.itemviews.matrix import MatrixCell, MatrixColumn, MatrixRow, MatrixView, Shade
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.competencies.messages import match_sentence
from rilo_desktop.gui.pages.competencies.page import CompetenciesPage
from rilo_desktop.gui.pages.indicator_evidence.page import IndicatorEvidencePage
from rilo_desktop.gui.pages.key_issues.page import KeyIssuesPage
from rilo_desktop.gui.pages.member_data.page import MemberDataPage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.theme import metrics, scaled
from rilo_desktop.gui.theme.tokens import SEMIBOLD, SMALL
from rilo_desktop.records import (
    CompetencyRating,
    Control,
    IndicatorObserved,
    KeyIssue,
    KeyIssueRank,
    Member,
)
from rilo_desktop.services.office.session import open_store
from rilo_desktop.services.records import competencies, key_issues, record

MakeWindow = Callable[..., MainWindow]
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(scope="module")
def network_office(new_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four issues of 2025, three cases of a member, two ratings, controls for an indicator."""
    import shutil

    folder = tmp_path_factory.mktemp("network") / "office"
    shutil.copytree(new_office, folder)
    with open_store(folder, PASSPHRASE) as session:

        def saved(kind: str, **values: Any) -> str:
            made = record.with_values(record.new(session, kind), values)
            return record.save(session, made).stored.record.id

        for n in range(1, 5):
            ranks = (KeyIssueRank(year=2025, rank=n),)
            saved(KeyIssue.kind.code, name=(("en", f"Issue {n}"), ("fr", f"Q {n}")), ranks=ranks)
        seen = (IndicatorObserved(indicator="SND-01", strength="primary"),)
        for n in range(3):
            saved(
                "case-study",
                title=f"Case {n}",
                date=f"2025-0{n + 1}-05",
                commodity="MEDICAL",
                reporting_country="FI",
                indicators=seen if n else (),
            )
        saved(Member.kind.code, country="FI", valid_from="2019-01-01")
        saved("nil-return", member="FI", period_from="2025-09")
        rating = {"competency": "C01", "as_of": "2025-06", "source": "said so"}
        saved(CompetencyRating.kind.code, **rating | {"office_code": "WE", "level": 4})
        indicator = record.find(session, "SND-01").record.id
        saved(Control.kind.code, indicator=indicator, period_from="2025", controls=96, finds=41)
    return folder


Place = tuple[MainWindow, Shell]


@pytest.fixture
def place(make_window: MakeWindow, network_office: Path, qtbot: QtBot) -> Place:
    window = make_window(network_office)
    return window, enter_as(qtbot, window, PASSPHRASE)


def _page(qtbot: QtBot, place: Place, key: str) -> Any:
    window, shell = place
    shell.go(key)
    settle(qtbot, window)
    return shell.page(key)


# --- the matrix


def test_cells_of_a_matrix_say_row_column_and_value(qtbot: QtBot) -> None:
    view = MatrixView("Cases by indicator")
    qtbot.addWidget(view)
    cells = (
        MatrixCell("6", Shade.STRONG, "RTE-03, Medicines: 6 cases"),
        MatrixCell("", Shade.NONE, "none"),
    )
    view.show_matrix(
        [MatrixRow("Transit", cells, "RTE-03", "6")],
        [MatrixColumn("Medicines"), MatrixColumn("Tobacco", is_own=True)],
        "Indicator",
        "Cases",
    )
    said = [
        view.matrix.data(view.matrix.index(0, at), Qt.ItemDataRole.AccessibleTextRole)
        for at in range(4)
    ]
    assert said == ["RTE-03  Transit", "RTE-03, Medicines: 6 cases", "none", "Transit, Cases: 6"]


def test_arrows_digits_and_delete_in_a_matrix(qtbot: QtBot) -> None:
    view = MatrixView("Levels")
    qtbot.addWidget(view)
    row = MatrixRow("A", (MatrixCell("1"), MatrixCell("2")))
    view.show_matrix([row, row], [MatrixColumn("X"), MatrixColumn("Y")])
    typed: list[tuple[int, int, str]] = []
    chosen: list[tuple[int, int]] = []
    view.typed.connect(lambda *what: typed.append(what))
    view.cell_chosen.connect(lambda *what: chosen.append(what))
    view.go_to(0, 0)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_4, Qt.Key.Key_Delete):
        QTest.keyClick(view, key)
    assert typed == [(1, 1, "4"), (1, 1, "")]
    assert chosen == [(0, 0), (0, 1), (1, 1)]
    assert view.copy()
    assert QApplication.clipboard().text().splitlines()[1] == "A\t1\t2\t"


def test_the_name_of_a_column_is_shown_whole(qtbot: QtBot) -> None:
    """Names of five lines in a narrow column lost their first one."""
    view = MatrixView("Cases by indicator", tile=40)
    qtbot.addWidget(view)
    names = ("Tax and duty evasion (other goods)", "Fauna and flora (CITES and other)", "IPR-goods")
    row = MatrixRow("A", tuple(MatrixCell("1") for _ in names))
    view.show_matrix([row], [MatrixColumn(name) for name in names])
    view.resize(300, 400)
    view.show()
    head = view.horizontalHeader()
    flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap)
    for at, name in enumerate(names, 1):
        room = QRect(0, 0, head.sectionSize(at) - 2, 1000)
        needed = metrics(SMALL, SEMIBOLD).boundingRect(room, flags, name)
        assert needed.height() + scaled(6) <= head.height()
        assert needed.width() <= room.width()


# --- competencies


def test_a_language_is_small_within_a_french_sentence() -> None:
    match = Match("C01", "X8", 4, "X9", 1, ("fr", "es"), True)
    assert match_sentence(match) == "X8 can help X9: level 4 to 1, French, Spanish."
    choose_language("fr")
    try:
        assert match_sentence(match).endswith("niveau 4 à 1, français, espagnol.")
    finally:
        choose_language("en")


def test_own_levels_are_typed_and_taken_away(qtbot: QtBot, place: Place) -> None:
    window, _ = place
    page = cast(CompetenciesPage, _page(qtbot, place, "competencies"))
    page.state.click()
    row, column = page.view.currentIndex().row(), page.view.currentIndex().column() - 1
    assert page.table is not None
    assert page.table.matrix.offices[column] == "AP"
    assert page.view.hasFocus()
    QTest.keyClick(page.view, Qt.Key.Key_3)
    settle(qtbot, window)
    code = page.table.matrix.competencies[row]
    assert page.table.matrix.level("AP", code) == 3
    assert page.view.rows[row].cells[column].text == "3"
    assert page.view.currentIndex().row() == row, "it stays where one was"
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    settle(qtbot, window)
    assert page.table.matrix.level("AP", code) is None
    assert page.view.rows[row].cells[column].spoken.endswith("unknown")


def test_the_column_of_another_office_is_not_written(qtbot: QtBot, place: Place) -> None:
    window, shell = place
    page = cast(CompetenciesPage, _page(qtbot, place, "competencies"))
    assert page.table is not None
    column = page.table.matrix.offices.index("WE")
    page.view.go_to(0, column)
    with qtbot.waitSignal(shell.context.warned) as warned:
        QTest.keyClick(page.view, Qt.Key.Key_0)
    assert "WE" in warned.args[0]
    settle(qtbot, window)
    assert page.table.matrix.level("WE", "C01") == 4
    assert page.details.level.text() == "4"
    assert page.details.facts["source"].text() == "said so"


def test_enter_opens_the_rating_to_write_its_source(qtbot: QtBot, place: Place) -> None:
    window, shell = place
    page = cast(CompetenciesPage, _page(qtbot, place, "competencies"))
    page.state_ours()
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    settle(qtbot, window)
    editor = shell.editor(CompetencyRating.kind.code)
    assert shell.pages.currentWidget() is editor
    assert competencies.own_rating(window.office.session, "C01") == editor.record_id


# --- key issues


def _names(page: KeyIssuesPage) -> list[str]:
    return [row.name for row in page.issues.rows]


def test_a_rank_is_changed_by_keyboard_with_its_reason(qtbot: QtBot, place: Place) -> None:
    window, _ = place
    page = cast(KeyIssuesPage, _page(qtbot, place, "ranks"))
    assert _names(page) == ["Issue 1", "Issue 2", "Issue 3", "Issue 4"]
    page.issues.select_row(2)
    page.issues.setFocus()
    QTest.keyClick(page.issues, Qt.Key.Key_Up, ALT)
    assert page.behind.why.hasFocus(), "a change asks why"
    assert _names(page)[2] == "Issue 3", "nothing is changed before it is said"
    QTest.keyClick(page.behind.why, Qt.Key.Key_Up, ALT)
    QTest.keyClicks(page.behind.why, "Three cases against one")
    QTest.keyClick(page.behind.why, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert _names(page) == ["Issue 3", "Issue 1", "Issue 2", "Issue 4"]
    assert page.issues.hasFocus()
    assert page.issues.current_entry is not None
    assert page.issues.current_entry.name == "Issue 3"
    assert page.behind.reason.text() == "Three cases against one"


def test_the_last_order_is_taken_over_and_a_new_issue_is_seen(qtbot: QtBot, place: Place) -> None:
    window, shell = place
    page = cast(KeyIssuesPage, _page(qtbot, place, "ranks"))
    assert page.board is not None
    last = page.board.years[-1]
    page._on_year(str(page.board.this_year + 1))
    assert page.year > last
    offer = page.empty.first[0]
    assert offer.accessibleName() == f"Take over the order of {last}"
    offer.click()
    settle(qtbot, window)
    assert window.toast.words.text() == f"The order of {last} was taken over."
    assert _names(page) == ["Issue 1", "Issue 2", "Issue 3", "Issue 4"]
    assert not page._waiting.isVisible()
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    editor = shell.editor("key-issue")
    assert shell.pages.currentWidget() is editor
    editor.form.set_value("name", (("en", "A new one"),))
    editor.save()
    settle(qtbot, window)
    shell.go("ranks")
    settle(qtbot, window)
    assert page._waiting.isVisible()
    assert page.unranked.text() == f"Not ranked in {page.year}: A new one"
    page.rank_them.click()
    settle(qtbot, window)
    assert _names(page)[-1] == "A new one"


def test_escape_leaves_the_rank_and_no_reason_is_refused(qtbot: QtBot, place: Place) -> None:
    window, _ = place
    page = cast(KeyIssuesPage, _page(qtbot, place, "ranks"))
    page.issues.select_row(1)
    QTest.keyClick(page.issues, Qt.Key.Key_Down, ALT)
    QTest.keyClick(page.behind.why, Qt.Key.Key_Escape)
    assert page.behind.why.isHidden() or not page.behind.why.isVisible()
    assert page.issues.hasFocus()
    QTest.keyClick(page.issues, Qt.Key.Key_Down, ALT)
    QTest.keyClick(page.behind.why, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert _names(page) == ["Issue 1", "Issue 2", "Issue 3", "Issue 4"]


def test_a_new_year_takes_over_the_order(qtbot: QtBot, place: Place) -> None:
    window, _ = place
    page = cast(KeyIssuesPage, _page(qtbot, place, "ranks"))
    page.years._keys["2026"].click()
    settle(qtbot, window)
    assert page.empty.isVisible()
    page.empty.first[0].click()
    settle(qtbot, window)
    assert _names(page) == ["Issue 1", "Issue 2", "Issue 3", "Issue 4"]
    assert key_issues.board(window.office.session).years == (2025, 2026)


def test_the_paper_of_the_year_is_one_step_away(qtbot: QtBot, place: Place) -> None:
    window, shell = place
    page = cast(KeyIssuesPage, _page(qtbot, place, "ranks"))
    page.paper.click()
    settle(qtbot, window)
    submissions: Any = shell.page("submission")
    order = submissions.choose.order()
    assert (order.type, order.year) == ("key-issues", 2025)


# --- evidence


def test_a_cell_of_the_evidence_leads_to_its_cases(qtbot: QtBot, place: Place) -> None:
    window, shell = place
    page = cast(IndicatorEvidencePage, _page(qtbot, place, "indicator-evidence"))
    assert [row.number for row in page.view.rows] == ["SND-01"]
    assert page.details.hits.text() == "41 of 96"
    assert "Wilson" in page.details.hits_about.text()
    page.view.go_to(0, 0)
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    settle(qtbot, window)
    listed = shell.list_page("case-study")
    assert shell.pages.currentWidget() is listed
    assert listed.model.rowCount() == 2


def test_gaps_name_what_was_never_seen_and_who_did_not_look(qtbot: QtBot, place: Place) -> None:
    window, shell = place
    page = cast(IndicatorEvidencePage, _page(qtbot, place, "indicator-evidence"))
    page.what._keys["gaps"].click()
    settle(qtbot, window)
    gaps = page.gaps
    assert "SND-01" not in [row[0] for row in gaps.unseen.rows]
    assert [row[1] for row in gaps.without.rows] == ["Case 0"]
    gaps.without.setFocus()
    gaps.without.keep_current(0)
    QTest.keyClick(gaps.without, Qt.Key.Key_Return)
    settle(qtbot, window)
    gaps.own.click()
    settle(qtbot, window)
    assert shell.editor("case-study").isVisible()


def test_cases_are_looked_for_and_the_answer_is_kept(qtbot: QtBot, place: Place) -> None:
    """One case that has the words is linked with its role; another indicator is seen nowhere."""
    window, shell = place
    session = shell.context.office.session
    sought = record.find(session, "SND-02").record
    title = str(sought.title_text)
    made = record.with_values(record.new(session, "case-study"), {"title": title})
    case = record.save(session, made).stored.record
    page = cast(IndicatorEvidencePage, _page(qtbot, place, "indicator-evidence"))
    page.what._keys["gaps"].click()
    settle(qtbot, window)
    gaps = page.gaps

    def look(number: str) -> None:
        gaps.unseen.setFocus()
        gaps.unseen.keep_current([row[0] for row in gaps.unseen.rows].index(number))
        QTest.keyClick(gaps.unseen, Qt.Key.Key_Return)
        qtbot.waitUntil(gaps.panel.isVisible)
        settle(qtbot, window)

    look("SND-02")
    assert gaps.found.hasFocus()
    assert [row[1] for row in gaps.found.rows] == [title]
    gaps.links["primary"].setFocus()
    QTest.keyClick(gaps.links["primary"], Qt.Key.Key_Space)
    settle(qtbot, window)
    linked: Any = record.get(session, case.id).record
    assert [(one.indicator, one.strength) for one in linked.indicators] == [("SND-02", "primary")]
    assert "SND-02" not in [row[0] for row in gaps.unseen.rows]
    assert gaps.unseen.hasFocus()

    look("PKG-01")
    gaps.nothing.setFocus()
    QTest.keyClick(gaps.nothing, Qt.Key.Key_Space)
    settle(qtbot, window)
    kept: Any = record.find(session, "PKG-01").record
    assert kept.looked_for == session.today
    (said,) = [row[2] for row in gaps.unseen.rows if row[0] == "PKG-01"]
    assert said.startswith("none seen on")
    look("PKG-01")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert gaps.panel.isHidden()
    assert gaps.unseen.hasFocus()


def test_a_result_of_controls_is_begun_for_the_indicator(qtbot: QtBot, place: Place) -> None:
    window, shell = place
    page = cast(IndicatorEvidencePage, _page(qtbot, place, "indicator-evidence"))
    page.details.add.click()
    settle(qtbot, window)
    editor = shell.editor(Control.kind.code)
    made = record.get(window.office.session, editor.record_id).record
    assert isinstance(made, Control)
    assert made.indicator == record.find(window.office.session, "SND-01").record.id


# --- members


def test_a_member_is_shown_with_the_base_of_each_figure(qtbot: QtBot, place: Place) -> None:
    window, shell = place
    page = cast(MemberDataPage, _page(qtbot, place, "member-data"))
    page.show_year("2025")
    settle(qtbot, window)
    at = [line.country for line in page.list.rows].index("FI")
    page.list.select_row(at)
    settle(qtbot, window)
    value, label, base = (one.text() for one in page.figures[0])
    assert (value, label, base) == ("3", "cases in 2025", "0 in 2024")
    assert "nil return: Sep" in page.months.text()
    assert "neither a case nor a nil return: Apr–Aug, Oct–Dec" in page.months.text()
    assert page.figures[1][0].text() == "–", "three cases have no median"
    assert "Day of detection: 3 of 3" in page.complete.accessibleName()
    page.sheet.click()
    settle(qtbot, window)
    submissions: Any = shell.page("submission")
    order = submissions.choose.order()
    assert (order.type, order.year, order.member) == ("feedback-sheet", 2025, "FI")


def test_a_member_of_whom_nothing_came_has_no_sheet(qtbot: QtBot, place: Place) -> None:
    window, _ = place
    page = cast(MemberDataPage, _page(qtbot, place, "member-data"))
    silent = [at for at, line in enumerate(page.list.rows) if not line.cases]
    page.list.select_row(silent[0])
    settle(qtbot, window)
    assert not page.sheet.isEnabled()
    assert page.list.rows[silent[0]].nil_returns == 0
