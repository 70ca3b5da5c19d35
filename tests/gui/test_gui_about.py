"""About the program: its version, and the licences of what is inside."""

from __future__ import annotations

from typing import cast

from rilo_desktop import __version__
from rilo_desktop.gui.office_page.about import Licences
from rilo_desktop.gui.office_page.page import OfficePage
from rilo_desktop.gui.pages import OFFICE
from rilo_desktop.gui.widgets.words import Label
from rilo_desktop.gui.window import Window
from rilo_desktop.gui.workplace import Workplace
from rilo_desktop.services import about


def test_the_version_is_shown_and_the_licence_of_each_work(
    fresh: tuple[Window, Workplace],
) -> None:
    window, place = fresh
    place.go(OFFICE)
    section = cast(OfficePage, place.page(OFFICE)).about
    assert __version__ in " ".join(label.text() for label in section.findChildren(Label))
    section.licences.click()
    (dialog,) = window.findChildren(Licences)
    assert dialog.which.count() == len(about.works()) > 20
    assert "Apache License" in dialog.text.toPlainText()
    at = next(n for n, work in enumerate(dialog.works) if work.name == "pyside6-essentials")
    dialog.which.setCurrentIndex(at)
    assert "LESSER GENERAL PUBLIC LICENSE" in dialog.text.toPlainText()
    dialog.accept()


def test_each_licence_can_be_read() -> None:
    works = about.works()
    assert works[0].name == "rilo-desktop"
    assert [work.name for work in works if len(about.text_of(work)) < 100] == []
