"""The lists of every kind and what can stand in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from rilo_desktop.presentation.registry import LISTED, record_type

from ..lists.page import ListPage
from .stage import NotHere, Scene, Stage

CASES, INDICATORS, ITEMS = "case-study", "risk-indicator", "action-item"


def _page(stage: Stage, kind: str = CASES, row: int = 1) -> ListPage:
    """The list as it is found on an ordinary day."""
    page = cast(ListPage, stage.go(kind))
    page.clear()
    stage.settle()
    if page.model.rowCount() > row:
        page.view.setCurrentIndex(page.model.index(row, 0))
    page.view.setFocus()
    return page


def _search(stage: Stage, words: str, **filters: tuple[str, ...]) -> ListPage:
    page = _page(stage)
    page.facets.choose(filters)
    page.search.setText(words)
    page.refresh()
    page.search.setFocus()
    return page


def _chosen(stage: Stage) -> ListPage:
    page = _page(stage)
    if page.model.rowCount() < 6:
        raise NotHere("too few records")
    page.view.select_rows([1, 2, 3, 5])
    stage.settle()
    return page


def _change(stage: Stage) -> None:
    _chosen(stage).selection.change.click()


def _review_day(stage: Stage) -> None:
    page = _chosen(stage)
    stage.afterwards(page.leave_line)
    page.selection.day_wanted.emit()


def _columns(stage: Stage) -> None:
    page = _page(stage)
    stage.afterwards(page.close_columns)
    page.show_columns()


def _in_columns(stage: Stage) -> None:
    page = _page(stage)
    layout = page.chooser.layout_choice

    def back() -> None:
        page.chooser.choose((), layout)
        page.chooser.changed.emit()

    stage.afterwards(back)
    page.chooser.choose((), "columns")
    page.chooser.changed.emit()


def _name_of_view(stage: Stage) -> None:
    page = _search(stage, "parcel", enforcement_area=("IPR_HS",))
    stage.settle()
    stage.afterwards(page.leave_line)
    page.liking.ask_name()


def _saved_view(stage: Stage) -> None:
    page = _page(stage)
    if not page.views.views:
        raise NotHere("no saved view")
    page.liking.show_view(page.views.views[0])


def _folded_out(stage: Stage) -> None:
    """The views and filters of a narrow window, or the navigation closed in a wide one."""
    page = _page(stage)
    if not page._filter_button.isVisible():
        raise NotHere("the filters stand there already")
    stage.afterwards(page._filter_button.click)
    page._filter_button.click()


def _without_preview(stage: Stage) -> None:
    page = _page(stage)
    stage.afterwards(page.flip_preview)
    page.flip_preview()


def _reference(kind: str) -> Callable[[Stage], object]:
    return lambda stage: _page(stage, kind, row=2)


SCENES = (
    Scene("case-study", _page),
    Scene("case-study-search", lambda stage: _search(stage, "parcel")),
    Scene("case-study-filtered", lambda s: _search(s, "", enforcement_area=("REV", "DRUGS"))),
    Scene("case-study-nothing", lambda stage: _search(stage, "zeppelin")),
    Scene("case-study-archived", lambda stage: _search(stage, "", archived=("1",))),
    Scene("case-study-chosen", _chosen),
    Scene("case-study-change", _change),
    Scene("case-study-review-day", _review_day),
    Scene("case-study-columns", _columns),
    Scene("case-study-in-columns", _in_columns),
    Scene("case-study-view-name", _name_of_view),
    Scene("case-study-view", _saved_view),
    Scene("case-study-filters", _folded_out),
    Scene("case-study-without-preview", _without_preview),
    Scene("risk-indicator", lambda stage: _page(stage, INDICATORS)),
    Scene("action-item", lambda stage: _page(stage, ITEMS, row=0)),
    *(Scene(f"{kind}s", _reference(kind)) for kind in LISTED if not record_type(kind).on_today),
)
