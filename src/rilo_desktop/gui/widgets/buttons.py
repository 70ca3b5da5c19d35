"""Buttons: what they look like stands in `theme.buttons`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QKeyCombination, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from rilo_desktop.characters import visible

from ..theme import rounded, scaled
from .labels import tip
from .layouts import discard


def button(
    text: str,
    pressed: Callable[[], object] | None = None,
    kind: str = "secondary",
    glyph: str = "",
    name: str = "",
    keys: str = "",
    high: int = 0,
    wide: bool = False,
    checkable: bool = False,
) -> QPushButton:
    """A push button. One with an icon alone needs `name`; `keys` become shortcut and hint.

    `name` is also the tooltip and what a screen reader says.
    """
    made = QPushButton(visible(text, lines=False).replace("&", "&&"))
    made.setCheckable(checkable)
    made.setAccessibleName(name or text)
    made.setToolTip(tip(name) if name != text else "")
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setAutoDefault(True)  # Enter presses it too, in a window as in a dialog
    made.setProperty("kind", kind)
    if glyph:
        made.setProperty("glyph", glyph)
    if high:
        made.setProperty("high", high)
    if wide:
        made.setProperty("centred", True)
    policy = QSizePolicy.Policy.Expanding if wide else QSizePolicy.Policy.Fixed
    made.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
    if pressed is not None:
        made.clicked.connect(lambda _checked=False: pressed())
    if keys:
        from ..commands import Command, register

        register(made, Command(f"button {keys}", name or text, keys, made.click, icon=glyph))
        show_keys(made, keys)
    return made


def title_link(title: str, pressed: Callable[[], object]) -> QPushButton:
    """A link of many words: cut where there is no room; the tooltip says all."""
    made = button(title, pressed, "link")
    made.setToolTip(tip(title))
    made.setMinimumWidth(scaled(40))
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def rename(button: QPushButton, text: str) -> None:
    """Another text, for eyes and for a screen reader."""
    button.setText(visible(text, lines=False).replace("&", "&&"))
    button.setAccessibleName(text)


def show_keys(button: QPushButton, keys: str, in_tip: bool = False) -> None:
    """Say which keys do the same: in the button, or in the tooltip of an icon, or where asked."""
    from ..commands import keys_text  # with Qt's classes for keys: not before the first paint

    shown = keys_text(keys)
    text = button.text()
    hint = shown if text and not in_tip else ""
    button.setToolTip("" if hint else f"{button.accessibleName()}  {shown}")
    if hint != (button.property("hint") or ""):
        button.setProperty("hint", hint)
        button.setText("")  # a button keeps the width that it once needed until its text changes
        button.setText(text)


class Segments(QWidget):
    """Two to five views of the same thing; arrow keys move."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], name: str, at: str | None = "") -> None:
        """`choices` as (key, text); `name` says what is switched; `at`: None chooses none."""
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._keys: dict[str, QPushButton] = {}
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self.set_choices(choices, at)
        self.setFixedHeight(scaled(28))

    def set_choices(self, choices: Sequence[tuple[str, str]], at: str | None = "") -> None:
        """Other views, without saying so; what stands there keeps its place for Tab."""
        parts = list(self._keys.values())
        while len(parts) < len(choices):
            parts.append(self._made(parts[-1] if parts else None))
        for gone in parts[len(choices) :]:
            self._group.removeButton(gone)
            discard(gone)
        self._keys = dict(zip((key for key, _ in choices), parts, strict=False))
        for key, text in choices:
            self.set_text(key, text)
        self.choose("" if at is None else at or choices[0][0])

    def _made(self, after: QPushButton | None) -> QPushButton:
        part = QPushButton()  # a QToolButton would be a check box to a screen reader
        part.setCheckable(True)
        part.setAutoExclusive(True)
        part.setProperty("kind", "segment")
        part.setProperty("high", 28)
        part.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        part.toggled.connect(lambda on: self._on_toggled(part, on))
        self._group.addButton(part)
        self._box.addWidget(part)
        if after is not None:
            QWidget.setTabOrder(after, part)
        return part

    def _on_toggled(self, part: QPushButton, on: bool) -> None:
        key = next((key for key, one in self._keys.items() if one is part), None)
        if on and key is not None:
            self.chosen.emit(key)

    def set_text(self, key: str, text: str) -> None:
        """Another text, as where a count stands in it."""
        self._keys[key].setText(text)
        self._keys[key].setAccessibleName(f"{self.accessibleName()}: {text}")

    def part(self, key: str) -> QPushButton:
        return self._keys[key]

    @property
    def key(self) -> str:
        return next((k for k, part in self._keys.items() if part.isChecked()), "")

    def choose(self, key: str) -> None:
        """Show this as chosen, without saying so; "": none."""
        with QSignalBlocker(self):
            self._group.setExclusive(bool(key))
            for each, part in self._keys.items():
                part.setChecked(each == key)
            self._group.setExclusive(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        rounded(QPainter(self), self.rect(), 6, "neutral")


def is_key(event: QEvent, *combinations: QKeyCombination | Qt.Key) -> bool:
    """Is it one of these keys, with exactly these modifiers?"""
    if not isinstance(event, QKeyEvent):
        return False
    pressed = event.keyCombination()
    return any(
        pressed == (c if isinstance(c, QKeyCombination) else QKeyCombination(c))
        for c in combinations
    )
