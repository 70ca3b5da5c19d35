"""Qt's file dialogs leave no list of folders behind.

Each keeps where it was last, in `QtProject.conf` of the settings or in the registry, readable by
anybody who has the machine. Where settings are files they now have no place. In the registry they
are taken away again when the program begins and ends. What the dialogs of Windows and macOS
themselves remember is the system's (docs/security.md).
"""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

OF_QT = "QtProject"
GROUP = "FileDialog"


def keep_none(app: QApplication) -> None:
    """From now on; once for an application. Nothing of ours is in Qt's settings."""
    if sys.platform == "win32":
        _take_away()
        app.aboutToQuit.connect(_take_away)
        return
    scope = QSettings.Scope.UserScope
    QSettings.setPath(QSettings.Format.NativeFormat, scope, os.devnull)


def _take_away() -> None:
    QSettings(QSettings.Scope.UserScope, OF_QT).remove(GROUP)
