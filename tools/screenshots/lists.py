"""The lists of every kind and what can stand in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from rilo_desktop.gui.pages.record_list.page import ListPage
from rilo_desktop.gui.record_commands.printing import PrintPreview
from rilo_desktop.presentation.registry import LISTED, record_type

from .harness import Harness, NotHere, Scene

CASES, INDICATORS, ITEMS = "case-study", "risk-indicator", "action-item"


def _page(harness: Harness, kind: str = CASES, row: int = 1) -> ListPage:
    """The list as it is found on an ordinary day."""
    page = cast(ListPage, harness.go(kind))
    page.clear()
    harness.settle()
    if page.model.rowCount() > row:
        page.view.setCurrentIndex(page.model.index(row, 0))
    page.view.setFocus()
    return page


def _search(harness: Harness, words: str, **filters: tuple[str, ...]) -> ListPage:
    page = _page(harness)
    page.facets.choose(filters)
    page.search.setText(words)
    page.refresh()
    page.search.setFocus()
    return page


def _chosen(harness: Harness) -> ListPage:
    page = _page(harness)
    if page.model.rowCount() < 6:
        raise NotHere("too few records")
    page.view.select_rows([1, 2, 3, 5])
    harness.settle()
    return page


def _change(harness: Harness) -> None:
    _chosen(harness).selection.change.click()


def _review_day(harness: Harness) -> None:
    page = _chosen(harness)
    harness.afterwards(page.leave_line)
    page.selection.day_wanted.emit()


def _set_field(harness: Harness) -> None:
    """A text that is no entry of the list: what is wrong is said below."""
    page = _chosen(harness)
    harness.afterwards(page.leave_line)
    page.bulk_actions.ask_field()
    line = page.bulk_field
    line.field.setCurrentIndex(line.field.findData("commodity"))
    harness.settle()
    assert line.code is not None
    line.code.setEditText("clothes")
    line.do.click()


def _print(harness: Harness) -> None:
    page = _page(harness)
    page._print()
    harness.until(lambda: bool(page.findChildren(PrintPreview)))


def _ways_in(harness: Harness) -> None:
    _page(harness).import_button.click()


def _columns(harness: Harness) -> None:
    page = _page(harness)
    harness.afterwards(page.close_columns)
    page.show_columns()


def _in_columns(harness: Harness) -> None:
    page = _page(harness)
    layout = page.chooser.layout_choice

    def back() -> None:
        page.chooser.choose((), layout)
        page.chooser.changed.emit()

    harness.afterwards(back)
    page.chooser.choose((), "columns")
    page.chooser.changed.emit()


def _name_of_view(harness: Harness) -> None:
    page = _search(harness, "parcel", enforcement_area=("IPR_HS",))
    harness.settle()
    harness.afterwards(page.leave_line)
    page.preferences.ask_name()


def _saved_view(harness: Harness) -> None:
    page = _page(harness)
    if not page.views.views:
        raise NotHere("no saved view")
    page.preferences.show_view(page.views.views[0])


def _folded_out(harness: Harness) -> None:
    """The views and filters of a narrow window, or the navigation closed in a wide one."""
    page = _page(harness)
    if not page._filter_button.isVisible():
        raise NotHere("the filters stand there already")
    harness.afterwards(page._filter_button.click)
    page._filter_button.click()


def _without_preview(harness: Harness) -> None:
    page = _page(harness)
    harness.afterwards(page.flip_preview)
    page.flip_preview()


def _reference(kind: str) -> Callable[[Harness], object]:
    return lambda harness: _page(harness, kind, row=2)


SCENES = (
    Scene("case-study", _page),
    Scene("case-study-search", lambda harness: _search(harness, "parcel")),
    Scene("case-study-filtered", lambda s: _search(s, "", enforcement_area=("REV", "DRUGS"))),
    Scene("case-study-nothing", lambda harness: _search(harness, "zeppelin")),
    Scene("case-study-archived", lambda harness: _search(harness, "", archived=("1",))),
    Scene("case-study-chosen", _chosen),
    Scene("case-study-change", _change),
    Scene("case-study-review-day", _review_day),
    Scene("case-study-set-field", _set_field),
    Scene("case-study-print", _print),
    Scene("case-study-ways-in", _ways_in),
    Scene("case-study-columns", _columns),
    Scene("case-study-in-columns", _in_columns),
    Scene("case-study-view-name", _name_of_view),
    Scene("case-study-view", _saved_view),
    Scene("case-study-filters", _folded_out),
    Scene("case-study-without-preview", _without_preview),
    Scene("risk-indicator", lambda harness: _page(harness, INDICATORS)),
    Scene("action-item", lambda harness: _page(harness, ITEMS, row=0)),
    Scene("product", lambda harness: _page(harness, "product", row=0)),
    *(Scene(f"{kind}s", _reference(kind)) for kind in LISTED if not record_type(kind).on_today),
)
