"""Two versions of a record, field by field: to read, or to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from ..i18n import tr
from ..theme import glyph, rounded, scaled
from ..theme.tokens import MEDIUM, SMALL
from .labels import Chip, Label
from .layouts import Scroller, TabAnchor, hbox, vbox

LONGEST = 1_200
"""Characters of a value that are shown; who needs all of it opens the version."""


@dataclass(frozen=True)
class Versions:
    """One field in two versions, as text; `key` names it, `note` says more of it."""

    key: str
    label: str
    first: str
    second: str
    note: str = ""


class DifferenceView(QWidget):
    """What was and what is, one field below the other. Never by colour alone: − and + say it."""

    def __init__(self) -> None:
        super().__init__()
        self.scroller = Scroller(QWidget())
        vbox((self.scroller, 1), into=self)

    def show_versions(self, found: Sequence[Versions]) -> None:
        made = vbox(*(_Change(one) for one in found), None, gap=12, margins=(0, 4, 8, 8))
        self.scroller.setWidget(made)


class _Change(QWidget):
    def __init__(self, one: Versions) -> None:
        super().__init__()
        self.setAccessibleName(
            tr(
                "{field}: before {before}, now {after}",
                field=one.label,
                before=_shown_text(one.first),
                after=_shown_text(one.second),
            )
        )
        vbox(
            Label(one.label, SMALL, MEDIUM, "text2", wrap=True),
            _Value(one.first, "minus", "dangerBg"),
            _Value(one.second, "plus", "okBg"),
            gap=3,
            into=self,
        )


class _Value(QWidget):
    """A version on its ground, led by a sign."""

    def __init__(self, text: str, icon: str, ground: str) -> None:
        super().__init__()
        self._icon, self._ground = icon, ground
        words = Label(_shown_text(text), SMALL, wrap=True, tone="text" if text else "text2")
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.sideways(QSizePolicy.Policy.Ignored)
        hbox((words, 1), margins=(24, 4, 8, 4), into=self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, size = QPainter(self), scaled(12)
        rounded(painter, self.rect(), 4, self._ground)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self.width() - scaled(7) - size if mirrored else scaled(7)
        glyph(painter, self._icon, x, scaled(7), size, "text2", stroke=2)


class ChoiceView(QWidget):
    """Of each field one version is taken: the first (mine) or the second (theirs)."""

    changed = Signal()

    def __init__(self, first: str, second: str) -> None:
        """What the two versions are called."""
        super().__init__()
        self._names = (first, second)
        self._choices: dict[str, _Choice] = {}
        self.scroller = Scroller(QWidget())
        self._tabs = TabAnchor(self)
        vbox((self.scroller, 1), into=self)

    def show_versions(self, found: Sequence[tuple[Versions, bool | None]]) -> None:
        """Each with whether the first version is taken to begin with; None: that is asked."""
        self._choices = {one.key: _Choice(one, self._names, first) for one, first in found}
        made = vbox(*self._choices.values(), None, gap=16, margins=(0, 4, 8, 8))
        for choice in self._choices.values():
            choice.changed.connect(self.changed)
        self.scroller.setWidget(made)
        self._tabs.lead_to([made])

    @property
    def first_taken(self) -> frozenset[str]:
        """Keys of the fields whose first version is taken."""
        return frozenset(key for key, choice in self._choices.items() if choice.takes_first)

    @property
    def decided(self) -> Mapping[str, bool]:
        """Fields of which a version is taken: is it the first?"""
        return {key: made.takes_first for key, made in self._choices.items() if made.is_decided}

    def take(self, key: str, first: bool) -> None:
        self._choices[key].take(first)

    def take_focus(self) -> None:
        for choice in self._choices.values():
            choice.take_focus()
            return


class _Choice(QWidget):
    changed = Signal()

    def __init__(self, one: Versions, names: tuple[str, str], first: bool | None) -> None:
        super().__init__()
        group = QButtonGroup(self)
        self._buttons: list[QRadioButton] = []
        sides: list[tuple[QWidget, int]] = []
        for name, text in zip(names, (one.first, one.second), strict=True):
            made = QRadioButton(name)
            made.setAccessibleName(f"{one.label}: {name}")
            made.setAccessibleDescription(_shown_text(text))
            group.addButton(made)
            self._buttons.append(made)
            sides.append((vbox(made, _Taken(text, made), gap=4), 1))
        if first is not None:
            self._buttons[0 if first else 1].setChecked(True)
        group.buttonToggled.connect(lambda *_: self._on_toggled())
        note = Chip(one.note, "warn", "warnBg", "alert-triangle")
        head = hbox(Label(one.label, SMALL, MEDIUM, "text2"), note, None, gap=8)
        vbox(head, hbox(*sides, gap=12), gap=6, into=self)

    @property
    def takes_first(self) -> bool:
        return self._buttons[0].isChecked()

    @property
    def is_decided(self) -> bool:
        return any(made.isChecked() for made in self._buttons)

    def take(self, first: bool) -> None:
        self._buttons[0 if first else 1].setChecked(True)

    def take_focus(self) -> None:
        self._buttons[1 if self.is_decided and not self.takes_first else 0].setFocus()

    def _on_toggled(self) -> None:
        self.update()
        self.changed.emit()


class _Taken(QWidget):
    """A version in its box; a click on it takes it."""

    def __init__(self, text: str, button: QRadioButton) -> None:
        super().__init__()
        self._button = button
        button.toggled.connect(lambda _on: self.update())
        words = Label(_shown_text(text), wrap=True, tone="text" if text else "text2")
        words.sideways(QSizePolicy.Policy.Ignored)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        vbox((words, 1), margins=(10, 6, 10, 6), into=self)

    def mousePressEvent(self, event: object) -> None:
        del event
        self._button.setChecked(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        taken = self._button.isChecked()
        edge = "accentText" if taken else "line"
        rounded(QPainter(self), self.rect(), 6, "sel" if taken else "", edge, 1.5 if taken else 1)


def _shown_text(text: str) -> str:
    if not text:
        return tr("empty")
    return text if len(text) <= LONGEST else text[:LONGEST] + " …"
