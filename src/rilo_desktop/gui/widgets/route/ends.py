"""A route in one row: where it began and where it was to go; the stops between stay as they are."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, NamedTuple

from PySide6.QtWidgets import QWidget

from rilo_desktop.language import N_
from rilo_desktop.records import RequiredFor

from ...i18n import tr
from ...itemviews.list_row import SEPARATOR
from ...theme.tokens import SMALL
from ..form import Field
from ..inputs import Choices
from ..inputs.base import write, written
from ..labels import Label
from ..layouts import vbox
from ..lines.model import LinesModel
from ..responsive_row import responsive_row
from ..validation_view import ALL_LINES
from ..value_formatting import is_empty, may_be_unknown
from .legs import role_word


class _End(NamedTuple):
    """`roles`: of the stop that is meant, the first one first; a new stop gets the first role."""

    roles: tuple[str, ...]
    country: str
    place: str


FROM = _End(("departure", "origin"), N_("From: country"), N_("From: place"))
TRANSIT, DESTINATION = "transit", "destination"
TO = _End((DESTINATION,), N_("To: country"), N_("To: place"))


class RouteEnds(QWidget):
    """Writes into the lines of a route; a stop in which nothing is left goes."""

    def __init__(self, model: LinesModel, choices: Choices) -> None:
        super().__init__()
        self._model = model
        self._filling = False
        self.fields: dict[tuple[_End, str], Field] = {}
        for end in (FROM, TO):
            for name, label in (("country", end.country), ("place", end.place)):
                level = RequiredFor.OPTIONAL  # the rules ask for a route, and not for both ends
                about = dataclasses.replace(model.about[name], label=label, level=level)
                field = Field(name, about, choices, may_be_unknown(model.cls, name))
                field.changed.connect(lambda _inside, e=end, n=name: self._on_field(e, n))
                self.fields[end, name] = field
        self._between = Label("", SMALL, tone="text2", wrap=True)
        self._between.hide()
        vbox(
            responsive_row([(field, 1) for field in self.fields.values()]),
            4,
            self._between,
            into=self,
        )
        for signal in (model.dataChanged, model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self.show_stops)
        self.show_stops()

    def show_stops(self) -> None:
        """As the lines are now; what is being typed is left alone."""
        if self._filling:
            return
        for (end, name), field in self.fields.items():
            row = self._row(end)
            refused = self._model.refused.get((row, name))
            value = self._model.get(row, name) if row >= 0 else None
            if refused is not None:
                write(field.input.target(), refused)
            elif field.value() != value:
                field.set_value(value)
        ends = {self._row(end) for end in (FROM, TO)}
        stops = [self._said(row) for row in range(len(self._model.lines)) if row not in ends]
        self._between.setText(SEPARATOR.join(stops))
        self._between.setVisible(bool(stops))

    def show_findings(self, found: Mapping[tuple[int, str], tuple[str, str]]) -> None:
        for (end, name), field in self.fields.items():
            row = self._row(end)
            place = ALL_LINES if row < 0 and name == "country" else (row, name)
            field.show_finding(*found.get(place, ("", "")))

    def has(self, row: int, name: str) -> bool:
        """Is a field of a stop shown here? Of a stop that is not there yet the first one is."""
        ends = {self._row(end) for end in (FROM, TO)}
        return name in ("", "country", "place") and (row in ends or row >= len(self._model.lines))

    def take_focus(self, row: int, name: str) -> bool:
        """False where this field is none of those here."""
        if not self.has(row, name):
            return False
        end = TO if self._row(TO) == row else FROM
        self.fields[end, name or "country"].take_focus()
        return True

    def _said(self, row: int) -> str:
        where = (self._model.text(row, "country"), self._model.text(row, "place"))
        said = ", ".join(part for part in where if part) or tr("No country")
        role = role_word(self._model, row) or tr("No role")
        return tr("{role}: {stop}", role=role, stop=said)

    def _row(self, end: _End) -> int:
        """The row of its stop; -1 where there is none."""
        legs = self._model.lines
        found = (n for role in end.roles for n, leg in enumerate(legs) if leg.role == role)
        return next(found, -1)

    def _on_field(self, end: _End, name: str) -> None:
        field, row = self.fields[end, name], self._row(end)
        complains = bool(field.input.complaint())
        if row < 0 and not complains and is_empty(field.value()):
            return
        self._filling = True
        if row < 0:
            row = 0 if end is FROM else len(self._model.lines)
            self._model.insert(row, (self._model.cls(role=end.roles[0]),))
        if complains:
            self._model.refuse(row, name, written(field.input.target()))
        else:
            self._model.put(row, name, field.value())
            if self._is_gone(row):
                self._model.take_away(row)
        self._filling = False
        self.show_stops()

    def _is_gone(self, row: int) -> bool:
        leg: Any = self._model.lines[row]
        said = [n for n in self._model.about if n != "role" and not is_empty(getattr(leg, n))]
        refused = any(at == row for at, _ in self._model.refused)
        return not said and not refused
