"""The register of activities: its line, the year in numbers, and small records beside the rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

from rilo_desktop.gui.pages.programmes.head import OperationsHead
from rilo_desktop.gui.pages.record_list.page import ListPage
from rilo_desktop.gui.pages.register.head import RegisterHead
from rilo_desktop.records import Activity

from .harness import Harness, NotHere, Scene

KIND = Activity.kind.code
YEAR = date.today().year
"""Of the practice office."""
LINE = "training Reading X-ray pictures, 1 day, 12 officers, Practice Port, 3 dec"


def _page(harness: Harness) -> tuple[ListPage, RegisterHead]:
    page = cast(ListPage, harness.go(KIND))
    page.clear()
    head = cast(RegisterHead, page.list_head)
    head.show_year(YEAR)
    harness.settle()
    return page, head


def _typed(text: str) -> Scene:
    def show(harness: Harness) -> None:
        _, head = _page(harness)
        harness.afterwards(lambda: head.quick.put(""))
        head.quick.put(text)
        head.take_focus()

    name = "activity-line" if text == LINE else "activity-line-asks"
    return Scene(name, show)


def _month(harness: Harness) -> None:
    page, head = _page(harness)
    head.table.view.go_to(0, 2)
    head.table.view.setFocus()
    head.table.view.cell_opened.emit(1, 2)
    harness.settle()
    if not page.model.rowCount():
        raise NotHere("no request in March")


def _close(page: ListPage) -> None:
    panel = page.panels.current
    if panel is not None:
        panel.leave()


def _panel(harness: Harness) -> None:
    page, _ = _page(harness)
    page.facets.choose({"activity_kind": ("training",)})
    page.refresh()
    harness.settle()
    if not page.model.rowCount():
        raise NotHere("no training")
    harness.afterwards(lambda: _close(page))
    page.view.setCurrentIndex(page.model.index(0, 0))
    page.view.opened.emit(0)


def _editor(kind: str, number: int = 0) -> Callable[[Harness], None]:
    def show(harness: Harness) -> None:
        page, _ = _page(harness)
        page.facets.choose({"activity_kind": (kind,)})
        page.refresh()
        harness.settle()
        if page.model.rowCount() <= number:
            raise NotHere(f"no {kind}")
        listed = page.model.listed(number)
        assert listed is not None
        page.open(listed.id)

    return show


def _answered(harness: Harness) -> None:
    """An answer is written and not saved, and the officer goes on to another page."""
    _editor("request", 1)(harness)
    harness.settle()
    editor = harness.place.editor(KIND)
    editor.form.fields["outcome"].input.set_value("Both routes are known since May 2025.")
    editor.form.fields["outcome"].changed.emit("")
    harness.place.go("today")


def _programmes(harness: Harness) -> None:
    page = cast(ListPage, harness.go("programme"))
    page.clear()
    cast(OperationsHead, page.list_head).show_year(YEAR)
    harness.settle()
    page.view.setCurrentIndex(page.model.index(0, 0))


SCENES = (
    Scene("programme", _programmes),
    Scene("activity", lambda harness: _page(harness) and None),
    _typed(LINE),
    _typed("Reading X-ray pictures, 12 officers"),
    Scene("activity-month", _month),
    Scene("activity-panel", _panel),
    Scene("activity-operation", _editor("operation", 5)),
    Scene("activity-request", _editor("request", 1)),
    Scene("activity-request-leaving", _answered),
)
