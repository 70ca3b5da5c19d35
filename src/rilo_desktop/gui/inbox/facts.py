"""Four facts about a file in one line, before any of its content."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ..theme.tokens import MEDIUM, SMALL
from ..widgets.boxes import Panel, column, row
from ..widgets.words import ShortLabel, Sign
from .shown import Said

COUNT = 4


class Facts(Panel):
    """Hidden where a file could not be read at all."""

    def __init__(self) -> None:
        super().__init__("canvas", "b", height=60)
        self.facts = [_Fact() for _ in range(COUNT)]
        row(*self.facts, gap=12, margins=(20, 0, 16, 0), into=self)

    def show_facts(self, said: Sequence[Said]) -> None:
        self.setVisible(bool(said))
        for fact, one in zip(self.facts, said, strict=False):
            fact.show_fact(one)


class _Fact(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._sign = Sign("circle", "text2", 18)
        self.words = ShortLabel("", weight=MEDIUM)
        self.more = ShortLabel("", SMALL, tone="text2")
        words = column(self.words, self.more, gap=1, margins=(0, 10, 0, 10))
        row(self._sign, (words, 1), gap=10, into=self)

    def show_fact(self, said: Said) -> None:
        self._sign.show_sign(said.icon, said.tone)
        self.words.show_text(said.words, said.tone if said.tone == "danger" else "text")
        self.more.setText(said.more)
        self.setToolTip(f"{said.words}: {said.more}")
        self.setAccessibleName(f"{said.words}, {said.more}")
