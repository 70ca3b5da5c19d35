"""A practice office says what it is wherever one stands; only it offers invented members."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from gui_windows import PASSPHRASE, enter_as
from pytestqt.qtbot import QtBot

from rilo_desktop.gui.main_window import MainWindow
from rilo_desktop.gui.shell import Shell
from rilo_desktop.gui.widgets.inputs.factory import choices_of
from rilo_desktop.gui.widgets.labels import ElidedLabel
from rilo_desktop.records import Member, fields_of
from rilo_desktop.services.office.create_office import make_office

SAID = "Practice: examples only"


@pytest.fixture
def practice(tmp_path: Path) -> Path:
    folder = tmp_path / "practice"
    make_office(folder, "XX", "XX-01", PASSPHRASE).session.close()
    return folder


def shown(place: Shell) -> list[str]:
    return [one.text() for one in place.findChildren(ElidedLabel) if one.isVisible()]


def offered(place: Shell) -> set[str]:
    country = fields_of(Member)["country"]
    return {choice.code for choice in choices_of(country, place.context.names)}


def test_the_window_says_in_which_practice_office_one_is(
    make_window: Callable[[Path], MainWindow], practice: Path, qtbot: QtBot
) -> None:
    window = make_window(practice)
    place = enter_as(qtbot, window, PASSPHRASE)
    assert SAID in shown(place)
    assert "Practice office" in shown(place)
    assert "Practice office" in window.windowTitle()
    assert {"QM", "QU", "FJ"} <= offered(place)


def test_an_office_in_use_is_offered_no_invented_member(fresh: tuple[MainWindow, Shell]) -> None:
    _window, place = fresh
    assert SAID not in shown(place)
    assert "FJ" in offered(place)
    assert not {code for code in offered(place) if code in {"QM", "QN", "QU"}}
