"""A first submission in the practice office, by keyboard alone, from step to step of the guide."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from keyboard import Officer
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.guide.guide_panel import GuidePanel
from rilo_desktop.gui.pages.editor.page import EditorPage
from rilo_desktop.services.submissions.first_submission import GuidedStep
from sample_office import PASSPHRASE, copied_sample

STEPS = [step.value for step in GuidedStep]
TITLE = "Watches in forty parcels"


def guide(officer: Officer) -> GuidePanel:
    controller = officer.window.guide
    assert controller is not None
    assert controller.panel is not None
    return controller.panel


def noticed(officer: Officer, count: int) -> None:
    """Nobody clicked in the guide: it saw that the steps are done."""
    officer.until(lambda: [r.step.key for r in guide(officer).rows if r.done] == STEPS[:count])


def go_on(officer: Officer, button: str) -> None:
    """By the command of the menu Help to the button of the next step."""
    officer.settle()
    officer.press("Ctrl+K")
    officer.type("First submission, step by step")
    officer.settle()
    officer.press("Return")
    officer.until_at(button)
    officer.press("Return")
    officer.settle()


def test_eight_steps_by_keyboard_alone(
    qtbot: QtBot, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    paper = tmp_path / "first.pdf"
    store = copied_sample(tmp_path_factory, tmp_path / "office", "XX", shipped=True)
    officer = Officer(qtbot, store)
    officer.enter(PASSPHRASE)

    go_on(officer, "New case study")
    noticed(officer, 1)
    write_short_form(officer)
    noticed(officer, 2)
    go_on(officer, "Go to the indicators")
    link_indicator(officer)
    noticed(officer, 3)
    go_on(officer, "Go to what is missing")
    mend(officer)
    noticed(officer, 4)
    go_on(officer, "Go to the approval")
    officer.push("Send for review")
    officer.until(lambda: editor(officer).review.approve_button.isVisible())
    officer.push("Approve")
    noticed(officer, 5)
    go_on(officer, "New submission with the case")
    officer.push("Check the records")
    officer.settle()
    officer.push("Release")
    noticed(officer, 6)
    go_on(officer, "Go to the submission")
    officer.until_at("Save the PDF as")
    officer.write(str(paper))
    officer.press("Return")
    noticed(officer, 7)
    assert paper.is_file()
    go_on(officer, "Go to the list of submissions")
    officer.until_at("Submissions")
    officer.push("Mark as sent")
    officer.until_at("Note")
    officer.push("Mark as sent")
    noticed(officer, 8)
    officer.leave()

    officer = Officer(qtbot, store)
    officer.enter(PASSPHRASE)
    officer.until(lambda: officer.window.guide is not None and officer.window.guide.panel)
    noticed(officer, 8)
    assert guide(officer).isVisible()
    officer.leave()


def editor(officer: Officer) -> EditorPage:
    return officer.place.editor("case-study")


def value(officer: Officer, name: str) -> Any:
    return cast(Any, editor(officer).form.record()).__getattribute__(name)


def write_short_form(officer: Officer) -> None:
    """All but the customs procedure, which the guide leads to."""
    officer.until_at("Title")
    officer.press("Ctrl+M")
    officer.until(lambda: editor(officer).form.shape.is_short)
    officer.tab_to("Title")
    officer.type(TITLE)
    for name, text in (
        ("Commodity", "ipr"),
        ("Date", "25.11.2026"),
        ("Means of transport", "mail"),
        ("Reporting country or territory", "malaysia"),
        ("Type of location", "mail"),
        ("From: country", "malaysia"),
        ("To: country", "australia"),
    ):
        officer.tab_to(name)
        officer.type(text)
    officer.tab_to("Goods")
    for column, text in (
        ("Description", "Watches"),
        ("Quantity", "1,200"),
        ("Unit", "piece"),
        ("Category", "watches"),
    ):
        if column != "Description":
            officer.until_at(f"Line 1: {column}")
        officer.type(text)
        officer.press("Tab")
    officer.until(lambda: len(value(officer, "goods")) == 1)
    officer.save()


def link_indicator(officer: Officer) -> None:
    officer.until_at("Indicators observed")
    officer.press("Ctrl+I")
    officer.until_at("Search indicators")
    officer.type("VAL-01")
    officer.settle()
    officer.press("Return")
    officer.until(lambda: [seen.indicator for seen in value(officer, "indicators")] == ["VAL-01"])
    officer.press("Escape")
    officer.tab_to("Indicators observed")
    officer.press("Right", "Return")
    officer.until_at("Line 1: Role in the detection")
    officer.type("primary")
    officer.press("Return")
    officer.save()


def mend(officer: Officer) -> None:
    officer.press("F8")
    officer.until_at("Customs procedure")
    officer.type("import")
    officer.press("Tab")
    officer.save()
    officer.settle()
    found = editor(officer).side.view.found
    assert [one.path for one in found if one.severity == "blocks"] == []
