"""About the program: its version, and the licences of what is inside."""

from __future__ import annotations

from typing import cast

from rilo_desktop import __version__
from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.page_registry import OFFICE
from rilo_desktop.gui.pages.office.about import Licences
from rilo_desktop.gui.pages.office.page import OfficePage
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.labels import Label
from rilo_desktop.services.office import about


def test_the_version_is_shown_and_the_licence_of_each_work(
    fresh: tuple[MainWindow, Shell],
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
