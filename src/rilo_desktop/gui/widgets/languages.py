"""A box of few choices, and the one that chooses the language of the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy

from rilo_desktop.language import window_languages

from ..i18n import window_language
from .choice_box import ChoiceBox

IN_ITSELF = {
    "en": "English",
    "fr": "Français",
    "ar": "العربية",
    "es": "Español",
    "pt": "Português",
    "ru": "Русский",
}
"""Each language in its own words: who does not read this one finds their own."""


def choice_box(choices: Sequence[tuple[object, str]], at: object) -> ChoiceBox:
    """`choices` as (value, text); `at` is the value that is shown."""
    made = ChoiceBox()
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    made.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(6)
    for value, text in choices:
        made.addItem(text, value)
    made.setCurrentIndex(max(0, made.findData(at)))
    return made


def language_box() -> ChoiceBox:
    known = window_languages()
    now = window_language()
    codes = known if now in known else (*known, now)
    return choice_box([(code, IN_ITSELF.get(code, code)) for code in codes], now)
