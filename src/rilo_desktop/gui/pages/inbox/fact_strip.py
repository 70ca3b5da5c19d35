"""Four facts about a file in one line, before any of its content."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ...i18n import words
from ...theme import scaled
from ...theme.tokens import MEDIUM, SMALL
from ...widgets.labels import ElidedLabel, IconLabel, tip
from ...widgets.layouts import Panel, hbox, vbox
from .presentation import Said

COUNT = 4
BEFORE, GAP, AFTER = 20, 12, 16
"""Distances in the line, in unscaled pixels."""


class FactStrip(Panel):
    """Hidden where a file could not be read at all."""

    def __init__(self) -> None:
        super().__init__("canvas", "b", height=60)
        self.facts = [_Fact() for _ in range(COUNT)]
        hbox(*self.facts, gap=GAP, margins=(BEFORE, 0, AFTER, 0), into=self)

    def show_facts(self, said: Sequence[Said]) -> None:
        self.setVisible(bool(said))
        for fact, one in zip(self.facts, said, strict=False):
            fact.show_fact(one)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Each as wide as its words; equal parts where that is too much for the line."""
        needed = sum(fact.sizeHint().width() for fact in self.facts)
        room = self.width() - scaled(BEFORE + AFTER + GAP * (COUNT - 1))
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        for fact in self.facts:
            layout.setStretchFactor(fact, 0 if needed <= room else 1)


class _Fact(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._sign = IconLabel("circle", "text2", 18)
        self.words = ElidedLabel("", weight=MEDIUM)
        self.more = ElidedLabel("", SMALL, tone="text2")
        for label in (self.words, self.more):  # the tool tip of the fact says more than a label's
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        words = vbox(self.words, self.more, gap=1, margins=(0, 10, 0, 10))
        hbox(self._sign, (words, 1), gap=10, into=self)

    def show_fact(self, said: Said) -> None:
        self._sign.show_sign(said.icon, said.tone)
        self.words.show_text(said.words, said.tone if said.tone == "danger" else "text")
        self.more.setText(said.more)
        self.setToolTip(tip(said.hint or words().labelled(said.words, said.more)))
        self.setAccessibleName(f"{said.words}, {said.more}")
        self.setAccessibleDescription(said.hint)
