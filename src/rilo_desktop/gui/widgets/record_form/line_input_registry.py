"""Inputs of fields that hold lines, by the name that the spec of the lines gives.

An input made here is an `InputOfLines`. Lines without a name are shown as a grid (`LinesInput`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from PySide6.QtWidgets import QWidget

from rilo_desktop.presentation.form_spec import LinesSpec
from rilo_desktop.presentation.registry import lines_spec
from rilo_desktop.records import FieldSpec

from ...context import PageContext
from ..lines import EntriesInput, LinesInput

Make = Callable[[FieldSpec, LinesSpec, PageContext], QWidget]


def _grid(about: FieldSpec, spec: LinesSpec, context: PageContext) -> QWidget:
    made = EntriesInput if about.append_only else LinesInput
    return made(about, spec, context.names, context.names.name_of)


def _route(about: FieldSpec, spec: LinesSpec, context: PageContext) -> QWidget:
    from ..route.input import RouteInput

    return RouteInput(about, spec, context.names, context.names.name_of)


def _thread(about: FieldSpec, _spec: LinesSpec, context: PageContext) -> QWidget:
    from ..thread.input import ThreadInput

    return ThreadInput(about, context.names, context.entered.function)


def _pictures(about: FieldSpec, spec: LinesSpec, context: PageContext) -> QWidget:
    from ..pictures.input import PicturesInput

    return PicturesInput(about, spec, context)


def _attachments(about: FieldSpec, spec: LinesSpec, context: PageContext) -> QWidget:
    from ..attachments.input import AttachmentsInput

    return AttachmentsInput(about, spec, context)


def _consultation(about: FieldSpec, spec: LinesSpec, context: PageContext) -> QWidget:
    from ..consultation.input import ConsultationInput

    return ConsultationInput(about, spec, context)


def _questions(about: FieldSpec, _spec: LinesSpec, context: PageContext) -> QWidget:
    from ..questions.input import QuestionsInput

    return QuestionsInput(about, context)


INPUTS: Mapping[str, Make] = MappingProxyType(
    {
        "": _grid,
        "attachments": _attachments,
        "consultation": _consultation,
        "pictures": _pictures,
        "questions": _questions,
        "route": _route,
        "thread": _thread,
    }
)
"""`LinesSpec.input` -> what makes it. Import the widget inside the function: it costs start time
only where it is used."""


def lines_input(about: FieldSpec, context: PageContext) -> QWidget:
    """The input of a field of lines."""
    assert about.lines is not None
    spec = lines_spec(about.lines)
    return INPUTS[spec.input](about, spec, context)
