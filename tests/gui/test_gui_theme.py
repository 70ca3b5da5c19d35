# mypy: disable-error-code="truthy-function"
"""Colours can be read, the style stands, and Qt survives many calls (trap 1)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

import rilo_desktop.gui
from rilo_desktop.gui import theme
from rilo_desktop.gui.lifecycle.bootstrap import dress_of
from rilo_desktop.gui.theme.tokens import COLOURS, TLP_COLOURS
from rilo_desktop.gui.widgets.navigation_list import STYLES

GROUNDS = {
    "text": ("surface", "canvas", "nav", "sel", "hover", "navsel", "raised", "mark"),
    "text2": ("surface", "canvas", "nav", "sel", "hover", "mark"),
    "text3": ("surface", "canvas", "nav", "sel", "hover"),
    "accentText": ("surface", "canvas", "accentSoft", "nav"),
    "onaccent": ("accent",),
    "neutralText": ("neutral",),
    "ok": ("surface", "okBg"),
    "warn": ("surface", "warnBg"),
    "danger": ("surface", "dangerBg"),
    "ontoast": ("toast",),
    "toastLink": ("toast",),
}


def _luminance(colour: str) -> float:
    made = QColor(colour)
    parts = []
    for value in (made.redF(), made.greenF(), made.blueF()):
        parts.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1])
@pytest.mark.parametrize(("text", "ground"), [(t, g) for t, gs in GROUNDS.items() for g in gs])
def test_text_can_be_read(text: str, ground: str, scheme: int) -> None:
    assert contrast(COLOURS[text][scheme], COLOURS[ground][scheme]) >= 4.5


def test_handling_labels_can_be_read_on_black() -> None:
    assert all(contrast(colour, "#000000") >= 4.5 for colour in TLP_COLOURS.values())


def test_a_colour_that_is_changed_stays_the_same_for_others() -> None:
    theme.colour("line2").setAlpha(3)
    assert theme.colour("line2").alpha() == 255


def test_scheme_changes_while_running(qapp: QApplication) -> None:
    dress = dress_of(qapp, "light")
    light = qapp.palette().base().color()
    dress.choose("dark")
    assert theme.scheme_is_dark()
    assert qapp.palette().base().color() != light
    dress.choose("light")
    assert qapp.palette().base().color() == light


def test_no_style_sheet_anywhere() -> None:
    for file in Path(theme.__file__).parents[1].rglob("*.py"):
        assert "setStyleSheet" not in file.read_text("utf-8"), file


def test_every_named_icon_is_there() -> None:
    from rilo_desktop.gui.pages.record_list.row_view import STATE_ICONS
    from rilo_desktop.gui.widgets.route.strip import CARRIED
    from rilo_desktop.presentation.documents import SUBMISSIONS
    from rilo_desktop.presentation.registry import RECORD_TYPES

    assert STYLES
    names = {icon for icon, _tone in STATE_ICONS.values()} | set(CARRIED.values())
    names |= {spec.icon for spec in SUBMISSIONS.values()}
    names |= {spec.icon for spec in RECORD_TYPES}
    for file in Path(theme.__file__).parents[1].rglob("*.py"):
        drawn = r'(?:glyph\(\s*\w+,\s*|Icon\(\s*)"([a-z0-9-]+)"'
        names |= set(re.findall(drawn, file.read_text("utf-8")))
    assert len(names) > 15
    for name in names:
        assert not theme.icon(name).isNull(), name


def test_twenty_thousand_calls_survive(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    for number in range(20_000):
        label.setText(str(number))
    assert label.text() == "19999"


def test_no_picture_is_flipped_together_with_its_words() -> None:
    """Drawings turn their shapes (`drawing.turned`); a painter that is turned flips letters too."""
    gui = Path(rilo_desktop.gui.__file__).parent
    flipped = [path.name for path in gui.rglob("*.py") if "scale(-1" in path.read_text("utf-8")]
    assert flipped == []
