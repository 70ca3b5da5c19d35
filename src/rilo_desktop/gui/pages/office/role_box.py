"""The roles that an officer can have, to choose one."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy

from rilo_desktop.vocabularies import vocabulary

from ...i18n import window_language
from ...widgets.choice_box import ChoiceBox


def role_box() -> ChoiceBox:
    """The data of an entry is the code of its role."""
    box = ChoiceBox()
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    for item in vocabulary("user_role"):
        box.addItem(item.label(window_language()), item.code)
    return box
