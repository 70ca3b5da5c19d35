"""Fields of lines that have an input of their own, by the class of their lines.

An input made here is an `InputOfLines`. What is not named here is shown as a grid (`LinesInput`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from rilo_desktop.records import About, Picture, ProgressUpdate, RouteLeg

from ..desk import Desk
from ..widgets.lines import LinesInput
from .arrangement import lines_look

Make = Callable[[About, Desk], QWidget]


def _route(about: About, desk: Desk) -> QWidget:
    from ..widgets.route import RouteInput

    return RouteInput(about, lines_look(RouteLeg), desk.names, desk.names.name_of)


def _thread(about: About, desk: Desk) -> QWidget:
    from ..widgets.thread import ThreadInput

    return ThreadInput(about, desk.names, desk.entered.function)


def _pictures(about: About, desk: Desk) -> QWidget:
    from ..widgets.pictures import PicturesInput

    return PicturesInput(about, lines_look(Picture), desk)


OWN: Mapping[type, Make] = MappingProxyType(
    {Picture: _pictures, RouteLeg: _route, ProgressUpdate: _thread}
)
"""Line class -> what makes its input. Import the widget inside the function: it costs start time
only where it is used."""


def lines_input(about: About, desk: Desk) -> QWidget:
    """The input of a field of lines."""
    assert about.lines is not None
    make = OWN.get(about.lines)
    if make is not None:
        return make(about, desk)
    return LinesInput(about, lines_look(about.lines), desk.names, desk.names.name_of)
