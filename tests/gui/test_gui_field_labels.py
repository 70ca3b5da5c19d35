# mypy: disable-error-code="attr-defined"
"""The label of a field is read whole: whatever stands beside it gives way, in every form."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import pytest
from gui_windows import LONG, settle
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import PLAN
from rilo_desktop.gui.pages.editor.side_panel import FINDINGS, PAPER
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.form import Field
from rilo_desktop.gui.widgets.layouts import Scroller, lay_out
from rilo_desktop.gui.widgets.record_form.sections import SectionBox
from rilo_desktop.presentation.registry import LISTED, record_type
from short_forms import share

Place = tuple[MainWindow, Shell]
SIZES = ((1366, 768), (1024, 700))


def cut_labels(window: MainWindow) -> Iterator[str]:
    """Labels of fields that are not painted whole while their field has the focus."""
    for field in window.findChildren(Field):
        if not field.isVisible() or not field.isEnabled():
            continue
        field.take_focus()
        QApplication.processEvents()
        lay_out()
        label = field.label
        if label is None or not label.isVisible():
            continue
        needed = label.fontMetrics().horizontalAdvance(label.text())
        if label.width() < needed or label.geometry().right() > field.width():
            yield f"{field.name} {label.text()!r}: {label.width()} of {needed} in {field.width()}"
        around = field.parentWidget()
        while around is not None and not isinstance(around, Scroller):
            around = around.parentWidget()
        if around is not None and around.widget().width() > around.viewport().width():
            yield f"{field.name}: the form is wider than what is seen of it"


def shown_forms(qtbot: QtBot, window: MainWindow, place: Shell) -> Iterator[str]:
    """Every form with the fields of its first record: full, short, beside paper, in panels."""
    for kind in share(LISTED, 0, 3):
        page, editor = place.list_page(kind), place.editor(kind)
        place.go(kind)
        settle(qtbot, window)
        listed = page.model.listed(0)
        assert listed is not None, f"add sample records for {kind}"
        with qtbot.waitSignal(editor.judged, timeout=LONG):
            page.open(listed.id)
        settle(qtbot, window)
        for box in editor.form.findChildren(SectionBox):
            box.show()  # also what records of another kind have
        for side in (FINDINGS, PAPER):
            editor.show_side(side)
            settle(qtbot, window)
            yield f"{kind}, {side}"
        editor.show_side(FINDINGS)
        if editor.form.shape.boxes:
            editor.form.show_short(True)
            settle(qtbot, window)
            yield f"{kind}, short"
            editor.form.show_short(False)
        spec = record_type(kind).panel
        if spec is None:
            continue
        place.go(kind)
        for code in spec.rows:
            page.panels._show(code, listed.id)
            panel = page.panels._panels[code]
            qtbot.waitUntil(panel.isVisible)
            settle(qtbot, window)
            yield f"{kind}, panel of {code}"
            panel.leave()
            settle(qtbot, window)


def plan_panels(qtbot: QtBot, window: MainWindow, place: Shell) -> Iterator[str]:
    """The steps of an action item, which stand beside the plan."""
    place.go(PLAN)
    settle(qtbot, window)
    page = place.page(PLAN)
    for panel in page.panels:
        panel.open(page.shown[0].item.id)
        qtbot.waitUntil(panel.isVisible)
        settle(qtbot, window)
        yield type(panel).__name__
        panel.leave()
        settle(qtbot, window)


@pytest.mark.parametrize("language", ["sample", "french"])
def test_the_label_of_the_focused_field_is_read_whole(
    qtbot: QtBot, request: pytest.FixtureRequest, language: str
) -> None:
    window, place = request.getfixturevalue(language)
    cut: list[str] = []
    for size in SIZES:
        window.resize(*size)
        for form in chain(shown_forms(qtbot, window, place), plan_panels(qtbot, window, place)):
            cut += [f"{size[0]} {form}: {what}" for what in cut_labels(window)]
    assert cut == []
