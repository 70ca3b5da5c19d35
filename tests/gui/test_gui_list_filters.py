# mypy: disable-error-code="call-arg"
"""Filters of a list on a real office: by mouse and keyboard, counted, kept as a view; what is not
known, in a filter and in a row."""

from __future__ import annotations

from gui_windows import settle
from list_pages import Place, answered, cases, rows, titles
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.itemviews.list_row import UNKNOWN, listed
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.pages.record_list.facets import Facets
from rilo_desktop.gui.pages.record_list.page import ListPage
from rilo_desktop.presentation.registry import RECORD_TYPES, record_type
from rilo_desktop.records import CaseStudy, GoodsLine, IndicatorObserved, RouteLeg, kind_named
from rilo_desktop.services.records import record
from rilo_desktop.services.records.lists import ListItem, filter_names


def test_a_filter_is_opened_and_counted_when_it_is_wanted(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    page = cases(qtbot, sample)
    assert "route.from" not in page.facets.counts
    page.facets._open("fold:route.from")
    settle(qtbot, window)
    countries = page.facets.counts["route.from"]
    assert sum(countries.values()) == 40
    country = max(countries)
    page.facets._toggle(f"route.from\t{country}")
    settle(qtbot, window)
    assert page.model.rowCount() == countries[country]


def test_a_chip_says_of_what_it_is(qtbot: QtBot, sample: Place) -> None:
    """Yes and not known say nothing alone; the label of a code does."""
    facets = cases(qtbot, sample).facets
    archived, conveyance = facets.label_of("archived"), facets.label_of("conveyance")
    for field, code, said in (
        ("archived", "1", f"{archived}: Yes"),
        ("conveyance", UNKNOWN, f"{conveyance}: Not known"),
        ("conveyance", "AIR", "Air"),
        ("workflow", "draft", "Draft"),
    ):
        facets.choose({field: (code,)})
        assert facets.said_of(field) == said


def test_no_two_filters_of_a_list_have_one_name(qtbot: QtBot, sample: Place) -> None:
    """A date has two: its first and last day, and its years."""
    _, place = sample
    for spec in RECORD_TYPES:
        names = filter_names(spec.code)
        facets = Facets(place.context, spec.list, names)
        qtbot.addWidget(facets)
        dated = kind_named(spec.code).dated
        said = [facets.label_of(name) for name in (*filter(None, [dated]), *names)]
        assert sorted(set(said)) == sorted(said), spec.code


def click(qtbot: QtBot, window: MainWindow, page: ListPage, key: str) -> None:
    """Click this filter with the mouse, as it stands in the panel."""
    view = page.facets.view
    at = next(n for n, row in enumerate(view.rows) if row.key == key)
    index = view.model().index(at, 0)
    view.scrollTo(index)
    place = view.visualRect(index).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(qtbot, window)


def test_medicines_by_air_in_2024_from_asia_with_an_indicator_are_five_clicks(
    qtbot: QtBot, sample: Place
) -> None:
    window, place = sample
    made = CaseStudy(
        title="The one that is looked for",
        date="2024-05",
        conveyance="AIR",
        goods=(GoodsLine(description="tablets", category="MED"),),
        route=(RouteLeg(role="departure", country="IN"),),
        indicators=(IndicatorObserved(indicator="RTE-03"),),
    )
    place.context.serve(record.save, made, "", owner=window)
    settle(qtbot, window)
    page = cases(qtbot, sample)
    clicks = (
        "goods.category\tMED",
        "conveyance\tAIR",
        "date.year\t2024",
        "route.region\tAP",
        "indicators.indicator\tRTE-03",
    )
    for key in clicks:
        click(qtbot, window, page, key)
    assert titles(qtbot, page) == ["The one that is looked for"]
    assert len(clicks) <= 6
    page.keep_button.click()
    page.view_name.line.setText("Medicines by air, Asia")
    QTest.keyClick(page.view_name.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    page.clear()
    settle(qtbot, window)
    assert page.model.rowCount() == 41
    page.preferences.show_view(page.views.views[0])
    settle(qtbot, window)
    assert titles(qtbot, page) == ["The one that is looked for"]


def test_a_list_is_narrowed_to_a_time_that_is_typed(qtbot: QtBot, sample: Place) -> None:
    window, _ = sample
    page = cases(qtbot, sample)
    period = page.facets.period
    assert period is not None
    period.first.setFocus()
    QTest.keyClicks(period.first, "2024-06")
    QTest.keyClick(period.first, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert page.facets.chosen == {"date.range": ("2024-06/",)}
    dates = {row.aside for row in rows(qtbot, page)}
    assert dates
    assert all(one[-4:] in ("2024", "2025", "2026") for one in dates)
    QTest.keyClicks(period.last, "last year")
    QTest.keyClick(period.last, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert page.facets.chosen == {"date.range": ("2024-06/",)}, "half of a question is not asked"
    assert "2024-06-15" in period.last.accessibleDescription()


def test_a_row_says_why_it_was_found(qtbot: QtBot, sample: Place, french: Place) -> None:
    for place, label in ((sample, "Means of transport: Vessel"), (french, "Moyen de transport")):
        window, _ = place
        page = cases(qtbot, place)
        page.search.setText("vessel")
        answered(qtbot, page)
        settle(qtbot, window)
        found = rows(qtbot, page)
        assert len(found) == 8
        assert all(label in row.second or "Vessel" in row.second for row in found)


def test_the_second_line_leaves_out_what_is_not_known(qapp: QApplication) -> None:
    """No label stands there that would say of what."""
    look = record_type("case-study").list
    unknown = dict.fromkeys(look.second, UNKNOWN)
    number, title = "AP/2026/CS/1", "Watches"
    row = ListItem("1", "case-study", number, "", title, "draft", "CLEAR", "en", "1", 1, unknown)
    assert listed(row, look, None).second == number
