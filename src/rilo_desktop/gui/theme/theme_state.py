"""The look of the moment: which scheme, which base size, and the fonts and colours that follow."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QFontMetrics, QGuiApplication

from rilo_desktop import assets

from . import tokens

FAMILY = "RILO Sans"
_FURTHER = ("Hebrew", "Armenian", "Georgian", "Thai", "Devanagari", "Bengali", "Ethiopic", "Asia")
"""Faces of scripts that RILO Sans lacks: Qt takes the first family that has a sign."""
_FAMILIES = [FAMILY, *(f"{FAMILY} {script}" for script in _FURTHER)]


def _coloured(scheme: int, high: bool) -> dict[str, QColor]:
    pairs = tokens.COLOURS | tokens.HIGH_CONTRAST if high else tokens.COLOURS
    return {role: QColor(pair[scheme]) for role, pair in pairs.items()}


class _Look:
    dark = False
    high_contrast = False
    system = base = float(tokens.BASE)
    colours = tuple(_coloured(scheme, high) for high in (False, True) for scheme in (0, 1))
    sized: list[Callable[[], None]] = []  # noqa: RUF012


def scheme_is_dark() -> bool:
    return _Look.dark


def choose_scheme(dark: bool, high_contrast: bool = False) -> None:
    _Look.dark, _Look.high_contrast = dark, high_contrast


def choose_text_size(percent: int) -> None:
    """Percent of the system's size, for what is made from now on."""
    _Look.base = _Look.system * percent / 100
    measured = (font.cache_clear, metrics.cache_clear, text_height.cache_clear)
    for forget in (*measured, *_Look.sized):
        forget()


def on_text_size(forget: Callable[[], None]) -> None:
    """`forget` what was measured when the size of the text changes."""
    _Look.sized.append(forget)


def colour(role: str) -> QColor:
    """The colour of a role in the scheme of the moment."""
    return QColor(ink(role))  # a copy: QColor can be changed


def ink(role: str) -> QColor:
    """`colour` for whoever only paints with it, a hundred times for one page: never changed."""
    return _Look.colours[2 * _Look.high_contrast + _Look.dark][role]


def scaled(size: float) -> int:
    """A size made for a font of 13 px, at the size of the system's font."""
    return round(size * _Look.base / tokens.BASE)


def load_fonts() -> None:
    """Register the faces that the product ships, and take the base size from the system."""
    folder = Path(assets.__path__[0]) / "fonts"
    for file in sorted(folder.glob("RILOSans*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    if QGuiApplication.platformName() != "offscreen":
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        _Look.system = _Look.base = max(12, min(32, QFontInfo(system).pixelSize()))


@cache
def font(size: int = tokens.BODY, weight: int = tokens.REGULAR, figures: bool = False) -> QFont:
    """`figures`: all digits equally wide, for numbers that stand below each other."""
    made = QFont()
    made.setFamilies(_FAMILIES)
    made.setPixelSize(scaled(size))
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if figures:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


@cache
def metrics(
    size: int = tokens.BODY, weight: int = tokens.REGULAR, figures: bool = False
) -> QFontMetrics:
    return QFontMetrics(font(size, weight, figures))


@cache
def text_height(
    size: int = tokens.BODY, weight: int = tokens.REGULAR, figures: bool = False
) -> int:
    """Pixels of one line."""
    return metrics(size, weight, figures).height()
