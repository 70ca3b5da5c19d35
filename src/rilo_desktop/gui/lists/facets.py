"""The filters beside a list: codes with their counts, which follow the search."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from rilo_desktop.records import class_of, fields_of

from ..models.listed import UNKNOWN, ListLook
from ..texts import code_label, numbers, tr
from ..theme import scaled
from ..theme.tokens import FACETS
from ..widgets.boxes import Panel
from ..widgets.places import Place, PlacesView

MOST = 7
"""Codes shown of one filter; those that are chosen are always there."""


class Facets(Panel):
    """`changed(filters)`: field -> codes."""

    changed = Signal(object)

    def __init__(self, look: ListLook) -> None:
        super().__init__("canvas", "r", width=FACETS)
        self._look = look
        self._about = fields_of(class_of(look.kind))
        self._counts: Mapping[str, Mapping[str, int]] = {}
        self.chosen: dict[str, tuple[str, ...]] = {}
        self._opened: set[str] = set()
        self._view = PlacesView(tr("Filters"))
        box = QVBoxLayout(self)
        box.setContentsMargins(scaled(12), scaled(2), scaled(13), scaled(8))
        box.addWidget(self._view)
        self._view.toggled.connect(self._toggle)
        self._view.chosen.connect(self._open)

    def show_counts(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        self._counts = counts
        self._draw()

    def clear(self) -> None:
        if self.chosen:
            self.chosen = {}
            self._draw()
            self.changed.emit(self.chosen)

    def drop(self, field: str) -> None:
        """Take one filter away."""
        if self.chosen.pop(field, None):
            self._draw()
            self.changed.emit(self.chosen)

    def label_of(self, field: str) -> str:
        if field == "workflow":
            return tr("Status") if self._look.state == "workflow" else tr("Workflow")
        return tr(self._about[field].label)

    def _draw(self) -> None:
        places: list[Place] = []
        for field in self._look.facets:
            counts = dict(self._counts.get(field, {}))
            chosen = self.chosen.get(field, ())
            for code in chosen:
                counts.setdefault(code, 0)
            counts.pop("", None)
            if counts:
                places += self._facet(field, counts, chosen)
        self._view.show_places(places)

    def _facet(self, field: str, counts: Mapping[str, int], chosen: tuple[str, ...]) -> list[Place]:
        ranked = sorted(counts, key=lambda code: (-counts[code], code))
        if field not in self._opened:
            kept = set(ranked[:MOST]) | set(chosen)
            ranked = [code for code in ranked if code in kept]
        title = self.label_of(field)
        places = [Place("head", title, key=f"head:{field}")]
        for code in ranked:
            label = self._label(field, code)
            count = numbers().number(counts[code])
            places.append(
                Place(
                    "facet",
                    label,
                    key=f"{field}\t{code}",
                    count=count,
                    checked=code in chosen,
                    spoken=f"{title}: {label}, {count}",
                )
            )
        hidden = len(counts) - len(ranked)
        if hidden > 0:
            more = tr("{count} more", count=hidden)
            places.append(Place("more", more, key=f"more:{field}", spoken=f"{title}: {more}"))
        return places

    def _label(self, field: str, code: str) -> str:
        if code == UNKNOWN:
            return tr("Not known")
        vocabulary = "workflow" if field == "workflow" else self._about[field].vocabulary
        return code_label(vocabulary, code) if vocabulary else code

    def _toggle(self, key: str) -> None:
        field, code = key.split("\t")
        codes = self.chosen.get(field, ())
        codes = tuple(c for c in codes if c != code) if code in codes else (*codes, code)
        if codes:
            self.chosen[field] = codes
        else:
            self.chosen.pop(field, None)
        self._draw()
        self.changed.emit(self.chosen)

    def _open(self, key: str) -> None:
        if key.startswith("more:"):
            self._opened.add(key.removeprefix("more:"))
            self._draw()
