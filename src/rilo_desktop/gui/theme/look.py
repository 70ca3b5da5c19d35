"""The look of the moment: which scheme, which base size, and the fonts and colours that follow."""

from __future__ import annotations

from functools import cache
from importlib import resources

from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QFontMetrics, QGuiApplication

from . import tokens

FAMILY = "RILO Sans"
_FACES = ("Regular", "Medium", "SemiBold")


class _Look:
    dark = False
    base = tokens.BASE
    colours: tuple[dict[str, QColor], dict[str, QColor]] = tuple(  # type: ignore[assignment]
        {role: QColor(pair[scheme]) for role, pair in tokens.COLOURS.items()} for scheme in (0, 1)
    )


def scheme_is_dark() -> bool:
    return _Look.dark


def choose_scheme(dark: bool) -> None:
    _Look.dark = dark


def colour(role: str) -> QColor:
    """The colour of a role in the scheme of the moment."""
    return QColor(_Look.colours[_Look.dark][role])  # a copy: QColor can be changed


def scaled(size: float) -> int:
    """A size made for a font of 13 px, at the size of the system's font."""
    return round(size * _Look.base / tokens.BASE)


def load_fonts() -> None:
    """Register the faces that the product ships, and take the base size from the system."""
    folder = resources.files("rilo_desktop.assets") / "fonts"
    for face in _FACES:
        QFontDatabase.addApplicationFont(str(folder / f"RILOSans-{face}.ttf"))
    if QGuiApplication.platformName() != "offscreen":
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        _Look.base = max(12, min(32, QFontInfo(system).pixelSize()))


@cache
def font(size: int = tokens.BODY, weight: int = tokens.REGULAR, figures: bool = False) -> QFont:
    """`figures`: all digits equally wide, for numbers that stand below each other."""
    made = QFont()
    made.setFamilies([FAMILY, "Noto Sans", "Noto Sans Arabic"])
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
