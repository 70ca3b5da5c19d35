"""The roles that an officer can have, to choose one."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QSizePolicy

from rilo_desktop.vocabularies import vocabulary

from ...i18n import window_language


def role_box() -> QComboBox:
    """The data of an entry is the code of its role."""
    box = QComboBox()
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    for item in vocabulary("user_role"):
        box.addItem(item.label(window_language()), item.code)
    return box
